import { gunzipSync } from 'node:zlib';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createPassBacktests } from '../../functions/deadlines/pass-backtests.ts';
import { entryOf } from '../../functions/publish/entry-of.ts';
import { archived, bringIn } from '../../infra/local/archived-requests.ts';
import * as contracts from '../../shared/contracts/backtests.ts';
import * as policies from '../../shared/contracts/policies.ts';
import { policyDocument } from '../../shared/contracts/policy.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import { changeRow } from '../../shared/policy/backtest/change-list.ts';
import { decideAnew } from '../../shared/policy/backtest/decide-anew.ts';
import { pastRequest } from '../../shared/policy/backtest/past-request.ts';
import { changesKey, countsKey } from '../../shared/policy/backtest/plan.ts';
import { reportOf } from '../../shared/policy/backtest/report.ts';
import { countRequest, noTally } from '../../shared/policy/backtest/tally.ts';
import { compilePolicy } from '../../shared/policy/compile.ts';
import { defaultPolicy } from '../../shared/policy/default-policy.ts';
import { partitions, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { callOutside, inProcess, withFaults } from '../faults/table-faults.ts';
import { pastReturns } from '../fixtures/archive/past-returns.ts';
import { type FilesInMemory, filesInMemory } from '../fixtures/files-in-memory.ts';
import { type Answer, type App, type Call, createApp } from './app/app.ts';
import { type BacktestMachine, createBacktestMachine } from './app/backtests.ts';
import { counted, withCounting } from './app/counting.ts';

/** Backtests from the request to the report: table and machine as they are, the archive in memory. */

const october = pastReturns({ seed: 11, count: 310 });
const { id: _id, version: _version, ...shipped } = defaultPolicy;
/** The shipped policy, but nothing is worth too little to come back. */
const nothingIsCheap = {
  ...shipped,
  amounts: {
    ...shipped.amounts,
    returnlessUnder: Object.fromEntries(
      Object.keys(shipped.amounts.returnlessUnder ?? {}).map((currency) => [currency, 0]),
    ),
  },
};

let table: Table;
let app: App;
let now: Date;
let brands = 0;
let brand: string;
let place: FilesInMemory;
let machine: BacktestMachine;

beforeAll(async () => {
  table = withFaults(withCounting(await freshTable()));
  app = await createApp(table, () => now);
});
beforeEach(() => {
  brands += 1;
  brand = `brand-${brands}`;
  now = new Date('2026-11-03T12:00:00.000Z');
  place = filesInMemory();
  machine = createBacktestMachine(table, place, () => now);
});

const own = (events: readonly ReturnEvent[]) => events.map((event) => ({ ...event, brand }));
const sealedOctober = () => archived(place, own(october), new Date('2026-11-02T12:00:00.000Z'));
const who = () => ({ role: 'manager', brand });
const wish = { policyId: 'strict', from: '2026-10-01', to: '2026-10-31' };
const type = ({ body }: Answer) => String(body.type).split('/').at(-1);

const save = (document: unknown = nothingIsCheap, policyId = 'strict') =>
  app.call(policies.savePolicyDraft, { who: who(), params: { brand, policyId }, body: document });
const start = (body: object = {}, call: Call = {}) =>
  app.call<{ id: string } & Answer['body']>(contracts.startBacktest, {
    who: who(),
    params: { brand },
    body: { ...wish, ...body },
    ...call,
  });
const read = async (id: string, call: Call = {}) =>
  app.call<Record<string, unknown> & Partial<ReturnType<typeof contracts.backtest.parse>>>(contracts.readBacktest, {
    who: who(),
    params: { brand, backtest: id },
    ...call,
  });
const retry = (id: string, call: Call = {}) =>
  app.call(contracts.retryBacktest, { who: who(), params: { brand, backtest: id }, ...call });

/** What the bus is told of a backtest, attempt after attempt. */
async function told(id: string) {
  const { Items = [] } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :attempt)',
      ExpressionAttributeValues: { ':pk': partitions.backtest(brand, id), ':attempt': 'ATTEMPT#' },
    }),
  );
  return Items.map((item) => JSON.parse(entryOf(item, 'bus')?.Detail ?? '{}'));
}

