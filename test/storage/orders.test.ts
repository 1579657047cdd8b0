import { beforeAll, describe, expect, test } from 'vitest';
import { cancelReturn } from '../../shared/contracts/intake.ts';
import { lookUpOrder, putOrder as putRoute } from '../../shared/contracts/orders.ts';
import { storeBrand } from '../../shared/storage/brands.ts';
import { loadOrder, putOrder } from '../../shared/storage/orders.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { inProcess, quickRetries, withFaults } from '../faults/table-faults.ts';
import { type App, createApp } from './app/app.ts';
import { asked, customer, remorse } from './app/returns.ts';
import { configuration, line, openShop, sell, sold, today } from './app/shop.ts';

let table: Table;
let app: App;

beforeAll(async () => {
  table = withFaults(await freshTable({ retryStrategy: quickRetries }));
  app = await createApp(table, () => today);
  await openShop(table);
});

const at = (hour: number) => `2026-11-14T${String(hour).padStart(2, '0')}:00:00.000Z`;
const lookUp = (orderNumber: string, contact: string, brand = 'lumen') =>
  app.call(lookUpOrder, { params: { brand }, body: { orderNumber, contact } });

describe('an order', () => {
  test('is read back as it was put, its person apart', async () => {
    const body = await sell(table, 'O-1', { quantity: 2, serials: ['LMX-1', 'LMX-2'] });
    const found = await loadOrder(table, 'lumen', 'O-1');
    const { customer: buyer, shipTo, ...rest } = body;
    expect(found?.order).toMatchObject({ ...rest, customerId: buyer.id, shipToCountry: 'DE' });
    expect(found?.person).toEqual({ email: buyer.email, phone: buyer.phone, address: shipTo });
    expect(JSON.stringify(found?.order)).not.toContain('kim@');
    expect(await loadOrder(table, 'harbor', 'O-1')).toBeUndefined();
  });

  test('that comes in a later version replaces the stored one; an older one, and the same again, change nothing', async () => {
    const put = (hour: number, quantity: number) =>
      putOrder(table, 'lumen', 'O-2', sold({ quantity, updatedAt: at(hour) }));
    expect([await put(2, 2), await put(1, 1), await put(2, 7), await put(3, 3), await put(2, 2)]).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
    expect((await loadOrder(table, 'lumen', 'O-2'))?.order.lines[0]?.quantity).toBe(3);
  });

  test('whose versions race ends as the latest of them', async () => {
    const hours = [5, 9, 1, 7, 3, 8, 2, 6, 4];
    await Promise.all(
      hours.map((hour) => putOrder(table, 'lumen', 'O-3', sold({ quantity: hour, updatedAt: at(hour) }))),
    );
    const found = await loadOrder(table, 'lumen', 'O-3');
    expect(found?.order).toMatchObject({ updatedAt: at(9), lines: [{ quantity: 9 }] });
  });

  test('that changes keeps what is claimed of it, and is not decided on as it was', async () => {
    await sell(table, 'O-4', { quantity: 2, updatedAt: at(1) });
    const rma = await asked(app, 'O-4');
    const before = await loadOrder(table, 'lumen', 'O-4');
    await sell(table, 'O-4', { quantity: 3, updatedAt: at(2) });
    const after = await loadOrder(table, 'lumen', 'O-4');
    expect(after?.claims).toEqual(before?.claims);
    expect(after?.claims.units).toEqual({ 1: { 0: rma } });
    expect(after?.claimsVersion).toBe((before?.claimsVersion ?? 0) + 1);
  });

  test('that loses units after they were claimed gives no unit out twice', async () => {
    await sell(table, 'O-5', { quantity: 3, updatedAt: at(1) });
    const rma = await asked(app, 'O-5', remorse({ quantity: 2 }));
    await putOrder(table, 'lumen', 'O-5', sold({ lines: [{ ...line('1', 3, 9900), cancelled: 1 }], updatedAt: at(2) }));
    expect((await lookUp('O-5', 'kim@customer.example')).body.lines).toMatchObject([{ returnable: 0 }]);
    await app.call(cancelReturn, { who: customer, params: { rma }, body: {} });
    expect((await lookUp('O-5', 'kim@customer.example')).body.lines).toMatchObject([{ returnable: 2 }]);
  });

  test.each(['conflict', 'throttled', 'unreached', 'answer_lost'] as const)(
    'is put although the table meets %s',
    async (fault) => {
      const body = sold({ quantity: 4, updatedAt: at(1) });
      await inProcess({ 1: fault }, () => putOrder(table, 'lumen', `O-${fault}`, body));
      expect((await loadOrder(table, 'lumen', `O-${fault}`))?.order.lines[0]?.quantity).toBe(4);
    },
  );

  test.each<[string, string, number, string | undefined]>([
    ['tomorrow', 'lumen', 400, '2026-11-21'],
    ['in five years', 'lumen', 400, '2031-01-01'],
    ['today', 'lumen', 200, '2026-11-20'],
    ['today where the brand is, although by UTC it is yet to come', 'early', 200, '2026-11-21'],
    ['tomorrow there', 'early', 400, '2026-11-22'],
  ])('whose goods leave %s', async (_, brand, status, exportedOn) => {
    await storeBrand(table, 'early', { ...configuration, timeZone: 'Pacific/Kiritimati' }, [], undefined);
    const lines = [line('1', 1, 9900), { ...line('2', 1, 9900), customs: { exportedOn } }];
    const at = await createApp(table, () => new Date('2026-11-20T11:00:00.000Z'));
    const answer = await at.call(putRoute, {
      who: { role: 'integration', brand },
      params: { brand, orderNumber: `EXPORT-${exportedOn}` },
      body: sold({ lines }),
    });
    expect(answer.status).toBe(status);
    if (status === 200) return;
    expect(answer.body.errors).toMatchObject([
      {
        pointer: '/lines/1/customs/exportedOn',
        code: 'exported_in_the_future',
        detail: expect.stringContaining('once the goods have left'),
      },
    ]);
    expect(await loadOrder(table, brand, `EXPORT-${exportedOn}`)).toBeUndefined();
  });

  test('too large to be kept in one piece is refused, not half kept', async () => {
    const serials = Array.from({ length: 1000 }, (_, i) => `LMX-${String(i).padStart(30, '0')}`);
    const lines = Array.from({ length: 20 }, (_, i) => line(String(i + 1), 1000, 100, serials));
    const answer = await app.call(putRoute, {
      who: { role: 'integration' },
      params: { brand: 'lumen', orderNumber: 'HUGE' },
      body: sold({ lines }),
    });
    expect(answer).toMatchObject({ status: 413 });
    expect(await loadOrder(table, 'lumen', 'HUGE')).toBeUndefined();
  });

  test('of a line whose id means something to the language is an order like any other, or refused', async () => {
    await sell(table, 'O-6', { lines: [line('toString', 1, 9900)] });
    const rma = await asked(app, 'O-6', remorse({ lineId: 'toString' }));
    expect(Object.entries((await loadOrder(table, 'lumen', 'O-6'))?.claims.units ?? {})).toEqual([
      ['toString', { 0: rma }],
    ]);
    const refused = await app.call(putRoute, {
      who: { role: 'integration' },
      params: { brand: 'lumen', orderNumber: 'O-9' },
      body: JSON.stringify(sold()).replaceAll('"id":"1"', '"id":"constructor"'),
    });
    expect(refused.status).toBe(400);
    expect(refused.body.errors?.map(({ pointer }) => pointer)).toContain('/lines/0/id');
  });
});

