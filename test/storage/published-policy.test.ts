import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type PublishedPolicy, readPublishedPolicy } from '../../shared/contracts/published-policy.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { approving, at, charging, policiesOf } from './app/policies.ts';
import { openShop, today } from './app/shop.ts';

/** The policy in force, published for everybody: as text, as data, by country and language. */

let app: App;
let now: Date;
let brand: string;
let shop: ReturnType<typeof policiesOf>;
let brands = 0;

beforeAll(async () => {
  app = await createApp(await freshTable(), () => now);
});

beforeEach(async () => {
  brands += 1;
  brand = `b${brands}`;
  now = today;
  await openShop(app.table, brand);
  shop = policiesOf(app, brand);
});

const read = <Body = string>(query: Record<string, string> = { country: 'DE' }, headers: Record<string, string> = {}) =>
  app.call<Body>(readPublishedPolicy, { params: { brand }, query, headers, key: '' });
const data = (query?: Record<string, string>) => read<PublishedPolicy>(query, { accept: 'application/json' });
const inTwoLanguages = charging(1500, {
  title: { en: 'Our returns', de: 'Unsere Rückgaben' },
  rules: [
    {
      id: 'all',
      title: 'All',
      when: 'true',
      answer: { ...approving(1500, ''), message: { en: 'Send it back.', de: 'Schicken Sie es zurück.' } },
    },
  ],
});

describe('the published policy', () => {
  test('is the shipped one while a brand has none, as text unless data are wanted', async () => {
    const text = await read();
    expect(text).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'content-language': 'en' },
    });
    expect(text.body).toContain('Lumen Audio');
    expect((await data()).body).toMatchObject({
      brand,
      country: 'DE',
      currency: 'EUR',
      language: 'en',
      policies: [{ policy: { id: 'default' }, windowDays: 30 }],
    });
  });

  test('is the brand’s own once it is in force, with its version and since when', async () => {
    await shop.putInForce(inTwoLanguages, { from: at(3).toISOString() });
    expect((await data()).body.policies).toMatchObject([{ policy: { id: 'default' } }]);
    now = at(4);
    expect((await data()).body.policies).toMatchObject([
      {
        policy: { id: 'returns', version: '1', title: 'Our returns' },
        inForceSince: at(3).toISOString(),
        cases: expect.arrayContaining([
          expect.objectContaining({
            reason: 'other',
            outcome: 'approve',
            fees: [{ kind: 'restocking', basisPoints: 1500 }],
          }),
        ]),
      },
    ]);
    const german = await read({ country: 'DE', language: 'de' });
    expect(german.body).toContain('Gilt seit 23. November 2026');
    expect(german.body).toContain('Unsere Rückgaben');
    expect(german.body).toContain('Schicken Sie es zurück.');
    expect(german.headers['content-language']).toBe('de');
  });

  test('is in the language that is asked for, else that of the client, else of the brand', async () => {
    const language = async (query: Record<string, string>, headers = {}) =>
      (await read({ country: 'DE', ...query }, headers)).headers['content-language'];
    expect(await language({}, { 'accept-language': 'fr, de;q=0.8' })).toBe('de');
    expect(await language({ language: 'en' }, { 'accept-language': 'de' })).toBe('en');
    expect(await language({ language: 'fr' })).toBe('en');
  });

  test('names what is for some goods beside what is for all, and only what is for the country', async () => {
    await shop.putInForce(inTwoLanguages);
    await shop.putInForce(charging(0, { scope: { categories: ['toys'], countries: ['DE'] } }), {}, 'toys');
    await shop.putInForce(charging(0, { scope: { countries: ['FR'] } }), {}, 'france');
    now = at(1);
    const names = async (country: string) => (await data({ country })).body.policies.map(({ policy }) => policy.id);
    expect(await names('DE')).toEqual(['returns', 'toys']);
    expect(await names('FR')).toEqual(['france']);
    expect((await data()).body.policies[1]).toMatchObject({ scope: { categories: ['toys'] } });
    expect((await read()).body).toContain('For toys.');
  });

  test('may be kept: who has it already is told so, until another is in force', async () => {
    const first = await read();
    expect(first.headers['cache-control']).toBe('public, max-age=300');
    expect(first.headers.vary).toBe('accept, accept-language');
    const again = (etag: unknown) => read({ country: 'DE' }, { 'if-none-match': String(etag) });
    expect(await again(first.headers.etag)).toMatchObject({ status: 304, headers: { etag: first.headers.etag } });
    expect((await data()).headers.etag).not.toBe(first.headers.etag);
    await shop.putInForce(inTwoLanguages);
    now = at(1);
    expect((await again(first.headers.etag)).status).toBe(200);
  });

  test.each<[string, Record<string, string>, string, string]>([
    ['no country', {}, '/query/country', 'required'],
    ['no country of the list', { country: 'Germany' }, '/query/country', ''],
    ['a country whose currency is not known', { country: 'BR' }, '/query/currency', 'currency_of_country'],
    ['a currency without amounts', { country: 'BR', currency: 'BRL' }, '/query/currency', 'currency_not_stated'],
    ['no currency', { country: 'DE', currency: 'XXZ' }, '/query/currency', ''],
    ['no language', { country: 'DE', language: 'German' }, '/query/language', ''],
  ])('is refused with %s', async (_, query, pointer, code) => {
    const refused = await read<{ errors: { pointer: string; code: string; detail: string }[] }>(query);
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toMatchObject([{ pointer }]);
    if (code === 'currency_not_stated') expect(refused.body.errors[0]?.detail).toContain('EUR');
  });

  test('of a brand that is not there is not found', async () => {
    brand = 'nobody';
    expect((await read()).status).toBe(404);
  });
});
