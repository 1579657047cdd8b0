import { beforeAll, describe, expect, test } from 'vitest';
import * as activations from '../../shared/contracts/activations.ts';
import * as policies from '../../shared/contracts/policies.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type Answer, type App, type Call, createApp } from './app/app.ts';
import { example } from './app/policies.ts';
import { today } from './app/shop.ts';

/** Drafts and versions of policies, and the book of what is in force, against the engine's table. */

let table: Table;
let app: App;
const now = today;
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
const readVersion = (brand: string, version: string, policyId = 'returns') =>
  app.call(policies.readPolicyVersion, { who: manager(brand), params: { brand, policyId, version } });
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).toSorted();

const broken = draft({
  rules: [{ ...draft().rules[0], when: "colour == 'red'" }],
});

describe('a draft', () => {
  test('is saved as a version of its own each time, and no version ever changes', async () => {
    const brand = newBrand();
    expect(await save(brand)).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: { policyId: 'returns', version: '1', state: 'draft', sound: true, savedBy: { role: 'manager' } },
    });
    const renamed = draft({ title: 'Another title' });
    expect(await save(brand, renamed)).toMatchObject({ status: 200, body: { version: '2', title: 'Another title' } });
    expect(await readVersion(brand, '1')).toMatchObject({ status: 200, body: { title: draft().title } });
    expect(await readVersion(brand, '2')).toMatchObject({
      status: 200,
      body: { document: { title: 'Another title' } },
    });
    expect(await readVersion(brand, '3')).toMatchObject({ status: 404 });
  });

  test('that is the same again makes no new version', async () => {
    const brand = newBrand();
    await save(brand);
    expect(await save(brand)).toMatchObject({ body: { version: '1' } });
    expect(await save(brand, draft(), { headers: { 'if-match': '"1"' } })).toMatchObject({ body: { version: '1' } });
  });

  test('is saved on what was read: of many who go on with the same version one wins', async () => {
    const brand = newBrand();
    await save(brand);
    const onOne = { headers: { 'if-match': '"1"' } };
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => save(brand, draft({ title: `Title ${i}` }), onOne)),
    );
    expect(statuses(answers)).toEqual([200, 412, 412, 412, 412, 412]);
    expect(await save(brand, draft({ title: 'New' }), { headers: { 'if-match': '"7"' } })).toMatchObject({
      status: 412,
    });
    const shipped = await app.call(policies.readPolicyDraft, {
      who: manager(brand),
      params: { brand, policyId: 'default' },
    });
    expect(shipped).toMatchObject({ status: 200, body: { policyId: 'default', state: 'kept', sound: true } });
    const read = await app.call(policies.readPolicyDraft, {
      who: manager(brand),
      params: { brand, policyId: 'returns' },
    });
    expect(read).toMatchObject({ headers: { etag: '"2"' }, body: { version: '2' } });
  });

  test('of many who save without a look at the others none is lost', async () => {
    const brand = newBrand();
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => save(brand, draft({ title: `Title ${i}` }))));
    expect(statuses(answers)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(answers.map(({ body }) => Number(body.version)).toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('may have faults: they are named with pointers, and kept with the version', async () => {
    const brand = newBrand();
    const finding = {
      level: 'error',
      pointer: expect.stringMatching(/^\/rules\/0/),
      detail: expect.stringContaining('colour'),
    };
    expect(await save(brand, broken)).toMatchObject({ status: 200, body: { sound: false, findings: [finding] } });
    expect(await readVersion(brand, '1')).toMatchObject({ body: { sound: false, findings: [finding] } });
    const listed = await app.call(policies.listPolicyVersions, {
      who: manager(brand),
      params: { brand, policyId: 'returns' },
    });
    expect(listed.body.items).toMatchObject([{ version: '1', sound: false, errors: 1 }]);
  });

  test.each<[string, unknown, string]>([
    ['no windows', { ...draft(), windows: undefined }, '/windows'],
    ['an unknown field', { ...draft(), colour: 'red' }, '/colour'],
    ['an id of its own', { ...draft(), id: 'mine' }, '/id'],
    ['no rule', draft({ rules: [] }), '/rules'],
  ])('is refused with %s, and the field is named', async (_, document, pointer) => {
    const answer = await save('brand-1', document);
    expect(answer).toMatchObject({ status: 400, body: { errors: [expect.objectContaining({ pointer })] } });
  });

  test('up to 300,000 bytes is kept whole; a larger one is refused with the limit', async () => {
    const brand = newBrand();
    const rules = (count: number) =>
      Array.from({ length: count }, (_, i) => ({
        ...draft().rules[0],
        id: `rule-${i}`,
        title: 'x'.repeat(200),
        when: `valueMinor > ${i} && ${'flagged || '.repeat(85)}business`,
      }));
    const large = draft({ rules: rules(195) });
    const bytes = Buffer.byteLength(JSON.stringify(large));
    expect(bytes).toBeGreaterThan(250_000);
    expect(await save(brand, large)).toMatchObject({ status: 200, body: { version: '1' } });
    expect((await readVersion(brand, '1')).body.document).toMatchObject({ rules: { length: 195 } });
    const wide = draft({
      rules: rules(200),
      amounts: Object.fromEntries(Array.from({ length: 2500 }, (_, i) => [`amount${i}`, { EUR: i }])),
    });
    const refused = await save(brand, wide);
    expect(refused.status).toBe(413);
    expect(refused.body.detail).toContain('300000 bytes');
  });

  test('with faults in every rule of the largest one is kept too, with the first of what was found', async () => {
    const brand = newBrand();
    const rules = Array.from({ length: 170 }, (_, i) => ({
      ...draft().rules[0],
      id: `rule-${i}`,
      when: `quantity + ${i} > '${'ä'.repeat(700)}'`,
    }));
    const wrong = draft({ rules });
    expect(Buffer.byteLength(JSON.stringify(wrong))).toBeGreaterThan(250_000);
    expect(await save(brand, wrong)).toMatchObject({ status: 200, body: { version: '1', sound: false } });
    const { body } = await readVersion(brand, '1');
    expect((body.findings as unknown[]).length).toBeGreaterThan(50);
  });

  test('cannot have the name of the shipped policy', async () => {
    expect(await save(newBrand(), draft(), {}, 'default')).toMatchObject({ status: 409 });
  });
});

