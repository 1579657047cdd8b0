import { Webhook } from 'standardwebhooks';
import { fitsOneOf, headerOf, type SignatureVerdict, type SignedWebhook } from '../webhook-signature.ts';

/**
 * Standard Webhooks signatures, both ways (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md):
 * `webhook-id`, `webhook-timestamp` (epoch seconds), `webhook-signature: v1,<base64> v1,<base64> …` over
 * `id.timestamp.body`. The library makes the signature. Its own verification reads the machine's clock and takes the body
 * as text, so headers, tolerance and comparison are here, against a given clock and the raw bytes.
 */
const toleranceSeconds = 5 * 60;

/** Bytes that are not UTF-8, and a byte order mark, are kept from being read as another text than was signed. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether a text is a secret by the standard: base64 of 24 to 64 bytes, `whsec_` before it or not. */
export function isStandardSecret(secret: string): boolean {
  const base64 = secret.replace(/^whsec_/, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) return false;
  const bytes = Buffer.from(base64, 'base64').length;
  return bytes >= 24 && bytes <= 64;
}

/**
 * @param now the clock to judge the timestamp by: five minutes either way pass
 * @returns `mismatch` also for a body that is not UTF-8; secrets that are none by the standard verify nothing
 */
export function verifyStandardWebhook({
  body,
  headers,
  secrets,
  now,
}: SignedWebhook & { now: Date }): SignatureVerdict {
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signatures = headerOf(headers, 'webhook-signature');
  if (!id || !timestamp || !signatures) return 'missing';
  if (!/^[1-9]\d{0,11}$/.test(timestamp)) return 'mismatch';
  const text = decoded(body);
  if (text === undefined) return 'mismatch';
  const sentAt = Number(timestamp);
  if (Math.abs(Math.floor(now.getTime() / 1000) - sentAt) > toleranceSeconds) return 'stale';
  const expected = secrets
    .filter(isStandardSecret)
    .map((secret) => Buffer.from(new Webhook(secret).sign(id, new Date(sentAt * 1000), text)));
  const given = signatures.split(' ').filter((one) => one.startsWith('v1,'));
  return given.filter((one) => fitsOneOf(expected, Buffer.from(one))).length > 0 ? 'valid' : 'mismatch';
}

/** The event's id, for the inbox: retries of one event carry the same. Read it after verification. */
export function standardWebhookId(headers: SignedWebhook['headers']): string | undefined {
  return headerOf(headers, 'webhook-id');
}

/**
 * Signs what we send, with every given secret, so that a receiver may change secrets without losing an event.
 * @param sentAt time of this attempt; the id stays the same over all attempts
 * @throws Error when a secret is none by the standard, or there is none
 */
export function signStandardWebhook(id: string, sentAt: Date, body: string, secrets: readonly string[]) {
  if (secrets.length === 0) throw new Error('There is no secret to sign with');
  if (!secrets.every(isStandardSecret))
    throw new Error('A secret is not one of Standard Webhooks: base64 of 24 to 64 bytes, whsec_ before it or not');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(' '),
  };
}

function decoded(body: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(body);
  } catch {
    return undefined;
  }
}
