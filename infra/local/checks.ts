import { join } from 'node:path';
import { type Finished, runToEnd } from './child-process.ts';
import { root } from './folders.ts';

/** What is checked without running the code: each counts as one test. */
const checks = [
  { name: 'types', program: ['typescript', 'bin', 'tsc'], args: ['--noEmit', '--pretty', 'false'] },
  { name: 'lint and format', program: ['@biomejs', 'biome', 'bin', 'biome'], args: ['check', '--error-on-warnings'] },
] as const;

export interface Checked extends Finished {
  readonly name: string;
  readonly passed: boolean;
}

/** Runs all checks beside each other. */
export const runChecks = (): Promise<readonly Checked[]> =>
  Promise.all(
    checks.map(async ({ name, program, args }) => {
      const finished = await runToEnd(process.execPath, [join(root, 'node_modules', ...program), ...args], {
        cwd: root,
      });
      return { name, passed: finished.code === 0, ...finished };
    }),
  );

/** A line for each, and all it had to say where it failed. */
export const reportOf = (checked: readonly Checked[]): string =>
  checked.map(({ name, passed, said }) => (passed ? `✓ ${name}` : `✗ ${name}\n${said.trimEnd()}`)).join('\n');
