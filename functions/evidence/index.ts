import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { createFilesClient } from '../../shared/adapters/files/client.ts';
import { createFiles } from '../../shared/adapters/files/s3.ts';
import { evidencePlace } from '../../shared/evidence/keys.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { createCheckUpload } from './check-upload.ts';
import { keyOf } from './object-created.ts';
import { createRecord } from './record.ts';

const settings = readSettings(['TABLE_NAME', 'FILES_BUCKET', 'PROGRESS_MINUTES']);
const checkUpload = createCheckUpload({
  objects: createFiles({ bucket: settings.FILES_BUCKET, client: createFilesClient(process.env.AWS_ENDPOINT_URL) }),
  record: createRecord({
    table: connectTable(settings.TABLE_NAME),
    clock: systemClock,
    progressMinutes: settings.PROGRESS_MINUTES,
  }),
});

async function checkQueued({ body }: SQSRecord): Promise<void> {
  const place = evidencePlace(keyOf(body));
  if (place === undefined) {
    logger.warn('Uploaded to a place of no return');
    return;
  }
  const checked = await checkUpload(place);
  logger.info('Upload checked', {
    ...place,
    state: checked.state,
    ...('reason' in checked && { reason: checked.reason }),
  });
}

const processor = new BatchProcessor(EventType.SQS);

/** Files that were uploaded, from their queue; one after the other, because each may take most of the memory. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  processPartialResponse(event, checkQueued, processor, {
    processInParallel: false,
    throwOnFullBatchFailure: false,
  });
