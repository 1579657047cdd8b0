import { createHmac } from 'node:crypto';
import {
  createLocalJWKSet,
  errors,
  exportJWK,
  exportSPKI,
  type GenerateKeyPairResult,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { ProblemError } from '../../../shared/contracts/errors.ts';
import { createSignIn, type SignIn, type SignInOptions } from '../../../shared/runtime/sign-in.ts';

const now = new Date('2026-10-20T09:00:00.000Z');
const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const issuer = 'https://issuer.example';
const audience = 'homeward-api';
const ownKey = new Uint8Array(32).fill(5);

let rsa: GenerateKeyPairResult;
let elliptic: GenerateKeyPairResult;
let stranger: GenerateKeyPairResult;
let signIn: SignIn;
let withoutAudience: SignIn;
let options: SignInOptions;

beforeAll(async () => {
  [rsa, elliptic, stranger] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('ES256', { extractable: true }),
    generateKeyPair('RS256'),
  ]);
  const keys = createLocalJWKSet({
    keys: [
      { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256' },
      { ...(await exportJWK(elliptic.publicKey)), kid: 'elliptic', alg: 'ES256' },
    ],
  });
  const signingKey = async () => ownKey;
  options = {
    issuer,
    audience,
    keys,
    rolesClaim: 'cognito:groups',
    customerClaim: 'sub',
    companyClaim: '',
    signingKey,
  };
  signIn = createSignIn(options);
  withoutAudience = createSignIn({ ...options, audience: '' });
});

const claims = (some: Record<string, unknown> = {}): JWTPayload => ({
  iss: issuer,
  aud: audience,
  sub: 'person-1',
  iat: seconds(now),
  exp: seconds(minutes(10)),
  'cognito:groups': ['lumen:agent'],
  ...some,
});
const token = (some: Record<string, unknown> = {}, key = rsa.privateKey, header: object = {}) =>
  new SignJWT(claims(some)).setProtectedHeader({ alg: 'RS256', kid: 'rsa', ...header }).sign(key);
const own = (some: Record<string, unknown> = {}, key: Uint8Array = ownKey) =>
  new SignJWT({
    iss: 'homeward',
    aud: 'homeward',
    sub: 'C-1',
    brand: 'lumen',
    order: 'LM-1',
    iat: seconds(now),
    exp: seconds(minutes(60)),
    ...some,
  })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(key);
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const refusal = async (authorization: string | undefined, at = now, by = signIn) => {
  const error = await by.principalOf(authorization, at).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error !== undefined && !(error instanceof ProblemError)) throw error;
  return error?.type;
};
const principal = async (made: Promise<string>, at = now) => signIn.principalOf(`Bearer ${await made}`, at);

describe('people and machines sign in with a token of the issuer', () => {
  test('RS256: who it is, of which brand, in which roles', async () => {
    expect(await principal(token())).toEqual({ brand: 'lumen', roles: ['agent'], id: 'person-1' });
  });

  test('ES256', async () => {
    const made = token({}, elliptic.privateKey, { alg: 'ES256', kid: 'elliptic' });
    expect(await principal(made)).toMatchObject({ id: 'person-1' });
  });

  test('the word before the token in any case', async () => {
    expect(await refusal(`bearer ${await token()}`)).toBeUndefined();
  });

  test.each<[string, unknown, string[]]>([
    ['an array', ['lumen:agent', 'lumen:manager'], ['agent', 'manager']],
    ['the text an HTTP API makes of it', '[lumen:agent lumen:manager]', ['agent', 'manager']],
    ['one as a text', 'lumen:finance', ['finance']],
    ['with names of something else', ['everyone', 'lumen:agent', 'eu-central-1_Google', 7, null], ['agent']],
    ['with a role nobody knows', ['lumen:root', 'lumen:agent'], ['agent']],
    ['with a third part', ['lumen:agent:all', 'lumen:inspector'], ['inspector']],
    ['with names every object has', ['lumen:constructor', 'lumen:toString', 'lumen:agent'], ['agent']],
    ["role 'guest' from an issuer is ignored", ['lumen:guest', 'lumen:customer'], ['customer']],
  ])('roles are %s', async (_, groups, held) => {
    expect(await principal(token({ 'cognito:groups': groups }))).toMatchObject({ brand: 'lumen', roles: held });
  });

  test.each<[string, unknown]>([
    ['roles of two brands', ['lumen:agent', 'harbor:agent']],
    ['no roles', []],
    ['no claim', undefined],
    ["nothing but 'guest'", ['lumen:guest']],
    ['a role without a brand', [':agent']],
    ['something else', { lumen: 'agent' }],
  ])('%s: signed in, but not allowed anything', async (_, groups) => {
    expect(await refusal(`Bearer ${await token({ 'cognito:groups': groups })}`)).toBe('not-allowed');
  });

  test('without an audience in the configuration any is taken', async () => {
    const made = `Bearer ${await token({ aud: 'another' })}`;
    expect(await refusal(made, now, withoutAudience)).toBeUndefined();
    expect(await refusal(made)).toBe('not-signed-in');
  });
});

