import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { cancelReturn, createReturn } from '../../shared/contracts/intake.ts';
import type { Site } from '../../shared/contracts/sites.ts';
import { receiveParcel, rejectReturn } from '../../shared/contracts/staff.ts';
import { storeBrand } from '../../shared/storage/brands.ts';
import { loadSiteCounts } from '../../shared/storage/site-counts.ts';
import { partitions, sortKeys, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { createMachine } from './app/machine.ts';
import { customer, openBox, remorse, stored } from './app/returns.ts';
import { configuration, line, sell, today } from './app/shop.ts';

/** Room at a site that takes so many parcels a day: what is not sent after all gives it back, against the engine's table. */

let table: Table;
let app: App;
let now = today;
let orders = 0;
const day = '2026-11-20';

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => now);
});

const site = (id: string, some: Partial<Site> = {}): Site => ({
  id,
  name: `Site ${id}`,
  kind: 'distribution_centre',
  address: { name: `Lumen ${id}`, line1: 'Dock 1', city: 'Musterstadt', country: 'DE' },
  ...some,
});
const first = (parcelsPerDay: number) =>
  site('first', { cost: { perParcel: { currency: 'EUR', minor: 1 } }, parcelsPerDay });
const next = site('next', { cost: { perParcel: { currency: 'EUR', minor: 900 } } });

const open = (brand: string, sites: readonly Site[], more: object = {}) =>
  storeBrand(table, brand, { ...configuration, sites: [...sites], ...more }, [], undefined);

async function make(brand: string, asked: object = remorse(), sold: object = {}, quantity = 1): Promise<string> {
  orders += 1;
  const orderNumber = `R-${orders}`;
  await sell(table, orderNumber, { lines: [{ ...line('1', quantity, 9900), ...sold }] }, brand);
  for (;;) {
    const answer = await app.call<{ rma: string }>(createReturn, {
      who: { ...customer, brand },
      body: { orderNumber, lines: [{ ...asked, quantity }] },
    });
    // Who was too often too late comes again, as it is told.
    if (answer.status === 503) continue;
    expect(answer).toMatchObject({ status: 201 });
    return answer.body.rma;
  }
}
async function cancel(brand: string, rma: string): Promise<number> {
  for (;;) {
    const { status } = await app.call(cancelReturn, { who: { ...customer, brand }, params: { rma }, body: {} });
    if (status !== 503) return status;
  }
}
const shards = async (brand: string, one: Site) => (await loadSiteCounts(table, brand, day, [one])).get(one.id) ?? [];
const countOf = async (brand: string, one: Site) => (await shards(brand, one)).reduce((sum, count) => sum + count, 0);
const siteOf = async (brand: string, rma: string) => (await stored(app, rma, brand)).portions[0]?.site;

test('a return that is cancelled leaves its room to the next', async () => {
  const one = first(1);
  await open('again', [one, next]);
  const early = await make('again');
  expect(await siteOf('again', await make('again'))).toBe('next');
  expect(await cancel('again', early)).toBe(200);
  expect(await countOf('again', one)).toBe(0);
  expect(await siteOf('again', await make('again'))).toBe('first');
  expect(await countOf('again', one)).toBe(1);
});

test('a return of several parcels gives back all of them', async () => {
  const one = first(5);
  await open('parcels', [one], { parcels: { mostGrams: 10_000 } });
  const rma = await make('parcels', remorse(), { weightGrams: 6_000 }, 2);
  expect(await countOf('parcels', one)).toBe(2);
  expect(await cancel('parcels', rma)).toBe(200);
  expect(await countOf('parcels', one)).toBe(0);
});

test('and so does one that a person rejects', async () => {
  const one = first(5);
  await open('rejected', [one]);
  const rma = await make('rejected', openBox());
  expect(await countOf('rejected', one)).toBe(1);
  const refused = await app.call(rejectReturn, {
    who: { role: 'agent', brand: 'rejected' },
    params: { rma },
    body: { reason: 'It is another device.', message: 'This is another device.' },
  });
  expect(refused).toMatchObject({ status: 200 });
  expect(await countOf('rejected', one)).toBe(0);
});

test('what was sent has taken its room', async () => {
  const one = first(5);
  await open('sent', [one]);
  const rma = await make('sent');
  await createMachine(table, () => now, { brand: { ...configuration, sites: [one] } }).finish('sent', rma);
  await app.call(receiveParcel, { who: { role: 'warehouse', brand: 'sent' }, body: { code: rma } });
  expect(await cancel('sent', rma)).toBe(409);
  expect(await countOf('sent', one)).toBe(1);
});

test('of many who cancel one return at once its room is given back once', async () => {
  const one = first(5);
  await open('once', [one]);
  const rma = await make('once');
  await make('once');
  const statuses = await Promise.all(Array.from({ length: 8 }, () => cancel('once', rma)));
  expect(statuses.toSorted()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
  expect(await countOf('once', one)).toBe(1);
});

test('of many that are cancelled at once, while others are made, none is lost and none counted twice', async () => {
  const one = first(250);
  await open('many', [one]);
  const made = await Promise.all(Array.from({ length: 12 }, () => make('many')));
  expect(await countOf('many', one)).toBe(12);
  await Promise.all([...made.map((rma) => cancel('many', rma)), ...Array.from({ length: 5 }, () => make('many'))]);
  expect(await countOf('many', one)).toBe(5);
  expect((await shards('many', one)).every((count) => count >= 0)).toBe(true);
});

test('a count is never below zero, and keeps nobody from cancelling', async () => {
  const one = first(5);
  await open('zero', [one]);
  const [rma, other] = [await make('zero'), await make('zero')];
  const Key = { pk: partitions.siteDay('zero', 'first', day, 0), sk: sortKeys.only };
  const none = { UpdateExpression: 'SET parcels = :none', ExpressionAttributeValues: { ':none': 0 } };
  await table.documents.send(new UpdateCommand({ TableName: table.name, Key, ...none }));
  expect(await cancel('zero', rma)).toBe(200);
  expect(await cancel('zero', other)).toBe(200);
  expect(await countOf('zero', one)).toBe(0);
});

test('of a day that is over nothing is given back', async () => {
  const one = first(5);
  await open('later', [one]);
  const rma = await make('later');
  now = new Date(`${day}T12:00:00.000Z`);
  now.setUTCDate(now.getUTCDate() + 1);
  expect(await cancel('later', rma)).toBe(200);
  now = today;
  expect(await countOf('later', one)).toBe(1);
});
