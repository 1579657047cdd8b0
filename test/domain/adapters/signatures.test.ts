import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { verifyEasypost } from '../../../shared/adapters/easypost/signature.ts';
import { verifyShopify } from '../../../shared/adapters/shopify-webhook/signature.ts';
import {
  isStandardSecret,
  signStandardWebhook,
  standardWebhookId,
  verifyStandardWebhook,
} from '../../../shared/adapters/standard-webhooks/signature.ts';

// The expected signatures were computed by Python's hmac, hashlib and unicodedata.
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('EasyPost', () => {
  const body = readFileSync(new URL('../../fixtures/webhooks/easypost-tracker.json', import.meta.url));
  const secret = 'clé-n°1-Ångström';
  const signature = 'hmac-sha256-hex=d5b7b27525e2759f5141b61f2bc1863c9bc4bc50a1fcc830c455b511960cd628';
  const verify = (value: string | undefined, secrets = [secret], bytes: Uint8Array = body, name = 'X-Hmac-Signature') =>
    verifyEasypost({ body: bytes, headers: { [name]: value }, secrets });

  test.each([
    ['the signature fits the raw body', verify(signature), 'valid'],
    ['the header has any case', verify(signature, [secret], body, 'x-HMAC-signature'), 'valid'],
    [
      'the hex digits have any case',
      verify(signature.toUpperCase().replace('HMAC-SHA256-HEX', 'hmac-sha256-hex')),
      'valid',
    ],
    ['the older of two secrets', verify(signature, ['the-new-one', secret]), 'valid'],
    ['the newer of two secrets', verify(signature, [secret, 'the-old-one']), 'valid'],
    ['the secret is written in another normal form', verify(signature, [secret.normalize('NFD')]), 'valid'],
    ['another secret', verify(signature, ['the-new-one']), 'mismatch'],
    ['no secret', verify(signature, []), 'mismatch'],
    [
      'a key in NFC',
      verify('hmac-sha256-hex=2bb762fe5c8b9fc2a7eaa2529772620667e79debb5faa69cca1a37f28e16c37c'),
      'mismatch',
    ],
    ['a line break more in the body', verify(signature, [secret], Buffer.concat([body, utf8('\n')])), 'mismatch'],
    [
      'the body written anew',
      verify(signature, [secret], utf8(JSON.stringify(JSON.parse(body.toString())))),
      'mismatch',
    ],
    ['cut short', verify(signature.slice(0, -2)), 'mismatch'],
    ['without its scheme', verify(signature.slice('hmac-sha256-hex='.length)), 'mismatch'],
    ['no header', verify(undefined), 'missing'],
    ['an empty header', verify(' '), 'missing'],
  ])('%s', (_, verdict, expected) => expect(verdict).toBe(expected));

  test('an empty secret verifies nothing, not even what was signed with it', () => {
    expect(
      verify('hmac-sha256-hex=b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad', [''], utf8('')),
    ).toBe('mismatch');
  });
});

describe('Shopify', () => {
  const body = utf8('{"id":820,"name":"LM-10042","note":"Grüße"}');
  const signature = 'ISPInjBt1d/YPXx1J7ibjfZ5GrORHp7Q0kihmrwqmYI=';
  const verify = (value: string | undefined, secrets = ['shpss-made-up-secret'], bytes: Uint8Array = body) =>
    verifyShopify({ body: bytes, headers: { 'x-shopify-hmac-sha256': value }, secrets });

  test.each([
    ['the signature fits the raw body', verify(signature), 'valid'],
    ['one of two secrets', verify(signature, ['another', 'shpss-made-up-secret']), 'valid'],
    ['another secret', verify(signature, ['another']), 'mismatch'],
    ['a changed body', verify(signature, undefined, utf8('{"id":821,"name":"LM-10042","note":"Grüße"}')), 'mismatch'],
    ['not base64', verify('?'.repeat(44)), 'mismatch'],
    ['cut short', verify(signature.slice(4)), 'mismatch'],
    ['no header', verify(undefined), 'missing'],
  ])('%s', (_, verdict, expected) => expect(verdict).toBe(expected));
});

