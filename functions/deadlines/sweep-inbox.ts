import { logger } from '../../shared/runtime/logger.ts';
import { overdueArrivals, tellAgain } from '../../shared/storage/quarantine.ts';
import type { Table } from '../../shared/storage/table.ts';

export interface Swept {
  told: number;
  quarantined: number;
  failed: number;
}

/** Arrivals looked at in one minute; the next minute goes on. */
const mostAtOnce = 100;

/**
 * Has arrivals that nobody has worked off in time worked on again, and puts those that never are in quarantine. One that
 * fails does not hold up the others.
 * @param timeIsUp asked before each
 */
export function createSweepInbox({ table }: { table: Table }) {
  return async (now: Date, timeIsUp: () => boolean): Promise<Swept> => {
    const swept: Swept = { told: 0, quarantined: 0, failed: 0 };
    for (const inbox of await overdueArrivals(table, now, mostAtOnce)) {
      if (timeIsUp()) break;
      try {
        const became = await tellAgain(table, inbox, now);
        if (became) swept[became] += 1;
        if (became === 'quarantined') logger.warn('quarantined', { inbox });
      } catch (error) {
        swept.failed += 1;
        logger.error('arrival not told of again', { inbox, error: error as Error });
      }
    }
    return swept;
  };
}
