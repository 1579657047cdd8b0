import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { createExpireDrafts } from '../../functions/deadlines/expire-drafts.ts';
import { createSweepBatches } from '../../functions/deadlines/sweep-batches.ts';
import { draftDays } from '../../shared/drafts/draft.ts';
import { batchDueShard, partitions, sortKeys, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { fileOf, sent } from './app/batches.ts';
import { begun } from './app/draft-requests.ts';
import { openShop, sell, today } from './app/shop.ts';

/** What fails each time is looked at last, so that all else comes to its end. */

let table: Table;
let app: App;

beforeEach(async () => {
  table = await freshTable();
  app = await createApp(table, () => today);
  await openShop(table);
});

const after = (milliseconds: number) => new Date(today.getTime() + milliseconds);

test('more batches that cannot be read than one minute looks at hold up none that can', async () => {
  await sell(table, 'ST-1');
  await sent(app, fileOf([['ST-1', '1', '']]));
  for (let i = 0; i < 100; i += 1) {
    const pk = partitions.batch('lumen', `B-BROKEN-${i}`);
    const Item = { pk, sk: sortKeys.head, dueShard: batchDueShard, dueAt: after(0).toISOString() };
    await table.documents.send(new PutCommand({ TableName: table.name, Item }));
  }
  const sweep = (minutes: number) => createSweepBatches({ table })(after(minutes * 60_000), () => false);
  expect(await sweep(10)).toEqual({ told: 0, failed: 100 });
  expect(await sweep(11)).toEqual({ told: 1, failed: 0 });
  expect(await sweep(71)).toEqual({ told: 1, failed: 99 });
});

test('a draft that cannot be ended is tried again an hour later, and the others are ended', async () => {
  await sell(table, 'ST-1');
  const [broken, other] = [await begun(app, 'ST-1'), await begun(app, 'ST-1')];
  const Key = { pk: partitions.draft('lumen', broken), sk: sortKeys.draft };
  const mend = (version: number | string) =>
    table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key,
        UpdateExpression: 'SET version = :version',
        ExpressionAttributeValues: { ':version': version },
      }),
    );
  await mend('broken');
  const over = draftDays.sinceSaved * 86_400_000;
  const expire = (minutes: number) => createExpireDrafts({ table })(after(over + minutes * 60_000), () => false);
  expect(other).not.toBe(broken);
  expect(await expire(1)).toEqual({ drafts: 1, failed: 1 });
  expect(await expire(2)).toEqual({ drafts: 0, failed: 0 });
  await mend(1);
  expect(await expire(62)).toEqual({ drafts: 1, failed: 0 });
});