describe('Standard Webhooks', () => {
  const secret = 'whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=';
  const other = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  const body = utf8(
    '{"type":"shipment.arrived","timestamp":"2026-11-05T07:30:00+01:00","data":{"trackingNumber":"HW1"}}',
  );
  const sentAt = new Date('2026-11-05T06:30:00.000Z');
  const headers = {
    'Webhook-Id': 'msg_hw_1',
    'Webhook-Timestamp': '1793860200',
    'Webhook-Signature': 'v1,DxAJflMcdkexfGK8K/pOukpCg94FDwCsE+6Qzc0gC6A=',
  };
  const verify = (changed: Partial<Record<string, string>> = {}, secrets = [secret], lateSeconds = 0, bytes = body) =>
    verifyStandardWebhook({
      body: bytes,
      headers: { ...headers, ...changed },
      secrets,
      now: new Date(sentAt.getTime() + lateSeconds * 1000),
    });
  const fitting = headers['Webhook-Signature'];

  test.each([
    ['the signature fits', verify(), 'valid'],
    ['one signature of several', verify({ 'Webhook-Signature': `v1a,AAAA v1,AAAA ${fitting}` }), 'valid'],
    ['one secret of several', verify({}, [other, secret]), 'valid'],
    ['a secret without its prefix', verify({}, [secret.slice(6)]), 'valid'],
    ['five minutes late', verify({}, undefined, 300), 'valid'],
    ['five minutes early', verify({}, undefined, -300), 'valid'],
    ['a second later than that', verify({}, undefined, 301), 'stale'],
    ['a second earlier than that', verify({}, undefined, -301), 'stale'],
    ['another secret', verify({}, [other]), 'mismatch'],
    ['secrets that are none by the standard', verify({}, ['not base64!', '', 'whsec_']), 'mismatch'],
    ['a wrong one beside the right one', verify({}, ['not base64!', secret]), 'valid'],
    ['another id', verify({ 'Webhook-Id': 'msg_hw_2' }), 'mismatch'],
    ['another time', verify({ 'Webhook-Timestamp': '1793860201' }), 'mismatch'],
    ['a time with more behind it', verify({ 'Webhook-Timestamp': '1793860200abc' }), 'mismatch'],
    ['an empty signature', verify({ 'Webhook-Signature': 'v1,' }), 'mismatch'],
    ['one digit wrong', verify({ 'Webhook-Signature': fitting.replace('gC6A', 'gC6B') }), 'mismatch'],
    ['a byte order mark before the body', verify({}, undefined, 0, Buffer.concat([utf8('\ufeff'), body])), 'mismatch'],
    ['no id', verify({ 'Webhook-Id': '' }), 'missing'],
    ['no time', verify({ 'Webhook-Timestamp': '' }), 'missing'],
    ['no signature', verify({ 'Webhook-Signature': '' }), 'missing'],
  ])('%s', (_, verdict, expected) => expect(verdict).toBe(expected));

  test('bytes that are not UTF-8 do not pass for the replacement character that was signed', () => {
    const signed = signStandardWebhook('msg_hw_3', sentAt, '"\ufffd"', [secret]);
    const check = (bytes: Uint8Array) =>
      verifyStandardWebhook({ body: bytes, headers: signed, secrets: [secret], now: sentAt });
    expect(check(utf8('"\ufffd"'))).toBe('valid');
    expect(check(Uint8Array.of(0x22, 0xff, 0x22))).toBe('mismatch');
  });

  test('what we sign verifies with the library itself, with each of the secrets', () => {
    const now = new Date();
    const signed = signStandardWebhook('7K3F-9XTB-2MQ4-3', now, '{"größe":1}', [secret, other]);
    for (const one of [secret, other]) expect(new Webhook(one).verify('{"größe":1}', signed)).toEqual({ größe: 1 });
    expect(standardWebhookId(signed)).toBe('7K3F-9XTB-2MQ4-3');
  });

  test('what is signed verifies, and no changed byte of it does', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.nat(), (text, place) => {
        const bytes = utf8(text);
        const signed = signStandardWebhook('id', sentAt, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), [
          secret,
        ]);
        const check = (given: Uint8Array) =>
          verifyStandardWebhook({ body: given, headers: signed, secrets: [secret], now: sentAt });
        expect(check(bytes)).toBe('valid');
        const changed = Uint8Array.from(bytes);
        const at = place % changed.length;
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(check(changed)).toBe('mismatch');
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['nothing', []],
    ['a password', ['correct horse battery staple']],
    ['a key too short', [`whsec_${Buffer.alloc(8).toString('base64')}`]],
  ])('%s is no secret to sign with', (_, secrets) => {
    expect(() => signStandardWebhook('id', sentAt, '{}', secrets)).toThrow(/secret/);
  });

  test('a secret is base64 of 24 to 64 bytes', () => {
    const verdicts = [23, 24, 64, 65].map((bytes) => isStandardSecret(Buffer.alloc(bytes).toString('base64')));
    expect(verdicts).toEqual([false, true, true, false]);
  });
});
