import { beforeAll, describe, expect, test } from 'vitest';
import { createSweepBatches } from '../../functions/deadlines/sweep-batches.ts';
import { createBatch, readBatch, readBatchErrors } from '../../shared/contracts/batches.ts';
import { putCompany } from '../../shared/contracts/companies.ts';
import { cancelReturn } from '../../shared/contracts/intake.ts';
import { findByPurchaseOrder, trackReturn } from '../../shared/contracts/tracking.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import { eventsAfter } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { type BatchWorker, createBatchWorker, employee, fileOf, look, type Row, send, sent } from './app/batches.ts';
import { counted, withCounting } from './app/counting.ts';
import { ask, remorse } from './app/returns.ts';
import { openShop, sell, today } from './app/shop.ts';

let table: Table;
let app: App;
let work: BatchWorker;
let now = today;
let orders = 0;

beforeAll(async () => {
  table = withCounting(await freshTable());
  app = await createApp(table, () => now);
  work = createBatchWorker(table, () => now);
  await openShop(table);
  const account = { name: 'Acme Rentals', purchaseOrderRequired: true };
  const params = { brand: 'lumen', company: 'ACME-01' };
  await app.call(putCompany, { who: { role: 'integration' }, params, body: account });
});

/** An order of the company with so many units, each with a serial. */
async function order(quantity: number, customer: object = { company: 'ACME-01' }) {
  orders += 1;
  const number = `BA-${orders}`;
  const serials = Array.from({ length: quantity }, (_, i) => `BA${orders}-${100 + i}`);
  await sell(table, number, { quantity, price: 900, serials, customer });
  return { number, serials, rows: serials.map((serial): Row => [number, '1', serial]) };
}

const claimed = async (number: string) => (await loadOrder(table, 'lumen', number))?.claims.units['1'] ?? {};
const codes = ({ errors }: Awaited<ReturnType<typeof look>>) =>
  errors.map(({ row, column, code }) => [row, column, code]);

