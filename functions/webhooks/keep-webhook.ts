import { createHash } from 'node:crypto';
import { verifyEasypost } from '../../shared/adapters/easypost/signature.ts';
import { easypostEventId } from '../../shared/adapters/easypost/tracker.ts';
import type { PartnerSecretStore } from '../../shared/adapters/secrets/secrets-manager.ts';
import { verifyShopify } from '../../shared/adapters/shopify-webhook/signature.ts';
import { standardWebhookId, verifyStandardWebhook } from '../../shared/adapters/standard-webhooks/signature.ts';
import type { SignatureVerdict, SignedWebhook } from '../../shared/adapters/webhook-signature.ts';
import type { Partner } from '../../shared/contracts/configuration.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { genericWebhook as contract } from '../../shared/contracts/webhooks.ts';
import type { Request } from '../../shared/runtime/http.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { keepArrival } from '../../shared/storage/inbox.ts';
import type { Table } from '../../shared/storage/table.ts';

/** How a partner signs, and by what its event is known when it comes again. */
export interface Signing {
  headers: readonly string[];
  verify(webhook: SignedWebhook & { now: Date }): SignatureVerdict;
  /** The partner's own id of the event; the body's hash stands in where there is none. */
  idOf(body: string, headers: SignedWebhook['headers']): string | undefined;
}

export const signings = {
  shopify: {
    headers: ['x-shopify-hmac-sha256', 'x-shopify-webhook-id'],
    verify: verifyShopify,
    idOf: (_, headers) => headers['x-shopify-webhook-id'],
  },
  easypost: {
    headers: ['x-hmac-signature'],
    verify: verifyEasypost,
    idOf: easypostEventId,
  },
  generic: {
    headers: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
    verify: verifyStandardWebhook,
    idOf: (_, headers) => standardWebhookId(headers),
  },
} as const satisfies Record<string, Signing>;

export interface KeepWebhookDeps {
  table: Table;
  secrets: Pick<PartnerSecretStore, 'read'>;
  /** Whether a brand has a secret of this partner. */
  hasSecret(brand: string, partner: Partner, now: Date): Promise<boolean>;
}

/** What any partner's route is asked. */
type Webhook = Pick<Request<typeof contract>, 'params' | 'raw' | 'header' | 'now'>;

/** What does not verify with a secret known for longer is tried with the one that is set now: it may be a new one. */
const freshSeconds = 5;

/**
 * Verifies the raw bytes, keeps them, answers; all work is done afterwards. What is validly signed is never refused for
 * what it says: a refusal makes partners send it for days, or stop sending at all.
 * @throws ProblemError invalid-signature, also for a brand that has no secret of this partner
 */
export function createKeepWebhook({ table, secrets, hasSecret }: KeepWebhookDeps, provider: keyof typeof signings) {
  const { headers: wanted, verify, idOf }: Signing = signings[provider];
  return async ({ params, raw, header, now }: Webhook): Promise<{ body: { accepted: true } }> => {
    const { brand } = params;
    const headers = Object.fromEntries(wanted.map((name) => [name, header(name)]));
    const judge = (known: readonly string[]) => verify({ body: raw, headers, secrets: known, now });
    // Secrets cost money to read, and anybody may call: what no secret could verify is refused before.
    let verdict = judge([]);
    if (verdict === 'mismatch' && (await hasSecret(brand, provider, now))) {
      verdict = judge((await secrets.read(brand))[provider] ?? []);
      if (verdict === 'mismatch') verdict = judge((await secrets.read(brand, freshSeconds))[provider] ?? []);
    }
    if (verdict !== 'valid') {
      logger.warn('signature refused', { brand, provider, verdict });
      throw new ProblemError('invalid-signature');
    }
    const body = Buffer.from(raw).toString('utf8');
    const id = idOf(body, headers)?.slice(0, 256) || createHash('sha256').update(raw).digest('hex');
    const fresh = await keepArrival(table, { brand, provider, id, body }, now);
    if (!fresh) logger.info('webhook came again', { brand, provider });
    return { body: { accepted: true } };
  };
}
