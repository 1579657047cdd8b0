import * as z from 'zod';
import { route } from './route.ts';
import * as v from './values.ts';

/** Bodies of partners are kept as they come, byte for byte, and read after the answer: here they are just JSON. */
const anyBody = z.unknown().meta({ id: 'PartnerBody', description: "The partner's own format." });
const accepted = { status: 202, body: z.strictObject({ accepted: z.literal(true) }).meta({ id: 'Accepted' }) } as const;
const params = z.strictObject({ brand: v.brand });
const webhook = {
  method: 'POST',
  area: 'webhooks',
  action: 'signed',
  params,
  body: anyBody,
  success: accepted,
  problems: ['invalid-signature', 'not-found', 'too-large'],
} as const;

export const shopifyWebhook = route({
  ...webhook,
  name: 'shopifyWebhook',
  path: '/v1/webhooks/{brand}/shopify',
  summary: "Shopify's order bodies, signed with X-Shopify-Hmac-Sha256",
});

export const easypostWebhook = route({
  ...webhook,
  name: 'easypostWebhook',
  path: '/v1/webhooks/{brand}/easypost',
  summary: "EasyPost's tracker events, signed with X-Hmac-Signature",
});

export const genericWebhook = route({
  ...webhook,
  name: 'genericWebhook',
  path: '/v1/webhooks/{brand}/generic',
  summary: 'Shipment events of any carrier or 3PL, signed by Standard Webhooks',
});
