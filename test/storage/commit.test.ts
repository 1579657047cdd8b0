import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { createReturn } from '../../shared/contracts/intake.ts';
import { revokeLinks as revokeRoute } from '../../shared/contracts/staff.ts';
import { firstBreak } from '../../shared/returns/event-chain.ts';
import { ask as askCustomer, revokeLinks } from '../../shared/returns/review.ts';
import { commandReturn, commitOnce } from '../../shared/storage/command.ts';
import { firstAnswer } from '../../shared/storage/idempotency.ts';
import { idempotencyKey } from '../../shared/storage/idempotency-key.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import { commitChange, eventsAfter, loadReturn, loadWithEvents } from '../../shared/storage/returns.ts';
import { partitions, type Table } from '../../shared/storage/table.ts';
import { transact } from '../../shared/storage/transaction.ts';
import { freshTable } from '../engine/table.ts';
import { type Fault, inProcess, Killed, type Plan, quickRetries, withFaults } from '../faults/table-faults.ts';
import { type App, createApp } from './app/app.ts';
import { ask, asked, customer, openBox, remorse, stored } from './app/returns.ts';
import { openShop, sell, today } from './app/shop.ts';

const context = { now: today, actor: { role: 'agent', id: 'agent-1' }, progressMinutes: 5 };
let table: Table;
let app: App;
let orders = 0;

/** A return of an order of its own, approved at once or under review. */
async function fresh(line = remorse()): Promise<string> {
  orders += 1;
  await sell(table, `N-${orders}`, { quantity: 5 });
  return asked(app, `N-${orders}`, line);
}

const everything = async (pk: string) =>
  (
    await table.documents.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      }),
    )
  ).Items ?? [];

beforeAll(async () => {
  table = withFaults(await freshTable({ retryStrategy: quickRetries }));
  app = await createApp(table, () => today);
  await openShop(table);
});

describe('a commit', () => {
  test('writes state, event, claims and what a repeated request needs together', async () => {
    await sell(table, 'ALL', { quantity: 2, serials: ['LMX-100', 'LMX-101'] });
    const { body } = await ask(app, 'ALL', remorse({ serials: ['LMX-101'] }));
    const items = await everything(partitions.return('lumen', body.rma));
    expect(items.map(({ sk }) => sk)).toEqual(['EVENT#000001', 'HEAD', 'PORTION#0001', 'SHIPMENT#S1', 'STATEMENT']);
    expect((await loadOrder(table, 'lumen', 'ALL'))?.claims.units).toEqual({ 1: { 0: body.rma } });
    expect(await everything(partitions.serial('lumen', 'LMX-101'))).toMatchObject([
      { sk: 'CLAIMS', rma: body.rma },
      { sk: 'SOLD' },
    ]);
  });

  test('leaves nothing at all behind when one of its conditions does not hold', async () => {
    const rma = await fresh(openBox());
    const before = await stored(app, rma);
    const key = idempotencyKey('lumen', ['agent', 'ask', 'k1'], 'body');
    const faster = revokeLinks(before, context);
    await commitChange(table, faster);
    const outcome = await commitChange(table, askCustomer(before, context, 'Which colour?'), { idempotency: key });
    expect(outcome).toEqual({ done: false, refused: ['head'] });
    expect(await stored(app, rma)).toEqual(faster.after);
    expect((await eventsAfter(table, 'lumen', rma, 1)).map(({ type }) => type)).toEqual(['return.links_revoked']);
    expect(await firstAnswer(table, key, today)).toBeUndefined();
  });

  test('on a version that is past is refused by the head', async () => {
    const rma = await fresh(openBox());
    const before = await stored(app, rma);
    expect(await commitChange(table, askCustomer(before, context, 'Which colour?'))).toEqual({ done: true });
    expect(await commitChange(table, revokeLinks(before, context))).toEqual({ done: false, refused: ['head'] });
    expect((await eventsAfter(table, 'lumen', rma, 0)).map(({ type }) => type)).toEqual([
      'return.requested',
      'return.question_asked',
    ]);
  });

  test('decided on a return that was read while another commit was half applied is refused', async () => {
    const rma = await fresh(openBox());
    const before = await stored(app, rma);
    await commitChange(table, askCustomer(before, context, 'Which colour?'));
    // The new head beside the portion as it was: what a Query may see of a transaction.
    const torn = { ...before, head: (await stored(app, rma)).head };
    expect(await commitChange(table, askCustomer(torn, context, 'Which colour?'))).toEqual({
      done: false,
      refused: ['portion'],
    });
    expect(await eventsAfter(table, 'lumen', rma, 2)).toEqual([]);
  });

  test('of the very same content by two at the same moment is told apart: one did it, the other lost', async () => {
    const rma = await fresh(openBox());
    const before = await stored(app, rma);
    const outcomes = await Promise.all([
      commitChange(table, revokeLinks(before, context)),
      commitChange(table, revokeLinks(before, context)),
    ]);
    expect(outcomes.filter(({ done }) => done)).toHaveLength(1);
  });

  test('with more than 100 writes is refused with the limit named, and writes nothing', async () => {
    const serials = Array.from({ length: 100 }, (_, i) => `LMX-B${100 + i}`);
    await sell(table, 'BULK', { quantity: 100, serials, price: 100 });
    const answer = await ask(app, 'BULK', remorse({ quantity: 100, serials }));
    expect(answer).toMatchObject({ status: 422, body: { type: expect.stringMatching(/too-many-items$/) } });
    expect(answer.body.detail).toMatch(/100 is the limit/);
    expect((await loadOrder(table, 'lumen', 'BULK'))?.claims.units).toEqual({});
    expect(await everything(partitions.serial('lumen', 'LMX-B100'))).toMatchObject([{ sk: 'SOLD' }]);
  });
});

