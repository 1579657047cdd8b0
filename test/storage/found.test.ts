import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { cancelReturn, createReturn } from '../../shared/contracts/intake.ts';
import { exchangeGuestLink } from '../../shared/contracts/orders.ts';
import { receiveParcel, revokeLinks } from '../../shared/contracts/staff.ts';
import { listReturns, readQueue } from '../../shared/contracts/tracking.ts';
import { newRmaNumber } from '../../shared/returns/rma-number.ts';
import { createBrandReader, loadBrand, storeBrand } from '../../shared/storage/brands.ts';
import { findGuestLink, makeGuestLink } from '../../shared/storage/guest-links.ts';
import { arrivalWrite, finishArrival, keepArrival, loadArrival } from '../../shared/storage/inbox.ts';
import { dueReturns, returnByScan, returnsByTracking } from '../../shared/storage/lookups.ts';
import { createBooks } from '../../shared/storage/provider-books.ts';
import { partitions, type Table } from '../../shared/storage/table.ts';
import { transact } from '../../shared/storage/transaction.ts';
import { countTry, forgiveTry, mostTries, networkOf } from '../../shared/storage/tries.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { createMachine, type Machine } from './app/machine.ts';
import { asked, customer, inspect, openBox, receive, remorse, stored } from './app/returns.ts';
import { configuration, openShop, sell, today } from './app/shop.ts';

let table: Table;
let app: App;
let machine: Machine;
let now = today;
const seconds = (count: number) => new Date(today.getTime() + count * 1000);

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => now);
  machine = createMachine(table, () => now);
  await openShop(table);
});

describe('a return is found', () => {
  test('by its number as it is typed, by its tracking number and by a serial in it', async () => {
    await sell(table, 'F-1', { serials: ['LMX-F1'] });
    const rma = await asked(app, 'F-1', remorse({ serials: ['LMX-F1'] }));
    await machine.finish('lumen', rma);
    const tracking = (await stored(app, rma)).shipments[0]?.trackingNumber ?? '';
    for (const code of [tracking, ` ${tracking} `, tracking.toLowerCase()])
      expect(await returnByScan(table, 'lumen', code)).toEqual({ rma, trackingNumber: tracking });
    expect(await returnByScan(table, 'lumen', ' lmx-f1')).toEqual({ rma, serial: 'LMX-F1' });
    expect(await returnsByTracking(table, 'lumen', tracking)).toEqual([rma]);
    expect(await returnsByTracking(table, 'harbor', tracking)).toEqual([]);
    expect(await returnByScan(table, 'harbor', 'LMX-F1')).toBeUndefined();
    expect(await returnByScan(table, 'lumen', 'nothing')).toBeUndefined();
  });

  test('by no serial any more once it is closed', async () => {
    await sell(table, 'F-2', { serials: ['LMX-F2'] });
    const rma = await asked(app, 'F-2', remorse({ serials: ['LMX-F2'] }));
    await app.call(cancelReturn, { who: customer, params: { rma }, body: {} });
    expect(await returnByScan(table, 'lumen', 'LMX-F2')).toBeUndefined();
  });

  test('in the list of its customer, newest first, page by page, and in nobody else’s', async () => {
    const who = { role: 'customer', id: 'C-LIST' };
    await sell(table, 'F-3', { quantity: 5, customerId: who.id });
    const made: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      now = seconds(i);
      const answer = await app.call(createReturn, { who, body: { orderNumber: 'F-3', lines: [remorse()] } });
      made.unshift(String(answer.body.rma));
    }
    now = today;
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: '2', ...(cursor && { cursor }) };
      const { body } = await app.call<{ items: { rma: string }[]; next?: string }>(listReturns, { who, query });
      expect(body.items.length).toBeLessThanOrEqual(2);
      listed.push(...body.items.map(({ rma }) => rma));
      cursor = body.next;
    } while (cursor);
    expect(listed).toEqual(made);
    const others = await app.call<{ items: unknown[] }>(listReturns, { who: { ...who, brand: 'harbor' } });
    expect(others.body.items).toEqual([]);
  });

  test('in the queue of whose turn it is, most urgent first, once for each role, and out of it with the next step', async () => {
    const queue = async (role: string) =>
      (await app.call<{ items: { rma: string; state: string }[] }>(readQueue, { who: { role }, params: { role } })).body
        .items;
    await sell(table, 'F-4', { quantity: 4 });
    const before = (await queue('agent')).length;
    now = seconds(60);
    const late = await asked(app, 'F-4', openBox());
    now = today;
    const early = await asked(app, 'F-4', openBox({ quantity: 2 }));
    expect((await queue('agent')).slice(before).map(({ rma }) => rma)).toEqual([early, late]);

    const rma = await asked(app, 'F-4');
    await machine.finish('lumen', rma);
    expect(await queue('inspector')).toEqual([]);
    await receive(app, rma);
    expect(await queue('inspector')).toEqual([expect.objectContaining({ rma, state: 'quarantined' })]);
    await inspect(app, rma, { matchesClaim: false });
    expect(await queue('inspector')).toEqual([]);
    expect(await queue('manager')).toEqual([expect.objectContaining({ rma, state: 'disputed' })]);
  });

  test('among what is due from its due date on, and no more once nothing is', async () => {
    const own = await freshTable();
    const shop = await createApp(own, () => today);
    await openShop(own);
    await sell(own, 'F-5', { quantity: 30 });
    const rmas: string[] = [];
    for (let i = 0; i < 12; i += 1) rmas.push(await asked(shop, 'F-5', openBox()));
    const due = async (at: Date) => {
      const found: string[] = [];
      for await (const { rma } of dueReturns(own, at)) found.push(rma);
      return found.sort();
    };
    expect(await due(seconds(4 * 3600 - 1))).toEqual([]);
    expect(await due(seconds(4 * 3600))).toEqual([...rmas].sort());
    const [first = '', ...others] = rmas;
    await shop.call(cancelReturn, { who: customer, params: { rma: first }, body: {} });
    expect(await due(seconds(100 * 86_400))).toEqual([...others].sort());
  });
});

