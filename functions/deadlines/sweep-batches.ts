import { logger } from '../../shared/runtime/logger.ts';
import { overdueBatches, putOffBatch, tellBatchAgain } from '../../shared/storage/batch-progress.ts';
import type { Table } from '../../shared/storage/table.ts';
import { tellEach } from './each-due.ts';

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
  return async (now: Date, timeIsUp: () => boolean): Promise<SweptBatches> =>
    tellEach(
      {
        due: await overdueBatches(table, now, mostAtOnce),
        tell: (one) => tellBatchAgain(table, one, now),
        told: (one, told) => {
          if (told >= tooOften) logger.error('batch stands still', { ...one, told });
        },
        putOff: (one) => putOffBatch(table, one, now),
        failed: 'batch not told of again',
      },
      timeIsUp,
    );
}
