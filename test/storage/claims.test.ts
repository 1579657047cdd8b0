import { randomBytes } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { createPassDueDates } from '../../functions/deadlines/pass-due-dates.ts';
import { createRecord } from '../../functions/evidence/record.ts';
import type { RequestLine } from '../../shared/contracts/intake.ts';
import { cancelReturn, createReturn, returnRequest } from '../../shared/contracts/intake.ts';
import { rejectReturn } from '../../shared/contracts/staff.ts';
import { compilePolicy } from '../../shared/policy/compile.ts';
import { defaultPolicy } from '../../shared/policy/default-policy.ts';
import { decideRequest } from '../../shared/returns/assess.ts';
import { requestReturn } from '../../shared/returns/request.ts';
import { newRmaNumber } from '../../shared/returns/rma-number.ts';
import { loadOrder, putOrder } from '../../shared/storage/orders.ts';
import { commitChange, loadReturn } from '../../shared/storage/returns.ts';
import { partitions, sortKeys, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { createMachine, type Machine } from './app/machine.ts';
import { approve, ask, asked, complete, customer, inspect, openBox, receive, remorse, stored } from './app/returns.ts';
import { line, openShop, sell, sold, today } from './app/shop.ts';

let table: Table;
let app: App;
let machine: Machine;
let orders = 0;

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => today);
  machine = createMachine(table, () => today);
  await openShop(table);
  await openShop(table, 'harbor');
});

/** Three units of an order of its own, each with a serial. */
async function order(): Promise<{ number: string; serials: string[] }> {
  orders += 1;
  const serials = [1, 2, 3].map((i) => `LMX-${orders}00${i}`);
  await sell(table, `C-${orders}`, { quantity: 3, serials });
  return { number: `C-${orders}`, serials };
}

const unitsOf = async (number: string) => (await loadOrder(table, 'lumen', number))?.claims.units;

async function holderOf(serial: string, brand = 'lumen'): Promise<string | undefined> {
  const Key = { pk: partitions.serial(brand, serial), sk: sortKeys.claims };
  return (await table.documents.send(new GetCommand({ TableName: table.name, Key }))).Item?.rma as string | undefined;
}

const defective: Partial<RequestLine> = {
  reason: 'defective',
  preference: 'repair',
  description: { what: 'The left channel stays silent', since: 'Monday', tried: 'Another cable' },
};

describe('the units and the serial of a return', () => {
  const endings: Record<
    string,
    { line: Partial<RequestLine>; end: (rma: string) => Promise<unknown>; keeps: boolean }
  > = {
    'is rejected': {
      line: openBox(),
      end: (rma) =>
        app.call(rejectReturn, { who: { role: 'agent' }, params: { rma }, body: { message: 'It is not ours.' } }),
      keeps: false,
    },
    'is cancelled': {
      line: remorse(),
      end: (rma) => app.call(cancelReturn, { who: customer, params: { rma }, body: {} }),
      keeps: false,
    },
    'expires because its label is not used': {
      line: remorse(),
      end: async (rma) => {
        await machine.finish('lumen', rma);
        const passDueDates = createPassDueDates({ table, progressMinutes: 5 });
        await passDueDates(new Date(today.getTime() + 31 * 86_400_000), () => false);
      },
      keeps: false,
    },
    'is refunded': { line: remorse(), end: (rma) => complete(app, machine, rma), keeps: true },
    'is repaired and sent back': {
      line: defective,
      end: async (rma) => {
        await attach(rma);
        await complete(app, machine, rma);
      },
      keeps: false,
    },
  };

  test.each(Object.entries(endings))('that %s are free, or stay counted, as its end says', async (_, ending) => {
    const { number, serials } = await order();
    const [serial = ''] = serials;
    const rma = await asked(app, number, { ...remorse(), ...ending.line, serials: [serial] });
    expect(await unitsOf(number)).toEqual({ 1: { 0: rma } });
    expect(await holderOf(serial)).toBe(rma);
    await ending.end(rma);
    expect((await stored(app, rma)).head.stage).toBe('closed');
    expect(await unitsOf(number)).toEqual(ending.keeps ? { 1: { 0: rma } } : {});
    // Whatever the end: the same unit may come back.
    expect(await holderOf(serial)).toBeUndefined();
  });

  test('are held while it is open, whatever it goes through', async () => {
    const { number, serials } = await order();
    const [serial = ''] = serials;
    const rma = await asked(app, number, openBox({ serials: [serial] }));
    const held = async () => {
      expect(await unitsOf(number)).toEqual({ 1: { 0: rma } });
      expect(await holderOf(serial)).toBe(rma);
    };
    await held();
    await approve(app, rma);
    await machine.finish('lumen', rma);
    await held();
    await receive(app, rma);
    await held();
    await inspect(app, rma, { matchesClaim: false });
    await held();
  });

  /** Evidence that a defect asks for is there. */
  async function attach(rma: string): Promise<void> {
    const record = createRecord({ table, clock: () => today, progressMinutes: 5 });
    await record(
      { brand: 'lumen', rma, evidenceId: 'E1' },
      { state: 'attached', contentType: 'image/jpeg', bytes: 3, sha256: 'a'.repeat(64), key: 'evidence/lumen/a' },
    );
  }
});

