import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './advice.ts';
import { reportOf, runChecks } from './checks.ts';
import { home, root } from './folders.ts';
import { enginePython } from './python.ts';
import { stopOnSignal } from './stop.ts';
import { countTests, type TestReport } from './test-count.ts';

// npm test [-- <vitest's filters and options>]: the checks, then all tests. The last line is `N passed, N failed`.
await runCommand(async () => {
  const stop = stopOnSignal();
  await enginePython(console.log, stop.signal);
  const checked = await runChecks();
  console.log(reportOf(checked));

  mkdirSync(home, { recursive: true });
  const reportFile = join(home, `tests-${process.pid}.json`);
  const code = await runVitest(reportFile, process.argv.slice(2), stop.signal);
  const report: TestReport | undefined = existsSync(reportFile)
    ? JSON.parse(readFileSync(reportFile, 'utf8'))
    : undefined;
  rmSync(reportFile, { force: true });

  const tests = countTests(report, code);
  const passed = tests.passed + checked.filter((one) => one.passed).length;
  const failed = tests.failed + checked.filter((one) => !one.passed).length;
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

/** Answers vitest's exit code; its report goes to a file beside what it shows. */
function runVitest(reportFile: string, args: readonly string[], signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const child = spawn(
      process.execPath,
      [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...args],
      { cwd: root, stdio: 'inherit' },
    );
    signal.addEventListener('abort', () => child.kill('SIGINT'));
    child.once('error', reject).once('close', (code) => resolve(code ?? 1));
  });
}
