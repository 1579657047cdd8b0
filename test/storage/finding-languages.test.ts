import { beforeAll, describe, expect, test } from 'vitest';
import * as activations from '../../shared/contracts/activations.ts';
import * as policies from '../../shared/contracts/policies.ts';
import { storeBrand } from '../../shared/storage/brands.ts';
import { freshTable } from '../engine/table.ts';
import { type App, type Call, createApp } from './app/app.ts';
import { example } from './app/policies.ts';
import { configuration, today } from './app/shop.ts';

/** What the check of a policy found is kept by its code, and told to each reader in their language, else in the brand's. */

let app: App;
const brand = 'nord';
const params = { brand, policyId: 'returns' };
const faulty = { ...example, rules: [{ ...example.rules[0], when: "colour == 'red'" }] };
const english = 'There is no fact called colour.';
const german = 'Eine Angabe namens colour gibt es nicht.';
const inEnglish: Call = { headers: { 'accept-language': 'en' } };
const nobodys: Call = { headers: { 'accept-language': 'fr' } };

const call = (route: Parameters<App['call']>[0], body?: unknown, more: Call = {}) =>
  app.call(route, { who: { role: 'manager', brand }, params, ...(body !== undefined && { body }), ...more });

beforeAll(async () => {
  const table = await freshTable();
  app = await createApp(table, () => today);
  await storeBrand(table, brand, { ...configuration, locale: 'de' }, [], undefined);
});

describe.each([
  ['the brand’s, for who names none', {}, german],
  ['the brand’s, for who names one without texts', nobodys, german],
  ['the reader’s', inEnglish, english],
])('in the language: %s', (_, more, detail) => {
  const finding = { level: 'error', code: 'expression', pointer: '/rules/0/when', detail };
  const { facts } = policies.tryPolicy.body.parse(policies.tryPolicy.body.meta()?.example);
  const version = { params: { ...params, version: '1' } };

  test.each<[string, () => ReturnType<typeof call>]>([
    ['saved', () => call(policies.savePolicyDraft, faulty, more)],
    ['read again', () => call(policies.readPolicyDraft, undefined, more)],
    ['read by its version', () => call(policies.readPolicyVersion, undefined, { ...more, ...version })],
    ['checked', () => call(policies.checkPolicy, { document: faulty }, more)],
  ])('%s', async (__, ask) => {
    expect(await ask()).toMatchObject({ status: 200, body: { sound: false, findings: [finding] } });
  });

  const refused =
    detail === german ? `Dies kann nicht ausgewertet werden: ${german}` : `This cannot be evaluated: ${english}`;
  test('tried', async () => {
    const answer = await call(policies.tryPolicy, { facts, document: faulty }, more);
    expect(answer.body.errors).toEqual([{ pointer: '/document/rules/0/when', code: 'expression', detail: refused }]);
  });

  test('put in force', async () => {
    const answer = await call(activations.activatePolicy, { version: '1', reason: 'A test.' }, more);
    expect(answer.body.errors).toEqual([{ pointer: '/rules/0/when', code: 'expression', detail: refused }]);
  });
});

test('a warning that has to be accepted is told in the language, by its name', async () => {
  const late = { ...example, rules: [...example.rules, { ...example.rules[0], id: 'late' }] };
  const saved = await call(policies.savePolicyDraft, late);
  const refused = await call(activations.activatePolicy, { version: saved.body.version, reason: 'A test.' });
  expect(refused.body.errors).toEqual([
    {
      pointer: '/rules/1/when',
      code: 'policy_finding',
      detail: expect.stringMatching(/^Die Prüfung fand „shadowed“: late kommt nie zum Zug: .* hier in-window\.$/),
    },
  ]);
});
