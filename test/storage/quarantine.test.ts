import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  createListQuarantine,
  createReadQuarantined,
  createRetryQuarantined,
} from '../../functions/brands/quarantine.ts';
import { createSweepInbox } from '../../functions/deadlines/sweep-inbox.ts';
import { entryOf } from '../../functions/publish/entry-of.ts';
import { listQuarantine, readQuarantined, retryQuarantined } from '../../shared/contracts/brands.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { againMinutes, finishArrival, keepArrival, loadArrival } from '../../shared/storage/inbox.ts';
import { partitions, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { ask, signedInAs } from '../fixtures/http.ts';

const start = Date.parse('2026-11-04T09:00:00.000Z');
const minutes = (count: number) => new Date(start + count * 60_000);
const reason = 'No return has this tracking number';
const pkOf = (id: string, brand = 'lumen') => partitions.inbox(brand, 'generic', id);

let table: Table;
beforeEach(async () => {
  table = await freshTable();
});

const keep = (id: string, at = 0, brand = 'lumen') =>
  keepArrival(table, { brand, provider: 'generic', id, body: `{"id":"${id}"}` }, minutes(at));
const quarantine = async (id: string, at = 0, brand = 'lumen') => {
  await keep(id, at, brand);
  await finishArrival(table, pkOf(id, brand), { state: 'quarantined', reason });
};

const entry = (brand = 'lumen') => {
  const deps = { table, signingKey: async () => new Uint8Array(32) };
  return createEntry(
    [
      serves(listQuarantine, createListQuarantine(deps)),
      serves(readQuarantined, createReadQuarantined(deps)),
      serves(retryQuarantined, createRetryQuarantined(deps)),
    ],
    { signIn: signedInAs({ brand, roles: ['administrator'], id: 'admin' }), clock: () => minutes(60) },
  );
};
const list = async (brand = 'lumen', query = {}) =>
  (await ask(entry(brand), { route: listQuarantine, params: { brand }, query })).body as {
    items: { id: string; reason: string; receivedAt: string }[];
    next?: string;
  };
const retry = (arrival: string, key: string, brand = 'lumen') =>
  ask(entry(brand), {
    route: retryQuarantined,
    params: { brand, arrival },
    headers: { 'idempotency-key': key },
  });

/** What the bus was told of an arrival, the first time included. */
async function told(pk: string) {
  const { Items = [] } = await table.documents.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }));
  const entries = Items.map((item) => entryOf(item, 'bus')).filter((one) => one !== undefined);
  return entries.filter(({ Detail }) => JSON.parse(Detail ?? '{}').inbox === pk);
}

describe('what could not be worked off', () => {
  test('is listed, oldest first, for its own brand only, page by page', async () => {
    await quarantine('b', 2);
    await quarantine('a', 1);
    await quarantine('other', 1, 'harbor');
    await keep('waits');
    const first = await list('lumen', { limit: '1' });
    const second = await list('lumen', { limit: '1', cursor: first.next ?? '' });
    const receivedAt = [...first.items, ...second.items].map((one) => one.receivedAt);
    expect(receivedAt).toEqual([minutes(1).toISOString(), minutes(2).toISOString()]);
    expect(first.items[0]).toMatchObject({ reason, provider: 'generic' });
    expect((await list('harbor')).items).toHaveLength(1);
  });

  test('is read with its body, and not by another brand', async () => {
    await quarantine('a');
    const [{ id } = { id: '' }] = (await list()).items;
    const read = (brand: string) => ask(entry(brand), { route: readQuarantined, params: { brand, arrival: id } });
    expect(await read('lumen')).toMatchObject({ status: 200, body: { id, reason, body: '{"id":"a"}' } });
    expect(await read('harbor')).toMatchObject({ status: 404 });
  });

  test('is tried again when it is asked for, once for a key, and is then no longer listed', async () => {
    await quarantine('a');
    const [{ id } = { id: '' }] = (await list()).items;
    const answers = [await retry(id, 'k1'), await retry(id, 'k1'), await retry(id, 'k2')];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 404]);
    expect(await loadArrival(table, pkOf('a'))).toMatchObject({ state: 'waiting', body: '{"id":"a"}' });
    expect(await told(pkOf('a'))).toHaveLength(2);
    expect((await list()).items).toEqual([]);
  });
});

describe('what nobody works off', () => {
  const sweep = (at: number) => createSweepInbox({ table })(minutes(at), () => false);

  test('is told of again, and not before its time', async () => {
    await keep('lost');
    expect(await sweep(againMinutes - 1)).toMatchObject({ told: 0 });
    expect(await sweep(againMinutes)).toMatchObject({ told: 1, failed: 0 });
    expect(await sweep(againMinutes)).toMatchObject({ told: 0 });
    expect(await told(pkOf('lost'))).toHaveLength(2);
  });

  test('is not told of again once it is worked off', async () => {
    await keep('done');
    await finishArrival(table, pkOf('done'), { state: 'done' });
    expect(await sweep(10 * againMinutes)).toMatchObject({ told: 0, quarantined: 0 });
  });

  test('is a person’s after five times', async () => {
    await keep('never');
    for (let i = 1; i <= 5; i += 1) expect(await sweep(i * againMinutes)).toMatchObject({ told: 1 });
    expect(await sweep(6 * againMinutes)).toMatchObject({ told: 0, quarantined: 1 });
    expect(await sweep(7 * againMinutes)).toMatchObject({ told: 0, quarantined: 0 });
    expect((await list()).items).toHaveLength(1);
  });
});
