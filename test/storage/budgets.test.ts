import { globSync, readFileSync } from 'node:fs';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { createMoveParcel } from '../../functions/inbox/move-parcel.ts';
import { answerQuestion, createReturn, previewReturn } from '../../shared/contracts/intake.ts';
import { askCustomer } from '../../shared/contracts/staff.ts';
import { listReturns, readQueue, trackReturn } from '../../shared/contracts/tracking.ts';
import { revokeLinks } from '../../shared/returns/review.ts';
import { newRmaNumber } from '../../shared/returns/rma-number.ts';
import { cardOf, headItem, portionItem } from '../../shared/storage/return-items.ts';
import { partitions, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { type Asked, counted, withCounting } from './app/counting.ts';
import { createMachine, type Machine } from './app/machine.ts';
import { asked, customer, inspect, openBox, receive, remorse, stored } from './app/returns.ts';
import { openShop, sell, today } from './app/shop.ts';

/** What each operation may ask of the table (design, section 5): counted, with few returns in it and with many. */

let table: Table;
let app: App;
let machine: Machine;
let orders = 0;

beforeAll(async () => {
  table = withCounting(await freshTable());
  app = await createApp(table, () => today);
  machine = createMachine(table, () => today);
  await openShop(table);
  // The brand's configuration is kept for a while by a process that is warm.
  await sell(table, 'WARM');
  await asked(app, 'WARM');
});

const commands = (all: readonly Asked[]) => all.map(({ command }) => command);
const oneRead = ['Query'];
const oneReadOneTransaction = ['Query', 'TransactWriteItems'];

/** The write units of what was committed: two a KB of each item, claims and deletions at one KB each. */
function unitsOf(all: readonly Asked[]) {
  const [commit] = all.filter(({ command }) => command === 'TransactWriteItems');
  if (!commit) throw new Error('Nothing was committed');
  const ofPuts = commit.puts.reduce((sum, { bytes }) => sum + 2 * Math.ceil(bytes / 1024), 0);
  return { table: ofPuts + 2 * (commit.items - commit.puts.length), indexes: commit.indexUnits };
}

async function order(quantity = 1): Promise<string> {
  orders += 1;
  await sell(table, `B-${orders}`, { quantity, price: 3900 });
  return `B-${orders}`;
}

async function budgets(): Promise<void> {
  const create = async (line = remorse()) => {
    const orderNumber = await order();
    return counted(() => app.call(createReturn, { who: customer, body: { orderNumber, lines: [line] } }));
  };
  const made = await create();
  expect(made.result.status).toBe(201);
  expect(commands(made.asked)).toEqual(oneReadOneTransaction);
  const rma = String(made.result.body.rma);
  await machine.finish('lumen', rma);

  const tracked = await counted(() => app.call(trackReturn, { who: customer, params: { rma } }));
  expect(tracked.result.status).toBe(200);
  expect(commands(tracked.asked)).toEqual(oneRead);

  const listed = await counted(() => app.call(listReturns, { who: customer, query: { limit: '10' } }));
  expect(listed.result.body.items).not.toEqual([]);
  expect(listed.asked).toEqual([expect.objectContaining({ command: 'Query', index: 'whoseReturns' })]);

  const preview = await counted(async () =>
    app.call(previewReturn, { who: customer, body: { orderNumber: `B-${orders}`, lines: [remorse()] } }),
  );
  expect(commands(preview.asked)).toEqual(oneRead);

  const received = await counted(() => receive(app, rma));
  expect(received.result.status).toBe(200);
  expect(commands(received.asked)).toEqual(oneReadOneTransaction);

  for (const role of ['inspector', 'agent']) {
    const queue = await counted(() => app.call(readQueue, { who: { role }, params: { role } }));
    expect(queue.result.body.items).not.toEqual([]);
    expect(queue.asked).toEqual([expect.objectContaining({ command: 'Query', index: 'waitingForRole' })]);
  }

  const graded = await counted(() => inspect(app, rma));
  expect(graded.result.status).toBe(200);
  expect(commands(graded.asked)).toEqual(oneReadOneTransaction);
}

/** Puts so many returns beside those that are there, of the same customer and in the same queues. */
async function fill(count: number): Promise<void> {
  const model = await stored(app, await asked(app, await order(), openBox()));
  const items = Array.from({ length: count }, () => {
    const rma = newRmaNumber((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
    const current = { ...model, head: { ...model.head, rma } };
    return [headItem(current), ...current.portions.map((one) => portionItem(current, one))];
  }).flat();
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, i) => items.slice(i * 25, i * 25 + 25));
  const write = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop())
      await table.documents.send(
        new BatchWriteCommand({ RequestItems: { [table.name]: batch.map((Item) => ({ PutRequest: { Item } })) } }),
      );
  };
  await Promise.all(Array.from({ length: 8 }, write));
}

