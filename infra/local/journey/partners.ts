import { createHmac, randomBytes } from 'node:crypto';
import { signStandardWebhook } from '../../../shared/adapters/standard-webhooks/signature.ts';

/** A brand's partners as a journey plays them: bodies of their shape, signed with the brand's secrets. */

export interface PartnerKeys {
  readonly shopify: string;
  readonly easypost: string;
  readonly generic: string;
  readonly erp: string;
}

export function newPartnerKeys(): PartnerKeys {
  const standard = () => `whsec_${randomBytes(32).toString('base64')}`;
  const plain = () => randomBytes(24).toString('hex');
  return { shopify: plain(), easypost: plain(), generic: standard(), erp: standard() };
}

export interface SignedRequest {
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** What EasyPost posts when a tracker moves. */
export function easypostTracker(
  brand: string,
  key: string,
  news: { id: string; trackingNumber: string; status: string; at: Date },
): SignedRequest {
  const at = news.at.toISOString();
  const body = JSON.stringify({
    id: news.id,
    object: 'Event',
    mode: 'production',
    description: 'tracker.updated',
    status: 'pending',
    created_at: at,
    result: {
      id: `trk_${news.id}`,
      object: 'Tracker',
      tracking_code: news.trackingNumber,
      carrier: 'ExampleParcel',
      status: news.status,
      updated_at: at,
      tracking_details: [{ object: 'TrackingDetail', status: news.status, message: 'Scanned', datetime: at }],
    },
  });
  const signature = createHmac('sha256', key.normalize('NFKD')).update(body).digest('hex');
  return {
    path: `/v1/webhooks/${brand}/easypost`,
    body,
    headers: { 'x-hmac-signature': `hmac-sha256-hex=${signature}`, 'content-type': 'application/json' },
  };
}

/** A shipment event of any carrier, by Standard Webhooks. */
export function genericShipment(
  brand: string,
  key: string,
  news: { id: string; trackingNumber: string; type: string; at: Date },
  sentAt: Date,
): SignedRequest {
  const body = JSON.stringify({
    type: news.type,
    timestamp: news.at.toISOString(),
    data: { trackingNumber: news.trackingNumber },
  });
  return {
    path: `/v1/webhooks/${brand}/generic`,
    body,
    headers: { ...signStandardWebhook(news.id, sentAt, body, [key]), 'content-type': 'application/json' },
  };
}

/** An order as Shopify posts it. */
export function shopifyOrder(brand: string, key: string, order: string): SignedRequest {
  return {
    path: `/v1/webhooks/${brand}/shopify`,
    body: order,
    headers: {
      'x-shopify-hmac-sha256': createHmac('sha256', key).update(order).digest('base64'),
      'content-type': 'application/json',
    },
  };
}
