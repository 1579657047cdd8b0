import { beforeAll, describe, expect, test } from 'vitest';
import { cancelReturn, createReturn } from '../../shared/contracts/intake.ts';
import { approveReturn, inspectGoods, rejectReturn } from '../../shared/contracts/staff.ts';
import { firstBreak } from '../../shared/returns/event-chain.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import { eventsAfter } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { inProcess, quickRetries, withFaults } from '../faults/table-faults.ts';
import { type App, createApp } from './app/app.ts';
import { createMachine, type Machine } from './app/machine.ts';
import { approve, ask, asked, customer, inspect, openBox, receive, remorse, stored } from './app/returns.ts';
import { openShop, sell, today } from './app/shop.ts';

let table: Table;
let app: App;
let machine: Machine;

beforeAll(async () => {
  table = withFaults(await freshTable({ retryStrategy: quickRetries }));
  app = await createApp(table, () => today);
  machine = createMachine(table, () => today);
  await openShop(table);
});

const many = <Result>(count: number, work: (i: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));
const claimed = async (number: string) =>
  Object.values((await loadOrder(table, 'lumen', number))?.claims.units['1'] ?? {});
const typesOf = async (rma: string) => (await eventsAfter(table, 'lumen', rma, 0)).map(({ type }) => type);

/** A return of one unit that lies in quarantine. */
async function quarantined(number: string, quantity = 1): Promise<string> {
  await sell(table, number, { quantity, price: 3500 });
  const rma = await asked(app, number, remorse({ quantity }));
  await machine.finish('lumen', rma);
  await receive(app, rma);
  return rma;
}

