import type { BatchState } from '../contracts/batches.ts';
import type { Outcome } from '../contracts/decision.ts';
import type { RowFault } from './rows.ts';

/** How a batch goes on. What was reserved is either confirmed or given back, and there is one moment that decides which. */

/** Reserved units are nobody else's for so long at most. */
export const reservationMinutes = 15;

/** Rows that were worked off together, named by the first of them. Once they are, it is never done again. */
export interface Group {
  first: number;
  orderNumber: string;
  rows: number[];
  /** `checked`: good, but not reserved, as others were refused before. `refused`: not one of them is good. */
  state: 'made' | 'reserved' | 'checked' | 'released' | 'refused';
  /** Number of the return, from the moment its units are taken. */
  rma?: string | undefined;
  outcome?: Outcome | undefined;
  faults: RowFault[];
}

/** Rows of a batch by what became of them. */
export interface Tally {
  waiting: number;
  reserved: number;
  inReturns: number;
  refused: number;
  givenBack: number;
}

const counted = {
  made: 'inReturns',
  reserved: 'reserved',
  checked: 'givenBack',
  released: 'givenBack',
  refused: 'refused',
} as const satisfies Record<Group['state'], keyof Tally>;

/**
 * Counts the rows of a batch.
 * @param all rows that hold something
 * @param unread faults of rows that could not be read
 */
export function tallyOf(all: number, groups: readonly Group[], unread: readonly RowFault[]): Tally {
  const tally: Tally = { waiting: 0, reserved: 0, inReturns: 0, refused: 0, givenBack: 0 };
  tally.refused = new Set(unread.map(({ row }) => row)).size;
  for (const { state, rows, faults } of groups) {
    const refused = new Set(faults.map(({ row }) => row));
    tally.refused += refused.size;
    tally[counted[state]] += rows.filter((row) => !refused.has(row)).length;
  }
  tally.waiting = all - tally.reserved - tally.inReturns - tally.refused - tally.givenBack;
  return tally;
}

interface Standing {
  state: BatchState;
  reservedUntil?: string | undefined;
}

/** States without work. */
const over: readonly BatchState[] = ['done', 'refused', 'expired'];

export const isOver = (state: BatchState): boolean => over.includes(state);

/**
 * The state a batch goes on to by itself; undefined while it has work to do as it is. From `reserving` it goes to
 * `confirming` or to `releasing`, once: from neither is there a way to the other.
 * @param now the time of the decision
 */
export function nextState({ state, reservedUntil = '' }: Standing, tally: Tally, now: Date): BatchState | undefined {
  switch (state) {
    case 'working':
      return tally.waiting === 0 ? 'done' : undefined;
    case 'reserving':
      if (now.toISOString() >= reservedUntil) return 'releasing';
      if (tally.waiting > 0) return undefined;
      return tally.refused > 0 ? 'releasing' : 'confirming';
    case 'confirming':
      return tally.reserved === 0 ? 'done' : undefined;
    case 'releasing':
      if (tally.reserved > 0) return undefined;
      return tally.refused > 0 ? 'refused' : 'expired';
    default:
      return undefined;
  }
}

/** Somebody looks after a batch that nobody has moved for so long; twice as long each time. */
const patienceMinutes = 3;
const longestMinutes = 60;

/**
 * When a batch is looked after, if nobody has moved it by then.
 * @param told how often it was told of since it last moved
 */
export function dueAfter({ state, reservedUntil }: Standing, told: number, now: Date): string {
  const minutes = Math.min(patienceMinutes * 2 ** told, longestMinutes);
  const at = new Date(now.getTime() + minutes * 60_000).toISOString();
  const passes = state === 'reserving' && reservedUntil !== undefined && reservedUntil > now.toISOString();
  return passes && reservedUntil < at ? reservedUntil : at;
}
