import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { PartnerSecrets } from '../../contracts/configuration.ts';

/** Secrets of ours and of a brand's partners. */

let client: SecretsManagerClient | undefined;

/**
 * Made when a secret is first needed. Its code is loaded from the start all the same: what is imported later keeps the
 * bundler from laying the SDK out flat, and costs a function more of its start than it saves.
 */
function connected(): SecretsManagerClient {
  client ??= new SecretsManagerClient({});
  return client;
}

async function read(secretId: string): Promise<string | undefined> {
  try {
    return (await connected().send(new GetSecretValueCommand({ SecretId: secretId }))).SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Our own signing key, read once in a process. When the secret is replaced, warm processes take the new one as they are replaced; short tokens then end early. */
export function signingKeyOf(secretArn: string): () => Promise<Uint8Array> {
  let key: Promise<Uint8Array> | undefined;
  return () => {
    key ??= read(secretArn).then((text) => {
      if (!text) throw new Error('The signing secret is empty');
      return new TextEncoder().encode(text);
    });
    key.catch(() => {
      key = undefined;
    });
    return key;
  };
}

/** Secrets of a brand's partners: written by administrators, read where signatures are checked or made. */
export interface PartnerSecretStore {
  /** @param seconds how old what is known may be; a minute by default */
  read(brand: string, seconds?: number): Promise<PartnerSecrets>;
  /** Replaces the secrets of the partners that are named; those of the others stay. */
  write(brand: string, secrets: PartnerSecrets): Promise<void>;
}

const keptSeconds = 60;
/** Brands whose secrets a process remembers; with more it begins anew. */
const mostKept = 500;

export function createPartnerSecrets(prefix: string, now: () => Date): PartnerSecretStore {
  const known = new Map<string, { at: number; secrets: PartnerSecrets }>();
  const name = (brand: string) => `${prefix}${brand}`;
  return {
    async read(brand, seconds = keptSeconds) {
      const kept = known.get(brand);
      if (kept && now().getTime() - kept.at < seconds * 1000) return kept.secrets;
      const secrets = JSON.parse((await read(name(brand))) ?? '{}') as PartnerSecrets;
      if (known.size >= mostKept) known.clear();
      known.set(brand, { at: now().getTime(), secrets });
      return secrets;
    },
    async write(brand, secrets) {
      const manager = connected();
      const before = JSON.parse((await read(name(brand))) ?? '{}') as PartnerSecrets;
      const SecretString = JSON.stringify({ ...before, ...secrets });
      try {
        await manager.send(new PutSecretValueCommand({ SecretId: name(brand), SecretString }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
        await manager.send(new CreateSecretCommand({ Name: name(brand), SecretString }));
      }
      known.delete(brand);
    },
  };
}