describe('two requests that race for the last returnable unit', () => {
  test('fifty for the last three units: exactly three succeed, the others get a clear refusal', async () => {
    await sell(table, 'R-50', { quantity: 3 });
    const answers = await many(50, () => ask(app, 'R-50'));
    const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.rma);
    expect(made).toHaveLength(3);
    const refused = answers.filter(({ status }) => status !== 201);
    for (const { status, body } of refused) {
      expect(status).toBe(409);
      expect(body.errors).toEqual([expect.objectContaining({ pointer: '/lines/0/quantity', code: 'all_returned' })]);
    }
    expect((await claimed('R-50')).sort()).toEqual(made.sort());
  });

  test('when the table lets transactions conflict as well, none is taken twice and at most a few have to come again', async () => {
    await sell(table, 'R-C', { quantity: 3 });
    const answers = await many(50, (i) =>
      inProcess({ [2 + (i % 3)]: 'conflict', [3 + (i % 4)]: 'conflict' }, () => ask(app, 'R-C')),
    );
    const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.rma);
    expect(made).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 503).length).toBeLessThanOrEqual(2);
    expect((await claimed('R-C')).sort()).toEqual(made.sort());
  });

  test('one that wants two of the last three and another that wants two: exactly one wins', async () => {
    await sell(table, 'R-2', { quantity: 3 });
    const answers = await many(2, () => ask(app, 'R-2', remorse({ quantity: 2 })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await claimed('R-2')).toHaveLength(2);
  });

  test('for one serial: exactly one has it', async () => {
    const serials = ['LMX-R1', 'LMX-R2', 'LMX-R3'];
    await sell(table, 'R-S', { quantity: 3, serials });
    const answers = await many(6, () => ask(app, 'R-S', remorse({ serials: ['LMX-R2'] })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(await claimed('R-S')).toHaveLength(1);
  });

  test('units given back while others ask are given out once', async () => {
    await sell(table, 'R-G', { quantity: 2 });
    const rma = await asked(app, 'R-G', remorse({ quantity: 2 }));
    const cancel = () => app.call(cancelReturn, { who: customer, params: { rma }, body: {} });
    const [gone, ...answers] = await Promise.all([cancel(), ...Array.from({ length: 9 }, () => ask(app, 'R-G'))]);
    expect(gone.status).toBe(200);
    const made = answers.filter(({ status }) => status === 201).map(({ body }) => body.rma);
    expect((await claimed('R-G')).sort()).toEqual(made.sort());
    expect(made.length).toBeLessThanOrEqual(2);
  });
});

describe('concurrent duplicates of one idempotency key do the work once', () => {
  const call = (orderNumber: string, key: string, quantity = 1) =>
    app.call(createReturn, { who: customer, key, body: { orderNumber, lines: [remorse({ quantity })] } });

  test('twenty at once: one return, twenty answers with the same status and ids', async () => {
    await sell(table, 'R-K', { quantity: 20, serials: [] });
    const answers = await many(20, () => call('R-K', 'twenty'));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.rma)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.outcome)).size).toBe(1);
    expect(await claimed('R-K')).toHaveLength(1);
  });

  test('twenty at once for the last unit: all get the one return', async () => {
    await sell(table, 'R-L', { quantity: 1, serials: ['LMX-L1'] });
    const body = { orderNumber: 'R-L', lines: [remorse({ serials: ['LMX-L1'] })] };
    const answers = await many(20, () => app.call(createReturn, { who: customer, key: 'last', body }));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body: one }) => one.rma)).size).toBe(1);
  });

  test('with evidence demanded: the same pieces are asked for again', async () => {
    await sell(table, 'R-E', { quantity: 2 });
    const line = remorse({ reason: 'wrong_item' });
    const send = () =>
      app.call(createReturn, { who: customer, key: 'evidence', body: { orderNumber: 'R-E', lines: [line] } });
    const answers = await many(5, send);
    const ids = answers.map(({ body }) =>
      (body.uploads as { evidenceId: string }[]).map(({ evidenceId }) => evidenceId),
    );
    expect(new Set(ids.map(String))).toEqual(new Set(['E1']));
  });

  test('with another body: 422, whatever that body says', async () => {
    await sell(table, 'R-O', { quantity: 9 });
    expect((await call('R-O', 'reused')).status).toBe(201);
    for (const other of [await call('R-O', 'reused', 2), await call('R-O', 'reused', 900)])
      expect(other).toMatchObject({ status: 422, body: { type: expect.stringMatching(/idempotency-key-reused$/) } });
    expect(await claimed('R-O')).toHaveLength(1);
  });

  test('by another person, or on another route, is another request', async () => {
    await sell(table, 'R-P', { quantity: 9 });
    const first = await call('R-P', 'shared');
    const agent = { role: 'agent' };
    const body = { orderNumber: 'R-P', lines: [remorse()] };
    const second = await app.call(createReturn, { who: agent, key: 'shared', body });
    expect(second.status).toBe(201);
    expect(second.body.rma).not.toBe(first.body.rma);
  });

  test('again after the return moved on: a request gets its first answer, a command the same version', async () => {
    await sell(table, 'R-M', { quantity: 2 });
    const create = () =>
      app.call(createReturn, { who: customer, key: 'create', body: { orderNumber: 'R-M', lines: [openBox()] } });
    const first = await create();
    const rma = String(first.body.rma);
    const yes = () => app.call(approveReturn, { who: { role: 'agent' }, key: 'approve', params: { rma }, body: {} });
    const approved = await yes();
    await machine.finish('lumen', rma);
    await receive(app, rma);
    expect(await create()).toMatchObject({ status: 201, body: { rma, stage: 'authorization', outcome: 'review' } });
    expect(await yes()).toMatchObject({
      status: 200,
      body: { rma, version: approved.body.version, stage: 'inspection' },
    });
    expect((await typesOf(rma)).filter((type) => type === 'return.approved')).toHaveLength(1);
  });

  test('of a command: twenty approvals with one key are one event', async () => {
    await sell(table, 'R-A', { quantity: 2 });
    const rma = await asked(app, 'R-A', openBox());
    const answers = await many(20, () =>
      app.call(approveReturn, { who: { role: 'agent' }, key: 'once', params: { rma }, body: {} }),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.version}`))).toEqual(new Set(['200 2']));
    expect(await typesOf(rma)).toEqual(['return.requested', 'return.approved']);
  });
});

describe('several people at one return', () => {
  test('two inspectors grade the same goods at once: one of them does, the other is told', async () => {
    const rma = await quarantined('P-1');
    const answers = await many(2, (i) =>
      app.call(inspectGoods, {
        who: { role: 'inspector', id: `inspector-${i}` },
        params: { rma },
        body: { portion: '1', findings: [{ quantity: 1, grade: i === 0 ? 'A' : 'D', matchesClaim: true }] },
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await typesOf(rma)).toEqual(expect.arrayContaining(['return.inspected']));
    expect((await stored(app, rma)).instructions.filter(({ kind }) => kind === 'refund')).toHaveLength(1);
  });

  test('two inspectors grade parts of a quantity at once: both count, and nothing is graded twice', async () => {
    const rma = await quarantined('P-2', 5);
    const answers = await Promise.all([
      inspect(app, rma, { quantity: 2 }),
      inspect(app, rma, { quantity: 3, grade: 'B' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200]);
    const { portions } = await stored(app, rma);
    expect(portions.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(5);
    expect(portions.flatMap(({ units }) => units).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(portions.every(({ state }) => state === 'resolving')).toBe(true);
  });

  test('two scans of one parcel at once put it into quarantine once', async () => {
    await sell(table, 'P-3', { quantity: 2 });
    const rma = await asked(app, 'P-3', remorse({ quantity: 2 }));
    await machine.finish('lumen', rma);
    const answers = await many(4, () => receive(app, rma));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect((await typesOf(rma)).filter((type) => type === 'return.received')).toHaveLength(1);
  });

  test('receive 2 of 5, then 3, at once: the total is 5 and the line is received', async () => {
    await sell(table, 'P-4', { quantity: 5, price: 3000 });
    const rma = await asked(app, 'P-4', remorse({ quantity: 5 }));
    await machine.finish('lumen', rma);
    const answers = await many(2, (i) => receive(app, rma, { lines: [{ lineId: '1', quantity: 2 + i }] }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { portions } = await stored(app, rma);
    expect(portions.map(({ state, quantity }) => [state, quantity]).sort()).toEqual([
      ['quarantined', 2],
      ['quarantined', 3],
    ]);
    expect((await receive(app, rma, { lines: [{ lineId: '1', quantity: 1 }] })).status).toBe(409);
  });

  test('an approval races a rejection and a cancellation: one of them holds', async () => {
    await sell(table, 'P-5', { quantity: 1 });
    const rma = await asked(app, 'P-5', openBox());
    const who = { role: 'agent' };
    const answers = await Promise.all([
      approve(app, rma),
      app.call(rejectReturn, { who, params: { rma }, body: { message: 'It is not ours.' } }),
      app.call(cancelReturn, { who: customer, params: { rma }, body: {} }),
    ]);
    // A cancellation may follow an approval; nothing follows the other two.
    const types = (await typesOf(rma)).slice(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(types.length);
    expect([
      ['return.approved', 'return.cancelled'],
      ['return.approved'],
      ['return.rejected'],
      ['return.cancelled'],
    ]).toContainEqual(types);
    expect(firstBreak(await eventsAfter(table, 'lumen', rma, 0))).toBeUndefined();
  });

  test('the same segment four times at once buys one label, refunds once, moves stock once', async () => {
    await sell(table, 'P-6', { quantity: 1 });
    const rma = await asked(app, 'P-6');
    await many(4, () => machine.run({ brand: 'lumen', rma, seq: 1, step: 'issue_label' }));
    expect((await stored(app, rma)).shipments).toHaveLength(1);
    await receive(app, rma);
    await inspect(app, rma);
    await many(4, () => machine.run({ brand: 'lumen', rma, seq: 4, step: 'resolve' }));
    const { head, instructions } = await stored(app, rma);
    expect(head.stage).toBe('closed');
    expect(instructions.map(({ kind, state, attempts }) => [kind, state, attempts])).toEqual([
      ['refund', 'succeeded', 1],
      ['stock_movement', 'succeeded', 0],
    ]);
    const types = await typesOf(rma);
    expect(types).toEqual([...new Set(types)]);
  });
});
