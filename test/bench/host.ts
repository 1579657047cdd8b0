import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Issuer, rolesClaim } from '../../infra/local/issuer.ts';

export interface Host {
  readonly url: string;
  /** Bytes and lines the functions have logged so far. */
  logged(): { bytes: number; lines: number };
  stop(): Promise<void>;
}

export interface HostOptions {
  /** Folder of the bundles. */
  readonly bundles: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a process that serves the bundles (`functions-host.ts`). It ends with this one, however that ends. */
export async function startHost({ bundles, environment }: HostOptions): Promise<Host> {
  const child = fork(join(import.meta.dirname, 'functions-host.ts'), [bundles], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = once(child, 'exit');
  let bytes = 0;
  let lines = 0;
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      lines += chunk.toString('latin1').split('\n').length - 1;
    });
  const [message] = await Promise.race([
    once(child, 'message') as Promise<[{ port: number }]>,
    ended.then(() => {
      throw new Error('The host of the functions ended before it served.');
    }),
  ]);
  return {
    url: `http://127.0.0.1:${message.port}`,
    logged: () => ({ bytes, lines }),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** What functions are told by their environment, as the stacks tell them. */
export interface Place {
  /** Where the cloud's services answer. */
  readonly endpoint: string;
  readonly table: string;
  readonly bucket: string;
  readonly bus: string;
  readonly machine: string;
  readonly signingSecret: string;
  readonly issuer: Issuer;
}

export function environmentOf(place: Place): Record<string, string> {
  return {
    STAGE: 'bench',
    TABLE_NAME: place.table,
    FILES_BUCKET: place.bucket,
    BUS_NAME: place.bus,
    LIFECYCLE_MACHINE_ARN: place.machine,
    BACKTEST_MACHINE_ARN: `${place.machine}-backtest`,
    SIGNING_SECRET_ARN: place.signingSecret,
    PARTNER_SECRETS_PREFIX: 'homeward/bench/partners/',
    OIDC_ISSUER: place.issuer.url,
    OIDC_AUDIENCE: place.issuer.audience,
    OIDC_JWKS_URL: place.issuer.jwksUrl,
    ROLES_CLAIM: rolesClaim,
    // The ERP is a server of the bench's own.
    ALLOW_HTTP: 'true',
    PROGRESS_MINUTES: '5',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: '000000000000',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL: place.endpoint,
    // In the cloud every line names its trace: it is paid for, so it is counted.
    _X_AMZN_TRACE_ID: 'Root=1-6920f3a1-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1',
  };
}
