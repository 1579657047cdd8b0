import { beforeAll, describe, expect, test } from 'vitest';
import { createReturn } from '../../shared/contracts/intake.ts';
import { trackReturn } from '../../shared/contracts/tracking.ts';
import {
  type ConfirmedWithdrawal,
  confirmWithdrawal,
  stateWithdrawal,
  type WithdrawalStatement,
} from '../../shared/contracts/withdrawal.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import { loadReturn, loadWithEvents } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { counted, withCounting } from './app/counting.ts';
import { killedAfter } from './app/killing.ts';
import { createMachine } from './app/machine.ts';
import { customer, remorse } from './app/returns.ts';
import { line, openShop, sell, today, withdrawable } from './app/shop.ts';
import type { Who } from './app/sign-in.ts';

/** The function to withdraw against the table: its two steps, confirmed once, in time when stated in time. */

let table: Table;
let app: App;
let now: Date;
let orders = 0;
const minutes = (count: number) => new Date(today.getTime() + count * 60_000);

beforeAll(async () => {
  table = withCounting(await freshTable());
  now = today;
  app = await createApp(table, () => now);
  await openShop(table);
});

async function order(lines = [withdrawable('1', 3, 3900)], some = {}): Promise<string> {
  orders += 1;
  await sell(table, `W-${orders}`, { lines, ...some });
  return `W-${orders}`;
}

const state = (orderNumber: string, more = {}, key?: string) =>
  app.call<WithdrawalStatement>(stateWithdrawal, {
    who: customer,
    body: { name: 'Kim Muster', orderNumber, email: 'kim@customer.example', ...more },
    ...(key && { key }),
  });
const confirm = (id: string | undefined, key?: string, who: Who = customer) =>
  app.call<ConfirmedWithdrawal>(confirmWithdrawal, { who, params: { id: id ?? '' }, ...(key && { key }) });

describe('two steps', () => {
  test('the first says what is covered and writes no return; the second makes one, with its days', async () => {
    now = today;
    const orderNumber = await order();
    const stated = await state(orderNumber, { locale: 'de' });
    expect(stated).toMatchObject({
      status: 200,
      body: {
        covers: [{ lineId: '1', quantity: 3, status: 'open', until: '2026-11-27T22:59:59.999Z' }],
        notCovered: [],
        labels: { withdraw: 'Vertrag hier widerrufen', confirm: 'Widerruf bestätigen' },
      },
    });
    expect(stated.body.text).toContain('Kim Muster');
    const confirmed = await confirm(stated.body.id);
    expect(confirmed).toMatchObject({
      status: 201,
      body: {
        id: stated.body.id,
        submittedAt: today.toISOString(),
        covers: [{ quantity: 3, state: 'authorized' }],
        sendBackBy: '2026-12-04T22:59:59.999Z',
        refundBy: '2026-12-04T22:59:59.999Z',
        mayBeHeldBack: true,
      },
    });
    const found = await loadWithEvents(table, 'lumen', confirmed.body.rma);
    expect(found?.current.statement).toMatchObject({ withdrawal: { name: 'Kim Muster' } });
    expect(found?.events[0]?.data).toMatchObject({ channel: 'portal', withdrawal: { id: stated.body.id } });
    expect(JSON.stringify(found?.events)).not.toContain('Muster');
  });

  test('the second is one read more than a request, and one transaction', async () => {
    const { body } = await state(await order());
    const { asked } = await counted(() => confirm(body.id));
    expect(asked.map(({ command }) => command)).toEqual(['GetItem', 'Query', 'TransactWriteItems']);
  });

  test('acknowledged as a file that tracking links to', async () => {
    const { body } = await state(await order());
    const { rma } = (await confirm(body.id)).body;
    await createMachine(table, () => now).finish('lumen', rma);
    const page = await app.call(trackReturn, { who: customer, params: { rma } });
    expect(page.body.withdrawal).toMatchObject({
      toldAt: today.toISOString(),
      mayBeHeldBack: true,
      acknowledgement: {
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        pdf: expect.stringContaining('acknowledgements/lumen/'),
      },
    });
  });
});

