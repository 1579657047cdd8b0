import { randomBytes } from 'node:crypto';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { createMail } from '../../shared/adapters/mail/ses.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { createQueueEntry } from '../../shared/runtime/queue.ts';
import { createBrandReader } from '../../shared/storage/brands.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { createSendMessage, messageNudge } from './send-message.ts';

const { TABLE_NAME } = readSettings(['TABLE_NAME']);
const table = connectTable(TABLE_NAME);

export const handler = createQueueEntry(
  messageNudge,
  createSendMessage({
    table,
    mail: createMail({ client: new SESv2Client({}) }),
    readBrand: createBrandReader(table),
    clock: systemClock,
    randomBytes,
  }),
);
