import { beforeAll, describe, expect, test } from 'vitest';
import { putCompany } from '../../shared/contracts/companies.ts';
import { creditPrice } from '../../shared/contracts/credits.ts';
import { createReturn } from '../../shared/contracts/intake.ts';
import { readActivity, trackReturn } from '../../shared/contracts/tracking.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import { createBooks } from '../../shared/storage/provider-books.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { inProcess, quickRetries, withFaults } from '../faults/table-faults.ts';
import { type App, type Call, createApp } from './app/app.ts';
import { createMachine, type Machine } from './app/machine.ts';
import { asked, complete, customer, remorse, stored } from './app/returns.ts';
import { openShop, sell, today } from './app/shop.ts';

let table: Table;
let app: App;
let machine: Machine;
let orders = 0;

beforeAll(async () => {
  table = withFaults(await freshTable({ retryStrategy: quickRetries }));
  app = await createApp(table, () => today);
  machine = createMachine(table, () => today);
  await openShop(table);
  await openShop(table, 'harbor');
  const params = { brand: 'lumen', company: 'ACME-01' };
  await app.call(putCompany, {
    who: { role: 'integration' },
    params,
    body: { name: 'Acme', resolution: 'store_credit' },
  });
});

async function order(quantity: number, price: number, customerOf: object = {}): Promise<string> {
  orders += 1;
  await sell(table, `CR-${orders}`, { quantity, price, customer: customerOf });
  return `CR-${orders}`;
}

const EUR = (minor: number) => ({ currency: 'EUR', minor });
const credit = (orderNumber: string, minor: number, more: object = {}, call: Call = {}) =>
  app.call(creditPrice, {
    who: { role: 'finance' },
    params: { brand: 'lumen', orderNumber },
    body: { lineId: '1', amount: EUR(minor), reason: 'A scratch that the customer keeps', ...more },
    ...call,
  });
const refundsOf = async (reference: string) => {
  const books = createBooks<{ refunds: Record<string, { amount: { minor: number } }> }>(table, 'lumen');
  const { page } = (await books.read(`payment#${reference}`)) ?? {};
  return Object.values(page?.refunds ?? {}).map(({ amount }) => amount.minor);
};

