import type * as z from 'zod';
import { shipmentWebhook } from '../../shared/adapters/standard-webhooks/tracking.ts';
import type { Parameter, SecurityScheme } from './document.ts';

/** How partners sign what they send us: what the contracts leave to `functions/webhooks`. */
export interface PartnerSignature {
  scheme: string;
  security: SecurityScheme;
  /** Headers beside the one with the signature. */
  headers: readonly Parameter[];
  /** What the body is, beyond "the partner's own format". */
  body: { description: string; schema?: z.ZodType; example: unknown };
  /** Shell lines before `curl`, and the headers to send; `$BODY` is the body and `$SECRET` the partner's secret. */
  shell: { before: readonly string[]; headers: readonly string[] };
}

const header = (name: string, description: string, required: boolean): Parameter => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
});

const hmac = (options: string) => `printf %s "$BODY" | openssl dgst -sha256 ${options}`;

/** Headers of the Standard Webhooks specification that the signature covers. */
export const standardHeaders = [
  header('webhook-id', "The event's id: retries of one event carry the same.", true),
  header('webhook-timestamp', 'Epoch seconds of this attempt; five minutes either way pass.', true),
];

export const partnerSignatures: Record<string, PartnerSignature> = {
  shopifyWebhook: {
    scheme: 'shopifySignature',
    security: {
      type: 'apiKey',
      in: 'header',
      name: 'X-Shopify-Hmac-Sha256',
      description: "Base64 of the HMAC-SHA256 of the raw body with the app's client secret.",
    },
    headers: [header('X-Shopify-Webhook-Id', 'The same for each delivery of one event.', false)],
    body: {
      description: "Shopify's order (REST Admin API), as its webhooks send it.",
      example: { id: 820982911946154500, name: '#LM-10042', updated_at: '2026-10-24T16:00:00Z' },
    },
    shell: { before: [], headers: [`X-Shopify-Hmac-Sha256: $(${hmac('-hmac "$SECRET" -binary')} | base64)`] },
  },
  easypostWebhook: {
    scheme: 'easypostSignature',
    security: {
      type: 'apiKey',
      in: 'header',
      name: 'X-Hmac-Signature',
      description:
        '`hmac-sha256-hex=` and the HMAC-SHA256 of the raw body in hex; the key is the webhook secret in Unicode NFKD.',
    },
    headers: [],
    body: {
      description: "EasyPost's Event with a Tracker as its `result`.",
      example: {
        id: 'evt_0123456789abcdef',
        object: 'Event',
        description: 'tracker.updated',
        result: { object: 'Tracker', tracking_code: 'EZ1000000001', status: 'delivered' },
      },
    },
    shell: {
      before: [],
      headers: [`X-Hmac-Signature: hmac-sha256-hex=$(${hmac('-hmac "$SECRET" -r')} | cut -d " " -f 1)`],
    },
  },
  genericWebhook: {
    scheme: 'standardWebhooks',
    security: {
      type: 'apiKey',
      in: 'header',
      name: 'webhook-signature',
      description:
        '`v1,` and the base64 of the HMAC-SHA256 of `id.timestamp.body` (Standard Webhooks); several, separated by blanks, while a secret is being replaced.',
    },
    headers: standardHeaders,
    body: {
      description: 'What happened to a parcel, and when. Unknown fields are tolerated.',
      schema: shipmentWebhook,
      example: {
        type: 'shipment.arrived',
        timestamp: '2026-11-05T14:20:00.000Z',
        data: { trackingNumber: 'HW100000000042', carrier: 'Example Parcel' },
      },
    },
    shell: {
      before: [
        'ID=evt_42 TIME=$(date +%s)',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell that fills this in
        'KEY=$(printf %s "${SECRET#whsec_}" | base64 -d | od -v -An -tx1 | tr -d " \\n")',
      ],
      headers: [
        'webhook-id: $ID',
        'webhook-timestamp: $TIME',
        'webhook-signature: v1,$(printf %s "$ID.$TIME.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)',
      ],
    },
  },
};
