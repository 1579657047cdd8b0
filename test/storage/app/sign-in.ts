import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createSignIn, type SignIn } from '../../../shared/runtime/sign-in.ts';

/** Whose token a request carries: a role of a brand, and the id at the issuer. */
export interface Who {
  role: string;
  brand?: string;
  id?: string;
  /** The company a customer acts for. */
  company?: string;
}

export interface TestSignIn {
  signIn: SignIn;
  signingKey: () => Promise<Uint8Array>;
  /** A bearer token that outlives every clock of the tests, unless it is told to end. */
  tokenOf(who: Who, expires?: Date): Promise<string>;
}

const issuer = 'https://issuer.example';
const farAway = new Date('2099-01-01T00:00:00.000Z');

/** Sign-in with an issuer of the tests' own. */
export async function createTestSignIn(): Promise<TestSignIn> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'tests' }] });
  const key = new TextEncoder().encode('a key for short tokens and cursors, of the tests only');
  const signingKey = async () => key;
  const known = new Map<string, Promise<string>>();
  const make = ({ role, brand = 'lumen', id = `${role}-1`, company }: Who, expires: Date) =>
    new SignJWT({ 'cognito:groups': [`${brand}:${role}`], ...(company && { company }) })
      .setProtectedHeader({ alg: 'ES256', kid: 'tests' })
      .setIssuer(issuer)
      .setAudience('homeward')
      .setSubject(id)
      .setExpirationTime(expires)
      .sign(privateKey);
  return {
    signIn: createSignIn({
      issuer,
      audience: 'homeward',
      keys,
      rolesClaim: 'cognito:groups',
      customerClaim: 'sub',
      companyClaim: 'company',
      signingKey,
    }),
    signingKey,
    tokenOf(who, expires = farAway) {
      const name = JSON.stringify([who, expires]);
      const token = known.get(name) ?? make(who, expires);
      known.set(name, token);
      return token;
    },
  };
}
