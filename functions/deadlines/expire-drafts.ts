import { expired } from '../../shared/drafts/draft.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { changeDraft, dueDrafts, putOffDraft } from '../../shared/storage/drafts.ts';
import type { Table } from '../../shared/storage/table.ts';

export interface Expired {
  drafts: number;
  failed: number;
}

/**
 * Ends drafts whose time is over: what was said in them goes, and where they were left is counted. One that fails does not
 * hold up the others: it waits for an hour, and is behind them then.
 * @param timeIsUp asked before each: what is left is the next minute's
 */
export function createExpireDrafts({ table }: { table: Table }) {
  return async (now: Date, timeIsUp: () => boolean): Promise<Expired> => {
    const done: Expired = { drafts: 0, failed: 0 };
    for await (const target of dueDrafts(table, now)) {
      if (timeIsUp()) break;
      try {
        const draft = await changeDraft(table, target, (current) => expired(current, now));
        if (draft?.state === 'expired') done.drafts += 1;
      } catch (error) {
        done.failed += 1;
        logger.error('draft not expired', { ...target, error: error as Error });
        await putOffDraft(table, target, now);
      }
    }
    return done;
  };
}
