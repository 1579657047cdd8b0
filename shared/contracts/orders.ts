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
      .strictObject({
        orderNumber: v.orderNumber,
        updatedAt: v.time,
        applied: z.boolean().meta({ description: 'False: what is stored is as new or newer, and stays.' }),
      })
      .meta({ id: 'StoredOrder' }),
  },
  problems: ['not-found', 'busy'],
});

export const returnableLine = z
  .strictObject({
    lineId: v.lineId,
    sku: z.string(),
    title: z.string(),
    category: z.string().meta({ description: 'For `listReasons`.' }),
    bought: z.int(),
    returnable: z.int().meta({ description: 'Units that may be asked for now.' }),
    cancellable: z.int().meta({ description: 'Units not shipped yet: asked for, they are taken out of the order.' }),
    kit: v.lineId
      .optional()
      .meta({ description: 'Line of the kit that this is a part of. Either goes back, never both.' }),
    serials: z.array(z.string()),
    paid: v.money.meta({ description: 'For all units of the line, taxes included.' }),
    deliveredAt: v.time.optional(),
    until: v.time.optional().meta({ description: 'Until then a return for any reason may be asked for.' }),
    notBecause: z
      .strictObject({ code: z.string(), detail: z.string() })
      .optional()
      .meta({ description: 'Why nothing can be returned.' }),
  })
  .meta({ id: 'ReturnableLine' });

export const foundOrder = z
  .strictObject({
    token: z.string().meta({ description: 'Bearer token for this order: preview, create, follow.' }),
    expiresAt: v.time,
    brand: v.brand,
    orderNumber: v.orderNumber,
    placedAt: v.time,
    lines: z.array(returnableLine),
    withdrawal: z.strictObject({ label: z.string(), until: v.time.optional() }).optional().meta({
      description:
        'A consumer may withdraw by law: what stands on the button that leads to `stateWithdrawal`, and the last instant; absent while not all has arrived.',
    }),
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
    .strictObject({
      orderNumber: v.orderNumber,
      contact: z
        .string()
        .trim()
        .min(3)
        .max(254)
        .meta({ description: 'The e-mail address or phone number the order was placed with.' }),
    })
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
  body: z
    .strictObject({ token: z.string().min(20).max(200) })
    .meta({ id: 'GuestLink', example: { token: 'lumen.MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3' } }),
  success: {
    status: 200,
    body: z
      .strictObject({
        token: z.string(),
        expiresAt: v.time,
        rma: v.rmaNumber.optional().meta({ description: 'The return it leads to.' }),
        draft: v.draftId.optional().meta({ description: 'The draft it leads to, where it is no return yet.' }),
      })
      .meta({ id: 'GuestToken' }),
  },
  problems: ['link-not-valid'],
  throttle: { rate: 50, burst: 100 },
});
