import * as z from 'zod';
import { archiveDay } from './archive.ts';
import { backtestReport } from './backtest-report.ts';
import { listQuery } from './list-query.ts';
import { policyId, policyVersion } from './policy-book.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/** Backtests: a stored policy, in force or not, against the returns of a time that is over. */

export const backtestId = z
  .string()
  .regex(/^\d{8}t\d{6}-[0-9a-hjkmnp-tv-z]{8}$/)
  .meta({
    id: 'BacktestId',
    description: 'Begins with the time it was asked for.',
    example: '20261105t093000-4k7c2xqf',
  });

export const backtestState = z.enum(['requested', 'running', 'completed', 'failed', 'interrupted']).meta({
  id: 'BacktestState',
  description:
    'Failed: `failure` says why. Interrupted: nothing was heard of it for half an hour. Both can be started again, and go on where they stopped.',
});
export type BacktestState = z.infer<typeof backtestState>;

export const backtestFailure = z
  .strictObject({
    code: z.enum(['policy_faulty', 'policy_gone', 'archive_damaged', 'technical']),
    detail: z.string().max(500),
  })
  .meta({ id: 'BacktestFailure' });
export type BacktestFailure = z.infer<typeof backtestFailure>;

/** The longest time: a leap year. */
export const mostDays = 366;

export const backtestRequest = z
  .strictObject({
    policyId,
    version: policyVersion.optional().meta({
      description: 'Default, as with `draft`: the newest that was saved, in force or not.',
    }),
    from: archiveDay.meta({ description: 'First day: the one a return came to the archive on, in UTC.' }),
    to: archiveDay.meta({ description: `Last day; at most ${mostDays} days in all.` }),
    includeUnsealed: z.boolean().default(false).meta({
      description:
        'Takes in days that are not sealed yet, today for one, as far as they have come: asked again later, more may be in them. Otherwise they are left out, and the answer names them.',
    }),
  })
  .meta({
    id: 'BacktestRequest',
    example: { policyId: 'returns', version: '4', from: '2026-10-01', to: '2026-10-31' },
  });
export type BacktestRequest = z.infer<typeof backtestRequest>;

const backtestListed = z.strictObject({
  id: backtestId,
  policy: z.strictObject({ id: policyId, version: policyVersion }),
  from: archiveDay,
  to: archiveDay,
  includeUnsealed: z.boolean(),
  state: backtestState,
  requestedAt: v.time,
  requestedBy: z.strictObject({ role: z.string(), id: z.string() }),
});

export const backtest = backtestListed
  .extend({
    attempt: z.int().min(1).meta({ description: 'How often it was started.' }),
    progress: z
      .strictObject({
        files: z.strictObject({ done: z.int(), total: z.int() }).meta({ description: "The archive's files." }),
        returns: z.int().meta({ description: 'Decided so far.' }),
      })
      .optional()
      .meta({ description: 'There as soon as its files were chosen.' }),
    days: z
      .strictObject({
        sealed: z.int().meta({ description: 'Days with returns, sealed.' }),
        unsealed: z.array(archiveDay).meta({ description: 'Days with returns that were not sealed yet.' }),
      })
      .optional(),
    failure: backtestFailure.optional(),
    completedAt: v.time.optional(),
    report: backtestReport.optional(),
    changes: z.strictObject({ lines: z.int(), url: z.string(), expiresAt: v.time }).optional().meta({
      description: 'The lines that changed, as CSV: before and after, with the rules. For a quarter of an hour.',
    }),
  })
  .meta({ id: 'Backtest' });

const params = z.strictObject({ brand: v.brand });
const oneParams = z.strictObject({ brand: v.brand, backtest: backtestId });
const started = z.strictObject({ id: backtestId }).meta({ id: 'BacktestStarted' });
const area = 'backtests';

export const startBacktest = route({
  name: 'startBacktest',
  method: 'POST',
  path: '/v1/brands/{brand}/backtests',
  area,
  summary: 'Decide past returns anew under a policy that was saved; nothing of them changes',
  action: 'backtest.run',
  params,
  body: backtestRequest,
  idempotent: true,
  success: { status: 202, body: started },
  problems: ['busy'],
});

export const listBacktests = route({
  name: 'listBacktests',
  method: 'GET',
  path: '/v1/brands/{brand}/backtests',
  area,
  summary: 'List the backtests of a brand, newest first; each is kept for a year',
  action: 'backtest.read',
  params,
  query: listQuery,
  success: {
    status: 200,
    body: z.strictObject({ items: z.array(backtestListed), next: v.cursor.optional() }).meta({ id: 'Backtests' }),
  },
  problems: ['not-found', 'invalid-cursor'],
});

export const readBacktest = route({
  name: 'readBacktest',
  method: 'GET',
  path: '/v1/brands/{brand}/backtests/{backtest}',
  area,
  summary: 'Read how far a backtest is, and then what it found',
  action: 'backtest.read',
  params: oneParams,
  success: { status: 200, body: backtest },
  problems: ['not-found'],
});

export const retryBacktest = route({
  name: 'retryBacktest',
  method: 'POST',
  path: '/v1/brands/{brand}/backtests/{backtest}/retry',
  area,
  summary: 'Start a backtest again that failed or was interrupted; it goes on where it stopped',
  action: 'backtest.run',
  params: oneParams,
  idempotent: true,
  success: { status: 202, body: started },
  problems: ['not-found', 'step-not-legal', 'busy'],
});
