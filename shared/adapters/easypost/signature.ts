import { bodyMacs, fitsOneOf, headerOf, type SignatureVerdict, type SignedWebhook } from '../webhook-signature.ts';

/**
 * EasyPost's webhook signature: `X-Hmac-Signature: hmac-sha256-hex=<hex>`, the HMAC-SHA256 of the raw body; the key is
 * the webhook secret in Unicode NFKD, as UTF-8. Source: docs.easypost.com, "Webhooks: HMAC validation", and EasyPost's
 * own clients. It covers no time, so a replay verifies; the event id makes it harmless.
 */
export function verifyEasypost({ body, headers, secrets }: SignedWebhook): SignatureVerdict {
  const header = headerOf(headers, 'x-hmac-signature');
  if (!header) return 'missing';
  const hex = /^hmac-sha256-hex=([0-9a-f]{64})$/i.exec(header)?.[1];
  if (!hex) return 'mismatch';
  const macs = bodyMacs(
    body,
    secrets.map((secret) => secret.normalize('NFKD')),
  );
  return fitsOneOf(macs, Buffer.from(hex, 'hex')) ? 'valid' : 'mismatch';
}