describe('the check', () => {
  const check = (brand: string, body: object) =>
    app.call(policies.checkPolicy, { who: manager(brand), params: { brand, policyId: 'returns' }, body });

  test('of what is given writes nothing; of what is saved it finds the same again', async () => {
    const brand = newBrand();
    expect(await check(brand, { document: broken })).toMatchObject({ status: 200, body: { sound: false } });
    expect(await check(brand, {})).toMatchObject({ status: 404 });
    await save(brand, broken);
    await save(brand);
    expect(await check(brand, { version: '1' })).toMatchObject({ body: { sound: false } });
    expect(await check(brand, {})).toMatchObject({ body: { sound: true, findings: [] } });
    expect(await check(brand, { version: '9' })).toMatchObject({ status: 404 });
    expect(await check(brand, { version: '1', document: draft() })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/version' }] },
    });
  });
});

describe('a trial', () => {
  const { facts } = policies.tryPolicy.body.parse(policies.tryPolicy.body.meta()?.example);
  const trial = (brand: string, body: object, who = manager(brand)) =>
    app.call(policies.tryPolicy, { who, params: { brand, policyId: 'returns' }, body: { facts, ...body } });

  test('answers made-up facts by what is given, by the newest version or by one that is named', async () => {
    const brand = newBrand();
    await save(brand, draft({ rules: [{ ...draft().rules[0], when: 'false' }] }));
    await save(brand);
    const approved = { outcome: 'approve', rules: [{ id: 'in-window' }], tried: ['high-value', 'in-window'] };
    expect(await trial(brand, {})).toMatchObject({
      status: 200,
      body: { ...approved, policy: { id: 'returns', version: 'draft' } },
    });
    expect(await trial(brand, { version: '1' })).toMatchObject({
      body: { outcome: 'review', policy: { version: '1' } },
    });
    expect(await trial(newBrand(), { document: draft() })).toMatchObject({ body: approved });
    expect(await trial(brand, {}, { role: 'administrator', brand })).toMatchObject({ status: 200 });
  });

  test.each<[string, object, number, object]>([
    ['no such fact', { facts: { ...facts, colour: 'red' } }, 400, { errors: [{ pointer: '/facts/colour' }] }],
    [
      'a reason that is none',
      { facts: { ...facts, reason: 'boredom' } },
      400,
      { errors: [{ pointer: '/facts/reason' }] },
    ],
    [
      'a draft with faults',
      { document: broken },
      422,
      { errors: [{ pointer: '/document/rules/0/when', detail: expect.stringContaining('colour') }] },
    ],
    ['a version that is not there', { version: '9' }, 404, {}],
    ['both', { version: '1', document: draft() }, 400, { errors: [{ pointer: '/version' }] }],
  ])('is refused with %s', async (_, body, status, says) => {
    const brand = newBrand();
    await save(brand);
    expect(await trial(brand, body)).toMatchObject({ status, body: says });
  });
});

