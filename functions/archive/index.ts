import { createFilesClient } from '../../shared/adapters/files/client.ts';
import { createFiles } from '../../shared/adapters/files/s3.ts';
import { returnNudge } from '../../shared/contracts/bus.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { createBatchEntry } from '../../shared/runtime/queue.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { createArchiveEvents } from './archive-events.ts';

const { TABLE_NAME, FILES_BUCKET } = readSettings(['TABLE_NAME', 'FILES_BUCKET']);

export const handler = createBatchEntry(
  returnNudge,
  createArchiveEvents({
    table: connectTable(TABLE_NAME),
    files: createFiles({ bucket: FILES_BUCKET, client: createFilesClient(process.env.AWS_ENDPOINT_URL) }),
    clock: systemClock,
  }),
);
