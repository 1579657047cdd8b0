import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { PartnerSecrets } from '../../contracts/configuration.ts';

/** Secrets of ours and of a brand's partners. The client is loaded when a secret is first needed, not at the start. */

let client:
  | Promise<{ sdk: typeof import('@aws-sdk/client-secrets-manager'); client: SecretsManagerClient }>
  | undefined;

function connected() {
  client ??= import('@aws-sdk/client-secrets-manager').then((sdk) => ({
    sdk,
    client: new sdk.SecretsManagerClient({}),
  }));
  return client;
}

async function read(secretId: string): Promise<string | undefined> {
  const { sdk, client: secrets } = await connected();
  try {
    return (await secrets.send(new sdk.GetSecretValueCommand({ SecretId: secretId }))).SecretString;
  } catch (error) {
    if (error instanceof sdk.ResourceNotFoundException) return undefined;
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

export function createPartnerSecrets(prefix: string, now: () => Date): PartnerSecretStore {
  const known = new Map<string, { at: number; secrets: PartnerSecrets }>();
  const name = (brand: string) => `${prefix}${brand}`;
  return {
    async read(brand, seconds = keptSeconds) {
      const kept = known.get(brand);
      if (kept && now().getTime() - kept.at < seconds * 1000) return kept.secrets;
      const secrets = JSON.parse((await read(name(brand))) ?? '{}') as PartnerSecrets;
      known.set(brand, { at: now().getTime(), secrets });
      return secrets;
    },
    async write(brand, secrets) {
      const { sdk, client: manager } = await connected();
      const before = JSON.parse((await read(name(brand))) ?? '{}') as PartnerSecrets;
      const SecretString = JSON.stringify({ ...before, ...secrets });
      try {
        await manager.send(new sdk.PutSecretValueCommand({ SecretId: name(brand), SecretString }));
      } catch (error) {
        if (!(error instanceof sdk.ResourceNotFoundException)) throw error;
        await manager.send(new sdk.CreateSecretCommand({ Name: name(brand), SecretString }));
      }
      known.delete(brand);
    },
  };
}
