import { beforeAll, describe, expect, test } from 'vitest';
import { createReturn, previewReturn } from '../../shared/contracts/intake.ts';
import { loadSerials } from '../../shared/storage/serials.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { counted, withCounting } from './app/counting.ts';
import { ask, asked, customer, remorse } from './app/returns.ts';
import { line, openShop, sell, today } from './app/shop.ts';

let table: Table;
let app: App;

beforeAll(async () => {
  table = withCounting(await freshTable());
  app = await createApp(table, () => today);
  await openShop(table);
});

const knownOf = async (...serials: string[]) => Object.fromEntries(await loadSerials(table, 'lumen', serials));

describe('where a serial number was sold', () => {
  test('is remembered with its order, for its brand only', async () => {
    await sell(table, 'S-1', { lines: [line('1', 1, 9900, ['A-1']), line('2', 2, 9900, ['A-2', 'A-3'])] });
    expect(await knownOf('A-1', 'A-3', 'A-9')).toEqual({
      'A-1': { soldOn: { orderNumber: 'S-1', lineId: '1', customerId: 'C-1' } },
      'A-3': { soldOn: { orderNumber: 'S-1', lineId: '2', customerId: 'C-1' } },
    });
    expect(await loadSerials(table, 'harbor', ['A-1'])).toEqual(new Map());
  });

  test('is the order placed last, whichever is put last', async () => {
    await sell(table, 'S-3', { serials: ['B-1'], customerId: 'C-3', placedAt: '2026-11-12T09:00:00.000Z' });
    await sell(table, 'S-2', { serials: ['B-1'], customerId: 'C-2', placedAt: '2026-11-02T09:00:00.000Z' });
    expect(await knownOf('B-1')).toMatchObject({ 'B-1': { soldOn: { orderNumber: 'S-3', customerId: 'C-3' } } });
    await sell(table, 'S-4', { serials: ['B-1'], customerId: 'C-4', placedAt: '2026-11-13T09:00:00.000Z' });
    expect(await knownOf('B-1')).toMatchObject({ 'B-1': { soldOn: { orderNumber: 'S-4', customerId: 'C-4' } } });
  });

  test('is known of each of more numbers than one read or write holds', async () => {
    const serials = Array.from({ length: 130 }, (_, i) => `C-${i + 100}`);
    await sell(table, 'S-5', { quantity: 130, serials });
    const known = await loadSerials(table, 'lumen', [...serials, ...serials]);
    expect([...known.keys()].sort()).toEqual([...serials].sort());
  });
});

test('a request that names serial numbers costs one read more, one that names none costs none', async () => {
  await sell(table, 'S-6', { quantity: 3, serials: ['D-1', 'D-2', 'D-3'] });
  await asked(app, 'S-6', remorse({ serials: ['D-1'] }));
  const one = await counted(() => ask(app, 'S-6', remorse({ serials: ['D-2'] })));
  expect(one.result.status).toBe(201);
  expect(one.asked.map(({ command }) => command)).toEqual(['Query', 'BatchGetItem', 'TransactWriteItems']);
  const known = await knownOf('D-1', 'D-2', 'D-3');
  expect(known['D-2']).toMatchObject({ heldBy: one.result.body.rma, soldOn: { orderNumber: 'S-6' } });
  expect(known['D-3']?.heldBy).toBeUndefined();
});

test('a preview says what is wrong with a serial number, as the request will', async () => {
  await sell(table, 'S-7', { quantity: 2, serials: ['E-1', 'E-2'] });
  await sell(table, 'S-8', { quantity: 1, serials: ['E-3'], customerId: 'C-8' });
  const rma = await asked(app, 'S-7', remorse({ serials: ['E-1'] }));
  const of = (serial: string) => ({
    who: customer,
    body: { orderNumber: 'S-7', lines: [remorse({ serials: [serial] })] },
  });
  for (const route of [previewReturn, createReturn])
    expect(await app.call(route, of('E-1'))).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/lines/0/serials/0', code: 'serial_in_open_return' }] },
    });
  expect(rma).toBeTruthy();
  const doubted = await app.call<{ lines: { problems: { code: string }[] }[] }>(previewReturn, of('E-3'));
  expect(doubted.body.lines[0]?.problems.map(({ code }) => code)).toContain('serial_sold_to_other');
});
