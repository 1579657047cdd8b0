import { beforeAll, describe, expect, test } from 'vitest';
import { createMoveParcel } from '../../functions/inbox/move-parcel.ts';
import { putCompany } from '../../shared/contracts/companies.ts';
import { cancelReturn } from '../../shared/contracts/intake.ts';
import { trackReturn } from '../../shared/contracts/tracking.ts';
import { partitions, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { type BatchWorker, createBatchWorker, employee, fileOf, look, type Row, sent } from './app/batches.ts';
import { createMachine, type Machine } from './app/machine.ts';
import { receive, stored } from './app/returns.ts';
import { openShop, sell, today } from './app/shop.ts';

let table: Table;
let app: App;
let work: BatchWorker;
let machine: Machine;
let orders = 0;

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => today);
  work = createBatchWorker(table, () => today);
  machine = createMachine(table, () => today);
  await openShop(table);
  const params = { brand: 'lumen', company: 'ACME-01' };
  const body = { name: 'Acme Rentals', consolidatedPallets: true };
  await app.call(putCompany, { who: { role: 'integration' }, params, body });
});

/** Three returns on one pallet, of goods sent back for no fault of theirs: the way back is theirs to pay. */
async function onPallet(shipping = 'pallet', mode = 'all_or_nothing') {
  const rows: Row[] = [];
  for (let i = 0; i < 3; i += 1) {
    orders += 1;
    const number = `PA-${orders}`;
    await sell(table, number, { quantity: 2, price: 9900, customer: { company: 'ACME-01' } });
    rows.push([number, '1', '', '1', 'customer_remorse']);
  }
  const file = fileOf(rows)
    .split('\n')
    .map((row, i) => `${row};${i === 0 ? 'condition' : 'unopened'}`)
    .join('\n');
  const id = await sent(app, file, { shipping, mode });
  await work(id);
  const batch = await look(app, id);
  expect(batch).toMatchObject({ state: 'done', rows: { inReturns: 3 } });
  return { id, rmas: batch.returns.map(({ rma }) => rma) };
}

const labelFees = (rmas: readonly string[]) =>
  Promise.all(
    rmas.map(async (rma) =>
      (await stored(app, rma)).portions.flatMap(({ terms }) =>
        (terms?.fees ?? []).filter(({ kind }) => kind === 'return_shipping'),
      ),
    ),
  );

const trackingOf = async (rma: string) => (await stored(app, rma)).shipments.map((one) => one.trackingNumber);

async function news(trackingNumber: string, status: string, seconds: number) {
  const at = new Date(today.getTime() + seconds * 1000);
  const moveParcel = createMoveParcel({ table, clock: () => at, progressMinutes: 5 });
  const body = JSON.stringify({
    description: 'tracker.updated',
    id: `evt_${trackingNumber}_${seconds}`,
    object: 'Event',
    result: {
      object: 'Tracker',
      tracking_code: trackingNumber,
      status,
      tracking_details: [{ status, datetime: at.toISOString(), message: status }],
      updated_at: at.toISOString(),
    },
  });
  const pk = partitions.inbox('lumen', 'easypost', `${trackingNumber}-${seconds}`);
  return moveParcel({ pk, brand: 'lumen', provider: 'easypost', body, receivedAt: at.toISOString(), state: 'waiting' });
}

describe('returns of a batch on one pallet', () => {
  test('have one label between them, named by the batch, and pay for it once', async () => {
    const { id, rmas } = await onPallet();
    for (const rma of rmas) await machine.finish('lumen', rma);
    const numbers = await Promise.all(rmas.map(trackingOf));
    expect(new Set(numbers.flat()).size).toBe(1);
    const tracked = await app.call(trackReturn, { who: employee, params: { rma: String(rmas[1]) } });
    expect(tracked.body).toMatchObject({ batch: id, shipments: [{ consignment: id, state: 'label_created' }] });
    expect((await labelFees(rmas)).map(({ length }) => length)).toEqual([1, 0, 0]);
  });

  test('in parcels each has its own, and each pays', async () => {
    const { rmas } = await onPallet('parcels');
    for (const rma of rmas) await machine.finish('lumen', rma);
    expect(new Set((await Promise.all(rmas.map(trackingOf))).flat()).size).toBe(3);
    expect((await labelFees(rmas)).map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  test('move together with what the carrier says; one that was cancelled neither moves nor voids the label', async () => {
    const { rmas } = await onPallet('pallet', 'good_ones');
    for (const rma of rmas) await machine.finish('lumen', rma);
    const [first = '', second = '', third = ''] = rmas;
    const cancelled = await app.call(cancelReturn, { who: employee, params: { rma: first }, body: {} });
    expect(cancelled.status).toBe(200);
    expect((await stored(app, first)).shipments).toMatchObject([{ state: 'cancelled' }]);
    expect((await stored(app, first)).shipments[0]).not.toHaveProperty('voiding');
    const [number = ''] = await trackingOf(second);
    expect(await news(number, 'in_transit', 60)).toEqual({ outcome: 'moved' });
    expect(await news(number, 'in_transit', 60)).toEqual({ outcome: 'nothing_new' });
    expect(await news(number, 'delivered', 120)).toEqual({ outcome: 'moved' });
    for (const rma of [second, third]) expect((await stored(app, rma)).portions).toMatchObject([{ state: 'arrived' }]);
    expect((await stored(app, first)).portions).toMatchObject([{ state: 'cancelled' }]);
  });

  test('are unpacked one by one: the code of the pallet says whose it is of none', async () => {
    const { rmas } = await onPallet();
    for (const rma of rmas) await machine.finish('lumen', rma);
    const [number = ''] = await trackingOf(String(rmas[0]));
    const pallet = await receive(app, number);
    expect(pallet).toMatchObject({
      status: 404,
      body: { detail: expect.stringMatching(/^3 returns come under this code/) },
    });
    for (const rma of rmas) expect((await receive(app, rma)).status).toBe(200);
  });
});
