import { logger } from '../../shared/runtime/logger.ts';
import { overdueBatches, putOffBatch, tellBatchAgain } from '../../shared/storage/batch-progress.ts';
import type { Table } from '../../shared/storage/table.ts';
import { eachDue } from './each-due.ts';

export interface SweptBatches {
  told: number;
  failed: number;
}

/** Batches looked at in one minute; the next minute goes on. */
const mostAtOnce = 100;
/** Told of so often (for hours), a batch does not stand still because a worker was killed. */
const tooOften = 6;

/**
 * Has batches that nobody has moved in time worked on again: what was reserved is confirmed, or given back when its time
 * is over. One that fails does not hold up the others: it waits for an hour, and is behind them then.
 * @param timeIsUp asked before each
 */
export function createSweepBatches({ table }: { table: Table }) {
  return async (now: Date, timeIsUp: () => boolean): Promise<SweptBatches> => {
    let swept = 0;
    const failed = await eachDue(
      {
        due: await overdueBatches(table, now, mostAtOnce),
        work: async (batch) => {
          const told = await tellBatchAgain(table, batch, now);
          if (told !== undefined) swept += 1;
          if (told !== undefined && told >= tooOften) logger.error('batch stands still', { ...batch, told });
        },
        putOff: (batch) => putOffBatch(table, batch, now),
        failed: 'batch not told of again',
      },
      timeIsUp,
    );
    return { told: swept, failed };
  };
}