describe('a mailed link', () => {
  const make = (rma: string, at = today) =>
    makeGuestLink(table, { brand: 'lumen', rma, orderNumber: 'F-6' }, randomBytes(24), at);
  const exchange = (token: string) => app.call(exchangeGuestLink, { body: { token } });
  let rma: string;
  beforeAll(async () => {
    await sell(table, 'F-6', { quantity: 2 });
    rma = await asked(app, 'F-6');
  });

  test('is exchanged for a token of its order, and kept only as a hash', async () => {
    const token = await make(rma);
    expect(await findGuestLink(table, token, today)).toMatchObject({ brand: 'lumen', rma, orderNumber: 'F-6' });
    expect(await exchange(token)).toMatchObject({ status: 200, body: { rma } });
    expect(token).not.toContain(rma);
  });

  test('ends after sixty days, whether or not the table has dropped it', async () => {
    const token = await make(rma);
    expect(await findGuestLink(table, token, seconds(60 * 86_400 - 1))).toBeDefined();
    expect(await findGuestLink(table, token, seconds(60 * 86_400))).toBeUndefined();
  });

  test('of another brand, a changed one and one of another form are not known', async () => {
    const token = await make(rma);
    const changed = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    for (const wrong of [token.replace('lumen.', 'harbor.'), changed, 'lumen', '', `lumen.${'a'.repeat(32)}`])
      expect(await findGuestLink(table, wrong, today)).toBeUndefined();
  });

  test('that was revoked is no longer exchanged; one made afterwards is', async () => {
    const token = await make(rma);
    await app.call(revokeLinks, { who: { role: 'agent' }, params: { rma } });
    expect((await exchange(token)).status).toBe(401);
    expect((await exchange(await make(rma, seconds(1)))).status).toBe(200);
  });
});

describe('tries', () => {
  test('are counted by order and by address, in windows of a quarter of an hour', async () => {
    const tries = { order: 'T-1', address: '192.0.2.7' };
    for (let i = 0; i < mostTries.order; i += 1) {
      await countTry(table, 'lumen', tries, today);
    }
    await expect(countTry(table, 'lumen', tries, today)).rejects.toMatchObject({ type: 'too-many-tries' });
    await expect(countTry(table, 'lumen', { ...tries, address: '192.0.2.8' }, today)).rejects.toMatchObject({
      type: 'too-many-tries',
    });
    await countTry(table, 'lumen', { ...tries, order: 'T-2' }, today);
    await countTry(table, 'harbor', tries, today);
    await countTry(table, 'lumen', tries, seconds(900));
  });

  test('that come all at once get no further than one after the other', async () => {
    const tries = { order: 'T-3', address: '192.0.2.9' };
    const all = Array.from({ length: mostTries.order + 7 }, () => countTry(table, 'lumen', tries, today));
    const refused = (await Promise.allSettled(all)).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(7);
  });

  test('that found the order are forgiven', async () => {
    const tries = { order: 'T-4', address: '192.0.2.10' };
    for (let i = 0; i < 2 * mostTries.order; i += 1) {
      await countTry(table, 'lumen', tries, today);
      await forgiveTry(table, 'lumen', tries, today);
    }
  });

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:0002::6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('from %s count as those of %s', (address, network) => expect(networkOf(address)).toBe(network));
});

