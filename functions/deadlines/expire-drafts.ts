import { expired } from '../../shared/drafts/draft.ts';
import { changeDraft, dueDrafts, putOffDraft } from '../../shared/storage/drafts.ts';
import type { Table } from '../../shared/storage/table.ts';
import { eachDue } from './each-due.ts';

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
    let drafts = 0;
    const failed = await eachDue(
      {
        due: dueDrafts(table, now),
        work: async (target) => {
          const draft = await changeDraft(table, target, (current) => expired(current, now));
          if (draft?.state === 'expired') drafts += 1;
        },
        putOff: (target) => putOffDraft(table, target, now),
        failed: 'draft not expired',
      },
      timeIsUp,
    );
    return { drafts, failed };
  };
}