describe('a price-only credit', () => {
  test('is refunded over the payment, and consumes no returnable quantity', async () => {
    const number = await order(3, 4000);
    const { status, body } = await credit(number, 1500);
    expect(status).toBe(201);
    expect(body).toMatchObject({ stage: 'resolution', amount: EUR(1500), as: 'refund' });
    await machine.finish('lumen', String(body.rma));
    expect(await stored(app, String(body.rma))).toMatchObject({
      head: { kind: 'price_credit', stage: 'closed' },
      portions: [{ state: 'closed', units: [], refund: { total: EUR(1500) } }],
      instructions: [{ kind: 'refund', state: 'succeeded', amount: EUR(1500) }],
    });
    expect((await loadOrder(table, 'lumen', number))?.claims.units).toEqual({});
    const rma = await asked(app, number, remorse({ quantity: 3 }));
    // All three can still be returned, for what is left of them.
    expect((await stored(app, rma)).portions).toMatchObject([{ quantity: 3, paid: { goods: EUR(10_500) } }]);
  });

  test('and all refunds after it sum to what was paid, to the cent', async () => {
    const number = await order(3, 3333);
    const credited = await credit(number, 1000);
    await machine.finish('lumen', String(credited.body.rma));
    const rma = await asked(app, number, remorse({ quantity: 3, reason: 'wrong_item' }));
    const before = await stored(app, rma);
    expect(before.portions[0]?.paid.goods).toEqual(EUR(8999));
    const [{ reference = '' } = {}] = before.portions[0]?.tenders ?? [];
    expect(before.portions[0]?.tenders).toEqual([{ reference, amount: EUR(8999) }]);
    expect(await refundsOf(reference)).toEqual([1000]);
  });

  test('is store credit for a company that agreed on it, and as finance says otherwise', async () => {
    const number = await order(2, 4000, { company: 'ACME-01' });
    expect((await credit(number, 100)).body).toMatchObject({ as: 'store_credit' });
    expect((await credit(number, 100, { as: 'refund' })).body).toMatchObject({ as: 'refund' });
  });

  test('is seen by its customer, never with the reason; the log has it', async () => {
    const number = await order(1, 4000);
    const { body } = await credit(number, 500);
    const rma = String(body.rma);
    const seen = await app.call(trackReturn, { who: customer, params: { rma } });
    expect(seen.body).toMatchObject({ kind: 'price_credit', timeline: [{ type: 'return.credited' }] });
    expect(JSON.stringify(seen.body)).not.toMatch(/scratch/);
    const log = await app.call(readActivity, { who: { role: 'finance' }, params: { rma } });
    expect(log.body).toMatchObject({
      whole: true,
      events: [{ type: 'return.credited', data: { orderNumber: number, amount: EUR(500), as: 'refund' } }],
      notes: [{ text: 'A scratch that the customer keeps' }],
    });
    expect(JSON.stringify(log.body.events)).not.toMatch(/scratch/);
  });

  test.each<[string, number, object, string, string]>([
    ['more than was paid', 8001, {}, '/amount/minor', 'credit_over_rest'],
    ['a line the order does not have', 1, { lineId: '9' }, '/lineId', 'unknown_line'],
    ['another currency', 1, { amount: { currency: 'USD', minor: 1 } }, '/amount/currency', 'wrong_currency'],
    ['nothing', 0, {}, '/amount', 'not_above'],
    ['without a reason', 1, { reason: '' }, '/reason', 'required'],
  ])('of %s is refused', async (_, minor, more, pointer, code) => {
    const answer = await credit(await order(2, 4000), minor, more);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
  });

  test('is for finance only, and of one’s own brand only', async () => {
    const number = await order(1, 4000);
    for (const role of ['agent', 'manager', 'customer'])
      expect((await credit(number, 1, {}, { who: { role } })).status, role).toBe(403);
    expect((await credit(number, 1, {}, { who: { role: 'finance', brand: 'harbor' } })).status).toBe(404);
    expect((await credit('CR-NONE', 1)).status).toBe(404);
  });
});

describe('two routes to money share one cap', () => {
  test('what is in a return cannot be credited any more, what was credited cannot be refunded again', async () => {
    const number = await order(2, 4000);
    const rma = await asked(app, number, remorse());
    const tooMuch = await credit(number, 4001);
    expect(tooMuch.body).toMatchObject({
      errors: [{ code: 'credit_over_rest', detail: expect.stringMatching(/40\.00 EUR/) }],
    });
    expect((await credit(number, 4000)).status).toBe(201);
    await complete(app, machine, rma);
    expect((await credit(number, 1)).status).toBe(400);
  });

  test('ten credits at once of half of what is left: two are given', async () => {
    const number = await order(1, 4000);
    const answers = await Promise.all(Array.from({ length: 10 }, () => credit(number, 2000)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, ...Array(8).fill(400)]);
  });

  test('credits and requests at once: together never more than was paid', async () => {
    const number = await order(3, 4000);
    const ask = () =>
      app.call(createReturn, {
        who: customer,
        body: { orderNumber: number, lines: [remorse({ reason: 'wrong_item' })] },
      });
    const all = await Promise.all([
      ...Array.from({ length: 5 }, () => credit(number, 3000)),
      ...Array.from({ length: 5 }, ask),
    ]);
    const returns = all.slice(5).flatMap(({ status, body }) => (status === 201 ? [String(body.rma)] : []));
    const credited = all.slice(0, 5).filter(({ status }) => status === 201).length * 3000;
    const goods = await Promise.all(returns.map(async (rma) => (await stored(app, rma)).portions));
    const refunds = goods.flat().reduce((sum, { paid }) => sum + paid.goods.minor, 0);
    expect(credited + refunds).toBeLessThanOrEqual(12_000);
  });

  test('the same key twenty times: one credit, whatever the table does', async () => {
    const number = await order(1, 4000);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        inProcess({ [2 + (i % 4)]: 'answer_lost' }, () => credit(number, 1500, {}, { key: 'twenty' })),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.rma)).size).toBe(1);
    expect((await loadOrder(table, 'lumen', number))?.credits).toEqual({ '1': { '0': 1500 } });
  });
});
