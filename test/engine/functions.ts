import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Reach } from '../../infra/local/engine.ts';
import { callEngine } from '../../infra/local/engine-call.ts';
import { until } from './until.ts';

export interface Invocation {
  /** What the function answered, or the error it threw. */
  readonly payload: unknown;
  /** Set when it threw or died. */
  readonly error?: string;
}

/** Invokes a function by its name and waits for its answer; while all functions the engine runs at once are busy, for that too. */
export async function invoke(reach: Reach, functionName: string, event: unknown): Promise<Invocation> {
  const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`;
  const answer = await until(`${functionName} has room`, async () => {
    const tried = await callEngine(reach, { service: 'lambda', path, body: event });
    return tried.status !== 429 && tried;
  });
  const error = answer.headers.get('x-amz-function-error');
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${functionName} could not be invoked: ${answer.status} ${text}`);
  return { payload: text === '' ? undefined : JSON.parse(text), ...(error === null ? {} : { error }) };
}

/** Process ids of the workers a function has now: each is a Node process that runs code unpacked in the engine's folder. */
export async function workersOf(folder: string, functionName: string): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,args=']);
  const code = join(folder, 'scratch', `ministack-lambda-${functionName}-`);
  return stdout
    .split('\n')
    .filter((line) => line.includes(code))
    .map((line) => Number.parseInt(line, 10));
}

/** Kills a function's workers outright, as a machine that fails does; answers how many there were. */
export async function killWorkers(folder: string, functionName: string): Promise<number> {
  const workers = await workersOf(folder, functionName);
  return workers.filter((pid) => {
    try {
      return process.kill(pid, 'SIGKILL');
    } catch {
      return false; // it went by itself
    }
  }).length;
}

/** Lines a function has logged so far, oldest first. */
export async function logsOf(reach: Reach, functionName: string): Promise<readonly string[]> {
  const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/configuration`;
  const configuration = await callEngine(reach, { service: 'lambda', path });
  const { LoggingConfig } = (await configuration.json()) as { LoggingConfig?: { LogGroup?: string } };
  const logGroupName = LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName}`;
  const target = 'Logs_20140328.FilterLogEvents';
  const answer = await callEngine(reach, { service: 'logs', target, body: { logGroupName } });
  if (!answer.ok) return []; // never invoked
  const { events } = (await answer.json()) as { events: readonly { message: string }[] };
  return events.map(({ message }) => message);
}
