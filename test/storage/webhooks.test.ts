import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createKeepWebhook } from '../../functions/webhooks/keep-webhook.ts';
import { signStandardWebhook } from '../../shared/adapters/standard-webhooks/signature.ts';
import type { Partner, PartnerSecrets } from '../../shared/contracts/configuration.ts';
import { easypostWebhook, genericWebhook, shopifyWebhook } from '../../shared/contracts/webhooks.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { loadArrival } from '../../shared/storage/inbox.ts';
import { sha256 } from '../../shared/storage/sha256.ts';
import { partitions, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { ask, signedInAs } from '../fixtures/http.ts';

const now = new Date('2026-11-04T09:00:00.000Z');
const generic = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const ofLumen: PartnerSecrets = {
  shopify: ['shop-secret'],
  easypost: ['easy-sécret', 'next-secret'],
  generic: [generic],
};
const tracker = readFileSync(new URL('../fixtures/webhooks/easypost-tracker.json', import.meta.url), 'utf8');

let table: Table;
let secrets: Record<string, PartnerSecrets>;
let reads = 0;
let entry: ReturnType<typeof createEntry>;
beforeAll(async () => {
  table = await freshTable();
  secrets = { lumen: ofLumen };
  const read = async (brand: string) => {
    reads += 1;
    return secrets[brand] ?? {};
  };
  const hasSecret = async (brand: string, partner: Partner) => secrets[brand]?.[partner] !== undefined;
  const deps = { table, secrets: { read }, hasSecret };
  entry = createEntry(
    [
      serves(shopifyWebhook, createKeepWebhook(deps, 'shopify')),
      serves(easypostWebhook, createKeepWebhook(deps, 'easypost')),
      serves(genericWebhook, createKeepWebhook(deps, 'generic')),
    ],
    { signIn: signedInAs({ brand: 'none', roles: [], id: 'none' }), clock: () => now },
  );
});

const mac = (secret: string, body: string) => createHmac('sha256', secret.normalize('NFKD')).update(body);
const byShopify = (body: string, secret = 'shop-secret', id?: string) => ({
  'x-shopify-hmac-sha256': mac(secret, body).digest('base64'),
  ...(id && { 'x-shopify-webhook-id': id }),
});
const byEasypost = (body: string, secret = 'easy-sécret') => ({
  'x-hmac-signature': `hmac-sha256-hex=${mac(secret, body).digest('hex')}`,
});
const byStandard = (body: string, id = 'msg_1', at = now) => signStandardWebhook(id, at, body, [generic]);
const inLumen = { params: { brand: 'lumen' } };

describe('what a partner sends is kept byte for byte and answered at once', () => {
  test.each([
    ['shopify', shopifyWebhook, byShopify('{"name":"#1"}', 'shop-secret', 'hook-1'), '{"name":"#1"}', 'hook-1'],
    ['shopify without an id', shopifyWebhook, byShopify('{"name":"#2"}'), '{"name":"#2"}', sha256('{"name":"#2"}')],
    ['easypost', easypostWebhook, byEasypost(tracker), tracker, 'evt_hw_0001'],
    ['generic', genericWebhook, byStandard('{ "spaced" : 1 }'), '{ "spaced" : 1 }', 'msg_1'],
    ['no JSON, validly signed', easypostWebhook, byEasypost('<xml/>'), '<xml/>', sha256('<xml/>')],
  ] as const)('%s', async (_, route, headers, body, id) => {
    const answer = await ask(entry, { route, ...inLumen, headers, body });
    expect(answer).toMatchObject({ status: 202, body: { accepted: true } });
    const provider = route.path.split('/').at(-1) ?? '';
    const kept = await loadArrival(table, partitions.inbox('lumen', provider, id));
    expect(kept).toMatchObject({ body, state: 'waiting', provider, receivedAt: now.toISOString() });
  });

  test('also when the gateway hands it over in base64', async () => {
    const body = '{"name":"#Ü"}';
    const answer = await ask(entry, {
      route: shopifyWebhook,
      ...inLumen,
      headers: byShopify(body),
      body,
      base64: true,
    });
    expect(answer.status).toBe(202);
  });

  test('and the same event again, marked otherwise, is answered and not kept again', async () => {
    const again = tracker.replace('"completed_urls": []', '"completed_urls": ["x"]');
    expect(again).not.toBe(tracker);
    const answer = await ask(entry, { route: easypostWebhook, ...inLumen, headers: byEasypost(again), body: again });
    expect(answer.status).toBe(202);
    expect(await loadArrival(table, partitions.inbox('lumen', 'easypost', 'evt_hw_0001'))).toMatchObject({
      body: tracker,
    });
  });

  test('with either secret while one is being replaced', async () => {
    const headers = byEasypost(tracker, 'next-secret');
    expect(await ask(entry, { route: easypostWebhook, ...inLumen, headers, body: tracker })).toMatchObject({
      status: 202,
    });
  });
});

test.each([
  ['one item can hold once it is packed', JSON.stringify({ a: 'x'.repeat(1_500_000) })],
  ['takes several items', JSON.stringify({ a: randomBytes(700_000).toString('hex') })],
])('a body larger than an item that %s is kept, and read again as it came', async (_, body) => {
  const answer = await ask(entry, { route: shopifyWebhook, ...inLumen, headers: byShopify(body), body });
  expect(answer.status).toBe(202);
  expect(await loadArrival(table, partitions.inbox('lumen', 'shopify', sha256(body)))).toMatchObject({ body });
});

describe('a forged webhook is refused, and nothing of it is kept', () => {
  const old = new Date(now.getTime() - 600_000);
  test.each([
    ['without a signature', shopifyWebhook, 'lumen', {}],
    ['with another secret', shopifyWebhook, 'lumen', byShopify('{"a":1}', 'guess')],
    ['with the signature of another body', easypostWebhook, 'lumen', byEasypost('{"a":2}')],
    ['with a signature of a while ago', genericWebhook, 'lumen', byStandard('{"a":1}', 'old', old)],
    ['for a brand without secrets', easypostWebhook, 'harbor', byEasypost('{"a":1}')],
    ['for a brand without secrets, signed with nothing', shopifyWebhook, 'harbor', byShopify('{"a":1}', '')],
  ] as const)('%s', async (_, route, brand, headers) => {
    const answer = await ask(entry, { route, params: { brand }, headers, body: '{"a":1}' });
    expect(answer).toMatchObject({ status: 401, body: { type: expect.stringContaining('invalid-signature') } });
    const provider = route.path.split('/').at(-1) ?? '';
    for (const id of [sha256('{"a":1}'), 'old'])
      expect(await loadArrival(table, partitions.inbox(brand, provider, id))).toBeUndefined();
  });

  test('and costs no reading of secrets when no secret could verify it', async () => {
    const before = reads;
    await ask(entry, { route: shopifyWebhook, ...inLumen, headers: {}, body: '{"a":1}' });
    await ask(entry, { route: shopifyWebhook, params: { brand: 'nobody' }, headers: byShopify('{}'), body: '{}' });
    await ask(entry, { route: genericWebhook, ...inLumen, headers: byStandard('{}', 'old', old), body: '{}' });
    expect(reads).toBe(before);
  });
});
