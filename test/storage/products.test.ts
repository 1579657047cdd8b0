import { beforeAll, describe, expect, test } from 'vitest';
import { listDealers, putDealer } from '../../shared/contracts/dealers.ts';
import { cancelReturn, createReturn, previewReturn } from '../../shared/contracts/intake.ts';
import { lookUpOrder } from '../../shared/contracts/orders.ts';
import { listRegisteredProducts, putRegisteredProduct } from '../../shared/contracts/products.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import { loadSerials } from '../../shared/storage/serials.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { counted, withCounting } from './app/counting.ts';
import { createMachine } from './app/machine.ts';
import { customer, stored } from './app/returns.ts';
import { openShop, sell, today } from './app/shop.ts';

let table: Table;
let app: App;

beforeAll(async () => {
  table = withCounting(await freshTable());
  app = await createApp(table, () => today);
  await openShop(table);
});

const eur = (minor: number) => ({ currency: 'EUR', minor });
const integration = { role: 'integration', id: 'erp' } as const;
const product = (some: object = {}) => ({
  updatedAt: '2026-11-01T09:00:00.000Z',
  owner: 'C-1',
  sku: 'LM-DOCK',
  title: 'Lumen Dock',
  category: 'it',
  installedOn: '2026-11-10',
  warrantyMonths: 24,
  ...some,
});
const put = (serial: string, some: object = {}) =>
  app.call(putRegisteredProduct, { who: integration, params: { brand: 'lumen', serial }, body: product(some) });
type Listed = { items: { serial: string; title: string }[]; next?: string };
const list = (query: Record<string, string> = {}, who: object = customer) =>
  app.call<Listed>(listRegisteredProducts, { who: who as never, query });

describe('registered products', () => {
  test('are listed for their owner, the newest first, a Query a page', async () => {
    const owner = { role: 'customer', id: 'C-LIST' } as const;
    for (const [i, day] of ['2026-01-05', '2026-03-01', '2025-07-09'].entries())
      await put(`LIST-${i}`, { owner: 'C-LIST', installedOn: day });
    const first = await counted(() => list({ limit: '2' }, owner));
    expect(first.asked).toEqual([expect.objectContaining({ command: 'Query', index: 'whoseReturns' })]);
    expect(first.result.body.items.map(({ serial }) => serial)).toEqual(['LIST-1', 'LIST-0']);
    const second = await list({ limit: '2', cursor: String(first.result.body.next) }, owner);
    expect(second.body.items.map(({ serial }) => serial)).toEqual(['LIST-2']);
    expect(second.body.next).toBeUndefined();
    expect((await list({ cursor: String(first.result.body.next) })).status).toBe(400);
  });

  test('move with their owner; an older version changes nothing', async () => {
    await put('MOVE-1', { owner: 'C-A' });
    expect((await put('MOVE-1', { owner: 'C-B', updatedAt: '2026-11-02T09:00:00.000Z' })).body.applied).toBe(true);
    expect((await put('MOVE-1', { owner: 'C-A' })).body).toMatchObject({
      applied: false,
      updatedAt: '2026-11-02T09:00:00.000Z',
    });
    expect((await list({}, { role: 'customer', id: 'C-A' })).body.items).toEqual([]);
    expect((await list({}, { role: 'customer', id: 'C-B' })).body.items).toMatchObject([{ serial: 'MOVE-1' }]);
  });

  test('are found by serial number by their owner and by staff, and by nobody else', async () => {
    await put('FIND-1');
    expect((await list({ serial: 'find-1' })).body.items).toMatchObject([{ serial: 'FIND-1', title: 'Lumen Dock' }]);
    expect((await list({ serial: 'FIND-1' }, { role: 'customer', id: 'C-9' })).body.items).toEqual([]);
    expect((await list({ serial: 'FIND-1' }, { role: 'agent' })).body.items).toHaveLength(1);
    expect((await list({ customer: 'C-1', serial: 'FIND-1' }, { role: 'agent' })).body.items).toHaveLength(1);
    expect((await list({}, { role: 'agent' })).body).toMatchObject({
      errors: [{ pointer: '/query/customer', code: 'customer_missing' }],
    });
    // Whoever else's is asked for, a customer sees their own.
    expect((await list({ customer: 'C-B' })).body.items.every(({ serial }) => serial !== 'MOVE-1')).toBe(true);
    expect(await loadSerials(table, 'lumen', ['FIND-1'])).toEqual(new Map([['FIND-1', { registeredTo: 'C-1' }]]));
  });
});

