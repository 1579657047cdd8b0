import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createPartnerSecrets } from '../../shared/adapters/secrets/secrets-manager.ts';
import { deliver } from '../../shared/adapters/standard-webhooks/deliver.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { createQueueEntry } from '../../shared/runtime/queue.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { createDeliverEvents } from './deliver-events.ts';
import { createWorkNudge, erpNudge } from './work-nudge.ts';

const settings = readSettings(['TABLE_NAME', 'PARTNER_SECRETS_PREFIX', 'ALLOW_HTTP']);
const table = connectTable(settings.TABLE_NAME);
const deliverEvents = createDeliverEvents({
  table,
  secrets: createPartnerSecrets(settings.PARTNER_SECRETS_PREFIX, systemClock),
  deliver,
  clock: systemClock,
  newOwner: randomUUID,
  random: Math.random,
  wait: (milliseconds) => setTimeout(milliseconds),
  allowHttp: settings.ALLOW_HTTP,
});

export const handler = createQueueEntry(erpNudge, createWorkNudge({ table, deliverEvents }));
