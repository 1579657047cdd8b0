import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runToEnd } from './child-process.ts';
import { place, type Reach } from './engine.ts';
import { callEngine } from './engine-call.ts';
import { root } from './folders.ts';
import { companyClaim, type Issuer } from './issuer.ts';
import type { Progress } from './progress.ts';

export interface DeployOptions {
  readonly reach: Reach;
  readonly issuer: Issuer;
  /** Where what is synthesized, the bundles and the log of the deploy go. */
  readonly folder: string;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** What was deployed, by the names of the stacks' outputs. */
export interface Deployed {
  /** Where routes begin: `<base URL>/v1/…`. */
  readonly baseUrl: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Minutes after which a dead lifecycle segment is started again: short, for whoever watches it. */
const progressMinutes = 1;

/**
 * Synthesizes the app and deploys all its stacks to an engine, with the CDK's own command line. The first deploy to an
 * engine also bootstraps it. Rejects with the end of the log when a step fails.
 */
export async function deploy({ reach, issuer, folder, progress, signal }: DeployOptions): Promise<Deployed> {
  const assembly = join(folder, 'cdk.out');
  const outputsFile = join(folder, 'outputs.json');
  const log = join(folder, 'deploy.log');
  mkdirSync(folder, { recursive: true });
  writeFileSync(log, '');
  rmSync(outputsFile, { force: true });

  const cdk = async (args: readonly string[], cwd = root): Promise<void> => {
    const { code, said } = await runToEnd(
      process.execPath,
      [join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk'), ...args],
      {
        cwd,
        env: environment(reach),
        heard: (text) => appendFileSync(log, text),
        ...(signal === undefined ? {} : { signal }),
      },
    );
    if (code !== 0)
      throw new Error(
        `cdk ${args[0]} failed (all of it: ${relative(root, log)}):\n${said.trimEnd().split('\n').slice(-15).join('\n')}`,
      );
  };

  const context: Record<string, string> = {
    local: 'true',
    stage: 'local',
    oidcIssuer: issuer.url,
    oidcAudience: issuer.audience,
    jwksUrl: issuer.jwksUrl,
    companyClaim,
    allowedOrigins: 'http://localhost:3000',
    progressMinutes: String(progressMinutes),
    bundles: join(folder, 'bundles'),
  };
  const synthesize = () =>
    cdk([
      'synth',
      '--quiet',
      '--output',
      assembly,
      ...Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]),
    ]);
  // Away from cdk.json: it would synthesize the app once more, and into a folder that only one at a time may use.
  const bootstrap = () => cdk(['bootstrap', `aws://${place.account}/${place.region}`], folder);

  const first = !(await isBootstrapped(reach));
  const together = await Promise.allSettled([
    progress.step('the app is synthesized', synthesize),
    ...(first ? [progress.step('the engine is bootstrapped', bootstrap)] : []),
  ]);
  for (const one of together) if (one.status === 'rejected') throw one.reason;
  await progress.step('its stacks are deployed', () =>
    cdk([
      'deploy',
      '--all',
      '--app',
      assembly,
      '--method',
      'direct',
      '--require-approval',
      'never',
      '--outputs-file',
      outputsFile,
    ]),
  );
  return readDeployed(folder, reach);
}

/** What was deployed last from a folder; throws when nothing was. */
export function readDeployed(folder: string, reach: Reach): Deployed {
  const file = join(folder, 'outputs.json');
  if (!existsSync(file)) throw new Error(`Nothing was deployed from ${relative(root, folder)}.`);
  const stacks: Record<string, Record<string, string>> = JSON.parse(readFileSync(file, 'utf8'));
  const outputs = Object.assign({}, ...Object.values(stacks)) as Record<string, string>;
  const { ApiId: api } = outputs;
  if (api === undefined) throw new Error('The stacks have no output ApiId.');
  // `apiEndpoint` has a host name that not every client resolves; this path always works.
  return { baseUrl: `${reach.endpoint.replace('127.0.0.1', 'localhost')}/_aws/execute-api/${api}`, outputs };
}

/** The parameter in which a bootstrap notes its version. */
async function isBootstrapped(reach: Reach): Promise<boolean> {
  const body = { Name: '/cdk-bootstrap/hnb659fds/version' };
  return (await callEngine(reach, { service: 'ssm', target: 'AmazonSSM.GetParameter', body })).ok;
}

/** The CDK sees the engine and nothing of an account the person at the keyboard may have. */
function environment({ endpoint, credentials, region }: Reach): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_|NODE_CHANNEL_)|_proxy$/i.test(name));
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: region,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}
