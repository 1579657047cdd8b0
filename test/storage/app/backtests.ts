import { createAddUp } from '../../../functions/backtesting/add-up.ts';
import { createChooseFiles } from '../../../functions/backtesting/choose-files.ts';
import { createDecidePart } from '../../../functions/backtesting/decide-part.ts';
import { technicalFailure } from '../../../functions/backtesting/technical-failure.ts';
import type { ArchivePlace } from '../../../shared/adapters/archive/unsealed-day.ts';
import { type BacktestRun, type BacktestStepResult, backtestStep } from '../../../shared/contracts/backtest-run.ts';
import { noteFailed } from '../../../shared/storage/backtests.ts';
import { createPolicyReader } from '../../../shared/storage/policy-reader.ts';
import type { Table } from '../../../shared/storage/table.ts';
import { MachineFailed, readMachine, walk } from '../../bench/machine.ts';

/** The machine of backtests with its steps as their function wires them. */
export interface BacktestMachine {
  step(payload: unknown): Promise<BacktestStepResult>;
  /** Runs the machine to its end. @returns the states it entered, `Failed` among them when it ended there */
  run(run: BacktestRun): Promise<readonly string[]>;
}

const machine = readMachine('policy-backtest');

export function createBacktestMachine(
  table: Table,
  place: ArchivePlace,
  clock: () => Date,
  atOnce?: number,
): BacktestMachine {
  const deps = { table, place, files: place.files, policies: createPolicyReader(table), clock };
  const chooseFiles = createChooseFiles({ ...deps, ...(atOnce !== undefined && { atOnce }) });
  const decidePart = createDecidePart(deps);
  const addUp = createAddUp(deps);
  const step = async (payload: unknown): Promise<BacktestStepResult> => {
    const asked = backtestStep.parse(payload);
    if (asked.step === 'choose') return chooseFiles(asked.run);
    if (asked.step === 'decide') return decidePart(asked.run, asked.part);
    if (asked.step === 'add_up') return addUp(asked.run);
    const noted = await noteFailed(table, asked.run, technicalFailure(asked));
    return { outcome: noted ? 'failed' : 'superseded' };
  };
  return {
    step,
    run: (run) =>
      walk(machine, run, step).catch((error: unknown) => {
        if (error instanceof MachineFailed) return error.entered;
        throw error;
      }),
  };
}
