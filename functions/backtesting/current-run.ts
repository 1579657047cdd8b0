import type { BacktestRun } from '../../shared/contracts/backtest-run.ts';
import { type Backtest, loadBacktest } from '../../shared/storage/backtests.ts';
import type { Table } from '../../shared/storage/table.ts';

/** The backtest of a run, unless another attempt has taken over or it has ended: then nothing is left to do. */
export async function currentRun(table: Table, run: BacktestRun, now: Date): Promise<Backtest | undefined> {
  const found = await loadBacktest(table, { brand: run.brand, id: run.backtest }, now);
  if (!found || found.attempt !== run.attempt) return undefined;
  return found.state === 'requested' || found.state === 'running' ? found : undefined;
}
