import { beforeAll, describe, expect, test } from 'vitest';
import * as activations from '../../shared/contracts/activations.ts';
import * as policies from '../../shared/contracts/policies.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type Answer, type App, type Call, createApp } from './app/app.ts';
import { example } from './app/policies.ts';
import { today } from './app/shop.ts';

/** The book of what is in force: put in force, ended, rolled back, and by two at once. */

let table: Table;
let app: App;
let now = today;
let names = 0;

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => now);
});

const manager = (brand: string) => ({ role: 'manager', brand });
/** A brand of its own for each test. */
const newBrand = () => {
  names += 1;
  return `brand-${names}`;
};

const draft = (some: object = {}): policies.PolicyDraft => ({ ...example, ...some });
const save = (brand: string, document: unknown = draft(), call: Call = {}, policyId = 'returns') =>
  app.call(policies.savePolicyDraft, { who: manager(brand), params: { brand, policyId }, body: document, ...call });
const activate = (brand: string, body: object, call: Call = {}, policyId = 'returns') =>
  app.call(activations.activatePolicy, {
    who: manager(brand),
    params: { brand, policyId },
    body: { reason: 'A test.', ...body },
    ...call,
  });
const end = (brand: string, activation: number, body: object = {}, policyId = 'returns') =>
  app.call(activations.endActivation, {
    who: manager(brand),
    params: { brand, policyId, activation: String(activation) },
    body: { reason: 'It is over.', ...body },
  });
const rollBack = (brand: string, body: object = {}) =>
  app.call(activations.rollBackPolicy, {
    who: manager(brand),
    params: { brand, policyId: 'returns' },
    body: { reason: 'Too many wait.', ...body },
  });
const readBook = (brand: string) => app.call(activations.readPolicyBook, { who: manager(brand), params: { brand } });
const readVersion = (brand: string, version: string, policyId = 'returns') =>
  app.call(policies.readPolicyVersion, { who: manager(brand), params: { brand, policyId, version } });
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).toSorted();
const type = ({ body }: Answer) => String(body.type).split('/').at(-1);

const broken = draft({
  rules: [{ ...draft().rules[0], when: "colour == 'red'" }],
});

describe('a policy', () => {
  test('is put in force at once, and the shipped one stays in the book for what was bought before', async () => {
    const brand = newBrand();
    await save(brand);
    const done = await activate(brand, { version: '1' });
    expect(done).toMatchObject({
      status: 201,
      headers: { etag: '"1"' },
      body: {
        activation: { number: 2, version: '1', from: today.toISOString(), state: 'in_force' },
        change: { what: 'activated', by: { role: 'manager', id: 'manager-1' }, reason: 'A test.' },
      },
    });
    expect((await readBook(brand)).body).toMatchObject({
      version: 1,
      activations: [{ policyId: 'default', state: 'in_force' }, { policyId: 'returns' }],
    });
    expect(await readVersion(brand, '1')).toMatchObject({ body: { state: 'kept' } });
  });

  test('is scheduled, called off, put in force, and rolled back; the history says who, when and why', async () => {
    const brand = newBrand();
    await save(brand);
    await save(brand, draft({ title: 'Second' }));
    const from = new Date(today.getTime() + 86_400_000).toISOString();
    expect(await activate(brand, { version: '1', from })).toMatchObject({
      body: { activation: { state: 'scheduled' } },
    });
    expect(await end(brand, 2)).toMatchObject({ status: 200, body: { activation: { state: 'called_off' } } });
    await activate(brand, { version: '1' });
    now = new Date(today.getTime() + 1000);
    await activate(brand, { version: '2' });
    now = new Date(today.getTime() + 2000);
    expect(await rollBack(brand)).toMatchObject({
      status: 201,
      body: { activation: { version: '1', state: 'in_force' } },
    });
    now = today;
    const history = await app.call(activations.listPolicyChanges, { who: manager(brand), params: { brand } });
    expect(history.body.items).toMatchObject([
      { book: 5, what: 'rolled_back', version: '1', reason: 'Too many wait.', at: '2026-11-20T09:00:02.000Z' },
      { book: 4, what: 'activated', version: '2', by: { id: 'manager-1' } },
      { book: 3, what: 'activated', version: '1' },
      { book: 2, what: 'ended', activation: 2, reason: 'It is over.' },
      { book: 1, what: 'activated', from },
    ]);
  });

  test('with faults is refused with all of them', async () => {
    const brand = newBrand();
    await save(brand, broken);
    const refused = await activate(brand, { version: '1', acceptWarnings: true });
    expect(type(refused)).toBe('policy-not-sound');
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: expect.stringMatching(/^\/rules\/0/) }] },
    });
    expect((await readBook(brand)).body).toEqual({ version: 0, activations: [] });
  });

  test.each<[string, object, number, string]>([
    ['a version that is not there', { version: '7' }, 404, 'not-found'],
    ['a time in the past', { version: '1', from: '2026-11-19T00:00:00Z' }, 400, 'invalid-request'],
    ['no reason', { version: '1', reason: undefined }, 400, 'invalid-request'],
  ])('is not put in force with %s', async (_, body, status, problem) => {
    const brand = newBrand();
    await save(brand);
    const refused = await activate(brand, body);
    expect([refused.status, type(refused)]).toEqual([status, problem]);
  });

  test('beside another that would decide the same lines is refused, with both names', async () => {
    const brand = newBrand();
    await save(brand);
    await save(brand, draft({ title: 'Winter sale' }), {}, 'sale');
    await activate(brand, { version: '1' });
    const refused = await activate(brand, { version: '1' }, {}, 'sale');
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toMatch(/“Returns of Lumen”.*“Winter sale”/);
    expect(await save(brand, draft({ title: 'Winter sale' }), {}, 'sale')).toMatchObject({
      body: { sound: false, findings: [{ code: 'scope_overlap', pointer: '/scope' }] },
    });
  });
});

describe('two who change the book at once', () => {
  test('exactly one activation wins, the others are told to read the book again', async () => {
    const brand = newBrand();
    for (let i = 0; i < 8; i += 1) await save(brand, draft({ title: `Title ${i}` }));
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => activate(brand, { version: String(i + 1) })));
    expect(statuses(answers)).toEqual([201, ...Array(7).fill(412)]);
    const { activations } = (await readBook(brand)).body as { activations: unknown[] };
    expect(activations).toHaveLength(2);
  });

  test('one key puts in force once, however often it is sent, and is answered alike', async () => {
    const brand = newBrand();
    await save(brand);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => activate(brand, { version: '1' }, { key: 'once' })),
    );
    expect(statuses(answers)).toEqual(Array(6).fill(201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await readBook(brand)).body.version).toBe(1);
    expect(await activate(brand, { version: '1', reason: 'Another.' }, { key: 'once' })).toMatchObject({ status: 422 });
    // Long after, when it could not be decided anew: it is in force already.
    expect(await activate(brand, { version: '1' }, { key: 'once' })).toMatchObject({ status: 201 });
    expect(await activate(brand, { version: '1' })).toMatchObject({ status: 400 });
  });

  test('who has read an older book is told so', async () => {
    const brand = newBrand();
    await save(brand);
    await save(brand, draft({ title: 'Second' }));
    await activate(brand, { version: '1' }, { headers: { 'if-match': '"0"' } });
    const stale = await activate(brand, { version: '2' }, { headers: { 'if-match': '"0"' } });
    expect(stale.status).toBe(412);
    expect(await activate(brand, { version: '2' }, { headers: { 'if-match': '"1"' } })).toMatchObject({ status: 201 });
  });
});