describe('a unit', () => {
  test('that is part of a return cannot be asked for again, one that was given back can', async () => {
    const { number } = await order();
    const rma = await asked(app, number, remorse({ quantity: 3 }));
    expect((await ask(app, number)).status).toBe(409);
    await app.call(cancelReturn, { who: customer, params: { rma }, body: {} });
    const again = await asked(app, number, remorse({ quantity: 2 }));
    expect(await unitsOf(number)).toEqual({ 1: { 0: again, 1: again } });
  });

  test('is given to the lowest free place, so that no two returns stand for the same one', async () => {
    const { number } = await order();
    const first = await asked(app, number);
    const second = await asked(app, number);
    await app.call(cancelReturn, { who: customer, params: { rma: first }, body: {} });
    const third = await asked(app, number, remorse({ quantity: 2 }));
    expect(await unitsOf(number)).toEqual({ 1: { 0: third, 1: second, 2: third } });
  });

  test('taken on claims that are past is taken by nobody', async () => {
    const { number } = await order();
    const found = await loadOrder(table, 'lumen', number);
    if (!found) throw new Error('It was just put');
    const request = returnRequest.parse({ orderNumber: number, lines: [remorse()] });
    const policy = compilePolicy(defaultPolicy);
    const change = () =>
      requestReturn(
        {
          rma: newRmaNumber(randomBytes),
          ...found,
          request,
          decided: decideRequest(request, { ...found, policy, homeCountry: 'DE', now: today }),
          channel: 'portal',
        },
        { now: today, actor: { role: 'customer', id: 'C-1' }, progressMinutes: 5 },
      );
    const [first, second] = [change(), change()];
    const claimsVersion = found.claimsVersion;
    expect(await commitChange(table, first, { claimsVersion })).toEqual({ done: true });
    expect(await commitChange(table, second, { claimsVersion })).toEqual({ done: false, refused: ['units'] });
    expect(await loadReturn(table, 'lumen', second.after.head.rma)).toBeUndefined();
    expect(await unitsOf(number)).toEqual({ 1: { 0: first.after.head.rma } });
  });

  test('cancelled or never shipped adds nothing to what may be returned', async () => {
    const body = sold({ lines: [{ ...line('1', 3, 9900), cancelled: 1 }] });
    body.fulfilments = [
      { id: 'F1', status: 'delivered', lines: [{ lineId: '1', quantity: 1 }], deliveredAt: body.updatedAt },
    ];
    await putOrder(table, 'lumen', 'PART', body);
    expect((await ask(app, 'PART', remorse({ quantity: 3 }))).status).toBe(409);
    // One of the two that are left was shipped, and can be returned; the other is taken out of the order.
    expect((await ask(app, 'PART', remorse({ quantity: 2 }))).status).toBe(201);
    expect(Object.keys((await unitsOf('PART'))?.['1'] ?? {})).toHaveLength(1);
    expect((await ask(app, 'PART')).status).toBe(409);
  });
});

describe('a serial', () => {
  test('in an open return is refused in another one, with a pointer to it', async () => {
    const { number, serials } = await order();
    const [serial = ''] = serials;
    await asked(app, number, remorse({ serials: [serial] }));
    const answer = await ask(app, number, remorse({ serials: [serial] }));
    expect(answer).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/lines/0/serials/0', code: 'serial_in_open_return' }] },
    });
    expect(Object.keys((await unitsOf(number))?.['1'] ?? {})).toHaveLength(1);
  });

  test('that was not sold on the line is flagged, never claimed', async () => {
    const { number } = await order();
    const answer = await ask(app, number, remorse({ serials: ['STRANGE-1'] }));
    expect(answer.body.outcome).toBe('review');
    expect(await holderOf('STRANGE-1')).toBeUndefined();
  });

  test('named twice in one request is refused with a pointer, not held twice', async () => {
    const { number, serials } = await order();
    const [serial = ''] = serials;
    expect(await ask(app, number, remorse({ quantity: 2, serials: [serial, serial] }))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/lines/0/serials/1', code: 'serial_twice' }] },
    });
    expect(await holderOf(serial)).toBeUndefined();
  });

  test('beyond the quantity asked for is refused with a pointer', async () => {
    const { number, serials } = await order();
    expect(await ask(app, number, remorse({ quantity: 1, serials: serials.slice(0, 2) }))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/lines/0/serials', code: 'too_many_serials' }] },
    });
  });

  test('of one brand is nothing to another', async () => {
    const { serials } = await order();
    const [serial = ''] = serials;
    await sell(table, 'H-1', { serials: [serial] }, 'harbor');
    await asked(app, `C-${orders}`, remorse({ serials: [serial] }));
    const answer = await app.call(createReturn, {
      who: { ...customer, brand: 'harbor' },
      body: { orderNumber: 'H-1', lines: [remorse({ serials: [serial] })] },
    });
    expect(answer.status).toBe(201);
    expect(await holderOf(serial, 'harbor')).toBe(answer.body.rma);
  });

  test('of a unit that was refunded may come back with the next sale of it', async () => {
    const { number, serials } = await order();
    const [serial = ''] = serials;
    await complete(app, machine, await asked(app, number, remorse({ serials: [serial] })));
    await sell(table, 'RESOLD', { serials: [serial] });
    expect(await holderOf(serial)).toBeUndefined();
    const rma = await asked(app, 'RESOLD', remorse({ serials: [serial] }));
    expect(await holderOf(serial)).toBe(rma);
  });
});