describe('a file is sent', () => {
  test('as text/csv with its options in the query, or in JSON; it answers where to look', async () => {
    const { number } = await order(2);
    const csv = `orderNumber,line,reason\r\n${number},1,wrong_item\r\n`;
    const plain = await app.call(createBatch, {
      who: employee,
      bytes: Buffer.from(`\uFEFF${csv}`),
      headers: { 'content-type': 'text/csv; charset=utf-8' },
      query: { mode: 'good_ones', purchaseOrder: 'PO-1' },
    });
    expect(plain).toMatchObject({
      status: 202,
      headers: { location: `/v1/batches/${plain.body.id}` },
      body: { state: 'working', shipping: 'parcels', rows: { all: 1, waiting: 1 }, returns: [], errors: [] },
    });
    const json = await send(app, csv);
    expect(json).toMatchObject({ status: 202, body: { state: 'reserving', reservedUntil: expect.any(String) } });
  });

  test.each<[string, object, string, string]>([
    ['an option nobody knows', { query: { mode: 'good_ones', nope: '1' } }, '/nope', 'unknown_field'],
    ['no mode', { query: {} }, '/mode', 'required'],
    [
      'bytes that are no UTF-8',
      { query: { mode: 'good_ones' }, bytes: Buffer.from([0xff, 0xfe, 0x41]) },
      '/csv',
      'csv_encoding',
    ],
    ['no table', { query: { mode: 'good_ones' }, bytes: Buffer.from('hello') }, '/csv', 'csv_unknown_column'],
  ])('with %s it is refused', async (_, call, pointer, code) => {
    const headers = { 'content-type': 'text/csv' };
    const bytes = Buffer.from('orderNumber,line,reason\nBA-1,1,other\n');
    const answer = await app.call(createBatch, { who: employee, bytes, headers, ...call });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
  });

  test('by roles that may; of another kind it is refused; too large it is refused', async () => {
    const csv = fileOf([['BA-1', '1', '']]);
    expect((await send(app, csv, {}, { who: { role: 'finance' } })).status).toBe(403);
    expect((await send(app, csv, {}, { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await send(app, `${csv}\n${'x'.repeat(1_000_000)}`)).status).toBe(413);
  });

  test('the same key: the same batch; another file, or another option, is refused', async () => {
    const { number } = await order(4);
    const bytes = (text: string) => Buffer.from(`orderNumber,line,reason\n${text}\n`);
    const post = (text: string, mode = 'good_ones') =>
      app.call(createBatch, {
        who: employee,
        key: `file ${number}`,
        bytes: bytes(text),
        headers: { 'content-type': 'text/csv' },
        query: { mode, purchaseOrder: 'PO-1' },
      });
    const first = await post(`${number},1,wrong_item`);
    await work(String(first.body.id));
    expect(await post(`${number},1,wrong_item`)).toMatchObject({
      status: 202,
      body: { id: first.body.id, state: 'done' },
    });
    expect((await post(`${number},1,open_box`)).status).toBe(422);
    // Another query is another request, with a batch of its own.
    const other = await post(`${number},1,wrong_item`, 'all_or_nothing');
    expect(other.body.id).not.toBe(first.body.id);
  });
});

describe('the good ones', () => {
  test('become returns, one an order; each bad row is named by row, column, code and sentence', async () => {
    const [a, b] = [await order(5), await order(3)];
    const csv = fileOf([
      ...a.rows.slice(0, 3),
      [a.number, '1', a.serials[3] ?? '', '2'],
      [b.number, '1', 'BA-UNKNOWN'],
      [b.number, '9', ''],
      ['BA-NONE', '1', ''],
      [b.number, '1', b.serials[0] ?? '', '1', 'bro?ken'],
      [b.number, '1', b.serials[0] ?? '', '1', 'made_up'],
      ...b.rows.slice(1, 2),
    ]);
    const id = await sent(app, csv, { mode: 'good_ones' });
    expect(await look(app, id)).toMatchObject({ state: 'working', rows: { all: 10, waiting: 8, refused: 2 } });
    expect(await work(id)).toMatchObject({ outcome: 'done' });
    const batch = await look(app, id);
    expect(batch.rows).toEqual({ all: 10, waiting: 0, reserved: 0, inReturns: 5, refused: 5, givenBack: 0 });
    expect(batch.returns.map(({ orderNumber, rows }) => [orderNumber, rows])).toEqual([
      [a.number, [2, 3, 4]],
      // A serial nobody knows is a doubt for a person, and loses no request.
      [b.number, [6, 11]],
    ]);
    expect(codes(batch)).toEqual([
      [5, 'quantity', 'row_serial_of_one'],
      [7, 'line', 'unknown_line'],
      [8, 'orderNumber', 'row_order_not_found'],
      [9, 'reason', 'not_a_code'],
      [10, 'reason', 'reason_not_offered'],
    ]);
    expect(batch.errors[2]?.detail).toBe('There is no order BA-NONE for you.');
    const [first] = batch.returns;
    const tracked = await app.call(trackReturn, { who: employee, params: { rma: String(first?.rma) } });
    expect(tracked.body).toMatchObject({
      batch: id,
      purchaseOrder: 'PO-1',
      company: 'ACME-01',
      channel: 'portal',
      portions: [{ quantity: 3 }],
    });
    const [event] = await eventsAfter(table, 'lumen', String(first?.rma), 0);
    expect(event).toMatchObject({ type: 'return.requested', data: { batch: id, purchaseOrder: 'PO-1' } });
  });

  test('of a line asked for more often than there is have what is left', async () => {
    const { number } = await order(3);
    const csv = fileOf([2, 2, 1].map((quantity): Row => [number, '1', '', String(quantity)]));
    const id = await sent(app, csv, { mode: 'good_ones' });
    await work(id);
    const batch = await look(app, id);
    expect(batch.returns.map(({ rows }) => rows)).toEqual([[2, 4]]);
    expect(codes(batch)).toEqual([[3, 'quantity', 'too_many']]);
    expect(Object.keys(await claimed(number))).toHaveLength(3);
  });

  test('leave out a serial that another return has', async () => {
    const { number, serials, rows } = await order(3);
    const other = await ask(app, number, remorse({ serials: serials.slice(0, 1) }));
    expect(other.status).toBe(400);
    const alone = await sent(app, fileOf(rows.slice(0, 1)), { mode: 'good_ones' });
    await work(alone);
    const id = await sent(app, fileOf(rows), { mode: 'good_ones' });
    await work(id);
    const batch = await look(app, id);
    expect(codes(batch)).toEqual([[2, 'serial', 'serial_in_open_return']]);
    expect(batch.returns.map((one) => one.rows)).toEqual([[3, 4]]);
  });

  test('a hundred and twenty serials of one order are as many returns as transactions carry', async () => {
    const { rows, number } = await order(120);
    const id = await sent(app, fileOf(rows), { mode: 'good_ones' });
    await work(id);
    const batch = await look(app, id);
    expect(batch.returns.map((one) => one.rows.length)).toEqual([76, 44]);
    expect(Object.keys(await claimed(number))).toHaveLength(120);
  });

  test('nothing good: done at once, and nothing to work off', async () => {
    const id = await sent(app, 'orderNumber;reason\nBA-1;other\n', { mode: 'good_ones' });
    expect(await look(app, id)).toMatchObject({ state: 'done', rows: { all: 1, refused: 1 }, returns: [] });
    expect(await work(id)).toMatchObject({ outcome: 'over_before' });
  });
});

describe('all or nothing', () => {
  test('reserves every row, and then makes all returns', async () => {
    const [a, b] = [await order(4), await order(4)];
    const id = await sent(app, fileOf([...a.rows, ...b.rows]));
    expect(await work(id)).toMatchObject({ outcome: 'done' });
    const batch = await look(app, id);
    expect(batch).toMatchObject({ state: 'done', rows: { all: 8, inReturns: 8 }, errors: [] });
    expect(batch.returns.map(({ orderNumber, rows }) => [orderNumber, rows.length])).toEqual([
      [a.number, 4],
      [b.number, 4],
    ]);
    const [first] = batch.returns;
    expect(new Set(Object.values(await claimed(a.number)))).toEqual(new Set([first?.rma]));
    const cancel = await app.call(cancelReturn, { who: employee, params: { rma: String(first?.rma) }, body: {} });
    expect(cancel.status).toBe(200);
    expect(await claimed(a.number)).toEqual({});
  });

  test('one bad row, found when it is read or when it is decided, and nothing is made or held', async () => {
    const [a, b] = [await order(4), await order(2)];
    for (const bad of [
      [b.number, '1', '', '1', 'broken'],
      [b.number, '1', '', '9'],
    ] as const satisfies Row[]) {
      const id = await sent(app, fileOf([...a.rows, bad, ...b.rows.slice(0, 1)]));
      expect(await work(id)).toMatchObject({ outcome: 'refused' });
      const batch = await look(app, id);
      expect(batch).toMatchObject({
        state: 'refused',
        returns: [],
        rows: { all: 6, inReturns: 0, refused: 1, givenBack: 5 },
      });
      expect(batch.errors.map(({ row }) => row)).toEqual([6]);
      expect([await claimed(a.number), await claimed(b.number)]).toEqual([{}, {}]);
    }
    // Everything was given back: the same rows can be asked for again.
    const again = await sent(app, fileOf([...a.rows, ...b.rows]));
    expect(await work(again)).toMatchObject({ outcome: 'done' });
  });

  test('every bad row is named, not only the first', async () => {
    const [a, b] = [await order(2), await order(2)];
    const id = await sent(app, fileOf([[a.number, '7', ''], ...a.rows, [b.number, '8', ''], ['BA-NONE', '1', '']]));
    await work(id);
    expect(codes(await look(app, id))).toEqual([
      [2, 'line', 'unknown_line'],
      [5, 'line', 'unknown_line'],
      [6, 'orderNumber', 'row_order_not_found'],
    ]);
  });

  test('while it is reserved nobody else has it; when time is over it is given back, and the batch has expired', async () => {
    const [a, b] = [await order(2, {}), await order(2)];
    const mine = [a, b].flatMap(({ rows }) => rows);
    const id = await sent(app, fileOf(mine));
    // The worker is out of time after its first group, and nobody comes after it.
    let asked = 0;
    const timeLeft = () => (asked++ === 0 ? 60_000 : 0);
    expect(await work(id, timeLeft)).toMatchObject({ outcome: 'goes_on', reserved: 2, waiting: 2 });
    expect(await look(app, id)).toMatchObject({ state: 'reserving', rows: { reserved: 2, waiting: 2 }, returns: [] });
    const refused = await ask(app, a.number, remorse());
    expect(refused).toMatchObject({ status: 409, body: { errors: [{ code: 'all_returned' }] } });
    try {
      now = new Date(today.getTime() + 15 * 60_000);
      const swept = await createSweepBatches({ table })(now, () => false);
      expect(swept).toEqual({ told: expect.any(Number), failed: 0 });
      expect(swept.told).toBeGreaterThan(0);
      expect(await work(id)).toMatchObject({ outcome: 'expired' });
    } finally {
      now = today;
    }
    expect(await look(app, id)).toMatchObject({ state: 'expired', rows: { givenBack: 2, waiting: 2 }, returns: [] });
    expect((await ask(app, a.number, remorse())).status).toBe(201);
  });

  test('what was decided when it was reserved is what is made, though the order changes meanwhile', async () => {
    const { number, rows } = await order(2);
    const id = await sent(app, fileOf(rows));
    let asked = 0;
    await work(id, () => (asked++ === 0 ? 60_000 : 0));
    expect(await look(app, id)).toMatchObject({ rows: { reserved: 2 } });
    await sell(table, number, {
      quantity: 2,
      price: 1,
      updatedAt: '2026-11-19T09:00:00.000Z',
      customer: { company: 'ACME-01' },
    });
    expect(await work(id)).toMatchObject({ outcome: 'done' });
    const [made] = (await look(app, id)).returns;
    const [event] = await eventsAfter(table, 'lumen', String(made?.rma), 0);
    expect(event).toMatchObject({ data: { lines: [{ quantity: 2, facts: { valueMinor: 1800 } }] } });
  });
});

describe('who sees a batch', () => {
  test('who sent it, their company, staff and machines of the brand; nobody else', async () => {
    const { rows } = await order(1);
    const id = await sent(app, fileOf(rows));
    await work(id);
    for (const who of [
      employee,
      { ...employee, id: 'C-9' },
      { role: 'customer', id: 'C-1' },
      { role: 'agent' },
      { role: 'integration' },
    ])
      expect((await look(app, id, who)).id).toBe(id);
    for (const who of [
      { role: 'customer', id: 'C-9', company: 'OTHER-02' },
      { role: 'customer', id: 'C-9' },
      { ...employee, brand: 'harbor' },
      { role: 'agent', brand: 'harbor' },
    ])
      for (const route of [readBatch, readBatchErrors])
        expect((await app.call(route, { who, params: { batch: id } })).status, JSON.stringify(who)).toBe(404);
    expect((await app.call(readBatch, { who: { role: 'finance' }, params: { batch: id } })).status).toBe(403);
  });

  test('rows of orders out of sight are as if these did not exist', async () => {
    const { number, rows } = await order(1);
    const stranger = { role: 'customer', id: 'C-8', company: 'OTHER-02' };
    const { body } = await send(app, fileOf(rows), { mode: 'good_ones' }, { who: stranger });
    await work(body.id);
    expect(codes(await look(app, body.id, stranger))).toEqual([[2, 'orderNumber', 'row_order_not_found']]);
    expect(await claimed(number)).toEqual({});
  });
});

describe('what is wrong', () => {
  test('is downloaded as CSV, in the language of who asks', async () => {
    const id = await sent(app, fileOf([['BA-NONE', '1', '']]), { mode: 'good_ones' });
    await work(id);
    const german = await app.call<string>(readBatchErrors, {
      who: employee,
      params: { batch: id },
      headers: { 'accept-language': 'de' },
    });
    expect(german.headers['content-type']).toMatch(/^text\/csv/);
    expect(german.body).toBe(
      '\uFEFFrow,column,code,detail\r\n2,orderNumber,row_order_not_found,Für Sie gibt es keine Bestellung BA-NONE.\r\n',
    );
  });

  test('a demanded purchase order is missing: each row says so', async () => {
    const { rows } = await order(2);
    const id = await sent(app, fileOf(rows), { mode: 'good_ones', purchaseOrder: undefined });
    await work(id);
    expect(codes(await look(app, id))).toEqual([
      [2, 'purchaseOrder', 'purchase_order_missing'],
      [3, 'purchaseOrder', 'purchase_order_missing'],
    ]);
  });

  test('a pallet is not agreed with the company', async () => {
    const { rows } = await order(1);
    const id = await sent(app, fileOf(rows), { mode: 'good_ones', shipping: 'pallet' });
    await work(id);
    expect(codes(await look(app, id))).toEqual([[2, undefined, 'row_no_pallet']]);
  });
});

test('rows with purchase orders of their own become returns of their own, and are found by them', async () => {
  const { number } = await order(4);
  const csv = `orderNumber,line,reason,purchaseOrder\n${number},1,wrong_item,PO-${number}\n${number},1,wrong_item,\n`;
  const id = await sent(app, csv, { mode: 'good_ones' });
  await work(id);
  const { returns } = await look(app, id);
  expect(returns.map(({ rows }) => rows)).toEqual([[2], [3]]);
  const query = { purchaseOrder: `po-${number}` };
  const found = await app.call(findByPurchaseOrder, { who: { role: 'agent' }, query });
  expect(found.body.items).toEqual([expect.objectContaining({ rma: returns[0]?.rma })]);
});

test('looking at a batch is one Query, and one read more where rows could not be read', async () => {
  const { rows } = await order(2);
  const id = await sent(app, fileOf(rows), { mode: 'good_ones' });
  await work(id);
  const { asked } = await counted(() => look(app, id));
  expect(asked.map(({ command }) => command)).toEqual(['Query']);
});
