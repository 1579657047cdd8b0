import { beforeAll, describe, expect, test } from 'vitest';
import { getCompany, putCompany } from '../../shared/contracts/companies.ts';
import { cancelReturn, createReturn, previewReturn } from '../../shared/contracts/intake.ts';
import { findByPurchaseOrder, listReturns, readActivity, trackReturn } from '../../shared/contracts/tracking.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, type Call, createApp } from './app/app.ts';
import { counted, withCounting } from './app/counting.ts';
import { createMachine, type Machine } from './app/machine.ts';
import { asked, complete, remorse } from './app/returns.ts';
import { openShop, sell, today } from './app/shop.ts';
import type { Who } from './app/sign-in.ts';

let table: Table;
let app: App;
let machine: Machine;
let orders = 0;

const integration = { role: 'integration' };
const buyer: Who = { role: 'customer', id: 'C-1', company: 'ACME-01' };
const colleague: Who = { role: 'customer', id: 'C-9', company: 'ACME-01' };
const stranger: Who = { role: 'customer', id: 'C-8', company: 'OTHER-02' };
const account = { name: 'Acme Rentals', tier: 'gold', resolution: 'store_credit', purchaseOrderRequired: true };

const put = (company: string, body: unknown, more: Call = {}) =>
  app.call(putCompany, { who: integration, params: { brand: 'lumen', company }, body, ...more });

beforeAll(async () => {
  table = withCounting(await freshTable());
  app = await createApp(table, () => today);
  machine = createMachine(table, () => today);
  await openShop(table);
  await openShop(table, 'harbor');
  expect((await put('ACME-01', account)).status).toBe(200);
  expect((await put('OTHER-02', { name: 'Other' })).status).toBe(200);
});

async function order(customer: object = { company: 'ACME-01' }): Promise<string> {
  orders += 1;
  await sell(table, `CO-${orders}`, { quantity: 5, price: 3900, customer });
  return `CO-${orders}`;
}

const ask = (who: Who, orderNumber: string, more: object = {}) =>
  app.call(createReturn, { who, body: { orderNumber, lines: [remorse()], purchaseOrder: 'PO-4711', ...more } });
const rmaOf = async (who: Who, more: object = {}) => {
  const { status, body } = await ask(who, await order(), more);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return String(body.rma);
};

describe('the account of a company', () => {
  test('is put by the order system or an administrator, as a next version each time, and read', async () => {
    const first = await put('NEW-1', account);
    expect(first).toMatchObject({ status: 200, body: { company: 'NEW-1', version: 1 } });
    const second = await put('NEW-1', { name: 'New' }, { who: { role: 'administrator' } });
    expect(second).toMatchObject({
      body: {
        version: 2,
        account: { name: 'New', purchaseOrderRequired: false, consolidatedPallets: false },
      },
    });
    const read = await app.call(getCompany, { who: { role: 'agent' }, params: { brand: 'lumen', company: 'NEW-1' } });
    expect(read.body).toEqual(second.body);
    expect(read.headers.etag).toBe('"2"');
  });

  test('changed by two at once keeps one change: the other is told', async () => {
    await put('NEW-2', account);
    const race = await Promise.all(
      ['a', 'b', 'c'].map((name) => put('NEW-2', { name }, { headers: { 'if-match': '"1"' } })),
    );
    expect(race.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect((await put('NEW-3', account, { headers: { 'if-match': '"1"' } })).status).toBe(412);
  });

  test('is nothing to another brand, to customers, or by a bad reference', async () => {
    const params = { brand: 'lumen', company: 'ACME-01' };
    expect((await app.call(getCompany, { who: { role: 'agent', brand: 'harbor' }, params })).status).toBe(404);
    expect((await app.call(getCompany, { who: buyer, params })).status).toBe(403);
    expect((await put('NO#1', account)).status).toBe(404);
    const harbors = { brand: 'harbor', company: 'ACME-01' };
    expect((await app.call(getCompany, { who: { role: 'agent', brand: 'harbor' }, params: harbors })).status).toBe(404);
  });
});

describe('employees of a company', () => {
  test("ask for the company's returns and follow them, whoever of them asked; credit is what they are given", async () => {
    const rma = await rmaOf(colleague);
    for (const who of [buyer, colleague]) {
      const { status, body } = await app.call(trackReturn, { who, params: { rma } });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        purchaseOrder: 'PO-4711',
        company: 'ACME-01',
        channel: 'portal',
        portions: [{ resolution: 'store_credit' }],
      });
    }
    expect((await app.call(cancelReturn, { who: buyer, params: { rma }, body: {} })).status).toBe(200);
  });

  test("never see or touch another company's", async () => {
    const number = await order();
    const rma = await rmaOf(buyer);
    expect((await ask(stranger, number)).status).toBe(404);
    expect((await app.call(trackReturn, { who: stranger, params: { rma } })).status).toBe(404);
    expect((await app.call(cancelReturn, { who: stranger, params: { rma }, body: {} })).status).toBe(404);
    const preview = { orderNumber: number, lines: [remorse()], purchaseOrder: 'P' };
    expect((await app.call(previewReturn, { who: stranger, body: preview })).status).toBe(404);
    expect((await app.call(trackReturn, { who: { ...buyer, brand: 'harbor' }, params: { rma } })).status).toBe(404);
    const list = await app.call(listReturns, { who: stranger });
    expect(list.body.items).toEqual([]);
    const found = await app.call(findByPurchaseOrder, { who: stranger, query: { purchaseOrder: 'PO-4711' } });
    expect(found.body.items).toEqual([]);
  });

  test("list the company's returns as they stand, newest first, in one Query; or their own", async () => {
    const own = await order({});
    const privately = await asked(app, own);
    const rma = await rmaOf(colleague, { lines: [remorse({ preference: 'refund' })] });
    await complete(app, machine, rma);
    const { result, asked: queries } = await counted(() => app.call(listReturns, { who: buyer }));
    expect(queries).toEqual([expect.objectContaining({ command: 'Query', index: 'whoseReturns' })]);
    const items = result.body.items as { rma: string; stage: string; purchaseOrder?: string }[];
    expect(items.find((one) => one.rma === rma)).toMatchObject({ stage: 'closed', purchaseOrder: 'PO-4711' });
    expect(items.map((one) => one.rma)).not.toContain(privately);
    const mine = await app.call(listReturns, { who: buyer, query: { whose: 'own' } });
    expect((mine.body.items as { rma: string }[]).map((one) => one.rma)).toContain(privately);
    const nobodys = await app.call(listReturns, {
      who: { role: 'customer', id: 'C-1' },
      query: { whose: 'company' },
    });
    expect(nobodys.status).toBe(403);
  });

  test('page through the list with a cursor that is good for their company only', async () => {
    await rmaOf(buyer);
    await rmaOf(buyer);
    const first = await app.call(listReturns, { who: buyer, query: { limit: '1' } });
    const query = { limit: '1', cursor: String(first.body.next) };
    expect((await app.call(listReturns, { who: buyer, query })).status).toBe(200);
    expect((await app.call(listReturns, { who: stranger, query })).status).toBe(400);
  });
});

