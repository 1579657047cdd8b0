import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Issuer,
  issueToken,
  openIssuer,
  rolesClaim,
  type Serving,
  serveIssuer,
} from '../../infra/local/issuer.ts';
import { freePort } from '../../infra/local/ports.ts';
import { readTokenArguments } from '../../infra/local/token-arguments.ts';

describe('npm run token', () => {
  test.each([
    [['agent'], { role: 'agent', brand: 'lumen', subject: 'agent@lumen.example' }],
    [['finance', '--brand', 'harbor'], { role: 'finance', brand: 'harbor', subject: 'finance@harbor.example' }],
    [['customer'], { role: 'customer', brand: 'lumen', subject: 'LM-C-1001' }],
    [['--customer=C-7', 'customer'], { role: 'customer', brand: 'lumen', subject: 'C-7' }],
    [
      ['customer', '--company', 'ACME-01'],
      { role: 'customer', brand: 'lumen', subject: 'LM-C-1001', company: 'ACME-01' },
    ],
    [['customer', '--brand=harbor', '--customer', 'C-7'], { role: 'customer', brand: 'harbor', subject: 'C-7' }],
  ])('%j is understood', (args, request) => {
    expect(readTokenArguments(args)).toEqual(request);
  });

  test.each([
    [[], 'Say for which one role'],
    [['agent', 'finance'], 'Say for which one role'],
    [['king'], 'king is no role'],
    [['guest'], 'guest is no role'],
    [['agent', '--brand', 'No Brand'], "No Brand is no brand's short name"],
    [['agent', '--customer', 'C-7'], "Only the role customer has a customer's id"],
    [['agent', '--company', 'ACME-01'], 'Only the role customer acts for a company'],
    [['agent', '--hours', '3'], 'That is not understood'],
    [['agent', '--brand'], 'That is not understood'],
  ])('%j is refused with the usage', (args, words) => {
    expect(() => readTokenArguments(args)).toThrow(words);
    expect(() => readTokenArguments(args)).toThrow('npm run token -- <role> [--brand B] [--customer ID]');
  });
});

describe('the local issuer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-issuer-'));
  const file = join(folder, 'issuer.json');
  let issuer: Issuer;
  let serving: Serving;
  beforeAll(async () => {
    issuer = await openIssuer(file, await freePort());
    serving = await serveIssuer(issuer);
  });
  afterAll(async () => {
    await serving.stop();
    rmSync(folder, { recursive: true });
  });

  test('its tokens verify against the key it serves: RS256, kid, audience, roles, an end', async () => {
    const token = await issueToken(issuer, { role: 'agent', brand: 'lumen', subject: 'agent@lumen.example' }, 1);
    const { payload, protectedHeader } = await jwtVerify(token, createRemoteJWKSet(new URL(issuer.jwksUrl)), {
      issuer: issuer.url,
      audience: issuer.audience,
      algorithms: ['RS256'],
    });
    expect(protectedHeader.kid).toBe(issuer.key.kid);
    expect(payload).toMatchObject({ sub: 'agent@lumen.example', [rolesClaim]: ['lumen:agent'] });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
  });

  test('says where its key is, and never shows the private one', async () => {
    const discovery = await (await fetch(`${issuer.url}/.well-known/openid-configuration`)).json();
    expect(discovery).toMatchObject({ issuer: issuer.url, jwks_uri: issuer.jwksUrl });
    const { keys } = (await (await fetch(issuer.jwksUrl)).json()) as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
    expect((await fetch(`${issuer.url}/elsewhere`)).status).toBe(404);
  });

  test('is the same after a restart', async () => {
    expect(await openIssuer(file, 1)).toEqual(issuer);
  });
});
