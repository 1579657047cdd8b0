import { logger } from '../../shared/runtime/logger.ts';
import type { Table } from '../../shared/storage/table.ts';
import {
  putOffWithdrawal,
  tellWithdrawalAgain,
  unfinishedWithdrawals,
} from '../../shared/storage/unfinished-withdrawals.ts';
import { tellEach } from './each-due.ts';

export interface SweptWithdrawals {
  told: number;
  failed: number;
}

/** Told of so often (for hours), a withdrawal is not left in part because somebody was killed. */
const tooOften = 6;

/**
 * Has withdrawals confirmed whole of which nobody has confirmed the rest in time: a statement takes effect for all that it
 * names, whatever happened to who carried it out. One that fails does not hold up the others: it waits for an hour.
 * @param timeIsUp asked before each: what is left is the next minute's
 */
export function createSweepWithdrawals({ table }: { table: Table }) {
  return async (now: Date, timeIsUp: () => boolean): Promise<SweptWithdrawals> =>
    tellEach(
      {
        due: unfinishedWithdrawals(table, now),
        tell: (one) => tellWithdrawalAgain(table, one, now),
        told: (one, told) => {
          if (told >= tooOften) logger.error('withdrawal in part', { ...one, told });
        },
        putOff: (one) => putOffWithdrawal(table, one, now),
        failed: 'withdrawal not told of again',
      },
      timeIsUp,
    );
}
