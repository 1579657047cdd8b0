import { beforeAll, describe, expect, test } from 'vitest';
import { createSweepBatches } from '../../functions/deadlines/sweep-batches.ts';
import type { Batch } from '../../shared/contracts/batches.ts';
import { createReturn } from '../../shared/contracts/intake.ts';
import type { OrderBody } from '../../shared/contracts/order.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { faults, inProcess, type Plan, quickRetries, withFaults } from '../faults/table-faults.ts';
import { type App, createApp } from './app/app.ts';
import { type BatchWorker, createBatchWorker, fileOf, look, type Row, send, sent } from './app/batches.ts';
import { everythingIn } from './app/everything.ts';
import { customer, remorse } from './app/returns.ts';
import { openShop, sell, today } from './app/shop.ts';
import { expectTruths } from './app/truths.ts';

let table: Table;
let app: App;
let work: BatchWorker;
let now = today;
let count = 0;
const orders = new Map<string, OrderBody>();

beforeAll(async () => {
  table = withFaults(await freshTable({ retryStrategy: quickRetries }));
  app = await createApp(table, () => now);
  work = createBatchWorker(table, () => now);
  await openShop(table);
});

/** An order with so many units, each with a serial. */
async function order(quantity: number) {
  count += 1;
  const number = `BF-${count}`;
  const serials = Array.from({ length: quantity }, (_, i) => `BF${count}-${100 + i}`);
  orders.set(number, await sell(table, number, { quantity, price: 900, serials }));
  return { number, serials, rows: serials.map((serial): Row => [number, '1', serial]) };
}

const many = <Result>(times: number, run: (i: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: times }, (_, i) => run(i)));

const claimed = async (number: string) =>
  Object.values((await loadOrder(table, 'lumen', number))?.claims.units['1'] ?? {});

/** A worker that may be killed; whoever comes after it, a while later, is told by the sweep. */
async function workThrough(id: string, plan: Plan, minutes = 4): Promise<void> {
  await inProcess(plan, () => work(id)).catch(() => undefined);
  const from = now;
  for (let round = 0; round < 8; round += 1) {
    const { state } = await look(app, id);
    if (['done', 'refused', 'expired'].includes(state)) break;
    now = new Date(now.getTime() + minutes * 60_000);
    await createSweepBatches({ table })(now, () => false);
    await work(id);
  }
  now = from;
}

/** All of it is made, or nothing is made or held: never a part. */
async function expectWhole(batch: Batch, numbers: readonly string[], rows: number): Promise<void> {
  const held = (await Promise.all(numbers.map(claimed))).flat();
  if (batch.state === 'done') {
    expect(batch.rows).toMatchObject({ all: rows, inReturns: rows });
    expect(held).toHaveLength(rows);
    expect(new Set(held)).toEqual(new Set(batch.returns.map(({ rma }) => rma)));
    for (const { rma } of batch.returns) expect(await loadReturn(table, 'lumen', rma)).toBeDefined();
  } else {
    expect(['refused', 'expired']).toContain(batch.state);
    expect(batch).toMatchObject({ returns: [], rows: { inReturns: 0, reserved: 0 } });
    expect(held).toEqual([]);
  }
}

/** Numbers of a worker's calls to the table. The first two look for the batch; a whole run of all or nothing makes 21. */
const calls = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('a worker killed between any two lines leaves a batch that goes on', () => {
  test.each(calls(1, 21))('all or nothing, after call %i', async (call) => {
    const [a, b] = [await order(2), await order(2)];
    const id = await sent(app, fileOf([...a.rows, ...b.rows]));
    await workThrough(id, { [call]: 'killed_after' });
    const batch = await look(app, id);
    expect(batch.state).toBe('done');
    await expectWhole(batch, [a.number, b.number], 4);
  });

  test.each(calls(3, 18))('that is refused, after call %i', async (call) => {
    const [a, b] = [await order(2), await order(2)];
    const id = await sent(app, fileOf([...a.rows, ...b.rows, [b.number, '1', '', '9']]));
    await workThrough(id, { [call]: 'killed_after' });
    const batch = await look(app, id);
    expect(batch.state).toBe('refused');
    await expectWhole(batch, [a.number, b.number], 5);
  });

  test.each(calls(6, 16))('and nobody comes for longer than units are reserved: after call %i', async (call) => {
    const [a, b] = [await order(2), await order(2)];
    const id = await sent(app, fileOf([...a.rows, ...b.rows]));
    await workThrough(id, { [call]: 'killed_after' }, 20);
    await expectWhole(await look(app, id), [a.number, b.number], 4);
  });

  test.each(calls(4, 12))('the good ones, after call %i: no row twice, none lost', async (call) => {
    const [a, b] = [await order(2), await order(2)];
    const id = await sent(app, fileOf([...a.rows, ['BF-NONE', '1', ''], ...b.rows]), { mode: 'good_ones' });
    await workThrough(id, { [call]: 'killed_after' });
    const batch = await look(app, id);
    expect(batch).toMatchObject({ state: 'done', rows: { all: 5, inReturns: 4, refused: 1 } });
    expect(batch.returns).toHaveLength(2);
    expect(await claimed(a.number)).toHaveLength(2);
  });
});

