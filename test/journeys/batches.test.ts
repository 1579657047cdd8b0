import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../infra/local/journey/api.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { deployedApp } from '../engine/app.ts';
import { placeForTest } from './journey-place.ts';
import { type People, type PutOrder, peopleOf } from './people.ts';
import { startSabotage } from './saboteur.ts';
import { createPassingTime } from './time.ts';

/** A company that sends back what it rented out: by file, over HTTP only. */

let place: Place;
let people: People;
let employee: string;
let stranger: string;
let made = 0;

beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place, { patient: true });
  const { token } = deployedApp();
  const asEmployee = (subject: string, company: string) =>
    token({ role: 'customer', brand: place.brand, subject, company });
  employee = await asEmployee('E-1', 'ACME-01');
  stranger = await asEmployee('E-2', 'OTHER-02');
  const account = { name: 'Acme Rentals', tier: 'gold', resolution: 'store_credit', purchaseOrderRequired: true };
  await people.done('integration', 'PUT', `/v1/brands/${place.brand}/companies/ACME-01`, account);
});
afterAll(() => place.erp.stop());

interface Bought {
  order: PutOrder;
  serials: string[];
}

/** Orders of the company, each with so many units that have serials. */
async function bought(orders: number, units: number): Promise<Bought[]> {
  const found: Bought[] = [];
  for (let i = 0; i < orders; i += 1) {
    made += 1;
    const serials = Array.from({ length: units }, (_, n) => `JB${made}-${100 + n}`);
    const item = { paid: units * 900, quantity: units, serials };
    const order = await people.putOrder({ items: [item], company: 'ACME-01', customerId: `C-${i % 3}` });
    found.push({ order, serials });
  }
  return found;
}

const rowsOf = (all: readonly Bought[]) =>
  all.flatMap(({ order, serials }) => serials.map((serial) => [order.orderNumber, '1', serial, 'wrong_item']));
const sheet = (rows: readonly (readonly string[])[]) =>
  `\uFEFF${[['Order number', 'Line', 'Serial number', 'Reason'], ...rows].map((row) => row.join(';')).join('\r\n')}\r\n`;

const send = (csv: string, mode: string, who = employee) =>
  people.done(who, 'POST', `/v1/batches?mode=${mode}&purchaseOrder=PO-2026-07`, csv, { 'content-type': 'text/csv' });

const look = (id: string, who = employee) => people.read(`/v1/batches/${id}`, who);

const untilOver = (id: string) =>
  waitFor(`batch ${id} is over`, async () => {
    const batch = await look(id);
    return ['done', 'refused', 'expired'].includes(batch.state) && batch;
  });

describe('a company sends 120 serials in one file, three of its rows bad', () => {
  /** The three: a reason nobody knows, an order that is none, a serial that is in the file already. */
  const withBadRows = (rows: string[][]): string[][] => {
    const [first = [], second = []] = rows;
    const [order = '', line = '', serial = ''] = first;
    return [
      ...rows,
      [order, line, 'JB-ANOTHER', 'no such reason'],
      ['O-NONE', '1', '', 'wrong_item'],
      [second[0] ?? '', line, serial, 'wrong_item'],
    ];
  };
  const wanted = [
    [119, 'reason', 'reason_not_offered'],
    [120, 'orderNumber', 'row_order_not_found'],
    [121, 'serial', 'row_serial_twice'],
  ];
  const named = (errors: { row: number; column: string; code: string }[]) =>
    errors.map(({ row, column, code }) => [row, column, code]);

  it('all or nothing: nothing is made, every bad row is named, and the corrected file makes it all', async () => {
    const own = await bought(3, 39);
    const rows = rowsOf(own);
    const taken = await send(sheet(withBadRows(rows)), 'all_or_nothing');
    expect(taken).toMatchObject({ rows: { all: 120 }, returns: [] });
    const refused = await untilOver(taken.id);
    expect(refused).toMatchObject({
      state: 'refused',
      returns: [],
      rows: { refused: 3, inReturns: 0, givenBack: 117 },
    });
    expect(named(refused.errors)).toEqual(wanted);
    const csv: string = await people.read(`/v1/batches/${taken.id}/errors`, employee);
    expect(
      csv
        .trim()
        .split('\r\n')
        .map((row) => row.split(',').slice(0, 3).join()),
    ).toEqual(['\uFEFFrow,column,code'.trim(), ...wanted.map((one) => one.join())]);
    expect(await people.returnable(own[0]?.order as PutOrder)).toEqual([39]);

    const again = await send(sheet(rows), 'all_or_nothing');
    const done = await untilOver(again.id);
    expect(done).toMatchObject({ state: 'done', rows: { all: 117, inReturns: 117, waiting: 0 }, errors: [] });
    expect(done.returns.map(({ orderNumber }: { orderNumber: string }) => orderNumber)).toEqual(
      own.map(({ order }) => order.orderNumber),
    );
    for (const { order } of own) expect(await people.returnable(order)).toEqual([0]);
  });

  it('the good ones: 117 are in returns, the three are named', async () => {
    const own = await bought(3, 39);
    const { id } = await send(sheet(withBadRows(rowsOf(own))), 'good_ones');
    const done = await untilOver(id);
    expect(done).toMatchObject({ state: 'done', rows: { all: 120, inReturns: 117, refused: 3 } });
    expect(named(done.errors)).toEqual(wanted);
    expect(done.returns).toHaveLength(3);
  });
});