describe('the inbox', () => {
  const arrival = { brand: 'lumen', provider: 'easypost', id: 'evt_1', body: '{"a":1}' } as const;
  const pk = partitions.inbox('lumen', 'easypost', 'evt_1');

  test('keeps an arrival once for its id, however many come at once', async () => {
    const kept = await Promise.all(Array.from({ length: 8 }, () => keepArrival(table, arrival, today)));
    expect(kept.filter(Boolean)).toHaveLength(1);
    expect(await keepArrival(table, { ...arrival, body: 'another' }, today)).toBe(false);
    expect(await loadArrival(table, pk)).toMatchObject({ body: '{"a":1}', state: 'waiting', provider: 'easypost' });
  });

  test('keeps the same id of another brand or partner apart', async () => {
    expect(await keepArrival(table, { ...arrival, brand: 'harbor' }, today)).toBe(true);
    expect(await keepArrival(table, { ...arrival, provider: 'generic' }, today)).toBe(true);
  });

  test('tells done from quarantined, with the reason', async () => {
    await finishArrival(table, pk, { state: 'quarantined', reason: 'No return has this tracking number' });
    expect(await loadArrival(table, pk)).toMatchObject({
      state: 'quarantined',
      reason: expect.stringMatching(/tracking number/),
    });
    await finishArrival(table, pk, { state: 'done' });
    expect(await loadArrival(table, pk)).toMatchObject({ state: 'done' });
    expect(await loadArrival(table, 'nothing')).toBeUndefined();
  });

  test('takes part in a transaction', async () => {
    const outcome = await transact(table, [arrivalWrite(table, arrival, today)]);
    expect(outcome).toEqual({ done: false, refused: ['inbox'] });
  });
});

describe('a brand', () => {
  test('is stored version by version; a version that is past is refused', async () => {
    expect(await storeBrand(table, 'acme', configuration, ['erp'], undefined)).toMatchObject({ version: 1 });
    expect(await storeBrand(table, 'acme', { ...configuration, name: 'Two' }, ['easypost'], 1)).toMatchObject({
      version: 2,
      secrets: ['easypost', 'erp'],
    });
    await expect(storeBrand(table, 'acme', configuration, [], 1)).rejects.toMatchObject({ type: 'version-conflict' });
    expect(await loadBrand(table, 'acme')).toMatchObject({ version: 2, configuration: { name: 'Two' } });
    expect(await loadBrand(table, 'nobody')).toBeUndefined();
  });

  test('that several put at once is stored by one of them for each version', async () => {
    const puts = Array.from({ length: 5 }, (_, i) =>
      storeBrand(table, 'raced', { ...configuration, name: `N${i}` }, [], 0),
    );
    const done = (await Promise.allSettled(puts)).filter(({ status }) => status === 'fulfilled');
    expect(done).toHaveLength(1);
    expect((await loadBrand(table, 'raced'))?.version).toBe(1);
  });

  test('is read anew after a minute by those who keep it', async () => {
    const read = createBrandReader(table);
    expect((await read('acme', today))?.name).toBe('Two');
    await storeBrand(table, 'acme', { ...configuration, name: 'Three' }, [], 2);
    expect((await read('acme', seconds(59)))?.name).toBe('Two');
    expect((await read('acme', seconds(60)))?.name).toBe('Three');
  });
});

test('a page of a provider’s books is written once for each version, and is its brand’s own', async () => {
  const books = createBooks<{ sum: number }>(table, 'lumen');
  expect(await books.read('payment#1')).toBeUndefined();
  const first = await Promise.all([1, 2, 3].map((sum) => books.write('payment#1', { sum }, 0)));
  expect(first.filter(Boolean)).toHaveLength(1);
  expect(await books.write('payment#1', { sum: 9 }, 1)).toBe(true);
  expect(await books.write('payment#1', { sum: 8 }, 1)).toBe(false);
  expect(await books.read('payment#1')).toEqual({ page: { sum: 9 }, version: 2 });
  expect(await createBooks(table, 'harbor').read('payment#1')).toBeUndefined();
});

describe('a scan at the dock finds a return', () => {
  test('by a serial that reads as an RMA number, when it is the number of no return: also when asked again', async () => {
    const serial = newRmaNumber((bytes) => crypto.getRandomValues(new Uint8Array(bytes))).replaceAll('-', '');
    await sell(table, 'F-SCAN', { serials: [serial] });
    const rma = await asked(app, 'F-SCAN', remorse({ serials: [serial] }));
    await machine.finish('lumen', rma);
    const scan = { who: { role: 'warehouse' }, body: { code: serial }, key: 'scan-of-a-serial' };
    for (let time = 0; time < 2; time += 1)
      expect(await app.call(receiveParcel, scan)).toMatchObject({ status: 200, body: { rma, stage: 'inspection' } });
  });
});