test.each(faults)(
  'the table behaves as tables do now and then (%s): the batch comes to its whole end',
  async (fault) => {
    for (const call of [6, 10, 16]) {
      const [a, b] = [await order(2), await order(2)];
      const id = await sent(app, fileOf([...a.rows, ...b.rows]));
      await workThrough(id, { [call]: fault });
      await expectWhole(await look(app, id), [a.number, b.number], 4);
    }
  },
);

test('several workers at once at one batch: each row is worked off once', async () => {
  const own = await many(6, () => order(3));
  const id = await sent(app, fileOf(own.flatMap(({ rows }) => rows)));
  await many(4, () => work(id).catch(() => undefined));
  await workThrough(id, {});
  const batch = await look(app, id);
  expect(batch.returns).toHaveLength(6);
  await expectWhole(
    batch,
    own.map(({ number }) => number),
    18,
  );
});

describe('batches race with others for the same units: claims decide', () => {
  test('fifty single requests and a batch for the last three units: exactly three are given', async () => {
    const { number } = await order(3);
    const csv = fileOf(Array.from({ length: 3 }, (): Row => [number, '1', '']));
    const id = await sent(app, csv, { mode: 'good_ones' });
    const body = { orderNumber: number, lines: [remorse()] };
    const singles = many(50, () => app.call(createReturn, { who: customer, body }));
    const [answers] = await Promise.all([singles, work(id)]);
    const made = answers.filter(({ status }) => status === 201);
    const { rows } = await look(app, id);
    expect(made.length + rows.inReturns).toBe(3);
    expect(await claimed(number)).toHaveLength(3);
    for (const { status } of answers) expect([201, 409]).toContain(status);
  });

  test('a batch of all or nothing either has all three, or the single requests have them', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { number, rows } = await order(3);
      const id = await sent(app, fileOf(rows));
      const singles = many(4, () =>
        app.call(createReturn, { who: customer, body: { orderNumber: number, lines: [remorse()] } }),
      );
      const [answers] = await Promise.all([singles, work(id)]);
      const made = answers.filter(({ status }) => status === 201).length;
      const batch = await look(app, id);
      if (batch.state === 'done') expect([made, batch.rows.inReturns]).toEqual([0, 3]);
      else expect(batch).toMatchObject({ state: 'refused', rows: { inReturns: 0 } });
      expect(await claimed(number)).toHaveLength(batch.state === 'done' ? 3 : made);
    }
  });

  test('four batches for the same serials: one has them, the others have nothing', async () => {
    const [a, b] = [await order(3), await order(3)];
    const ids = await many(4, () => sent(app, fileOf([...a.rows, ...b.rows])));
    await Promise.all(ids.map((id) => work(id).catch(() => undefined)));
    for (const id of ids) await workThrough(id, {});
    const batches = await Promise.all(ids.map((id) => look(app, id)));
    const done = batches.filter(({ state }) => state === 'done');
    expect(done.length).toBeLessThanOrEqual(1);
    expect(await claimed(a.number)).toHaveLength(done.length * 3);
    expect(await claimed(b.number)).toHaveLength(done.length * 3);
    for (const batch of batches) expect(['done', 'refused']).toContain(batch.state);
  });
});

test('the same key twenty times at once: one batch, twenty answers with the same status and id', async () => {
  const { number, rows } = await order(5);
  const answers = await many(20, () => send(app, fileOf(rows), {}, { key: 'twenty' }));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  const [{ body } = { body: { id: '' } }] = answers;
  await many(3, () => work(body.id).catch(() => undefined));
  await workThrough(body.id, {});
  const again = await send(app, fileOf(rows), {}, { key: 'twenty' });
  expect(again).toMatchObject({ status: 202, body: { id: body.id, state: 'done' } });
  expect(await claimed(number)).toHaveLength(5);
});

test('of another body with the key of a batch: 422', async () => {
  const { rows } = await order(2);
  expect((await send(app, fileOf(rows), {}, { key: 'reused' })).status).toBe(202);
  const other = await send(app, fileOf(rows.slice(1)), {}, { key: 'reused' });
  expect(other).toMatchObject({ status: 422, body: { type: expect.stringMatching(/idempotency-key-reused$/) } });
});

test('whatever went wrong: what is true of every table is true of this one', async () => {
  const found = await everythingIn(table);
  expect(found.returns.length).toBeGreaterThan(20);
  expectTruths({ ...found, answers: found.answers.filter(({ made }) => !made.startsWith('B-')) }, orders);
});
