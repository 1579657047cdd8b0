import { beforeAll, describe, expect, test } from 'vitest';
import { readBatchErrors } from '../../shared/contracts/batches.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { type BatchWorker, createBatchWorker, employee, fileOf, look, type Row, sent } from './app/batches.ts';
import { line, openShop, sell, today } from './app/shop.ts';

let table: Table;
let app: App;
let work: BatchWorker;
let orders = 0;

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => today);
  work = createBatchWorker(table, () => today);
  await openShop(table);
});

/** An order of two thousand units, on two lines: one holds a thousand at most. */
async function order(): Promise<string> {
  orders += 1;
  const number = `LB-${orders}`;
  await sell(table, number, { lines: [line('1', 1000, 900), line('2', 1000, 900)] });
  return number;
}

const times = <One>(count: number, make: (i: number) => One) => Array.from({ length: count }, (_, i) => make(i));
/** As long as a SKU may be, no two alike, of letters that are three bytes each. */
const strangeSku = (i: number) => `${i}`.padEnd(64, '灯');

describe('the largest file comes to its end, however much is wrong with it', () => {
  test.each<[string, number, () => Promise<string>, string[]]>([
    [
      'a thousand rows that do not say what broke',
      1000,
      async () => {
        const number = await order();
        return fileOf(times(1000, (): Row => [number, '1', '', '1', 'defective']));
      },
      ['description_missing', 'tried_missing', 'since_missing'],
    ],
    [
      'two thousand rows of twenty kinds that say too little',
      2000,
      async () => {
        const number = await order();
        const rows = times(2000, (i) => `${number};${(i % 2) + 1};defective;${'x'.repeat((i % 20) + 1)}`);
        return `orderNumber;line;reason;description\n${rows.join('\n')}`;
      },
      ['description_vague', 'tried_missing', 'since_missing'],
    ],
    [
      'two thousand rows with a SKU of their own that nobody sold',
      2000,
      async () => {
        const number = await order();
        return `orderNumber;sku;reason\n${times(2000, (i) => `${number};${strangeSku(i)};wrong_item`).join('\n')}`;
      },
      ['row_unknown_sku'],
    ],
    [
      'two thousand rows of an order that is not there',
      2000,
      async () => fileOf(times(2000, (): Row => ['LB-NONE', '1', ''])),
      ['row_order_not_found'],
    ],
  ])('%s', async (_, rows, file, known) => {
    const csv = await file();
    for (const [mode, state] of [
      ['good_ones', 'done'],
      ['all_or_nothing', 'refused'],
    ]) {
      const id = await sent(app, csv, { mode });
      expect(await work(id)).toMatchObject({ outcome: state });
      const batch = await look(app, id);
      expect(batch.rows).toMatchObject({ all: rows, refused: rows, waiting: 0 });
      for (const { code } of batch.errors) expect(known).toContain(code);
      expect(batch.errors).toHaveLength(1000);
      const sheet = (query: Record<string, string> = {}) =>
        app.call<string>(readBatchErrors, { who: employee, params: { batch: id }, query });
      const lines = ({ body }: { body: string }) => body.trimEnd().split('\r\n').length - 1;
      const all = await sheet();
      expect(lines(all)).toBe(batch.errorsInAll);
      const each = batch.errorsInAll / rows;
      expect(lines(await sheet({ after: '500' }))).toBe((rows - 499) * each);
    }
  });

  test('two thousand good rows of twenty kinds are returns of two hundred rows at most', async () => {
    const number = await order();
    const rows = times(2000, (i) => `${number};${(i % 2) + 1};wrong_item;Another lamp was in box ${i % 20}`);
    const csv = `orderNumber;line;reason;description\n${rows.join('\n')}`;
    const id = await sent(app, csv, { mode: 'all_or_nothing' });
    expect(await work(id)).toMatchObject({ outcome: 'done' });
    const { returns, rows: tally } = await look(app, id);
    expect(tally).toMatchObject({ all: 2000, inReturns: 2000 });
    expect(returns.map((one) => one.rows.length)).toEqual(times(10, () => 200));
  });
});