describe('the company a customer acts for', () => {
  const acting = async (some: Record<string, unknown>, companyClaim = 'custom:company') =>
    createSignIn({ ...options, companyClaim }).principalOf(
      `Bearer ${await token({ 'cognito:groups': ['lumen:customer'], ...some })}`,
      now,
    );

  test('is what the configured claim says', async () => {
    expect(await acting({ 'custom:company': 'ACME-01' })).toEqual({
      brand: 'lumen',
      roles: ['customer'],
      id: 'person-1',
      company: 'ACME-01',
    });
  });

  test.each<[string, Record<string, unknown>, string?]>([
    ['no claim is configured', { 'custom:company': 'ACME-01', '': 'ACME-01' }, ''],
    ['the claim is another', { company: 'ACME-01' }],
    ['the claim is empty', { 'custom:company': '' }],
    ['it is no reference', { 'custom:company': ['ACME-01', 'ACME-02'] }],
    ['it could be another key', { 'custom:company': 'ACME#01' }],
    ['the person is no customer', { 'cognito:groups': ['lumen:agent'], 'custom:company': 'ACME-01' }],
  ])('is none where %s', async (_, some, claim) => {
    expect(await acting(some, claim)).not.toHaveProperty('company');
  });
});

describe('what is no valid token is answered alike: not signed in', () => {
  test.each<[string, () => Promise<string>]>([
    ['another issuer', () => token({ iss: 'https://other.example' })],
    ['no issuer', () => token({ iss: undefined })],
    ['another audience', () => token({ aud: 'another' })],
    ['no audience', () => token({ aud: undefined })],
    ['expired', () => token({ exp: seconds(minutes(-1)) })],
    ['expiring now', () => token({ exp: seconds(now) })],
    ['no end', () => token({ exp: undefined })],
    ['not valid yet', () => token({ nbf: seconds(minutes(5)) })],
    ['of nobody', () => token({ sub: undefined })],
    ['signed by a stranger', () => token({}, stranger.privateKey)],
    ['of a key nobody knows', () => token({}, stranger.privateKey, { kid: 'other' })],
  ])('%s', async (_, made) => expect(await refusal(`Bearer ${await made()}`)).toBe('not-signed-in'));

  test.each<[string, string | undefined]>([
    ['no header', undefined],
    ['an empty one', ''],
    ['another scheme', 'Basic a2ltOnNlY3JldA=='],
    ['no token', 'Bearer '],
    ['no three parts', 'Bearer abc.def'],
    ['no JSON inside', 'Bearer abc.def.ghi'],
    ['two tokens', 'Bearer a.b.c a.b.c'],
  ])('%s', async (_, authorization) => expect(await refusal(authorization)).toBe('not-signed-in'));

  test('alg none', async () => {
    const body = `${base64({ alg: 'none' })}.${base64(claims())}`;
    for (const signature of ['', '.', '.AA']) expect(await refusal(`Bearer ${body}${signature}`)).toBe('not-signed-in');
  });

  test('HS256 with the public key of the issuer as its secret', async () => {
    const jwk = await exportJWK(rsa.publicKey);
    const pem = await exportSPKI(rsa.publicKey);
    const guestClaims = { ...claims(), iss: 'homeward', aud: 'homeward', brand: 'lumen', order: 'LM-1' };
    for (const secret of [pem, pem.trim(), JSON.stringify(jwk), jwk.n ?? '', Buffer.from(jwk.n ?? '', 'base64url')])
      for (const payload of [claims(), guestClaims]) {
        const body = `${base64({ alg: 'HS256', kid: 'rsa', typ: 'JWT' })}.${base64(payload)}`;
        const forged = `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
        expect(await refusal(`Bearer ${forged}`)).toBe('not-signed-in');
      }
  });

  test('claims that were changed after signing', async () => {
    const [header, , signature] = (await token()).split('.');
    const changed = `${header}.${base64(claims({ 'cognito:groups': ['lumen:administrator'] }))}.${signature}`;
    expect(await refusal(`Bearer ${changed}`)).toBe('not-signed-in');
  });
});

describe('a guest has a short token of our own, for one order', () => {
  const order = { brand: 'lumen', orderNumber: 'LM-1', customerId: 'C-1' };

  test('it is good for an hour', async () => {
    const { token: made, expiresAt } = await signIn.guestToken(order, now);
    expect(expiresAt).toBe(minutes(60).toISOString());
    const guest = { brand: 'lumen', roles: ['guest'], id: 'C-1', orderNumber: 'LM-1' };
    expect(await signIn.principalOf(`Bearer ${made}`, minutes(59))).toEqual(guest);
    expect(await refusal(`Bearer ${made}`, minutes(61))).toBe('not-signed-in');
    expect(await refusal(`Bearer ${made}`, minutes(60))).toBe('not-signed-in');
  });

  test('nothing personal is in it', async () => {
    const { token: made } = await signIn.guestToken(order, now);
    const [, body = ''] = made.split('.');
    expect(Object.keys(JSON.parse(Buffer.from(body, 'base64url').toString())).toSorted()).toEqual(
      ['aud', 'brand', 'exp', 'iat', 'iss', 'order', 'sub'].toSorted(),
    );
  });

  test.each<[string, () => Promise<string>]>([
    ['signed with another key', () => own({}, new Uint8Array(32).fill(6))],
    ['of another issuer', () => own({ iss: issuer })],
    ['for another audience', () => own({ aud: audience })],
    ['without an end', () => own({ exp: undefined })],
    ['without an order', () => own({ order: undefined })],
    ['without a brand', () => own({ brand: undefined })],
    ['without a customer', () => own({ sub: undefined })],
  ])('not %s', async (_, made) => expect(await refusal(`Bearer ${await made()}`)).toBe('not-signed-in'));

  test('roles written into it give nothing', async () => {
    const made = own({ 'cognito:groups': ['lumen:manager'], roles: ['manager'] });
    expect(await principal(made)).toMatchObject({ roles: ['guest'] });
  });
});

describe('an outage is no bad token', () => {
  const failing = (error: Error): Partial<SignInOptions> => ({ keys: () => Promise.reject(error) });
  test.each<[string, Partial<SignInOptions>]>([
    ["the issuer's keys do not come in time", failing(new errors.JWKSTimeout())],
    [
      'the issuer answers 503',
      failing(new errors.JOSEError('Expected 200 OK from the JSON Web Key Set HTTP response')),
    ],
    ['the issuer answers something else', failing(new errors.JWKSInvalid('malformed'))],
    ['there is no connection', failing(new TypeError('fetch failed'))],
  ])('%s: the caller is asked to try again', async (_, changed) =>
    expect(await refusal(`Bearer ${await token()}`, now, createSignIn({ ...options, ...changed }))).toBe('busy'),
  );

  test('our own key cannot be read: a guest is asked to try again', async () => {
    const throttled = createSignIn({ ...options, signingKey: () => Promise.reject(new Error('throttled')) });
    expect(await refusal(`Bearer ${await own()}`, now, throttled)).toBe('busy');
  });

  test('a key nobody knows is a bad token', async () =>
    expect(await refusal(`Bearer ${await token({}, rsa.privateKey, { kid: 'other' })}`)).toBe('not-signed-in'));
});

describe('a customer is who the order systems say', () => {
  const by = () => createSignIn({ ...options, customerClaim: 'custom:customer' });
  const customer = { 'cognito:groups': ['lumen:customer'] };

  test('by the claim that names the customer', async () => {
    const made = await token({ ...customer, 'custom:customer': 'C-1001' });
    expect(await by().principalOf(`Bearer ${made}`, now)).toMatchObject({ roles: ['customer'], id: 'C-1001' });
  });

  test('without it there is no customer', async () =>
    expect(await refusal(`Bearer ${await token(customer)}`, now, by())).toBe('not-allowed'));

  test('staff are who the issuer says', async () => {
    const made = await token({ 'custom:customer': 'C-1001' });
    expect(await by().principalOf(`Bearer ${made}`, now)).toMatchObject({ roles: ['agent'], id: 'person-1' });
  });
});
