import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bare } from './bundles.ts';

const run = promisify(execFile);

/** Time a function takes to start. */
export interface Start {
  /** Median, in milliseconds. */
  readonly ms: number;
  /** Median of what it is to the bare client's, started just before it each time. */
  readonly ratio: number;
}

// Only the bundle's own loading is timed, not the process's; a process that never ends by itself is ended.
const measure =
  'const began = process.hrtime.bigint(); require(process.argv[1]); process.stdout.write(String(Number(process.hrtime.bigint() - began) / 1e6)); process.exit(0)';

async function startOnce(bundle: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const { stdout } = await run(process.execPath, ['-e', measure, bundle], {
    env: { PATH: process.env.PATH, ...environment },
    cwd: join(bundle, '..'),
  });
  return Number(/[\d.]+$/.exec(stdout)?.[0]);
}

/**
 * Starts each bundle in fresh processes, each time right after one of the bare client: who else works on the machine then
 * slows both. One that seems above its limit is started three times as often, and all of its starts count.
 */
export async function timeStarts(
  folder: string,
  areas: readonly string[],
  environment: Readonly<Record<string, string>>,
  times: number,
  limit: (area: string) => number,
): Promise<Readonly<Record<string, Start>>> {
  const starts: Record<string, Start> = {};
  const bareTimes: number[] = [];
  for (const area of areas) {
    const pairs: { ms: number; ratio: number }[] = [];
    const ratio = () => median(pairs.map((pair) => pair.ratio));
    while (pairs.length < times || (pairs.length < times * 3 && ratio() > limit(area))) {
      const base = await startOnce(join(folder, bare, 'index.js'), environment);
      const ms = await startOnce(join(folder, area, 'index.js'), environment);
      bareTimes.push(base);
      pairs.push({ ms, ratio: ms / base });
    }
    starts[area] = { ms: median(pairs.map(({ ms }) => ms)), ratio: ratio() };
  }
  return { [bare]: { ms: median(bareTimes), ratio: 1 }, ...starts };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}
