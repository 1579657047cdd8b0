import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { mendState } from './engine-state.ts';
import { root } from './folders.ts';

/** What the SDK's clients need to reach the engine from outside its functions. */
export interface Reach {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Objects are at `<endpoint>/<bucket>/<key>`. */
  readonly forcePathStyle: true;
}

export interface Engine {
  readonly port: number;
  readonly pid: number;
  readonly reach: Reach;
  /** File with what it logs. */
  readonly log: string;
  /** Settles when its process has ended, wanted or not. */
  readonly ended: Promise<void>;
  /** Ends it, waits until it has written its state and is gone. */
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** The Python it is installed in. */
  readonly python: string;
  readonly port: number;
  /** Where its state, objects, functions and log are. */
  readonly folder: string;
  /** Whether its state survives a stop. */
  readonly keepsState: boolean;
}

/** Account and region of everything the engine holds. */
export const place = { account: '000000000000', region: 'us-east-1' } as const;

export const reachOf = (port: number): Reach => ({
  endpoint: `http://127.0.0.1:${port}`,
  region: place.region,
  credentials: { accessKeyId: place.account, secretAccessKey: 'test' },
  forcePathStyle: true,
});

/**
 * Ends with whoever started it, however that ends: when the pipe at its standard input closes, it stops as if asked to.
 */
const program = `
import os, signal, threading
def leave():
    os.read(0, 1)
    os.kill(os.getpid(), signal.SIGTERM)
threading.Thread(target=leave, daemon=True).start()
from ministack.app import main
main()
`;

/** Seconds the engine has to come up, and to write its state and end. */
const patience = { start: 30, stop: 20 } as const;

/** Starts the engine and waits until it answers. Rejects with the end of its log when it does not. */
export async function startEngine({ python, port, folder, keepsState }: EngineOptions): Promise<Engine> {
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch, { recursive: true });
  // Functions are unpacked here: they must not take this repository's package.json for theirs.
  writeFileSync(join(scratch, 'package.json'), '{}');
  if (keepsState) mendState(folder);
  const log = join(folder, 'engine.log');
  const output = openSync(log, 'w');
  const child = spawn(python, ['-c', program], {
    cwd: folder,
    // A process group of its own: Ctrl-C reaches it through us, in order.
    detached: true,
    stdio: ['pipe', output, output],
    env: {
      // Functions inherit all of this and run the first `node` of the path: the pinned one.
      PATH: [join(root, 'node_modules', 'node', 'bin'), process.env.PATH].join(delimiter),
      HOME: folder,
      TMPDIR: scratch,
      LANG: 'C.UTF-8',
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      IOT_MTLS_ENABLED: '0',
      // More workers than this wear a laptop out: 32 are 3 GB and a fifteenth of the speed.
      LAMBDA_ACCOUNT_CONCURRENCY: '10',
      ...(keepsState
        ? {
            PERSIST_STATE: '1',
            STATE_DIR: join(folder, 'state'),
            S3_PERSIST: '1',
            S3_DATA_DIR: join(folder, 'objects'),
          }
        : {}),
    },
  });
  closeSync(output);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  const stop = () => stopProcess(child, ended);
  try {
    await untilHealthy(port, child);
  } catch (error) {
    await stop();
    const last = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
    throw new Error(`The local engine did not start:\n${last}`, { cause: error });
  }
  return { port, pid: child.pid ?? 0, reach: reachOf(port), log, ended, stop };
}

async function untilHealthy(port: number, child: ChildProcess): Promise<void> {
  const until = Date.now() + patience.start * 1000;
  while (Date.now() < until) {
    if (child.pid === undefined || child.exitCode !== null) throw new Error('Its process ended.');
    const answer = await fetch(`http://127.0.0.1:${port}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It did not answer within ${patience.start} s.`);
}

async function stopProcess(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const lastResort = setTimeout(() => child.kill('SIGKILL'), patience.stop * 1000);
  await ended;
  clearTimeout(lastResort);
}
