import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createGetConfiguration } from '../../functions/brands/get-configuration.ts';
import { createPutConfiguration } from '../../functions/brands/put-configuration.ts';
import { createReplayDeliveries } from '../../functions/brands/replay-deliveries.ts';
import { getConfiguration, putConfiguration, replayDeliveries } from '../../shared/contracts/brands.ts';
import type { PartnerSecrets } from '../../shared/contracts/configuration.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { ask, signedInAs } from '../fixtures/http.ts';
import { configuration, labelled, later } from '../fixtures/returns/lumen-return.ts';

let table: Table;
let written: PartnerSecrets;
/** While it waits, secrets are being written. */
let writing: Promise<void> | undefined;
beforeAll(async () => {
  table = await freshTable();
});
beforeEach(() => {
  written = {};
});

const standard = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const entryOf = (allowHttp = false) => {
  const secrets = {
    async write(_: string, given: PartnerSecrets) {
      await writing;
      written = { ...written, ...given };
    },
  };
  return createEntry(
    [
      serves(putConfiguration, createPutConfiguration({ table, secrets, allowHttp, newOwner: randomUUID })),
      serves(getConfiguration, createGetConfiguration({ table })),
      serves(replayDeliveries, createReplayDeliveries({ table })),
    ],
    { signIn: signedInAs({ brand: 'lumen', roles: ['administrator'], id: 'admin' }), clock: () => later(0) },
  );
};
const params = { brand: 'lumen' };
const put = (body: unknown, headers: Record<string, string> = {}, allowHttp = false) =>
  ask(entryOf(allowHttp), { route: putConfiguration, params, headers, body });
const get = () => ask(entryOf(), { route: getConfiguration, params });

const site = (id: string, more: object = {}) => ({
  id,
  name: id,
  kind: 'distribution_centre',
  address: configuration.returnAddress,
  ...more,
});
const minor = (currency: string, amount = 100) => ({ currency, minor: amount });

describe('the configuration of a brand', () => {
  test('is nothing until it is put', async () => expect(await get()).toMatchObject({ status: 404 }));

  test('is put, read, and put on the version that was read', async () => {
    expect(await put({ configuration }, { 'if-match': '*' })).toMatchObject({ status: 412 });
    expect(await put({ configuration })).toMatchObject({ status: 200, headers: { etag: '"1"' } });
    const read = await get();
    expect(read).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: { version: 1, configuration, secrets: [] },
    });
    const renamed = { ...configuration, name: 'Lumen Audio' };
    expect(await put({ configuration: renamed }, { 'if-match': '"1"' })).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
    });
  });

  test.each(['"1"', 'W/"2"', '2', 'what?'])('is not put on a version that is not the stored one: %s', async (tag) => {
    expect(await put({ configuration, secrets: { easypost: ['another-secret'] } }, { 'if-match': tag })).toMatchObject({
      status: 412,
    });
    expect(written).toEqual({});
  });

  test('is put by one at a time: of two, the other is asked to try again, and replaces no secret', async () => {
    let go = () => {};
    writing = new Promise((resolve) => {
      go = resolve;
    });
    const first = put({ configuration, secrets: { easypost: ['the first secret'] } });
    await expect
      .poll(() => put({ configuration, secrets: { shopify: ['the second secret'] } }))
      .toMatchObject({
        status: 503,
      });
    go();
    writing = undefined;
    expect(await first).toMatchObject({ status: 200 });
    expect(written).toEqual({ easypost: ['the first secret'] });
    expect(await put({ configuration })).toMatchObject({ status: 200 });
  });

  test('names partners that have a secret, and never a secret', async () => {
    const secrets = { easypost: ['easy-secret'], erp: [standard] };
    const answer = await put({
      configuration: { ...configuration, erp: { url: 'https://erp.lumen.example/' } },
      secrets,
    });
    expect(answer).toMatchObject({ status: 200, body: { secrets: ['easypost', 'erp'] } });
    expect(written).toEqual(secrets);
    const more = await put({ configuration, secrets: { shopify: ['shop-secret'] } });
    expect(more).toMatchObject({ body: { secrets: ['easypost', 'erp', 'shopify'] } });
    expect(JSON.stringify([answer, more, await get()])).not.toMatch(/easy-secret|shop-secret|whsec_/);
  });

  test.each<[string, unknown, string]>([
    [
      'a token that servers would log',
      { configuration: { ...configuration, links: { tracking: 'https://lumen.example/r/{token}#x' } } },
      '/configuration/links/tracking',
    ],
    [
      'an ERP without https',
      { configuration: { ...configuration, erp: { url: 'http://erp.example' } } },
      '/configuration/erp/url',
    ],
    [
      'a secret that signs nothing by the standard',
      { configuration, secrets: { generic: [standard, 'too-short'] } },
      '/secrets/generic/1',
    ],
    ['an ERP secret that is none', { configuration, secrets: { erp: ['too-short'] } }, '/secrets/erp/0'],
    ['an unknown field', { configuration: { ...configuration, slogan: 'x' } }, '/configuration/slogan'],
    ['an unknown partner', { configuration, secrets: { pigeon: ['12345678'] } }, '/secrets/pigeon'],
  ])('is refused with %s, and the field is named', async (_, body, pointer) => {
    const answer = await put(body);
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([expect.objectContaining({ pointer })]) },
    });
    expect(written).toEqual({});
  });

  test('may name an ERP on the same machine where everything runs on one', async () => {
    const local = { ...configuration, erp: { url: 'http://127.0.0.1:9/events' } };
    expect(await put({ configuration: local, secrets: { erp: [standard] } }, {}, true)).toMatchObject({ status: 200 });
  });
});