describe('a withdrawal larger than one return', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, i) => withdrawable(`${i + 1}`, 1, 3900));
  /** Everything that a withdrawal made, in order. */
  const returnsOf = async (all: readonly string[]) =>
    Promise.all(
      all.map(async (rma) => {
        const found = await loadReturn(table, 'lumen', rma);
        if (!found) throw new Error(`There is no return ${rma}`);
        return found;
      }),
    );

  test('of 45 lines is confirmed whole: several returns under one id, with the same days, and one label fee', async () => {
    const orderNumber = await order(lines(45));
    const { body } = await state(orderNumber);
    expect(body.covers).toHaveLength(45);
    const { status, body: confirmed } = await confirm(body.id);
    expect(status).toBe(201);
    expect(confirmed.covers.map(({ lineId }) => lineId)).toEqual(body.covers.map(({ lineId }) => lineId));
    expect(confirmed.returns).toHaveLength(3);
    expect(confirmed.returns[0]).toBe(confirmed.rma);
    const made = await returnsOf(confirmed.returns);
    const told = ({
      id,
      toldAt,
      sendBackBy,
      refundBy,
    }: Partial<(typeof made)[number]['head']['withdrawal']> & object) => ({
      id,
      toldAt,
      sendBackBy,
      refundBy,
    });
    expect(new Set(made.map(({ head }) => JSON.stringify(told(head.withdrawal ?? {}))))).toEqual(
      new Set([
        JSON.stringify({
          id: body.id,
          toldAt: confirmed.submittedAt,
          sendBackBy: confirmed.sendBackBy,
          refundBy: confirmed.refundBy,
        }),
      ]),
    );
    const fees = made.flatMap(({ portions }) => portions.flatMap(({ terms }) => terms?.fees ?? []));
    expect(fees.filter(({ kind }) => kind === 'return_shipping').length).toBeGreaterThan(0);
    expect(made.slice(1).flatMap(({ portions }) => portions.flatMap(({ terms }) => terms?.fees ?? []))).toEqual([]);
    const machine = createMachine(table, () => now);
    for (const rma of confirmed.returns) await machine.finish('lumen', rma);
    for (const { head } of await returnsOf(confirmed.returns)) expect(head.withdrawal?.acknowledgement).toBeDefined();
  });

  test('of 100 units with serial numbers: each unit once, with its serial', async () => {
    const serials = Array.from({ length: 100 }, (_, i) => `SN-${orders}-${i}`);
    const { body } = await state(await order([{ ...withdrawable('1', 100, 3900), serials }]));
    const { status, body: confirmed } = await confirm(body.id);
    expect(status).toBe(201);
    const portions = (await returnsOf(confirmed.returns)).flatMap((one) => one.portions);
    expect(portions.flatMap(({ units }) => units)).toEqual(Array.from({ length: 100 }, (_, slot) => slot));
    expect(portions.flatMap((one) => one.serials)).toEqual(serials);
  });

  test('killed between two returns, it goes on where it stopped: nothing twice, and told when it was told first', async () => {
    const { body } = await state(await order(lines(45)));
    expect((await killedAfter(table, 1, () => confirm(body.id, 'the key'))).status).toBe(500);
    now = minutes(70);
    const answers = await Promise.all([confirm(body.id, 'the key'), confirm(body.id, 'the key'), confirm(body.id)]);
    now = today;
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const [first] = answers;
    for (const { body: answer } of answers) expect(answer).toEqual(first?.body);
    expect(first?.body.submittedAt).toBe(today.toISOString());
    expect(first?.body.covers.map(({ lineId }) => lineId).toSorted()).toEqual(
      body.covers.map(({ lineId }) => lineId).toSorted(),
    );
    expect(first?.body.returns).toHaveLength(3);
  });
});

describe('the same answer again', () => {
  test('the first step, after the second: with another body it is refused', async () => {
    const orderNumber = await order();
    const stated = await state(orderNumber, {}, 'key-again');
    await confirm(stated.body.id);
    expect((await state(orderNumber, {}, 'key-again')).body).toEqual(stated.body);
    expect((await state(orderNumber, { name: 'Somebody Else' }, 'key-again')).status).toBe(422);
  });

  test('the second step, wherever its goods are by then', async () => {
    const { body } = await state(await order());
    const confirmed = await confirm(body.id, 'key-second');
    await createMachine(table, () => now).finish('lumen', confirmed.body.rma);
    expect((await loadReturn(table, 'lumen', confirmed.body.rma))?.portions[0]?.state).toBe('awaiting_shipment');
    expect((await confirm(body.id, 'key-second')).body).toEqual(confirmed.body);
    expect((await confirm(body.id, 'another key')).body).toEqual(confirmed.body);
  });
});

