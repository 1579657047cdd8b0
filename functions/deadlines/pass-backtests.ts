import { logger } from '../../shared/runtime/logger.ts';
import { noteInterrupted, silentBacktests } from '../../shared/storage/backtests.ts';
import type { Table } from '../../shared/storage/table.ts';

/** Names those backtests interrupted that nothing was heard of for too long: whoever asked for one can start it again. */
export function createPassBacktests({ table }: { table: Table }) {
  return async (now: Date): Promise<number> => {
    let interrupted = 0;
    for (const key of await silentBacktests(table, now)) {
      if (!(await noteInterrupted(table, key, now))) continue;
      interrupted += 1;
      logger.warn('backtest interrupted', { ...key });
    }
    return interrupted;
  };
}