describe('a replay of deliveries', () => {
  const replay = (rma: string, key: string, from?: number) =>
    ask(entryOf(), {
      route: replayDeliveries,
      params,
      headers: { 'idempotency-key': key },
      body: { rma, ...(from && { from }) },
    });

  test('is asked for once by one key', async () => {
    const { head } = await labelled(table, 'HW1');
    const all = await Promise.all([1, 2, 3].map(() => replay(head.rma, 'k1', 2)));
    for (const one of all) expect(one).toMatchObject({ status: 202, body: { rma: head.rma, from: 2 } });
    expect(await replay(head.rma, 'k1', 1)).toMatchObject({ status: 422 });
    expect(await replay(head.rma, 'k2')).toMatchObject({ status: 202, body: { from: 1 } });
  });

  test('of a return that is not there is not found', async () => {
    expect(await replay('7K3F-9XTB-2MQ4', 'k3')).toMatchObject({ status: 404 });
  });
});

describe('rules for serial numbers', () => {
  const withRule = (rule: object) =>
    put({ configuration: { ...configuration, serialRules: [{ sample: 'SN-1' }, rule] } });
  const pointer = '/configuration/serialRules/1';

  test.each([
    ['a pattern that cannot be read', { pattern: 'SN-(', sample: 'SN-1' }, 'pattern', 'pattern_unreadable'],
    ['one that could be gone through for ever', { pattern: '(S+)+N', sample: 'SSN' }, 'pattern', 'pattern_costly'],
    ['one that looks around', { pattern: '(?=S)S', sample: 'S12' }, 'pattern', 'pattern_not_supported'],
    ['a sample that does not fit', { pattern: 'SN-\\d{6}', sample: 'SN-1' }, 'sample', 'serial_malformed'],
    [
      'a sample whose check digit is wrong',
      { checkDigit: 'imei', sample: '490154203237519' },
      'sample',
      'serial_check_digit',
    ],
  ])('%s is refused, with its place', async (_, rule, field, code) => {
    expect(await withRule(rule)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: `${pointer}/${field}`, code }] },
    });
  });

  test('good ones are kept', async () => {
    const rule = { categories: ['phones'], checkDigit: 'imei', sample: '490154203237518', required: true };
    expect(await withRule(rule)).toMatchObject({ status: 200 });
    expect(await get()).toMatchObject({ body: { configuration: { serialRules: [{ sample: 'SN-1' }, rule] } } });
  });
});

describe('sites of a brand', () => {
  test.each<[string, object[], [string, string][]]>([
    ['that are good', [site('north', { cost: { perParcel: minor('EUR') } }), site('south')], []],
    ['of one name', [site('north'), site('north')], [['/configuration/sites/1/id', 'used_twice']]],
    ['named as the return address is', [site('main')], [['/configuration/sites/0/id', 'site_name_reserved']]],
    ['with a name that is none', [site('North!')], [['/configuration/sites/0/id', 'not_a_site']]],
    [
      'whose costs cannot be compared',
      [site('north', { cost: { perParcel: minor('EUR') } }), site('south', { cost: { perUnit: minor('USD') } })],
      [['/configuration/sites/1/cost/perUnit/currency', 'one_currency']],
    ],
    [
      'that cost less than nothing',
      [site('north', { cost: { perParcel: minor('EUR', -1) } })],
      [['/configuration/sites/0/cost/perParcel', 'negative']],
    ],
    [
      'that close before they open',
      [
        site('north', {
          open: { from: '2026-12-01', until: '2026-11-30' },
          closed: [{ from: '2026-12-24', until: '2026-12-23' }],
        }),
      ],
      [
        ['/configuration/sites/0/open/until', 'ends_before_it_begins'],
        ['/configuration/sites/0/closed/0/until', 'ends_before_it_begins'],
      ],
    ],
  ])('%s', async (_, sites, faults) => {
    const answer = await ask(entryOf(), {
      route: putConfiguration,
      params: { brand: 'lumen' },
      headers: {},
      body: { configuration: { ...configuration, sites } },
    });
    const found = ((answer.body as { errors?: { pointer: string; code: string }[] }).errors ?? []).map((one) => [
      one.pointer,
      one.code,
    ]);
    expect(found).toEqual(faults);
  });
});