/** Asks for a backtest, and runs it as the bus has it run. */
async function backtested(body: object = {}) {
  const { id } = (await start(body)).body;
  for (const run of await told(id)) await machine.run(run);
  return { id, ...(await read(id)).body };
}

/** What a backtest finds, counted in one go. */
function expected(events: readonly ReturnEvent[], document: object = nothingIsCheap) {
  const policy = compilePolicy(policyDocument.parse({ ...document, id: 'strict', version: '1' }));
  const tally = noTally();
  const rows = events.flatMap((event) => {
    const past = pastRequest(event);
    if (!past) throw new Error('Every event can be read');
    const anew = decideAnew(past, policy);
    return countRequest(tally, anew).map((line) => changeRow(anew, line));
  });
  return { report: reportOf(tally), rows };
}

describe('a backtest that was asked for', () => {
  test('reads the archive of its days, and reports what would have been decided', async () => {
    await sealedOctober();
    await save();
    const found = await backtested();
    const { report, rows } = expected(october);
    expect(report.changed.returns).toBeGreaterThan(20);
    expect(found).toMatchObject({
      state: 'completed',
      policy: { id: 'strict', version: '1' },
      attempt: 1,
      progress: { files: { done: 31, total: 31 }, returns: 310 },
      days: { sealed: 31, unsealed: [] },
      requestedBy: { role: 'manager' },
      changes: { lines: report.changed.lines, url: `https://files.example/${changesKey(brand, found.id)}` },
    });
    expect(found.report).toEqual(report);
    expect(contracts.backtest.parse(found)).toEqual(found);
    const list = gunzipSync(place.stored.get(changesKey(brand, found.id)) ?? '').toString();
    expect(list.split('\r\n').slice(1, -1).toSorted()).toEqual(rows.map((row) => row.trimEnd()).toSorted());
  });

  test('is of the newest version saved, or of the one that is named; later saves change nothing', async () => {
    await sealedOctober();
    await save(shipped);
    await save();
    const { id } = (await start({ version: '1' })).body;
    const newest = (await start()).body;
    await save({ ...nothingIsCheap, title: 'Another' });
    for (const one of [id, newest.id]) for (const run of await told(one)) await machine.run(run);
    expect((await read(id)).body).toMatchObject({ policy: { version: '1' }, report: { changed: { returns: 0 } } });
    expect((await read(newest.id)).body.policy).toEqual({ id: 'strict', version: '2' });
    expect((await read(newest.id)).body.report).toEqual(expected(october).report);
  });

  test('tries the shipped policy as well', async () => {
    await sealedOctober();
    expect(await backtested({ policyId: 'default' })).toMatchObject({
      policy: { id: 'default', version: defaultPolicy.version },
      report: { returns: 310, changed: { returns: 0 } },
    });
  });

  test('reads its days, both the first and the last, and no others', async () => {
    await sealedOctober();
    await save();
    const days = october.filter(({ at }) => at >= '2026-10-03' && at < '2026-10-05');
    const found = await backtested({ from: '2026-10-03', to: '2026-10-04' });
    expect(found.report).toEqual(expected(days).report);
    expect(found.days).toEqual({ sealed: 2, unsealed: [] });
    expect(await backtested({ from: '2025-01-01', to: '2025-06-30' })).toMatchObject({
      state: 'completed',
      progress: { files: { done: 0, total: 0 } },
      report: { returns: 0, before: { automatic: { basisPoints: 0 } } },
    });
  });

  test('finds nothing of another brand', async () => {
    await sealedOctober();
    brands += 1;
    brand = `brand-${brands}`;
    await save();
    expect(await backtested()).toMatchObject({ state: 'completed', report: { returns: 0 } });
  });

  test('costs a request for each file and a few for each part, one transition a part, and writes to no return', async () => {
    await sealedOctober();
    await save();
    const { id } = (await start()).body;
    const [run] = await told(id);
    const before = { ...place.asked };
    let entered: readonly string[] = [];
    const { asked } = await counted(async () => {
      entered = await machine.run(run);
    });
    // Two listings and 31 manifests; the plan looked for, and read by its maker and the part; 31 files; then the counts.
    expect(place.asked.list - before.list).toBe(2);
    expect(place.asked.get - before.get).toBe(31 + 2 + 31 + 1 + 1 + 2);
    expect(place.asked.put - before.put).toBe(4);
    expect(entered).toHaveLength(8);
    const writes = asked.filter(({ command }) => /Put|Update|Delete|Write/.test(command));
    expect(writes.map(({ command }) => command)).toEqual([
      'UpdateItem',
      'UpdateItem',
      'UpdateItem',
      'TransactWriteItems',
    ]);
    expect([...place.stored.keys()].filter((key) => !/^(archive|unsealed|backtests)\//.test(key))).toEqual([]);
  });
});

describe('days that are not sealed', () => {
  const today = '2026-11-03';
  /** Of yesterday and today, some of it twice, and one that the last sealed day has already. */
  async function unsealed(): Promise<ReturnEvent[]> {
    await sealedOctober();
    const events = pastReturns({ seed: 12, count: 40, from: '2026-11-02', days: 2 });
    await bringIn(place, own(events));
    await bringIn(place, own(events.slice(10, 30)), 7);
    await bringIn(
      place,
      own(october.slice(-1)).map((event) => ({ ...event, at: '2026-11-02T00:00:01.000Z' })),
    );
    await save();
    return events;
  }

  test('are left out, and named', async () => {
    await unsealed();
    const found = await backtested({ to: today });
    expect(found).toMatchObject({ includeUnsealed: false, days: { sealed: 31, unsealed: ['2026-11-02', today] } });
    expect(found.report).toEqual(expected(october).report);
  });

  test('are taken in where they are asked for, each return once, and named', async () => {
    const events = await unsealed();
    const found = await backtested({ to: today, includeUnsealed: true });
    expect(found).toMatchObject({ includeUnsealed: true, days: { unsealed: ['2026-11-02', today] } });
    expect(found.report).toEqual(expected([...october, ...events]).report);
  });

  test('are as they were when it was asked for, however often it is started', async () => {
    const events = await unsealed();
    const { id } = (await start({ to: today, includeUnsealed: true })).body;
    const [run] = await told(id);
    await machine.step({ step: 'choose', run });
    await bringIn(place, own(pastReturns({ seed: 13, count: 20, from: today, days: 1 })));
    await machine.run(run);
    expect((await read(id)).body.report).toEqual(expected([...october, ...events]).report);
  });
});

describe('a backtest is asked for', () => {
  test('once for a key, also by twenty requests at once', async () => {
    await save();
    const answers = await Promise.all(Array.from({ length: 20 }, () => start({}, { key: `once-${brand}` })));
    const ids = new Set(answers.map(({ status, body }) => `${status} ${body.id}`));
    expect(ids.size).toBe(1);
    expect([...ids][0]).toMatch(/^202 /);
    const list = await app.call(contracts.listBacktests, { who: who(), params: { brand } });
    expect(list.body.items).toHaveLength(1);
    expect(type(await start({ to: '2026-10-30' }, { key: `once-${brand}` }))).toBe('idempotency-key-reused');
  });

  test.each<[string, object, string, string]>([
    ['of no policy that was saved', { policyId: 'nobody' }, '/policyId', 'no_policy_saved'],
    ['of no version that was saved', { version: '9' }, '/version', 'no_policy_version'],
    ['of a shipped version that is not there', { policyId: 'default', version: '0' }, '/version', 'no_policy_version'],
    ['that ends before it begins', { to: '2026-09-30' }, '/to', 'ends_before_it_begins'],
    ['of days to come', { from: '2026-11-04', to: '2026-11-05' }, '/from', 'days_to_come'],
    ['of more than a year', { from: '2025-10-01', to: '2026-10-02' }, '/to', 'too_many_days'],
    ['of a day that is none', { from: '2026-02-30' }, '/from', 'not_a_date'],
  ])('not %s', async (_, body, pointer, code) => {
    await save();
    const answer = await start(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer, code }]);
  });

  test('by managers and administrators of the brand', async () => {
    await save();
    for (const role of ['manager', 'administrator'])
      expect((await start({}, { who: { role, brand } })).status).toBe(202);
    for (const role of ['customer', 'agent', 'warehouse', 'inspector', 'finance', 'compliance', 'integration'])
      expect((await start({}, { who: { role, brand } })).status).toBe(403);
    const stranger = { role: 'manager', brand: 'stranger' };
    expect((await start({}, { who: stranger })).status).toBe(404);
    const { id } = (await start()).body;
    expect((await read(id, { who: stranger })).status).toBe(404);
    expect((await read(id, { who: stranger, params: { brand: 'stranger', backtest: id } })).status).toBe(404);
    expect((await retry(id, { who: stranger, params: { brand: 'stranger', backtest: id } })).status).toBe(404);
  });

  test('and listed, the newest first, page by page, for a year', async () => {
    await save();
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      now = new Date(now.getTime() + 1000);
      ids.unshift((await start()).body.id);
    }
    const page = (cursor?: unknown) =>
      app.call<{ items: { id: string }[]; next?: string }>(contracts.listBacktests, {
        who: who(),
        params: { brand },
        query: { limit: '2', ...(cursor !== undefined && { cursor: String(cursor) }) },
      });
    const { result: first, asked } = await counted(() => page());
    expect(asked.map(({ command }) => command)).toEqual(['Query']);
    const second = await page(first.body.next);
    const third = await page(second.body.next);
    expect([first, second, third].flatMap(({ body }) => body.items.map(({ id }) => id))).toEqual(ids);
    expect(third.body.next).toBeUndefined();
    now = new Date(now.getTime() + 366 * 86_400_000);
    expect((await page()).body.items).toEqual([]);
    expect((await read(ids[0] ?? '')).status).toBe(404);
  });
});