const repair = (some: object = {}) => ({
  lineId: '1',
  quantity: 1,
  reason: 'defective',
  preference: 'repair',
  description: { what: 'It does not switch on any more', since: 'Monday', tried: 'Another socket' },
  ...some,
});
const contact = {
  email: 'kim@customer.example',
  address: { name: 'Kim', line1: 'Weg 4', city: 'Ort', postalCode: '12345', country: 'DE' },
};
const request = (asked: object, line: object = {}) => ({ product: asked, lines: [repair(line)], contact });
type Assessed = { outcome: string; lines: { problems: { code: string }[]; evidence: string[] }[]; rma: string };
const preview = (body: object, who: object = customer) =>
  app.call<Assessed & { errors: unknown }>(previewReturn, { who: who as never, body });
const ask = (body: object, who: object = customer) =>
  app.call<{ rma: string; outcome: string; errors: unknown }>(createReturn, { who: who as never, body });

describe('a request for a product', () => {
  const purchase = { on: '2026-11-09', dealer: 'D-1', paid: eur(14_900), country: 'DE' };
  beforeAll(async () => {
    await app.call(putDealer, {
      who: { role: 'administrator' },
      params: { brand: 'lumen', dealer: 'D-1' },
      body: { name: 'Muster', authorizations: [{ from: '2024-01-01' }] },
    });
  });

  test('that is registered needs nothing but its serial number, and is decided at once', async () => {
    await put('REG-1', { purchase });
    const answer = await preview(request({ serial: 'reg-1' }));
    expect(answer.body).toMatchObject({ outcome: 'approve', lines: [{ problems: [] }] });
    const { body } = await ask(request({ serial: 'REG-1' }));
    const { head, portions } = await stored(app, body.rma);
    expect(head.orderNumber).toMatch(/^STATED_REG-1_/);
    expect(portions).toMatchObject([{ serials: ['REG-1'], paid: { goods: eur(14_900) } }]);
    expect((await loadSerials(table, 'lumen', ['REG-1'])).get('REG-1')?.heldBy).toBe(body.rma);
  });

  test('raced for by ten, is in one return', async () => {
    await put('RACE-1', { purchase });
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(request({ serial: 'RACE-1' }))));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status, body } of answers.filter((one) => one.status !== 201))
      expect([status, body.errors]).toEqual([
        409,
        expect.arrayContaining([
          expect.objectContaining({ code: 'serial_in_open_return', pointer: '/product/serial' }),
        ]),
      ]);
  });

  test('that its registration, or an order system, has an order of is one of that order', async () => {
    await sell(table, 'P-1', { quantity: 2, serials: ['SOLD-1', 'SOLD-2'] });
    await put('SOLD-1', { purchase: { ...purchase, orderNumber: 'P-1', lineId: '1' } });
    for (const serial of ['SOLD-1', 'SOLD-2']) {
      const { body } = await ask(request({ serial }));
      expect((await stored(app, body.rma)).head.orderNumber).toBe('P-1');
    }
    const used = await ask({ orderNumber: 'P-1', lines: [repair()] });
    expect(used).toMatchObject({ status: 409, body: { errors: [{ code: 'all_returned' }] } });
  });

  test('nobody knows of is taken up as it is stated, with its receipt demanded, for a person to look at', async () => {
    const stated = request(
      { serial: 'NEW-77', title: 'A lamp' },
      { purchase: { on: '2026-10-30', dealer: { name: 'Corner Shop' }, paid: eur(4900) } },
    );
    const answer = await ask(stated);
    expect(answer).toMatchObject({ status: 201, body: { outcome: 'review' } });
    const { head, evidence, statement, portions } = await stored(app, answer.body.rma);
    expect(head.problems.sort()).toEqual(['dealer_unknown', 'purchase_unconfirmed']);
    expect(evidence.map(({ type }) => type)).toContain('document');
    expect(statement.purchases).toMatchObject({ '1': { dealer: { name: 'Corner Shop' } } });
    // Not verified: flagged, never claimed.
    expect(portions[0]?.serials).toEqual([]);
    expect((await loadSerials(table, 'lumen', ['NEW-77'])).get('NEW-77')).toBeUndefined();
    expect(await ask(stated)).toMatchObject({ status: 409, body: { errors: [{ code: 'all_returned' }] } });
    const found = await app.call(lookUpOrder, {
      params: { brand: 'lumen' },
      body: { orderNumber: head.orderNumber, contact: 'kim@customer.example' },
    });
    expect(found.status).toBe(200);
  });

  test('is corrected where it was stated wrongly, while nothing is taken of it', async () => {
    const wrong = { on: '2020-10-30', dealer: { name: 'Corner Shop' }, paid: eur(490) };
    const first = (await ask(request({ serial: 'WRONG-1', title: 'A lamp', model: 'L-1' }, { purchase: wrong }))).body;
    const { orderNumber } = (await stored(app, first.rma)).head;
    const order = async () => (await loadOrder(table, 'lumen', orderNumber))?.order;
    const right = request({ serial: 'WRONG-1' }, { purchase: { on: '2026-10-30', paid: eur(4900) } });
    expect(await ask(right)).toMatchObject({ status: 409, body: { errors: [{ code: 'all_returned' }] } });
    expect(await order()).toMatchObject({ placedAt: '2020-10-30T12:00:00.000Z', lines: [{ paid: eur(490) }] });
    await app.call(cancelReturn, { who: customer, params: { rma: first.rma }, body: {} });

    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(right)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    const { rma } = answers.find(({ status }) => status === 201)?.body ?? {};
    expect(await stored(app, String(rma))).toMatchObject({
      head: { orderNumber },
      portions: [{ title: 'A lamp', paid: { goods: eur(4900) } }],
    });
    expect(await order()).toMatchObject({
      placedAt: '2026-10-30T12:00:00.000Z',
      lines: [{ title: 'A lamp', model: 'L-1', paid: eur(4900) }],
    });

    // Who states nothing of the purchase means it as it is known.
    await app.call(cancelReturn, { who: customer, params: { rma: String(rma) }, body: {} });
    expect((await ask(request({ serial: 'WRONG-1' }))).status).toBe(201);
    expect(await order()).toMatchObject({ lines: [{ paid: eur(4900) }] });
  });

  test("another's registered unit is doubted, and its owner's own request is not in its way", async () => {
    await put('OTHER-1', { owner: 'C-9', purchase });
    const { body } = await ask(request({ serial: 'OTHER-1', title: 'A dock' }, { purchase: { paid: eur(100) } }));
    expect((await stored(app, body.rma)).head.problems).toContain('serial_sold_to_other');
    expect((await ask(request({ serial: 'OTHER-1' }), { role: 'customer', id: 'C-9' })).status).toBe(201);
  });

  test.each<[string, object, object, string, string]>([
    ['neither an order nor a product', {}, customer, '/orderNumber', 'order_or_product'],
    ['both', { orderNumber: 'P-1', product: { serial: 'REG-1' } }, customer, '/orderNumber', 'order_or_product'],
    ['nothing of what it is', request({ serial: 'UNKNOWN-1' }), customer, '/product/title', 'product_unknown'],
    [
      'no price, and the brand has no currency of its own',
      request({ title: 'A lamp' }),
      customer,
      '/lines/0/purchase/paid',
      'price_missing',
    ],
    ['two lines', { ...request({ serial: 'REG-1' }), lines: [repair(), repair()] }, customer, '/lines', 'one_product'],
    [
      'a purchase to come',
      request({ title: 'A lamp' }, { purchase: { on: '2026-12-24', paid: eur(1) } }),
      customer,
      '/lines/0/purchase/on',
      'in_the_future',
    ],
    ['for nobody', request({ serial: 'REG-1' }), { role: 'agent' }, '/customerId', 'customer_missing'],
  ])('asks back for %s', async (_, body, who, pointer, code) => {
    const { errors } = (await preview({ lines: [repair()], ...body }, who)).body;
    expect(errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  test('is resolved to its end like any other, its repair released', async () => {
    await put('END-1', { purchase });
    const { body } = await ask(request({ serial: 'END-1' }));
    expect((await stored(app, body.rma)).portions).toMatchObject([{ state: 'awaiting_evidence' }]);
    await createMachine(table, () => today).finish('lumen', body.rma);
    expect((await stored(app, body.rma)).head.orderNumber).toMatch(/^STATED_END-1_/);
  });
});

test('dealers are listed by number, without when they are authorized; a version is not written over', async () => {
  const administrator = { role: 'administrator' } as const;
  const params = { brand: 'lumen', dealer: 'D-7' };
  const body = { name: 'Seven', country: 'AT', authorizations: [] };
  const made = await app.call(putDealer, { who: administrator, params, body });
  expect(made).toMatchObject({ status: 200, body: { version: 1 }, headers: { etag: '"1"' } });
  const stale = { who: administrator, params, body, headers: { 'if-match': '"7"' } };
  expect((await app.call(putDealer, stale)).status).toBe(412);
  const listed = await app.call<{ items: object[] }>(listDealers, { who: customer, query: { limit: '50' } });
  expect(listed.body.items).toContainEqual({ dealer: 'D-7', name: 'Seven', country: 'AT' });
});