describe('confirmed once', () => {
  test('the same key states the same withdrawal; with another body it is refused', async () => {
    const orderNumber = await order();
    const [one, again] = [await state(orderNumber, {}, 'key-1'), await state(orderNumber, {}, 'key-1')];
    expect(again.body.id).toBe(one.body.id);
    expect((await state(orderNumber, { name: 'Somebody Else' }, 'key-1')).status).toBe(422);
  });

  test('Concurrent duplicates of one idempotency key do the work once: twenty confirmations, one return', async () => {
    const { body } = await state(await order());
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => confirm(body.id, i % 2 ? 'the same key' : `key ${i}`)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body: { rma, submittedAt } }) => `${rma} ${submittedAt}`)).size).toBe(1);
  });

  test('two statements about the same goods: one takes them, the other is told', async () => {
    const orderNumber = await order();
    const [one, two] = [await state(orderNumber), await state(orderNumber)];
    const answers = await Promise.all([confirm(one.body.id), confirm(two.body.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('in time', () => {
  const lastMinute = new Date('2026-11-27T22:59:30.000Z');

  test('stated on the last day and confirmed after midnight, it is in time', async () => {
    const orderNumber = await order();
    now = lastMinute;
    const { body } = await state(orderNumber);
    now = new Date(lastMinute.getTime() + 10 * 60_000);
    const confirmed = await confirm(body.id);
    expect(confirmed).toMatchObject({ status: 201, body: { submittedAt: now.toISOString() } });
    expect((await loadReturn(table, 'lumen', confirmed.body.rma))?.portions[0]).toMatchObject({ withdrawal: true });
    now = today;
  });

  test('what is not confirmed within the hour expires by itself', async () => {
    const { body } = await state(await order());
    now = minutes(61);
    expect(await confirm(body.id)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('within an hour') },
    });
    now = today;
  });

  test('past it: a clear answer, and the ordinary request ready to be sent', async () => {
    const orderNumber = await order();
    now = new Date('2026-11-30T09:00:00.000Z');
    const { status, body } = await state(orderNumber);
    expect({ status, id: body.id }).toEqual({ status: 200, id: undefined });
    expect(body.notCovered).toMatchObject([{ lineId: '1', quantity: 3, code: 'withdrawal_over' }]);
    expect(body.instead?.path).toBe('/v1/returns');
    const made = await app.call(createReturn, { who: customer, body: { ...body.instead?.body } });
    expect(made.status).toBe(201);
    now = today;
  });
});

describe('who and what', () => {
  test('only the part that may be withdrawn from', async () => {
    const { body } = await state(await order([withdrawable('1', 2, 3900), line('2', 1, 2900)]));
    expect(body.covers.map(({ lineId }) => lineId)).toEqual(['1']);
    expect(body.notCovered).toMatchObject([{ lineId: '2', code: 'withdrawal_excluded' }]);
    expect((await confirm(body.id)).body.covers.map(({ lineId }) => lineId)).toEqual(['1']);
  });

  test('units that were not shipped are taken out of the order with it', async () => {
    const { body } = await state(await order([withdrawable('1', 3, 3900)], { shipped: { '1': 2 } }));
    expect(body.covers).toMatchObject([{ quantity: 3, status: 'open' }]);
    const { covers } = (await confirm(body.id)).body;
    expect(covers.map(({ quantity, state: at }) => [quantity, at])).toEqual([
      [2, 'authorized'],
      [1, 'resolving'],
    ]);
  });

  test('shipped meanwhile, they are still withdrawn from: the same units are to come back', async () => {
    const orderNumber = 'W-0:SHIPS-MEANWHILE';
    await sell(table, orderNumber, { lines: [withdrawable('1', 2, 3900)], shipped: { '1': 1 } });
    const { rma } = (await confirm((await state(orderNumber)).body.id)).body;
    await createMachine(table, () => now).finish('lumen', rma);
    expect((await loadReturn(table, 'lumen', rma))?.portions).toMatchObject([
      { state: 'awaiting_shipment', units: [0] },
      { state: 'under_review', units: [1], resolution: 'refund', withdrawal: true },
    ]);
    const claims = (await loadOrder(table, 'lumen', orderNumber))?.claims;
    expect(claims).toEqual({ units: { 1: { 0: rma, 1: rma } }, cancellations: {} });
  });

  test('a business buyer has none, a stranger finds nothing, an unknown line is named', async () => {
    const business = await order(undefined, { customer: { business: true } });
    expect((await state(business)).body.notCovered).toMatchObject([{ code: 'withdrawal_business' }]);
    const orderNumber = await order();
    const { body } = await state(orderNumber);
    expect((await confirm(body.id, undefined, { role: 'customer', id: 'C-9' })).status).toBe(404);
    expect((await confirm('f'.repeat(32))).status).toBe(404);
    const unknown = await state(orderNumber, { lines: [{ lineId: '9', quantity: 1 }] });
    expect(unknown).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/lines/0/lineId', code: 'unknown_line' }] },
    });
  });

  test('an ordinary request of a line with a right open is carried out as a withdrawal, too', async () => {
    const orderNumber = await order();
    const made = await app.call(createReturn, { who: customer, body: { orderNumber, lines: [remorse()] } });
    expect((await loadReturn(table, 'lumen', String(made.body.rma)))?.head.withdrawal).toMatchObject({ country: 'DE' });
  });
});