describe('lists', () => {
  test('show each policy with what of it is in force and what is next, page by page', async () => {
    const brand = newBrand();
    for (const policyId of ['a-toys', 'b-audio', 'c-all']) await save(brand, draft({ title: policyId }), {}, policyId);
    await activate(brand, { version: '1' }, {}, 'c-all');
    const list = (query: Record<string, string>) =>
      app.call(policies.listPolicies, { who: manager(brand), params: { brand }, query });
    const first = await list({ limit: '2' });
    expect(first.body.items).toMatchObject([{ policyId: 'a-toys' }, { policyId: 'b-audio' }]);
    const second = await list({ limit: '2', cursor: String(first.body.next) });
    expect(second.body).toMatchObject({ items: [{ policyId: 'c-all', inForce: { number: 2 } }] });
    expect(await list({ cursor: 'x'.repeat(30) })).toMatchObject({ status: 400 });
  });

  test('a policy whose name begins with another’s keeps its versions to itself', async () => {
    const brand = newBrand();
    await save(brand, draft({ title: 'One' }), {}, 'sale');
    await save(brand, draft({ title: 'Two' }), {}, 'sale-2');
    const listed = await app.call(policies.listPolicyVersions, {
      who: manager(brand),
      params: { brand, policyId: 'sale' },
    });
    expect(listed.body.items).toMatchObject([{ title: 'One' }]);
    expect((listed.body.items as unknown[]).length).toBe(1);
  });

  test('the shipped policy can be read as decisions name it', async () => {
    const brand = newBrand();
    const listed = await app.call(policies.listPolicyVersions, {
      who: manager(brand),
      params: { brand, policyId: 'default' },
    });
    const [{ version } = { version: '' }] = listed.body.items as { version: string }[];
    expect(await readVersion(brand, version, 'default')).toMatchObject({
      status: 200,
      body: { state: 'kept', sound: true },
    });
  });
});

describe('who may', () => {
  test.each(['customer', 'agent', 'warehouse', 'finance', 'compliance', 'integration'])(
    '%s may not change a policy',
    async (role) => {
      const who = { role, brand: 'brand-1' };
      expect(await save('brand-1', draft(), { who })).toMatchObject({ status: 403 });
      expect(await activate('brand-1', { version: '1' }, { who })).toMatchObject({ status: 403 });
    },
  );

  test('administrators may; another brand’s managers see nothing', async () => {
    const brand = newBrand();
    const who = { role: 'administrator', brand };
    expect(await save(brand, draft(), { who })).toMatchObject({ status: 200 });
    expect(await activate(brand, { version: '1' }, { who })).toMatchObject({ status: 201 });
    const other = { who: manager('brand-2') };
    expect(await save(brand, draft(), other)).toMatchObject({ status: 404 });
    expect(await activate(brand, { version: '1' }, other)).toMatchObject({ status: 404 });
  });
});