describe('a guest who looks an order up', () => {
  test.each([
    ['kim@customer.example', 200],
    ['KIM@Customer.example', 200],
    ['+49 (30) 555 0101', 200],
    ['tom@customer.example', 404],
    ['0101', 404],
  ])('with %s is answered %i', async (contact, status) => {
    await sell(table, 'O-7');
    expect((await lookUp('O-7', contact)).status).toBe(status);
  });

  test('is answered alike for a wrong contact, an unknown order and another brand', async () => {
    const answers = [
      await lookUp('O-7', 'tom@customer.example'),
      await lookUp('O-UNKNOWN', 'kim@customer.example'),
      await lookUp('O-7', 'kim@customer.example', 'harbor'),
    ];
    const [first] = answers.map(({ body }) => ({ ...body, instance: '' }));
    for (const answer of answers) expect({ ...answer.body, instance: '' }).toEqual(first);
  });

  test('after ten wrong contacts is turned away for a quarter of an hour, however right the next is', async () => {
    await sell(table, 'O-8');
    for (let i = 0; i < 10; i += 1) expect((await lookUp('O-8', `${i}@customer.example`)).status).toBe(404);
    expect(await lookUp('O-8', 'kim@customer.example')).toMatchObject({
      status: 429,
      headers: { 'retry-after': '900' },
    });
    const later = await createApp(table, () => new Date(today.getTime() + 900_000));
    const body = { orderNumber: 'O-8', contact: 'kim@customer.example' };
    expect((await later.call(lookUpOrder, { params: { brand: 'lumen' }, body })).status).toBe(200);
  });
});
