import { beforeAll, describe, expect, test } from 'vitest';
import * as customs from '../../shared/contracts/customs-api.ts';
import * as records from '../../shared/contracts/customs-records.ts';
import { freshTable } from '../engine/table.ts';
import { type Answer, type App, type Call, createApp } from './app/app.ts';
import { today } from './app/shop.ts';

/** The customs engine over its routes, and what compliance keeps, against the engine's table. */

let app: App;
let brands = 0;

beforeAll(async () => {
  app = await createApp(await freshTable(), () => today);
});

const compliance = (brand = 'lumen') => ({ role: 'compliance', brand });
const newBrand = () => {
  brands += 1;
  return `border-${brands}`;
};
const euro = (minor: number) => ({ currency: 'EUR', minor });
const facts = { on: '2026-11-02', origin: 'DE', destination: 'CH', activity: 'repair' };
const errorsOf = ({ body }: Answer) =>
  (body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${code} ${pointer}`);

describe('a dry run', () => {
  const determine = (body: object, call: Call = {}) =>
    app.call(customs.determineCustoms, { who: compliance(), body, ...call });

  test.each(['compliance', 'manager', 'agent', 'integration'])('is open to %s', async (role) => {
    const answer = await determine(facts, { who: { role } });
    expect(answer).toMatchObject({ status: 200, body: { crossesBorder: true, packs: [{ jurisdiction: 'EU' }] } });
  });

  test.each(['customer', 'warehouse', 'finance', 'administrator'])('is closed to %s', async (role) =>
    expect((await determine(facts, { who: { role } })).status).toBe(403),
  );

  test.each<[string, object, string[]]>([
    ['an unknown country', { origin: 'ZZ' }, ['country_unknown /origin']],
    ['a malformed commodity code', { goods: { cnCode: '851762' } }, ['commodity_code_malformed /goods/cnCode']],
    ['a negative value', { goods: { value: euro(-1) } }, ['value_negative /goods/value/minor']],
    ['a missing figure', { goods: { value: { currency: 'EUR' } } }, ['required /goods/value/minor']],
    [
      'mixed currencies without a rate',
      { goods: { value: euro(1) }, charges: { repair: { currency: 'CHF', minor: 1 } } },
      ['rate_missing /charges/repair/currency'],
    ],
    [
      'dates in the wrong order',
      { dates: { exported: '2026-05-02', reimported: '2026-05-01' } },
      ['dates_out_of_order /dates/reimported'],
    ],
    ['a day before any rules', { on: '2010-01-01' }, ['no_rules_for_day /on']],
  ])('names %s, with its pointer', async (_, stated, errors) => {
    const answer = await determine({ ...facts, ...stated });
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)).toEqual(errors);
  });

  test('speaks German to who speaks German', async () => {
    const { body } = await determine({ ...facts, origin: 'ZZ' }, { headers: { 'accept-language': 'de' } });
    expect(body.errors).toMatchObject([{ detail: expect.stringContaining('kein Land') }]);
  });
});

describe('a valuation', () => {
  const value = (body: object) => app.call(customs.valueCustoms, { who: compliance(), body });
  const asked = {
    jurisdiction: 'EU',
    route: 'outward_processing',
    facts: { ...facts, charges: { repair: euro(50_000) }, rates: { duty: { percent: '4' }, importTaxPercent: '19' } },
  };
  test('shows each figure with its formula', async () =>
    expect(await value(asked)).toMatchObject({
      status: 200,
      body: { route: { valuation: { duty: { amount: euro(2000), formula: expect.stringContaining('4 %') } } } },
    }));
  test.each<[string, object, string[]]>([
    ['a jurisdiction without rules', { jurisdiction: 'CH' }, ['jurisdiction_unknown /jurisdiction']],
    ['one at neither end', { jurisdiction: 'US' }, ['jurisdiction_not_of_the_movement /jurisdiction']],
    ['a route the jurisdiction has not', { route: 'temporary_import_bond' }, ['route_not_valued /route']],
    ['a bad fact', { facts: { ...facts, on: '2026-02-30' } }, ['not_a_day /facts/on']],
  ])('names %s', async (_, stated, errors) => {
    const answer = await value({ ...asked, ...stated });
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)).toEqual(errors);
  });
});

test('the jurisdictions are listed with versions, dates and routes', async () => {
  const { body } = await app.call(customs.listJurisdictions, { who: compliance() });
  const items = body.items as { jurisdiction: string; version: string; from: string; routes: object[] }[];
  expect(items.map(({ jurisdiction }) => jurisdiction)).toEqual(['EU', 'GB', 'XI', 'US']);
  for (const { version, from, routes } of items) {
    expect(version).toMatch(/^\d{4}-/);
    expect(from).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(routes.length).toBeGreaterThan(3);
  }
});

const party = { name: 'Lumen GmbH', country: 'DE', kind: 'eori', number: 'de1234567890123 ' };
const putLane = (brand: string, lane: string, body: object, call: Call = {}) =>
  app.call(records.putCustomsLane, { who: compliance(brand), params: { brand, lane }, body, ...call });
const getLane = (brand: string, lane: string, call: Call = {}) =>
  app.call(records.getCustomsLane, { who: compliance(brand), params: { brand, lane }, ...call });

describe('a lane', () => {
  test('is kept by territory, whatever country it is named by', async () => {
    const brand = newBrand();
    expect(await putLane(brand, 'CH-DE', { importerOfRecord: party })).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: { lane: 'CH-EU', version: 1, parties: { importerOfRecord: { number: 'DE1234567890123' } } },
    });
    expect(await getLane(brand, 'CH-AT')).toMatchObject({ status: 200, body: { lane: 'CH-EU' } });
    expect((await getLane(brand, 'EU-CH')).status).toBe(404);
  });

  test.each<[string, object, string, string]>([
    ['ZZ-EU', {}, '/path/lane', 'lane_place_unknown'],
    ['UK-EU', {}, '/path/lane', 'lane_place_written_otherwise'],
    ['ch-EU', {}, '/path/lane', 'lane_place_written_otherwise'],
    ['CH-eu', {}, '/path/lane', 'lane_place_written_otherwise'],
    ['EU-FR', {}, '/path/lane', 'lane_crosses_no_border'],
    ['XI-EU', {}, '/path/lane', 'lane_crosses_no_border'],
    ['CH-EU', { importerOfRecord: { ...party, number: 'CH123456789' } }, 'importerOfRecord', 'eori_of_no_such_country'],
    ['CH-EU', { importerOfRecord: { ...party, number: 'EU123456789' } }, 'importerOfRecord', 'eori_of_no_such_country'],
    ['CH-EU', { importerOfRecord: { ...party, number: 'GB123456789' } }, 'importerOfRecord', 'eori_not_of_the_union'],
    ['DE-CH', { exporterOfRecord: { ...party, number: 'GB123456789' } }, 'exporterOfRecord', 'eori_not_of_the_union'],
    ['EU-GB', { importerOfRecord: party }, 'importerOfRecord', 'eori_not_of_great_britain'],
  ])('named %s with %j is refused at %s: %s', async (lane, body, place, code) => {
    const answer = await putLane(newBrand(), lane, body);
    const pointer = place.startsWith('/') ? place : `/${place}/number`;
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
  });

  test.each<[string, object]>([
    ['CH-EU', { importerOfRecord: { ...party, number: 'XI123456789000' } }],
    ['GB-XI', { exporterOfRecord: { ...party, number: 'GB123456789000' }, importerOfRecord: party }],
    ['CH-EU', { exporterOfRecord: party }],
  ])('named %s with %j is kept', async (lane, body) =>
    expect((await putLane(newBrand(), lane, body)).status).toBe(200),
  );

  test('says what is meant by what is no territory', async () => {
    const said = async (lane: string) => (await putLane(newBrand(), lane, {})).body.errors?.[0]?.detail;
    expect(await said('UK-EU')).toContain('GB is, if that is meant');
    expect(await said('ZZ-EU')).toContain('ZZ is none');
  });

  test('is of one brand only', async () => {
    const brand = newBrand();
    await putLane(brand, 'CH-EU', { importerOfRecord: party });
    expect((await getLane(brand, 'CH-EU', { who: compliance('other') })).status).toBe(404);
    expect((await getLane(newBrand(), 'CH-EU')).status).toBe(404);
  });

  test('is put by compliance alone, and read by managers too', async () => {
    const brand = newBrand();
    for (const role of ['manager', 'administrator', 'agent', 'integration'])
      expect((await putLane(brand, 'CH-EU', {}, { who: { role, brand } })).status).toBe(403);
    await putLane(brand, 'CH-EU', {});
    expect((await getLane(brand, 'CH-EU', { who: { role: 'manager', brand } })).status).toBe(200);
    expect((await getLane(brand, 'CH-EU', { who: { role: 'agent', brand } })).status).toBe(403);
  });

  test('of many who go on from the same version one wins', async () => {
    const brand = newBrand();
    await putLane(brand, 'CH-EU', {});
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => putLane(brand, 'CH-EU', {}, { headers: { 'if-match': '"1"' } })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412, 412]);
  });

  test.each<[string, object, string]>([
    ['a number that is no EORI', { importerOfRecord: { ...party, number: '123' } }, 'importerOfRecord/number'],
    [
      'a social security number',
      { importerOfRecord: { ...party, kind: 'us_importer_number', number: '123-45-6789' } },
      'importerOfRecord/number',
    ],
    [
      'a power of attorney that ends before it begins',
      { broker: { name: 'B', powerOfAttorney: { from: '2026-02-01', until: '2026-01-31' } } },
      'broker/powerOfAttorney/until',
    ],
  ])('%s is refused', async (_, body, pointer) => {
    const answer = await putLane(newBrand(), 'CH-EU', body);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: `/${pointer}` }] } });
  });
});

describe('an authorisation', () => {
  const document = {
    number: 'DE-OPO-2026-0042',
    holder: party,
    kind: 'full',
    jurisdiction: 'EU',
    procedures: ['outward_processing'],
    from: '2026-01-01',
    until: '2028-12-31',
  };
  const put = (brand: string, authorisation: string, body: object = document) =>
    app.call(records.putCustomsAuthorisation, { who: compliance(brand), params: { brand, authorisation }, body });

  test('is kept with its uses counted from none', async () => {
    const brand = newBrand();
    expect(await put(brand, 'opo')).toMatchObject({ status: 200, body: { version: 1, used: 0 } });
    expect(await put(brand, 'opo', { ...document, allowedUses: 3 })).toMatchObject({
      body: { version: 2, used: 0, document: { allowedUses: 3 } },
    });
    const read = await app.call(records.getCustomsAuthorisation, {
      who: compliance(brand),
      params: { brand, authorisation: 'opo' },
    });
    expect(read).toMatchObject({ headers: { etag: '"2"' }, body: { document: { number: 'DE-OPO-2026-0042' } } });
  });

  test.each<[string, object, string, string]>([
    ['of no place', { jurisdiction: 'ZZ' }, '/jurisdiction', 'lane_place_unknown'],
    [
      'of the Union, of who is not known there',
      { holder: { ...party, number: 'GB123456789' } },
      '/holder/number',
      'eori_not_of_the_union',
    ],
  ])('%s is refused', async (_, change, pointer, code) =>
    expect(await put(newBrand(), 'opo', { ...document, ...change })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer, code }] },
    }),
  );

  test('is listed by pages, and no lane among them', async () => {
    const brand = newBrand();
    for (const id of ['a', 'b', 'c']) await put(brand, id);
    await putLane(brand, 'CH-EU', {});
    const list = (query: Record<string, string>) =>
      app.call(records.listCustomsAuthorisations, { who: compliance(brand), params: { brand }, query });
    const first = await list({ limit: '2' });
    expect(first).toMatchObject({ body: { items: [{ authorisation: 'a' }, { authorisation: 'b' }] } });
    const rest = await list({ limit: '2', cursor: String(first.body.next) });
    expect(rest.body.items).toMatchObject([{ authorisation: 'c' }]);
    const lanes = await app.call(records.listCustomsLanes, { who: compliance(brand), params: { brand } });
    expect(lanes.body.items).toMatchObject([{ lane: 'CH-EU' }]);
    const elsewhere = await app.call(records.listCustomsLanes, {
      who: compliance(brand),
      params: { brand },
      query: { cursor: String(first.body.next) },
    });
    expect(elsewhere.status).toBe(400);
  });
});
