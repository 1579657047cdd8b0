import { beforeAll, describe, expect, test } from 'vitest';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { type Asked, counted, withCounting } from './app/counting.ts';
import {
  begin,
  begun,
  read,
  ready,
  saveContact,
  saveFiles,
  saveProblem,
  saveProduct,
  savePurchase,
  submit,
  told,
} from './app/draft-requests.ts';
import { openShop, sell, today } from './app/shop.ts';

/** What each step of a draft may ask of the table: counted, for a step is saved far more often than a return is made. */

let table: Table;
let app: App;
let now = today;
let orders = 0;

beforeAll(async () => {
  table = withCounting(await freshTable());
  app = await createApp(table, () => now);
  await openShop(table);
  // What a process that is warm keeps for a while: the brand, its policies.
  await submit(app, await ready(app, await order()));
});

async function order(lines = 1): Promise<string> {
  orders += 1;
  const one = (id: number) => ({
    id: String(id),
    sku: 'LMP-1',
    title: 'Lamp',
    category: 'audio',
    quantity: 1,
    cancelled: 0,
    serials: [],
    paid: { currency: 'EUR', minor: 3900 },
    tax: { currency: 'EUR', minor: 600 },
  });
  await sell(table, `DB-${orders}`, lines === 1 ? {} : { lines: Array.from({ length: lines }, (_, i) => one(i + 1)) });
  return `DB-${orders}`;
}
const commands = (all: readonly Asked[]) => all.map(({ command }) => command);
/** Write units as the cloud counts them: two a KB of an item in a transaction, one a KB on each index that shows it. */
function unitsOf(all: readonly Asked[]): number {
  const [commit] = all.filter(({ command }) => command === 'TransactWriteItems');
  const ofPuts = (commit?.puts ?? []).reduce((sum, { bytes }) => sum + 2 * Math.ceil(bytes / 1024), 0);
  return ofPuts + 2 * ((commit?.items ?? 0) - (commit?.puts.length ?? 0));
}
const later = () => {
  now = new Date(now.getTime() + 1000);
};

const problem = { lines: [{ lineId: '1', reason: 'defective', description: told }] };
const steps: [string, (id: string) => Promise<{ status: number }>][] = [
  ['product', (id) => saveProduct(app, id, { lines: [{ lineId: '1', quantity: 1 }] })],
  ['contact', (id) => saveContact(app, id, { phone: '+49 30 5550102' })],
  ['purchase', (id) => savePurchase(app, id, {})],
  ['problem', (id) => saveProblem(app, id, problem)],
  ['files', (id) => saveFiles(app, id, {})],
];

describe('a step of a draft', () => {
  test('asks for two reads and a transaction of three items: six write units, two on an index', async () => {
    const id = await begun(app, await order());
    for (const [step, save] of steps) {
      later();
      const { result, asked } = await counted(() => save(id));
      expect([step, result.status, ...commands(asked)]).toEqual([step, 200, 'Query', 'Query', 'TransactWriteItems']);
      expect([step, unitsOf(asked) <= 6]).toEqual([step, true]);
      // It expires later than it would have: its place among what is due is a new one.
      expect([step, asked.at(-1)?.indexUnits]).toEqual([step, 2]);
    }
  });

  test('that is saved again counts nothing: four write units', async () => {
    const id = await ready(app, await order());
    later();
    const { asked } = await counted(() => saveProblem(app, id, problem));
    expect([commands(asked).length, unitsOf(asked)]).toEqual([3, 4]);
  });

  test('costs the same of an order of one line as of one of a hundred', async () => {
    const [few, many] = [await begun(app, await order()), await begun(app, await order(100))];
    const of = async (id: string) =>
      (await counted(() => saveProduct(app, id, { lines: [{ lineId: '1', quantity: 1 }] }))).asked;
    expect(unitsOf(await of(many))).toBe(unitsOf(await of(few)));
  });
});

test('a draft is begun with a read, a transaction and its link; read with two reads', async () => {
  const orderNumber = await order();
  const first = await counted(() => begin(app, orderNumber));
  expect([first.result.status, ...commands(first.asked)]).toEqual([201, 'Query', 'TransactWriteItems', 'PutItem']);
  const { asked } = await counted(() => read(app, first.result.body.draft.id));
  expect(commands(asked)).toEqual(['Query', 'Query']);
});

test('submitting asks for one read more than a whole request, and writes the draft’s own items beside the return’s', async () => {
  const id = await ready(app, await order());
  const { result, asked } = await counted(() => submit(app, id));
  expect([result.status, ...commands(asked)]).toEqual([201, 'Query', 'Query', 'TransactWriteItems']);
  const puts = asked.at(-1)?.puts.map(({ sortKey }) => sortKey) ?? [];
  expect(puts).toContain('DRAFT');
  const { result: again, asked: repeated } = await counted(() => submit(app, id));
  expect([again.status, again.body.rma]).toEqual([201, result.body.rma]);
  expect(commands(repeated)).not.toContain('TransactWriteItems');
});
