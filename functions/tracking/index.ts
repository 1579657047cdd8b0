import { createLinks } from '../../shared/adapters/files/links.ts';
import {
  findByPurchaseOrder,
  listReturns,
  readActivity,
  readQueue,
  trackReturn,
} from '../../shared/contracts/tracking.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createFindByPurchaseOrder } from './find-by-purchase-order.ts';
import { createListReturns } from './list-returns.ts';
import { createReadActivity } from './read-activity.ts';
import { createReadQueue } from './read-queue.ts';
import { createTrackReturn } from './track-return.ts';

const service = serviceFromEnvironment();
const { FILES_BUCKET } = readSettings(['FILES_BUCKET']);
const link = createLinks({
  bucket: FILES_BUCKET,
  signer: service.table.documents.config,
  endpoint: process.env.AWS_ENDPOINT_URL,
});
const deps = { ...service, link };

export const handler = createEntry(
  [
    serves(trackReturn, createTrackReturn(deps)),
    serves(listReturns, createListReturns(deps)),
    serves(findByPurchaseOrder, createFindByPurchaseOrder(deps)),
    serves(readQueue, createReadQueue(deps)),
    serves(readActivity, createReadActivity(deps)),
  ],
  service.entry,
);
