import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { getCustomsAuthorisation, putCustomsAuthorisation } from '../../shared/contracts/customs-records.ts';
import type { Assessor } from '../../shared/intake/assessor.ts';
import { assessorOf } from '../../shared/intake/assessor-of.ts';
import { loadBatch } from '../../shared/storage/batches.ts';
import { authorisationWrites, readMovementRecords } from '../../shared/storage/customs-records.ts';
import { partitions, sortKeys, type Table } from '../../shared/storage/table.ts';
import { transact } from '../../shared/storage/transaction.ts';
import { returnAt } from '../domain/returns/sample-returns.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { type BatchWorker, createBatchWorker, fileOf, look, type Row, sent } from './app/batches.ts';
import { ask, remorse, stored } from './app/returns.ts';
import { openShop, sell, today } from './app/shop.ts';

let table: Table;
let app: App;
let work: BatchWorker;
const now = today;
let count = 0;

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => now);
  work = createBatchWorker(table, () => now);
  await openShop(table);
});

async function order(quantity: number, serials: readonly string[] = []) {
  count += 1;
  const number = `BR-${count}`;
  await sell(table, number, { quantity, serials });
  return number;
}
const unnamed = (number: string, rows: number) => Array.from({ length: rows }, (): Row => [number, '1', '']);

describe('a serial that another open return has, and no row names', () => {
  const serials = ['BR-A', 'BR-B', 'BR-C'];
  test('refuses one row of its line: that comes back in part, and so do the rows behind it', async () => {
    const [first, second, behind] = [await order(1, serials.slice(0, 1)), await order(3, serials), await order(2)];
    await ask(app, first, remorse({ serials: ['BR-A'] }));
    const id = await sent(app, fileOf([...unnamed(second, 3), ...unnamed(behind, 2)]), { mode: 'good_ones' });
    expect(await work(id)).toMatchObject({ outcome: 'done' });
    const { returns, errors } = await look(app, id);
    expect(errors).toMatchObject([{ row: 4, column: 'serial', code: 'serial_in_open_return' }]);
    expect(returns.map(({ orderNumber, rows }) => [orderNumber, rows])).toEqual([
      [second, [2, 3]],
      [behind, [5, 6]],
    ]);
  });

  test('of a line that stays whole, for too much was asked for: refuses the line', async () => {
    const [first, second] = [await order(1, ['BR-D']), await order(2, ['BR-D', 'BR-E'])];
    await ask(app, first, remorse({ serials: ['BR-D'] }));
    const id = await sent(app, fileOf(unnamed(second, 3)), { mode: 'good_ones' });
    expect(await work(id)).toMatchObject({ outcome: 'done' });
    expect((await look(app, id)).rows).toMatchObject({ all: 3, waiting: 0, refused: 3 });
  });

  test('and of all or nothing, refuses all', async () => {
    const [first, second] = [await order(1, ['BR-F']), await order(1, ['BR-F'])];
    await ask(app, first, remorse({ serials: ['BR-F'] }));
    const id = await sent(app, fileOf([...unnamed(second, 1), ...unnamed(await order(1), 1)]));
    expect(await work(id)).toMatchObject({ outcome: 'refused' });
    expect(await look(app, id)).toMatchObject({ returns: [], rows: { inReturns: 0, reserved: 0 } });
  });
});

describe('uses of an authorisation are taken when the units are reserved', () => {
  const authorisation = 'repairs';
  const who = { role: 'compliance' };
  const params = { brand: 'lumen', authorisation };
  const holder = { name: 'Muster Ltd', country: 'GB', kind: 'eori', number: 'GB123456789000' };
  const keep = (allowedUses: number) =>
    app.call(putCustomsAuthorisation, {
      who,
      params,
      body: {
        number: 'GB-OPR-1',
        holder,
        kind: 'full',
        jurisdiction: 'GB',
        procedures: ['outward_processing'],
        from: '2026-01-01',
        until: '2026-12-31',
        reimportMonths: 6,
        allowedUses,
      },
    });
  const used = async () => (await app.call(getCustomsAuthorisation, { who, params })).body.used;
  /** Decides as ever, and that the goods go by the authorisation while it has a use left. */
  const byAuthorisation: Assessor = async (...asked) => {
    const found = await assessorOf(table)(...asked);
    const { authorisations } = await readMovementRecords(table, 'lumen', 'GB', 'DE');
    const [own] = authorisations;
    if (!own || own.used >= (own.document.allowedUses ?? 0)) return found;
    const customs = { version: 1, held: false, authorisation };
    const lines = found.decided.lines.map((one) => ({ ...one, portion: { ...one.portion, customs } }));
    return { ...found, decided: { ...found.decided, lines } };
  };

  test('so that nobody has the last of them before it is confirmed', async () => {
    await keep(1);
    const id = await sent(app, fileOf([...unnamed(await order(1), 1), ...unnamed(await order(1), 1)]));
    const worker = createBatchWorker(table, () => now, byAuthorisation);
    let asked = 0;
    // Time for both groups, and not for their end.
    await worker(id, () => (asked++ < 2 ? 60_000 : 0));
    expect(await look(app, id)).toMatchObject({ state: 'confirming', rows: { reserved: 2 } });
    expect(await used()).toBe(1);
    const [going] = returnAt('authorized').portions;
    if (!going) throw new Error('A return has a portion');
    const customs = { version: 1, held: false, authorisation };
    const another = authorisationWrites(table, 'lumen', [], [{ ...going, customs }]);
    expect(await transact(table, another)).toEqual({ done: false, refused: ['authorisation'] });
    expect(await worker(id)).toMatchObject({ outcome: 'done' });
    const { returns } = await look(app, id);
    const [first, second] = await Promise.all(returns.map(({ rma }) => stored(app, rma)));
    expect([first, second].map((one) => one?.portions[0]?.customs?.authorisation)).toEqual([authorisation, undefined]);
    expect(await used()).toBe(1);
  });

  test('and given back when the batch comes to nothing', async () => {
    await keep(9);
    const before = await used();
    const id = await sent(app, fileOf([...unnamed(await order(1), 1), ['BR-NONE', '1', '']]));
    const worker = createBatchWorker(table, () => now, byAuthorisation);
    let asked = 0;
    await worker(id, () => (asked++ < 1 ? 60_000 : 0));
    expect(await used()).toBe(Number(before) + 1);
    expect(await worker(id)).toMatchObject({ outcome: 'refused' });
    expect(await used()).toBe(before);
  });
});

test('what is reserved and cannot be confirmed is an error, and not tried without a pause until time is over', async () => {
  const id = await sent(app, fileOf(unnamed(await order(1), 1)));
  let asked = 0;
  await work(id, () => (asked++ < 1 ? 60_000 : 0));
  const group = (await loadBatch(table, { brand: 'lumen', id }))?.groups[0];
  const rma = String(group?.rma);
  // Its number is taken.
  const Item = { pk: partitions.return('lumen', rma), sk: sortKeys.head };
  await table.documents.send(new PutCommand({ TableName: table.name, Item }));
  asked = 0;
  const working = work(id, () => (asked++ < 5 ? 60_000 : 0));
  await expect(working).rejects.toThrow(`What is reserved as ${rma} cannot be brought to its end: head`);
  expect(await look(app, id)).toMatchObject({ state: 'confirming', rows: { reserved: 1 } });
});
