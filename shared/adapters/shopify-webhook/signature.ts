import { bodyMacs, fitsOneOf, headerOf, type SignatureVerdict, type SignedWebhook } from '../webhook-signature.ts';

/**
 * Shopify's webhook signature: `X-Shopify-Hmac-Sha256: <base64>`, the HMAC-SHA256 of the raw body with the app's client
 * secret. Source: shopify.dev, "Verify webhook deliveries". It covers no time, so a replay verifies; the order's own
 * `updated_at` makes it harmless.
 */
export function verifyShopify({ body, headers, secrets }: SignedWebhook): SignatureVerdict {
  const header = headerOf(headers, 'x-shopify-hmac-sha256');
  if (!header) return 'missing';
  if (!/^[A-Za-z0-9+/]{43}=$/.test(header)) return 'mismatch';
  return fitsOneOf(bodyMacs(body, secrets), Buffer.from(header, 'base64')) ? 'valid' : 'mismatch';
}
