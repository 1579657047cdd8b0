import { runCommand } from './advice.ts';
import { reportOf, runChecks } from './checks.ts';

// npm run check: types, lint and format, no tests.
await runCommand(async () => {
  const checked = await runChecks();
  console.log(reportOf(checked));
  return checked.every(({ passed }) => passed) ? 0 : 1;
});