describe('a backtest that does not come to its end', () => {
  test('by a faulty policy says which rules, and cannot get better', async () => {
    await sealedOctober();
    await save({ ...shipped, rules: [{ ...shipped.rules[0], when: "colour == 'red'" }, ...shipped.rules.slice(1)] });
    const found = await backtested();
    expect(found).toMatchObject({ state: 'failed', failure: { code: 'policy_faulty' } });
    expect(found.failure?.detail).toContain(shipped.rules[0]?.id);
    expect(found.report).toBeUndefined();
  });

  test('of a policy that cannot answer is completed, and counts what it could not', async () => {
    await sealedOctober();
    const [first, ...rules] = shipped.rules;
    await save({ ...shipped, rules: [{ ...first, when: 'valueMinor / 0 > 1' }, ...rules] });
    const found = await backtested();
    expect(found.state).toBe('completed');
    expect(found.report?.after.policyFailed).toBeGreaterThan(200);
    expect(found.report?.before.policyFailed).toBe(0);
  });

  test('by a damaged archive says which file it is', async () => {
    await sealedOctober();
    const [key = ''] = [...place.stored.keys()].filter((one) => one.includes('requests-'));
    place.stored.set(key, new Uint8Array([1, 2, 3]));
    await save();
    const found = await backtested();
    expect(found).toMatchObject({ state: 'failed', failure: { code: 'archive_damaged' } });
    expect(found.failure?.detail).toContain(key);
  });

  test('goes on where it stopped, once for a key, and finds the same', async () => {
    await sealedOctober();
    await save();
    machine = createBacktestMachine(table, { ...place, files: { ...place.files, putOnce: failing(3) } }, () => now);
    const { id } = (await start()).body;
    const [run] = await told(id);
    expect((await machine.run(run)).at(-1)).toBe('Failed');
    const failed = (await read(id)).body;
    expect(failed).toMatchObject({ state: 'failed', failure: { code: 'technical' }, attempt: 1 });
    expect(failed.failure?.detail).toMatch(/StorageDown.*Start it again/);

    const answers = await Promise.all([1, 2, 3].map(() => retry(id, { key: `again-${brand}` })));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(type(await retry(id))).toBe('step-not-legal');
    const runs = await told(id);
    expect(runs.map(({ attempt }) => attempt)).toEqual([1, 2]);
    machine = createBacktestMachine(table, place, () => now);
    for (const one of runs) await machine.run(one);
    const found = (await read(id)).body;
    expect(found).toMatchObject({ state: 'completed', attempt: 2 });
    expect(found.failure).toBeUndefined();
    expect(found.report).toEqual(expected(october).report);
    expect(type(await retry(id))).toBe('step-not-legal');
  });

  test('is called interrupted when nothing is heard of it for half an hour, and not before', async () => {
    await sealedOctober();
    await save();
    const { id } = (await start()).body;
    const [run] = await told(id);
    const later = (minutes: number) => {
      now = new Date(now.getTime() + minutes * 60_000);
      return createPassBacktests({ table })(now);
    };
    await later(20);
    await machine.step({ step: 'choose', run });
    await later(20);
    expect((await read(id)).body.state).toBe('running');
    await later(20);
    expect((await read(id)).body.state).toBe('interrupted');
    // What is left of the attempt does nothing any more.
    expect(await machine.step({ step: 'decide', run, part: 1 })).toEqual({ outcome: 'superseded' });
    expect((await retry(id)).status).toBe(202);
    for (const one of await told(id)) await machine.run(one);
    expect((await read(id)).body).toMatchObject({ state: 'completed', attempt: 2 });
    expect(await later(60)).toBe(0);
  });

  /** Storage that lets so many writes through, and no more. */
  function failing(after: number): FilesInMemory['files']['putOnce'] {
    let puts = 0;
    return (...put) => {
      puts += 1;
      if (puts > after) throw Object.assign(new Error('no disk left on 10.0.0.1'), { name: 'StorageDown' });
      return place.files.putOnce(...put);
    };
  }
});

