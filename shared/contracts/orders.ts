import * as z from 'zod';
import { orderBody } from './order.ts';
import { route } from './route.ts';
import * as v from './values.ts';

export const putOrder = route({
  name: 'putOrder',
  method: 'PUT',
  path: '/v1/brands/{brand}/orders/{orderNumber}',
  area: 'orders',
  summary: 'Put an order as it now stands; an older version than the stored one is ignored',
  action: 'order.put',
  params: z.strictObject({ brand: v.brand, orderNumber: v.orderNumber }),
  body: orderBody,
  success: {
    status: 200,
    body: z
      .strictObject({ orderNumber: v.orderNumber, updatedAt: z.string(), applied: z.boolean() })
      .meta({ id: 'StoredOrder' }),
  },
  problems: ['not-found', 'busy'],
});

export const returnableLine = z
  .strictObject({
    lineId: v.lineId,
    sku: z.string(),
    title: z.string(),
    bought: z.int(),
    returnable: z.int(),
    serials: z.array(z.string()),
    paid: v.money,
    deliveredAt: z.string().optional(),
    /** Last day on which a return for any reason may be asked for. */
    until: z.string().optional(),
    notBecause: z.strictObject({ code: z.string(), detail: z.string() }).optional(),
  })
  .meta({ id: 'ReturnableLine' });

export const foundOrder = z
  .strictObject({
    token: z.string().meta({ description: 'Bearer token for this order: preview, create, follow.' }),
    expiresAt: z.string(),
    brand: v.brand,
    orderNumber: v.orderNumber,
    placedAt: z.string(),
    lines: z.array(returnableLine),
  })
  .meta({ id: 'FoundOrder' });

export const lookUpOrder = route({
  name: 'lookUpOrder',
  method: 'POST',
  path: '/v1/brands/{brand}/orders/lookup',
  area: 'orders',
  summary: "Find one's order by its number and the e-mail address or phone number it was placed with",
  action: 'public',
  params: z.strictObject({ brand: v.brand }),
  body: z
    .strictObject({ orderNumber: v.orderNumber, contact: z.string().trim().min(3).max(254) })
    .meta({ id: 'OrderLookup', example: { orderNumber: 'LM-10042', contact: 'kim@customer.example' } }),
  success: { status: 200, body: foundOrder },
  problems: ['order-not-found', 'too-many-tries'],
  throttle: { rate: 50, burst: 100 },
});

export const exchangeGuestLink = route({
  name: 'exchangeGuestLink',
  method: 'POST',
  path: '/v1/guest-links/exchange',
  area: 'orders',
  summary: 'Exchange the token of a mailed link for a short bearer token',
  action: 'public',
  body: z.strictObject({ token: z.string().min(20).max(200) }).meta({ id: 'GuestLink' }),
  success: {
    status: 200,
    body: z.strictObject({ token: z.string(), expiresAt: z.string(), rma: v.rmaNumber }).meta({ id: 'GuestToken' }),
  },
  problems: ['link-not-valid'],
  throttle: { rate: 50, burst: 100 },
});
