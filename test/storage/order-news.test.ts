import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { createImportOrder } from '../../functions/inbox/import-order.ts';
import { normaliseOrderNumber } from '../../shared/orders/order-number.ts';
import type { InboxItem } from '../../shared/storage/inbox.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';

const text = readFileSync(new URL('../fixtures/orders/shopify-harbor.json', import.meta.url), 'utf8');
const order = JSON.parse(text) as { name: string; updated_at: string };
const arrival = (body: string): InboxItem => ({
  pk: 'x',
  brand: 'harbor',
  provider: 'shopify',
  body,
  receivedAt: '2026-10-01T00:00:00.000Z',
  state: 'waiting',
});

let table: Table;
beforeAll(async () => {
  table = await freshTable();
});

test('an order a shop sends is found under its number, however that is typed', async () => {
  expect(await createImportOrder({ table })(arrival(text))).toEqual({ outcome: 'order_put' });
  const typed = `  ${order.name.toLowerCase()}`;
  expect(await loadOrder(table, 'harbor', normaliseOrderNumber(typed))).toMatchObject({ order: { brand: 'harbor' } });
});

test('an order that comes again, or late, changes nothing', async () => {
  const importOrder = createImportOrder({ table });
  expect(await importOrder(arrival(text))).toEqual({ outcome: 'order_older' });
  const earlier = JSON.stringify({ ...order, updated_at: '2020-01-01T00:00:00Z' });
  expect(await importOrder(arrival(earlier))).toEqual({ outcome: 'order_older' });
});

test.each([['not JSON at all'], ['[]'], ['{"name":"#1"}']])(
  'what is no order is kept for a person: %s',
  async (body) => {
    const worked = await createImportOrder({ table })(arrival(body));
    expect(worked).toEqual({ quarantined: expect.stringMatching(/^Not an order we can read: /) });
  },
);
