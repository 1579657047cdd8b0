import type { Context, EventBridgeEvent } from 'aws-lambda';
import { createFilesClient } from '../../shared/adapters/files/client.ts';
import { createListing } from '../../shared/adapters/files/listing.ts';
import { createFiles } from '../../shared/adapters/files/s3.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { createSealDays } from './seal-days.ts';

const { FILES_BUCKET } = readSettings(['FILES_BUCKET']);
const storage = { bucket: FILES_BUCKET, client: createFilesClient(process.env.AWS_ENDPOINT_URL) };
const sealDays = createSealDays({ files: createFiles(storage), listing: createListing(storage) });

/** Enough to seal the day that is in hand. */
const spareMs = 300_000;

/** Each hour; the event's time is the clock. Fails when a day could not be sealed, so that the alarm sees it. */
export const handler = async (
  event: Pick<EventBridgeEvent<string, unknown>, 'time'>,
  context: Context,
): Promise<void> => {
  const sealed = await sealDays(new Date(event.time), () => context.getRemainingTimeInMillis() < spareMs);
  logger.info('sealing', { ...sealed });
  if (sealed.failed > 0) throw new Error(`A day of ${sealed.failed} brands could not be sealed`);
};
