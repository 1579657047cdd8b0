import { inboxNudge } from '../../shared/contracts/bus.ts';
import { workArrival } from '../../shared/runtime/arrivals.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { createQueueEntry } from '../../shared/runtime/queue.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { createImportOrder } from './import-order.ts';
import { createMoveParcel } from './move-parcel.ts';

const settings = readSettings(['TABLE_NAME', 'PROGRESS_MINUTES']);
const table = connectTable(settings.TABLE_NAME);
const importOrder = createImportOrder({ table });
const moveParcel = createMoveParcel({ table, clock: systemClock, progressMinutes: settings.PROGRESS_MINUTES });

/** What partners sent. Resends and replays are worked off by those who send: notifications and erp-sync. */
export const handler = createQueueEntry(
  inboxNudge.extend({ provider: inboxNudge.shape.provider.extract(['shopify', 'easypost', 'generic']) }),
  ({ inbox, provider }) => workArrival(table, inbox, provider === 'shopify' ? importOrder : moveParcel),
);