describe('a commit that the network or the table disturbs', () => {
  const commit = (plan: Plan, rma: string) =>
    inProcess(plan, () =>
      commandReturn(table, { brand: 'lumen', rma }, (current) => revokeLinks(current, context), { now: today }),
    );
  // The first call reads the return, the second commits.
  const always = (fault: Fault): Plan => Object.fromEntries(Array.from({ length: 60 }, (_, i) => [i + 2, fault]));

  test.each<[string, Plan]>([
    ['conflicts once', { 2: 'conflict' }],
    ['conflicts five times', { 2: 'conflict', 3: 'conflict', 4: 'conflict', 5: 'conflict', 6: 'conflict' }],
    ['is throttled', { 2: 'throttled', 3: 'throttled' }],
    ['times out before it was sent', { 2: 'unreached' }],
    ['went through, but its answer was lost', { 2: 'answer_lost' }],
    ['went through, and nothing was heard of it any more', { 2: 'cut_off' }],
  ])('that %s is done once', async (_, plan) => {
    const rma = await fresh();
    const done = await commit(plan, rma);
    expect(done?.change?.event.seq).toBe(2);
    const events = await eventsAfter(table, 'lumen', rma, 0);
    expect(events.map(({ type }) => type)).toEqual(['return.requested', 'return.links_revoked']);
    expect(firstBreak(events)).toBeUndefined();
  });

  test.each<Fault>(['conflict', 'throttled', 'unreached'])(
    'by %s without end answers "busy, come again", and wrote nothing',
    async (fault) => {
      const rma = await fresh();
      const call = { who: { role: 'agent' }, params: { rma } };
      const answer = await inProcess(always(fault), () => app.call(revokeRoute, call));
      expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
      expect(answer.body.type).toMatch(/busy$/);
      expect(await eventsAfter(table, 'lumen', rma, 1)).toEqual([]);
    },
  );

  test.each<[Fault, number]>([
    ['killed_before', 0],
    ['killed_after', 1],
  ])('whose process is %s its call is there whole or not at all', async (fault, written) => {
    const rma = await fresh();
    await expect(commit({ 2: fault }, rma)).rejects.toBeInstanceOf(Killed);
    expect(await eventsAfter(table, 'lumen', rma, 1)).toHaveLength(written);
    expect((await stored(app, rma)).head.version).toBe(1 + written);
  });

  test.each<Fault>(['conflict', 'throttled', 'unreached', 'answer_lost', 'cut_off'])(
    'of a new return meets %s and makes one return of it',
    async (fault) => {
      orders += 1;
      const number = `N-${orders}`;
      await sell(table, number, { quantity: 2 });
      // Order and claims are read first, then the transaction.
      const answer = await inProcess({ 2: fault }, () => ask(app, number));
      expect(answer.status).toBe(201);
      const holders = Object.values((await loadOrder(table, 'lumen', number))?.claims.units['1'] ?? {});
      expect(holders).toEqual([answer.body.rma]);
    },
  );

  test('of a client that died and asks again with its key makes one return', async () => {
    orders += 1;
    const number = `N-${orders}`;
    await sell(table, number, { quantity: 2 });
    const call = { who: customer, body: { orderNumber: number, lines: [remorse()] }, key: 'again' };
    for (const call_ of [1, 2, 3])
      await inProcess({ [call_]: 'killed_after' }, () => app.call(createReturn, call)).catch(() => {});
    const answers = [await app.call(createReturn, call), await app.call(createReturn, call)];
    expect(new Set(answers.map(({ body }) => body.rma)).size).toBe(1);
    expect(Object.keys((await loadOrder(table, 'lumen', number))?.claims.units['1'] ?? {})).toEqual(['0']);
  });
});

