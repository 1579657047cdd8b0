import type { ArchivePlace } from '../../shared/adapters/archive/unsealed-day.ts';
import type { BacktestRun, BacktestStepResult } from '../../shared/contracts/backtest-run.ts';
import type { BacktestFailure } from '../../shared/contracts/backtests.ts';
import { filesIn } from '../../shared/policy/backtest/plan.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { type Backtest, noteFailed, noteRunning } from '../../shared/storage/backtests.ts';
import type { PolicyReader } from '../../shared/storage/policy-reader.ts';
import type { Table } from '../../shared/storage/table.ts';
import { currentRun } from './current-run.ts';
import { keptPlan } from './kept-plan.ts';

export interface ChooseFilesDeps {
  table: Table;
  place: ArchivePlace;
  policies: Pick<PolicyReader, 'load'>;
  clock: Clock;
  /** Parts handed out at once. */
  atOnce?: number;
}

/** As many as one Map is given: a few kilobytes of its 256, and progress is looked at again after each. */
const partsAtOnce = 200;

/** Says which parts of a backtest are decided next: those that are not yet, in their order. */
export function createChooseFiles({ table, place, policies, clock, atOnce = partsAtOnce }: ChooseFilesDeps) {
  return async (run: BacktestRun): Promise<BacktestStepResult> => {
    const backtest = await currentRun(table, run, clock());
    if (!backtest) return { outcome: 'superseded' };
    const failure = await unusable(policies, backtest);
    if (failure) return { outcome: (await noteFailed(table, run, failure)) ? 'failed' : 'superseded' };
    const plan = await keptPlan(place, backtest);
    const known = { files: filesIn(plan), parts: plan.parts.length, days: plan.days };
    if (!(await noteRunning(table, run, known, clock()))) return { outcome: 'superseded' };
    const left = plan.parts.map((_, i) => i + 1).filter((part) => !backtest.decided?.has(part));
    return left.length === 0 ? { outcome: 'all_done' } : { outcome: 'go_on', parts: left.slice(0, atOnce) };
  };
}

/** Why nothing can be decided by this policy. */
async function unusable(
  policies: Pick<PolicyReader, 'load'>,
  { brand, policyId, version }: Backtest,
): Promise<BacktestFailure | undefined> {
  const found = await policies.load(brand, { policyId, version });
  if (!found) return { code: 'policy_gone', detail: `There is no version ${version} of ${policyId} any more.` };
  return 'why' in found ? { code: 'policy_faulty', detail: found.why.slice(0, 500) } : undefined;
}
