import * as z from 'zod';
import { readJson } from '../../contracts/json.ts';
import { instant } from '../../contracts/values.ts';
import { plainTrackingNumber, type TrackingUpdate, type UnknownUpdate } from '../carrier/tracking-update.ts';

const statuses = {
  'shipment.label_created': 'label_created',
  'shipment.in_transit': 'in_transit',
  'shipment.arrived': 'arrived',
  'shipment.exception': 'exception',
  'shipment.cancelled': 'cancelled',
} as const satisfies Record<string, TrackingUpdate['status']>;

/**
 * The body any carrier, 3PL or middleware may send us, signed by Standard Webhooks, where there is no adapter of its own.
 * `timestamp` is when it happened to the parcel. Unknown fields are tolerated.
 */
export const shipmentWebhook = z
  .object({
    type: z.enum(Object.keys(statuses) as (keyof typeof statuses)[]),
    timestamp: instant,
    data: z.object({
      trackingNumber: z.string().trim().min(1).max(64),
      carrier: z.string().trim().min(1).max(64).optional(),
      /** What the carrier says of it, for staff. */
      detail: z.string().max(1000).optional(),
    }),
  })
  .meta({ id: 'ShipmentWebhook' });
export type ShipmentWebhook = z.infer<typeof shipmentWebhook>;

/** Reads the body of a generic webhook whose signature was verified. */
export function readShipmentWebhook(body: string): TrackingUpdate | UnknownUpdate {
  const json = readJson(body);
  if (json === undefined) return { unknown: 'The body is not JSON' };
  const event = shipmentWebhook.safeParse(json);
  if (!event.success) return { unknown: z.prettifyError(event.error).slice(0, 300) };
  const { type, timestamp, data } = event.data;
  return {
    trackingNumber: plainTrackingNumber(data.trackingNumber),
    at: timestamp,
    status: statuses[type],
    detail: (data.detail ?? type).slice(0, 300),
  };
}