describe('an idempotency record', () => {
  const key = idempotencyKey('lumen', ['agent', 'route', 'kept'], 'body');

  test('answers for 24 hours, and then is as if it had never been', async () => {
    const rma = await fresh();
    await commitChange(table, revokeLinks(await stored(app, rma), context), { idempotency: key });
    const hoursLater = (hours: number) => new Date(today.getTime() + hours * 3_600_000);
    expect(await firstAnswer(table, key, hoursLater(23.9))).toEqual({ made: rma, seq: 2 });
    expect(await firstAnswer(table, key, hoursLater(24))).toBeUndefined();
    const late = { ...context, now: hoursLater(25) };
    expect(await commitChange(table, revokeLinks(await stored(app, rma), late), { idempotency: key })).toEqual({
      done: true,
    });
    expect(await firstAnswer(table, key, hoursLater(25))).toEqual({ made: rma, seq: 3 });
  });

  test('is read while others write it, or after', async () => {
    const at = new Date(today.getTime() + 25 * 3_600_000);
    const found = await inProcess({ 1: 'conflict', 2: 'conflict' }, () => firstAnswer(table, key, at));
    expect(found).toMatchObject({ seq: 3 });
    const never = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [i + 1, 'conflict' as const]));
    await expect(inProcess(never, () => firstAnswer(table, key, at))).rejects.toMatchObject({ type: 'busy' });
  });

  test('refuses another body, and is nothing to another brand or key', async () => {
    const at = new Date(today.getTime() + 25 * 3_600_000);
    await expect(firstAnswer(table, { ...key, bodyHash: 'another' }, at)).rejects.toMatchObject({
      type: 'idempotency-key-reused',
    });
    expect(await firstAnswer(table, { ...key, brand: 'harbor' }, at)).toBeUndefined();
    expect(await firstAnswer(table, idempotencyKey('lumen', ['agent', 'route', 'other'], 'body'), at)).toBeUndefined();
  });
});

describe('a return in the table', () => {
  test('is read back as it was committed, with its events in order', async () => {
    const rma = await fresh(openBox());
    for (let i = 0; i < 12; i += 1)
      await commandReturn(table, { brand: 'lumen', rma }, (current) => revokeLinks(current, context), { now: today });
    const found = await loadWithEvents(table, 'lumen', rma);
    expect(found?.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 13 }, (_, i) => i + 1));
    expect(firstBreak(found?.events ?? [])).toBeUndefined();
    expect(found?.current).toEqual(await loadReturn(table, 'lumen', rma));
    expect(found?.current.head.lastHash).toBe(found?.events.at(-1)?.hash);
    expect(await loadReturn(table, 'harbor', rma)).toBeUndefined();
  });

  test('has no key of its own that names no brand', async () => {
    const rma = await fresh();
    for (const item of await everything(partitions.return('lumen', rma)))
      expect(item).toMatchObject({ pk: expect.stringMatching(/^BRAND#lumen#/) });
  });
});

test('a command decided on nothing new commits nothing', async () => {
  const rma = await fresh();
  expect(await commandReturn(table, { brand: 'lumen', rma }, () => undefined, { now: today })).toBeUndefined();
  expect((await stored(app, rma)).head.version).toBe(1);
});

test('a decision that always loses its race says "busy" in the end', async () => {
  const rma = await fresh();
  const stale = await stored(app, rma);
  await commitChange(table, revokeLinks(stale, { ...context, actor: { role: 'agent', id: 'faster' } }));
  const always = commitOnce(table, undefined, today, async () => ({ change: revokeLinks(stale, context) }));
  await expect(always).rejects.toMatchObject({ type: 'busy', headers: { 'retry-after': '1' } });
});

test('a transaction tells which of its conditions did not hold', async () => {
  const put = (name: string, ConditionExpression?: string) => ({
    name,
    write: {
      Put: {
        TableName: table.name,
        Item: { pk: 'named', sk: name },
        ...(ConditionExpression && { ConditionExpression }),
      },
    },
  });
  expect(await transact(table, [put('a'), put('b', 'attribute_exists(pk)'), put('c', 'attribute_exists(pk)')])).toEqual(
    {
      done: false,
      refused: ['b', 'c'],
    },
  );
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key: { pk: 'named', sk: 'a' } }));
  expect(Item).toBeUndefined();
});
