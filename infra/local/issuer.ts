import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { home } from './folders.ts';

/** A sign-in issuer for one machine: it vouches for whoever asks. Deployed copies of Homeward trust a real one. */
export interface Issuer {
  readonly url: string;
  readonly jwksUrl: string;
  readonly audience: string;
  /** Private key, RS256, with its `kid`. */
  readonly key: JWK;
}

/** The claim with the array of `<brand>:<role>`, named as Cognito names it. */
export const rolesClaim = 'cognito:groups';

/** The claim with the company a customer acts for. */
export const companyClaim = 'company';

/** File with the key of the issuer on a port: tokens stay valid over a restart. */
export const issuerFile = (port: number): string => join(home, `issuer-${port}.json`);

/** The issuer kept in a file, made when there is none. */
export async function openIssuer(file: string, port: number): Promise<Issuer> {
  if (existsSync(file)) return readIssuer(file);
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const url = `http://127.0.0.1:${port}`;
  const issuer: Issuer = {
    url,
    jwksUrl: `${url}/jwks`,
    audience: 'homeward',
    key: { ...(await exportJWK(privateKey)), kid: `local-${Date.now().toString(36)}`, alg: 'RS256', use: 'sig' },
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(issuer, undefined, 2), { mode: 0o600 });
  return issuer;
}

export const readIssuer = (file: string): Issuer => JSON.parse(readFileSync(file, 'utf8'));

export interface Serving {
  stop(): Promise<void>;
}

/** Serves the issuer's discovery document and public key on its port. */
export async function serveIssuer({ url, jwksUrl, key }: Issuer): Promise<Serving> {
  const { kty, n, e, kid, alg, use } = key;
  const documents: Readonly<Record<string, unknown>> = {
    '/.well-known/openid-configuration': {
      issuer: url,
      jwks_uri: jwksUrl,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
    },
    '/jwks': { keys: [{ kty, n, e, kid, alg, use }] },
  };
  const server: Server = createServer((request, response) => {
    const document = documents[request.url ?? ''];
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? { error: 'not_found' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(Number(new URL(url).port), '127.0.0.1', resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface TokenRequest {
  readonly role: string;
  readonly brand: string;
  /** Who it is for: the customer's id for a customer. */
  readonly subject: string;
  /** The company a customer acts for. */
  readonly company?: string | undefined;
}

/** A bearer token, valid for `hours` (a working day unless told). */
export async function issueToken(
  issuer: Issuer,
  { role, brand, subject, company }: TokenRequest,
  hours = 12,
): Promise<string> {
  const { kid } = issuer.key;
  if (kid === undefined) throw new Error('The key has no kid.');
  return new SignJWT({ [rolesClaim]: [`${brand}:${role}`], ...(company && { [companyClaim]: company }) })
    .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
    .setIssuer(issuer.url)
    .setAudience(issuer.audience)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(`${hours}h`)
    .sign(await importJWK(issuer.key, 'RS256'));
}