it('the purchase order is seen in tracking, found by search, and told to the ERP; another company sees nothing', async () => {
  const { id } = await send(sheet(rowsOf(await bought(1, 2))), 'all_or_nothing');
  const [{ rma }] = (await untilOver(id)).returns;
  expect(await people.track(rma, employee)).toMatchObject({
    purchaseOrder: 'PO-2026-07',
    company: 'ACME-01',
    batch: id,
    channel: 'portal',
  });
  const found = await people.read('/v1/purchase-orders/returns?purchaseOrder=po-2026-07&limit=100', employee);
  expect(found.items).toContainEqual(expect.objectContaining({ rma }));
  await waitFor('the ERP hears of it', async () => place.erp.eventsOf(rma).length > 0);
  const [first] = place.erp.eventsOf(rma);
  expect(first).toMatchObject({
    type: 'return.requested',
    details: { purchaseOrder: 'PO-2026-07', company: 'ACME-01', batch: id },
  });

  for (const path of [`/v1/batches/${id}`, `/v1/batches/${id}/errors`, `/v1/returns/${rma}`])
    expect((await people.call(stranger, 'GET', path)).status, path).toBe(404);
  for (const path of ['/v1/returns', '/v1/purchase-orders/returns?purchaseOrder=PO-2026-07'])
    expect((await people.read(path, stranger)).items, path).toEqual([]);
  const probe = await send(sheet(rowsOf(await bought(1, 1))), 'good_ones', stranger);
  const refused = await waitFor('the stranger is answered', async () => {
    const batch = await look(probe.id, stranger);
    return batch.state === 'done' && batch;
  });
  expect(refused).toMatchObject({ returns: [], errors: [{ code: 'row_order_not_found' }] });
});

it('its worker killed again and again: the batch comes to its end, whole', async () => {
  const app = deployedApp();
  const own = await bought(30, 3);
  const saboteur = startSabotage(app, { areas: ['batch-work'], pauseMs: 150 });
  const passTime = createPassingTime(app);
  try {
    const { id } = await send(sheet(rowsOf(own)), 'all_or_nothing');
    await waitFor('its worker is killed in its midst', async () => saboteur.strikes.length > 0, 20).catch(
      () => undefined,
    );
    await saboteur.stop();
    const done = await waitFor(`batch ${id} is done`, async () => {
      const batch = await look(id);
      if (batch.state !== 'done') await passTime();
      return batch.state === 'done' && batch;
    });
    expect(done).toMatchObject({ rows: { all: 90, inReturns: 90, reserved: 0 }, errors: [] });
    expect(done.returns).toHaveLength(30);
    for (const { order } of own) expect(await people.returnable(order)).toEqual([0]);
  } finally {
    await saboteur.stop();
  }
});
