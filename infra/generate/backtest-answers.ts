import type * as backtests from '../../shared/contracts/backtests.ts';
import type { AnswerOf } from '../../shared/contracts/route.ts';

/** What a backtest is answered, of the story the other answers tell: a shorter window, tried on October's returns. */

const euro = (minor: number) => ({ currency: 'EUR', minor });

const lines = (count: number, changed: number) => ({
  lines: count,
  changed,
  before: {
    outcomes: { approve: count, returnless: 0, review: 0, reject: 0 },
    policyFailed: 0,
    labelsPaidByBrand: 0,
    money: [{ refunds: euro(count * 9825), fees: euro(count * 3075), underReview: euro(0) }],
  },
  after: {
    outcomes: { approve: count - changed, returnless: 0, review: 0, reject: changed },
    policyFailed: 0,
    labelsPaidByBrand: 0,
    money: [{ refunds: euro((count - changed) * 9825), fees: euro((count - changed) * 3075), underReview: euro(0) }],
  },
});

const all = lines(40, 6);
const side = ({ outcomes, ...counts }: typeof all.before, returns: number) => ({
  outcomes,
  automatic: { returns, basisPoints: 10_000 },
  ...counts,
});

const started: AnswerOf<typeof backtests.startBacktest> = { id: '20261105t093000-4k7c2xqf' };

const listed = {
  ...started,
  policy: { id: 'returns', version: '4' },
  from: '2026-10-01',
  to: '2026-10-31',
  includeUnsealed: false,
  state: 'completed',
  requestedAt: '2026-11-05T09:30:00.000Z',
  requestedBy: { role: 'manager', id: 'M-7' },
} as const;

const list: AnswerOf<typeof backtests.listBacktests> = { items: [listed] };

const read: AnswerOf<typeof backtests.readBacktest> = {
  ...listed,
  attempt: 1,
  progress: { files: { done: 31, total: 31 }, returns: 40 },
  days: { sealed: 31, unsealed: [] },
  completedAt: '2026-11-05T09:30:04.000Z',
  report: {
    returns: 40,
    lines: 40,
    changed: { returns: 6, lines: 6 },
    outOfScope: 0,
    unreadable: 0,
    before: side(all.before, 40),
    after: side(all.after, 40),
    byReason: [{ reason: 'customer_remorse', ...all }],
    byCategory: [
      { category: 'audio', ...lines(25, 4) },
      { category: 'lighting', ...lines(15, 2) },
    ],
  },
  changes: { lines: 6, url: 'https://files.example/changes.csv', expiresAt: '2026-11-05T09:46:00.000Z' },
};

/** By the names of their routes. */
export const backtestAnswers = {
  startBacktest: started,
  listBacktests: list,
  readBacktest: read,
  retryBacktest: started,
} as const;
