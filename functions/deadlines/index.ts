import type { Context, EventBridgeEvent } from 'aws-lambda';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { createExpireDrafts } from './expire-drafts.ts';
import { createPassBacktests } from './pass-backtests.ts';
import { createPassDueDates } from './pass-due-dates.ts';
import { shareTime } from './shares.ts';
import { createSweepBatches } from './sweep-batches.ts';
import { createSweepInbox } from './sweep-inbox.ts';
import { createSweepWithdrawals } from './sweep-withdrawals.ts';

const settings = readSettings(['TABLE_NAME', 'PROGRESS_MINUTES']);
const table = connectTable(settings.TABLE_NAME);
const passDueDates = createPassDueDates({ table, progressMinutes: settings.PROGRESS_MINUTES });
const expireDrafts = createExpireDrafts({ table });
const passBacktests = createPassBacktests({ table });
const sweepInbox = createSweepInbox({ table });
const sweepBatches = createSweepBatches({ table });
const sweepWithdrawals = createSweepWithdrawals({ table });

/** Enough to finish the returns that are in hand. */
const spareMs = 10_000;

/** Each minute; the event's time is the clock. Fails when something could not be done, so that the alarm sees it. */
export const handler = async (
  event: Pick<EventBridgeEvent<string, unknown>, 'time'>,
  context: Context,
): Promise<void> => {
  const now = new Date(event.time);
  const nextShare = shareTime(() => context.getRemainingTimeInMillis(), spareMs, 5);
  const swept = await sweepInbox(now, nextShare());
  const batches = await sweepBatches(now, nextShare());
  const withdrawals = await sweepWithdrawals(now, nextShare());
  const drafts = await expireDrafts(now, nextShare());
  const passed = await passDueDates(now, nextShare());
  const interrupted = await passBacktests(now);
  logger.info('due dates', { ...passed, drafts, inbox: swept, batches, withdrawals, interrupted });
  if (passed.failed > 0)
    throw new Error(`Due dates of ${passed.failed} of ${passed.returns} returns could not be passed`);
  if (drafts.failed > 0) throw new Error(`${drafts.failed} drafts could not be ended`);
  if (batches.failed > 0) throw new Error(`${batches.failed} batches could not be told of again`);
  if (withdrawals.failed > 0) throw new Error(`${withdrawals.failed} withdrawals could not be told of again`);
  if (swept.failed > 0) throw new Error(`${swept.failed} arrivals could not be told of again`);
};
