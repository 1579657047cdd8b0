import {
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
  SignJWT,
} from 'jose';
import { type Role, roles } from '../access/permissions.ts';
import type { Principal } from '../access/principal.ts';
import { busy, ProblemError } from '../contracts/errors.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import { companyReference } from '../contracts/values.ts';
import { readSettings } from './configuration.ts';
import { logger } from './logger.ts';

/** Verifies bearer tokens: of any OIDC issuer for people and machines, and our own short ones for guests. */

const guestIssuer = 'homeward';
const guestMinutes = 60;

export interface SignIn {
  /** @throws ProblemError not-signed-in; busy when what the token is verified with cannot be had just now */
  principalOf(authorization: string | undefined, now: Date): Promise<Principal>;
  /** A token for one order: preview, create, follow. */
  guestToken(order: GuestOrder, now: Date): Promise<{ token: string; expiresAt: string }>;
}

export interface GuestOrder {
  brand: string;
  orderNumber: string;
  customerId: string;
}

export interface SignInOptions {
  issuer: string;
  audience: string;
  keys: JWTVerifyGetKey;
  rolesClaim: string;
  /** The claim with a customer's id as the order systems know it. */
  customerClaim: string;
  /** The claim with the company a customer acts for; empty: nobody acts for one. */
  companyClaim: string;
  /** Key of our own guest tokens. */
  signingKey: () => Promise<Uint8Array>;
}

export function createSignIn(options: SignInOptions): SignIn {
  return {
    async principalOf(authorization, now) {
      const token = authorization?.match(/^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i)?.[1];
      if (!token) throw new ProblemError('not-signed-in', say('bearer_needed'));
      try {
        return algorithmOf(token) === 'HS256'
          ? await guestOf(token, await options.signingKey(), now)
          : await personOf(token, options, now);
      } catch (error) {
        if (error instanceof ProblemError) throw error;
        if (isOfToken(error)) throw notValid();
        logger.error('no token can be verified', { error: error as Error });
        throw busy(say('keys_out_of_reach'));
      }
    },
    async guestToken({ brand, orderNumber, customerId }, now) {
      const issued = Math.floor(now.getTime() / 1000);
      const expires = issued + guestMinutes * 60;
      const token = await new SignJWT({ brand, order: orderNumber })
        .setSubject(customerId)
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(guestIssuer)
        .setAudience(guestIssuer)
        .setIssuedAt(issued)
        .setExpirationTime(expires)
        .sign(await options.signingKey());
      return { token, expiresAt: new Date(expires * 1000).toISOString() };
    },
  };
}

const notValid = () => new ProblemError('not-signed-in', say('token_not_valid'));

function algorithmOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).alg;
  } catch {
    throw notValid();
  }
}

/** What jose says of an issuer that does not answer, or answers something else than its keys: an outage, no bad token. */
const outages = new Set([errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code]);

/** Whether a token is at fault, and not the way to the keys: then every person would be sent to sign in again. */
const isOfToken = (error: unknown): boolean => error instanceof errors.JOSEError && !outages.has(error.code);

async function guestOf(token: string, key: Uint8Array, now: Date): Promise<Principal> {
  const { payload } = await jwtVerify(token, key, {
    issuer: guestIssuer,
    audience: guestIssuer,
    algorithms: ['HS256'],
    currentDate: now,
    requiredClaims: ['exp', 'sub', 'brand', 'order'],
  });
  return {
    brand: String(payload.brand),
    roles: ['guest'],
    id: String(payload.sub),
    orderNumber: String(payload.order),
  };
}

async function personOf(
  token: string,
  { issuer, audience, keys, rolesClaim, customerClaim, companyClaim }: SignInOptions,
  now: Date,
): Promise<Principal> {
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    ...(audience && { audience }),
    algorithms: ['RS256', 'ES256', 'PS256'],
    currentDate: now,
    requiredClaims: ['exp', 'sub'],
  });
  const held = rolesOf(payload[rolesClaim]);
  const brands = [...new Set(held.map(({ brand }) => brand))];
  const [brand] = brands;
  if (!brand || brands.length > 1) throw new ProblemError('not-allowed', say('one_brand'));
  const names = held.map(({ role }) => role);
  if (!names.includes('customer')) return { brand, roles: names, id: String(payload.sub) };
  const company = companyOf(payload, companyClaim);
  return { brand, roles: names, id: customerOf(payload, customerClaim), ...(company && { company }) };
}

/** The company a customer acts for. What is no reference of a company opens none. */
function companyOf(payload: JWTPayload, claim: string): string | undefined {
  return claim === '' ? undefined : companyReference.safeParse(payload[claim]).data;
}

/** A customer's id is the one the order systems state: an issuer may know the person by another, and name this in a claim. */
function customerOf(payload: JWTPayload, claim: string): string {
  const id = payload[claim];
  if (typeof id === 'string' && id !== '') return id;
  if (typeof id === 'number') return String(id);
  throw new ProblemError('not-allowed', say('customer_claim_needed', { claim }));
}

/** Roles as `<brand>:<role>`; whatever has another form, or is not a role, gives nothing. A guest is never named by an issuer. */
function rolesOf(claim: unknown): { brand: string; role: Role }[] {
  const names = Array.isArray(claim)
    ? claim
    : typeof claim === 'string'
      ? claim.replace(/^\[|\]$/g, '').split(/\s+/)
      : [];
  return names.flatMap((name) => {
    const [brand, role, more] = String(name).split(':');
    return brand && more === undefined && role !== 'guest' && (roles as readonly (string | undefined)[]).includes(role)
      ? [{ brand, role: role as Role }]
      : [];
  });
}

/**
 * Sign-in as the environment says; keys of the issuer are fetched when first needed, and kept. Not even the set is made
 * before: it makes Node load all of `fetch`, which takes a third of the time a function has to start.
 */
export function signInFromEnvironment(signingKey: () => Promise<Uint8Array>): SignIn {
  const settings = readSettings([
    'OIDC_ISSUER',
    'OIDC_AUDIENCE',
    'OIDC_JWKS_URL',
    'ROLES_CLAIM',
    'CUSTOMER_CLAIM',
    'COMPANY_CLAIM',
  ]);
  let keys: JWTVerifyGetKey | undefined;
  return createSignIn({
    issuer: settings.OIDC_ISSUER,
    audience: settings.OIDC_AUDIENCE,
    keys: (header, token) => {
      keys ??= createRemoteJWKSet(new URL(settings.OIDC_JWKS_URL));
      return keys(header, token);
    },
    rolesClaim: settings.ROLES_CLAIM,
    customerClaim: settings.CUSTOMER_CLAIM,
    companyClaim: settings.COMPANY_CLAIM,
    signingKey,
  });
}