test('a request, a command, a list and a queue ask for the same with 100 returns as with 5,000', async () => {
  await fill(100);
  await budgets();
  await fill(4900);
  await budgets();
}, 60_000);

describe('a stage change of one portion costs at most 8 write units on the table and 6 on the indexes', () => {
  const later = (seconds: number) => new Date(today.getTime() + seconds * 1000);

  /** A return that waits for its parcel, or is under review. */
  async function start(line = remorse()): Promise<string> {
    const rma = await asked(app, await order(), line);
    await machine.finish('lumen', rma);
    return rma;
  }

  test.each<
    [
      string,
      { line?: Parameters<typeof start>[0]; before?: (rma: string) => Promise<unknown> },
      (rma: string) => Promise<unknown>,
    ]
  >([
    ['a question', { line: openBox() }, (rma) => question(rma)],
    ['an answer', { line: openBox(), before: (rma) => question(rma) }, (rma) => answer(rma)],
    ['a parcel on its way', {}, (rma) => news(rma, 'in_transit', 60)],
    ['a parcel at the dock', { before: (rma) => news(rma, 'delivered', 60) }, (rma) => receive(app, rma)],
    ['a receipt', {}, (rma) => receive(app, rma)],
    ['a dispute', { before: (rma) => receive(app, rma) }, (rma) => inspect(app, rma, { matchesClaim: false })],
  ])('%s', async (_, { line, before }, step) => {
    const rma = await start(line);
    await before?.(rma);
    const { asked: all } = await counted(() => step(rma));
    const units = unitsOf(all);
    // What a person wrote, a parcel or an instruction that changes too is an item more.
    const beside = all.flatMap(({ puts }) => puts).filter(({ sortKey }) => /^(STATEMENT|INSTRUCTION)/.test(sortKey));
    expect(units.table - 2 * beside.length).toBeLessThanOrEqual(8);
    expect(units.indexes).toBeLessThanOrEqual(6);
    expect(units.indexes).toBeGreaterThan(0);
  });

  const question = (rma: string) =>
    app.call(askCustomer, { who: { role: 'agent' }, params: { rma }, body: { text: 'Which colour is it?' } });
  const answer = (rma: string) =>
    app.call(answerQuestion, { who: customer, params: { rma }, body: { text: 'It is the black one.' } });

  async function news(rma: string, status: string, seconds: number): Promise<void> {
    const [shipment] = (await stored(app, rma)).shipments;
    const moveParcel = createMoveParcel({ table, clock: () => later(seconds + 1), progressMinutes: 5 });
    const body = JSON.stringify({
      description: 'tracker.updated',
      id: `evt_${rma}_${seconds}`,
      object: 'Event',
      result: {
        object: 'Tracker',
        tracking_code: shipment?.trackingNumber,
        status,
        tracking_details: [{ status, datetime: later(seconds).toISOString(), message: status }],
        updated_at: later(seconds).toISOString(),
      },
    });
    const pk = partitions.inbox('lumen', 'easypost', rma);
    const receivedAt = later(seconds).toISOString();
    const worked = await moveParcel({ pk, brand: 'lumen', provider: 'easypost', body, receivedAt, state: 'waiting' });
    expect(worked).toEqual({ outcome: 'moved' });
  }
});

test('what an index shows of a return is its card: an item that changes nothing on it costs the index nothing', async () => {
  const rma = await asked(app, await order(), openBox());
  const before = await stored(app, rma);
  const { after } = revokeLinks(before, { now: today, actor: { role: 'agent', id: 'a' }, progressMinutes: 5 });
  expect(cardOf(after)).toEqual(cardOf(before));
  const item = headItem(after);
  for (const name of ['subject', 'subjectSort', 'dueShard', 'dueAt', 'card'])
    expect(item[name]).toEqual(headItem(before)[name]);
});

test('nothing of what deploys scans a table', () => {
  const sources = globSync('{functions,shared}/**/*.{ts,json}').concat(globSync('statemachines/*.json'));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((file) => /\bScanCommand|dynamodb:scan/i.test(readFileSync(file, 'utf8')))).toEqual([]);
});
