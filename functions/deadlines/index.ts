import type { Context, EventBridgeEvent } from 'aws-lambda';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { createPassDueDates } from './pass-due-dates.ts';

const settings = readSettings(['TABLE_NAME', 'PROGRESS_MINUTES']);
const passDueDates = createPassDueDates({
  table: connectTable(settings.TABLE_NAME),
  progressMinutes: settings.PROGRESS_MINUTES,
});

/** Enough to finish the returns that are in hand. */
const spareMs = 10_000;

/** Each minute; the event's time is the clock. Fails when something could not be done, so that the alarm sees it. */
export const handler = async (
  event: Pick<EventBridgeEvent<string, unknown>, 'time'>,
  context: Context,
): Promise<void> => {
  const passed = await passDueDates(new Date(event.time), () => context.getRemainingTimeInMillis() < spareMs);
  logger.info('due dates', { ...passed });
  if (passed.failed > 0)
    throw new Error(`Due dates of ${passed.failed} of ${passed.returns} returns could not be passed`);
};