test('killed anywhere, run twice, part by part: it ends with the same report, and each part is counted once', async () => {
  const days = october.filter(({ at }) => at < '2026-10-08');
  await archived(place, own(days), now);
  await save();
  const outside = { unreached: () => new Error('not reached'), lost: () => new Error('no answer') };
  const faulty = {
    ...place,
    files: {
      ...place.files,
      get: (key: string) => callOutside(() => place.files.get(key), outside),
      putOnce: (...put: Parameters<typeof place.files.putOnce>) =>
        callOutside(() => place.files.putOnce(...put), outside),
    },
  };
  machine = createBacktestMachine(table, faulty, () => now, 1);
  const want = expected(days).report;
  for (let call = 1; call <= 16; call += 1) {
    const { id } = (await start()).body;
    const [run] = await told(id);
    for (const fault of ['killed_before', 'killed_after'] as const)
      await inProcess({ [call]: fault }, () => machine.run(run)).catch(() => undefined);
    const state = (await read(id)).body.state;
    if (state === 'failed') {
      await retry(id);
      for (const again of await told(id)) await machine.run(again);
    } else if (state !== 'completed') await machine.run(run);
    const found = (await read(id)).body;
    expect(found.report, `call ${call}`).toEqual(want);
    expect(found.progress, `call ${call}`).toEqual({ files: { done: 7, total: 7 }, returns: days.length });
    expect(place.stored.has(countsKey(brand, id, 1))).toBe(true);
  }
});
