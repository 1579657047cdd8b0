import { beforeAll, expect, test } from 'vitest';
import { cancelReturn, createReturn } from '../../shared/contracts/intake.ts';
import { lookUpOrder, putOrder } from '../../shared/contracts/orders.ts';
import { rejectReturn } from '../../shared/contracts/staff.ts';
import { listReturns, readActivity, trackReturn } from '../../shared/contracts/tracking.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { ask, asked, customer, openBox, remorse, stored } from './app/returns.ts';
import { openShop, sell, sold, today } from './app/shop.ts';

/** What is answered when the same is asked again, and to whom. */

let table: Table;
let app: App;

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => today);
  await openShop(table);
});

test('a repeated request gets its first answer, wherever the return stands by now', async () => {
  await sell(table, 'F-1');
  const first = await ask(app, 'F-1', openBox(), 'one-key');
  expect(first.body).toMatchObject({ outcome: 'review', stage: 'authorization' });
  const { rma } = first.body;
  const params = { rma };
  await app.call(rejectReturn, { who: { role: 'agent' }, params, body: { message: 'The seal is broken' } });
  expect((await stored(app, rma)).head.stage).toBe('closed');
  const again = await ask(app, 'F-1', openBox(), 'one-key');
  expect(again.status).toBe(201);
  expect(again.body).toMatchObject({ rma, outcome: 'review', stage: 'authorization' });
});

test('an order that is older than the stored one is answered with the time of the stored one', async () => {
  const at = (hour: number) => `2026-11-14T0${hour}:00:00.000Z`;
  const put = (hour: number) =>
    app.call(putOrder, {
      who: { role: 'integration' },
      params: { brand: 'lumen', orderNumber: 'F-2' },
      body: sold({ updatedAt: at(hour) }),
    });
  expect((await put(3)).body).toMatchObject({ applied: true, updatedAt: at(3) });
  expect((await put(1)).body).toMatchObject({ applied: false, updatedAt: at(3) });
});

test('a guest’s list holds the returns of the order, on pages none of which is empty while more follow', async () => {
  await sell(table, 'F-3', { quantity: 3, customerId: 'C-3' });
  const who = { role: 'customer', id: 'C-3' };
  const of = async (orderNumber: string) =>
    (await app.call(createReturn, { who, body: { orderNumber, lines: [remorse()] } })).body.rma as string;
  const own = [await of('F-3'), await of('F-3'), await of('F-3')];
  for (const other of ['F-4', 'F-5', 'F-6', 'F-7']) {
    await sell(table, other, { customerId: 'C-3' });
    await of(other);
  }
  const contact = 'kim@customer.example';
  const found = await app.call(lookUpOrder, { params: { brand: 'lumen' }, body: { orderNumber: 'F-3', contact } });
  const token = String(found.body.token);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await app.call<{ items: { rma: string }[]; next?: string }>(listReturns, {
      token,
      query: { limit: '2', ...(cursor && { cursor }) },
    });
    expect(body.items.length).toBeGreaterThan(0);
    seen.push(...body.items.map(({ rma }) => rma));
    cursor = body.next;
  } while (cursor);
  expect(seen.toSorted()).toEqual(own.toSorted());
  expect(new Set(seen).size).toBe(3);
});

test('a reason that an agent gives is read by staff in the log, by no customer anywhere', async () => {
  await sell(table, 'F-8');
  const rma = await asked(app, 'F-8', openBox());
  const params = { rma };
  await app.call(cancelReturn, { who: { role: 'agent' }, params, body: { reason: 'A friend of the house' } });
  const log = await app.call<{ notes: unknown[] }>(readActivity, { who: { role: 'finance' }, params });
  expect(log.body.notes).toMatchObject([{ seq: 2, kind: 'note', text: 'A friend of the house' }]);
  const page = await app.call(trackReturn, { who: customer, params });
  expect(page.status).toBe(200);
  expect(JSON.stringify(page.body)).not.toContain('friend');
  expect(page.body).not.toHaveProperty('staff');
  const staff = await app.call(trackReturn, { who: { role: 'agent' }, params });
  expect(staff.body.staff).toMatchObject({ conversation: [{ text: 'A friend of the house' }] });
});

test('who writes in a language there are no texts in reads the brand’s', async () => {
  await sell(table, 'F-9');
  const body = { orderNumber: 'F-9', lines: [remorse()], locale: 'fr-FR' };
  const { rma } = (await app.call<{ rma: string }>(createReturn, { who: customer, body })).body;
  expect((await stored(app, rma)).head.locale).not.toMatch(/^fr/);
  const page = await app.call(trackReturn, { who: customer, params: { rma } });
  expect(page.status).toBe(200);
});
