import { beforeAll, describe, expect, test } from 'vitest';
import type { OrderPage } from '../../shared/adapters/orders/embedded.ts';
import { lookUpOrder } from '../../shared/contracts/orders.ts';
import { loadOrder, putOrder } from '../../shared/storage/orders.ts';
import { createBooks } from '../../shared/storage/provider-books.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { createMachine, type Machine } from './app/machine.ts';
import { ask, asked, remorse, stored } from './app/returns.ts';
import { line, openShop, sold, today } from './app/shop.ts';

let table: Table;
let app: App;
let machine: Machine;

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => today);
  machine = createMachine(table, () => today);
  await openShop(table);
});

/** An order of so many loudspeakers at 33.33 each, of which some were shipped. */
async function order(orderNumber: string, quantity: number, shipped: number) {
  const body = sold({ quantity, price: 3333, payments: { [`pay-${orderNumber}`]: quantity * 3333 } });
  const fulfilments = body.fulfilments.map((one) => ({ ...one, lines: [{ lineId: '1', quantity: shipped }] }));
  const put = { ...body, fulfilments: shipped > 0 ? fulfilments : [] };
  await putOrder(table, 'lumen', orderNumber, put);
  return put;
}

const books = async (orderNumber: string) =>
  Object.values((await createBooks<OrderPage>(table, 'lumen').read(`order#${orderNumber}`))?.page.cancellations ?? {});
const open = async (orderNumber: string) => {
  const body = { orderNumber, contact: 'kim@customer.example' };
  const found = await app.call<{ lines: { returnable: number; cancellable: number }[] }>(lookUpOrder, {
    params: { brand: 'lumen' },
    body,
  });
  return found.body.lines.map(({ returnable, cancellable }) => [returnable, cancellable]);
};
const settled = async (rma: string) => {
  await machine.finish('lumen', rma);
  return stored(app, rma);
};

describe('units that were not shipped', () => {
  test('are taken out of the order once, and then refunded exactly', async () => {
    await order('N-1', 3, 0);
    expect(await open('N-1')).toEqual([[0, 3]]);
    const { portions, instructions } = await settled(await asked(app, 'N-1', remorse({ quantity: 2 })));
    expect(portions).toMatchObject([{ state: 'closed', resolution: 'cancel_order', units: [2, 1] }]);
    expect(instructions.map(({ kind, state, amount }) => [kind, state, amount?.minor])).toEqual([
      ['cancel_order', 'succeeded', undefined],
      ['refund', 'succeeded', 6666],
    ]);
    expect(await books('N-1')).toMatchObject([{ lineId: '1', quantity: 2, state: 'succeeded' }]);
    expect(await open('N-1')).toEqual([[0, 1]]);
  });

  test('raced for by ten requests, go to exactly as many as there are', async () => {
    await order('N-2', 4, 1);
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(app, 'N-2', remorse({ quantity: 1 }))));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(4);
    for (const { status, body } of answers.filter((one) => one.status !== 201))
      expect([status, body.errors]).toMatchObject([409, [{ code: expect.stringMatching(/all_returned|not_shipped/) }]]);
    const returns = await Promise.all(made.map(({ body }) => settled(body.rma)));
    const kinds = returns.flatMap(({ portions }) => portions.map(({ resolution }) => resolution)).sort();
    expect(kinds).toEqual(['cancel_order', 'cancel_order', 'cancel_order', 'refund']);
    expect((await books('N-2')).map(({ state }) => state)).toEqual(['succeeded', 'succeeded', 'succeeded']);
  });

  test('add nothing to what may be returned, before and after the order system tells of them', async () => {
    const body = await order('N-3', 5, 3);
    await settled(await asked(app, 'N-3', remorse({ quantity: 2, preference: 'cancel_order' })));
    expect(await open('N-3')).toEqual([[3, 0]]);
    const lines = [{ ...line('1', 5, 3333), cancelled: 2 }];
    await putOrder(table, 'lumen', 'N-3', { ...body, lines, updatedAt: today.toISOString() });
    expect(await open('N-3')).toEqual([[3, 0]]);
    await asked(app, 'N-3', remorse({ quantity: 3 }));
    expect(await open('N-3')).toEqual([[0, 0]]);
    expect((await ask(app, 'N-3', remorse())).status).toBe(409);
  });

  test('shipped meanwhile are let go of: they can be returned once they are there', async () => {
    await order('N-4:SHIPS-MEANWHILE', 2, 0);
    const { portions } = await settled(await asked(app, 'N-4:SHIPS-MEANWHILE', remorse({ quantity: 2 })));
    expect(portions).toMatchObject([{ state: 'rejected', rejection: { rule: 'shipped-meanwhile' } }]);
    const now = (await loadOrder(table, 'lumen', 'N-4:SHIPS-MEANWHILE'))?.claims;
    expect(now).toEqual({ units: {}, cancellations: {} });
  });

  test.each(['ORDERS-TIME-OUT', 'ORDERS-SETTLE-LATE'])('%s: asked for once, and looked up', async (part) => {
    const number = `N-5:${part}`;
    await order(number, 1, 0);
    const { portions } = await settled(await asked(app, number, remorse()));
    expect(portions).toMatchObject([{ state: 'closed' }]);
    expect(await books(number)).toHaveLength(1);
  });
});