describe('the purchase order of a return', () => {
  test('is demanded where the company agreed on it, also for a preview', async () => {
    const number = await order();
    const answer = await ask(buyer, number, { purchaseOrder: undefined });
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/purchaseOrder', code: 'purchase_order_missing' }] },
    });
  });

  test('finds the return, in any case, for those who see it; it goes to the ERP with the first event', async () => {
    const rma = await rmaOf(buyer, { purchaseOrder: 'PO-Find/1' });
    await rmaOf(buyer, { purchaseOrder: 'PO-Find/2' });
    for (const who of [buyer, colleague, { role: 'agent' }, { role: 'finance' }, integration]) {
      const found = await app.call(findByPurchaseOrder, { who, query: { purchaseOrder: 'po-find/1' } });
      expect(found.body.items).toEqual([expect.objectContaining({ rma })]);
    }
    const agent = { role: 'agent', brand: 'harbor' };
    const found = await app.call(findByPurchaseOrder, { who: agent, query: { purchaseOrder: 'PO-Find/1' } });
    expect(found.body.items).toEqual([]);
    const { body } = await app.call(readActivity, { who: { role: 'agent' }, params: { rma } });
    expect((body.events as { data: object }[])[0]?.data).toMatchObject({
      purchaseOrder: 'PO-Find/1',
      company: 'ACME-01',
    });
  });
});

describe('the channel of a request', () => {
  test('an agent asks on behalf of the customer they name; the customer sees it', async () => {
    const number = await order();
    const wrong = await ask({ role: 'agent' }, number, { customerId: 'C-2' });
    expect(wrong).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/customerId', code: 'other_customer' }] },
    });
    const { body } = await ask({ role: 'agent' }, number, { customerId: 'C-1' });
    const seen = await app.call(trackReturn, { who: buyer, params: { rma: String(body.rma) } });
    expect(seen.body).toMatchObject({
      channel: 'agent',
      timeline: [{ type: 'return.requested', text: expect.stringMatching(/on your behalf/) }],
    });
  });

  test('a system asks by API, and follows what it asked for', async () => {
    const { status, body } = await ask(integration, await order());
    expect(status).toBe(201);
    const seen = await app.call(trackReturn, { who: integration, params: { rma: String(body.rma) } });
    expect(seen.body).toMatchObject({ channel: 'api' });
    expect(seen.body).not.toHaveProperty('staff');
  });
});

test('a request of a company costs one read more at first, and none while its account is known', async () => {
  const [first, second] = [await order(), await order()];
  const fresh = await createApp(table, () => today);
  const send = (orderNumber: string) =>
    counted(() =>
      fresh.call(createReturn, {
        who: buyer,
        body: { orderNumber, lines: [remorse()], purchaseOrder: 'PO-1' },
      }),
    );
  // The brand's configuration, its policy book, and the company's account.
  expect((await send(first)).asked.map(({ command }) => command)).toEqual([
    'Query',
    'GetItem',
    'GetItem',
    'GetItem',
    'TransactWriteItems',
  ]);
  expect((await send(second)).asked.map(({ command }) => command)).toEqual(['Query', 'TransactWriteItems']);
});
