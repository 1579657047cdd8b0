import * as z from 'zod';
import { lineCustoms } from './order-customs.ts';
import { warranty, withdrawalExclusion } from './rights.ts';
import * as v from './values.ts';

/** A piece of a kit: sold with it, and returned without it where only this piece is wrong. */
export const orderPart = z
  .strictObject({
    id: v.lineId,
    sku: v.words(64),
    title: v.words(200),
    model: v.words(64).optional(),
    category: v.words(64).optional().meta({ description: "Left out: the kit's." }),
    each: z.int().min(1).max(100).default(1).meta({ description: 'How many of it are in one kit.' }),
    worth: z.int().min(0).max(1_000_000_000).default(1).meta({
      description: 'What one piece is worth beside the others, in any unit: what was paid for the kit is shared by it.',
    }),
    serials: z.array(v.serial).max(1000).optional(),
    lots: z.array(v.lot).max(100).optional(),
    warrantyMonths: z.int().min(0).max(600).optional().meta({ description: "Left out: the kit's." }),
    weightGrams: z.int().min(0).max(10_000_000).optional(),
  })
  .meta({ id: 'OrderPart' });
export type OrderPart = z.infer<typeof orderPart>;

/**
 * An order as an order system states it: the whole of it, each time. `updatedAt` is its version: a later one replaces
 * what is stored, an older one is ignored. Amounts of a line are totals of the line, so nothing is rounded on the way in.
 */
export const orderLine = z
  .strictObject({
    id: v.lineId,
    sku: v.words(64),
    title: v.words(200),
    model: v.words(64).optional(),
    category: v.words(64).default('general'),
    quantity: z.int().min(1).max(1000).meta({ description: 'Units bought.' }),
    cancelled: z.int().min(0).max(1000).default(0).meta({
      description: 'Units taken out of the order before they were shipped, or taken back by the shop itself.',
    }),
    paid: v.money.meta({ description: 'For all bought units: after discounts, taxes included.' }),
    tax: v.money.meta({ description: 'The taxes contained in `paid`.' }),
    serials: z.array(v.serial).max(1000).default([]).meta({ description: 'Those sold, where they are known.' }),
    lots: z
      .array(v.lot)
      .max(100)
      .optional()
      .meta({ description: 'Lots or batches the units are of, where they are known.' }),
    warrantyMonths: z
      .int()
      .min(0)
      .max(600)
      .optional()
      .meta({ description: "Of the manufacturer's warranty for consumers, from delivery; absent: unknown." }),
    warranties: z
      .array(warranty)
      .max(10)
      .optional()
      .meta({ description: 'Others: for business use, extended plans, or one with a last day of its own.' }),
    withdrawalExcluded: withdrawalExclusion
      .optional()
      .meta({ description: 'Why the law gives no right of withdrawal; sealed goods: once the seal is broken.' }),
    repairs: z
      .array(z.strictObject({ returnedAt: v.instant }))
      .max(20)
      .optional()
      .meta({ description: 'Repairs under the law or a warranty, by when the goods were back with the customer.' }),
    replacements: z
      .array(z.strictObject({ deliveredAt: v.instant }))
      .max(20)
      .optional()
      .meta({ description: 'Replacements under the law or a warranty, by when they were with the customer.' }),
    weightGrams: z.int().min(0).max(10_000_000).optional().meta({ description: 'Of one unit.' }),
    longestMillimetres: z
      .int()
      .min(0)
      .max(100_000)
      .optional()
      .meta({ description: 'Longest side of one unit as it is packed.' }),
    hazardous: z
      .boolean()
      .optional()
      .meta({ description: 'Dangerous goods, such as lithium batteries: not every place takes them.' }),
    parts: z.array(orderPart).min(1).max(50).optional().meta({
      description: 'Of a bundle or kit: its pieces. It is shipped whole; each piece can be returned by itself.',
    }),
    customs: lineCustoms.optional(),
  })
  .refine((line) => line.cancelled <= line.quantity, {
    path: ['cancelled'],
    error: v.wrongAs('cancelled_more_than_bought'),
  })
  .refine((line) => line.tax.minor <= line.paid.minor && line.tax.minor >= 0, {
    path: ['tax'],
    error: v.wrongAs('tax_out_of_range'),
  });
export type OrderLine = z.infer<typeof orderLine>;

export const fulfilment = z.strictObject({
  id: v.words(64),
  status: z
    .enum(['pending', 'shipped', 'delivered', 'failed'])
    .meta({ description: 'A failed fulfilment delivers nothing.' }),
  lines: z
    .array(z.strictObject({ lineId: v.lineId, quantity: z.int().min(1).max(1000) }))
    .min(1)
    .max(200),
  shippedAt: v.instant.optional(),
  deliveredAt: v.instant
    .optional()
    .meta({ description: 'Absent on a shipped fulfilment: delivery is not known, so a person looks at the request.' }),
});
export type Fulfilment = z.infer<typeof fulfilment>;

/** One tender the order was paid with. */
export const payment = z.strictObject({
  reference: v.words(128).meta({ description: "The payment provider's own id of the payment." }),
  method: v.words(32),
  amount: v.money,
});
export type Payment = z.infer<typeof payment>;

export const orderFields = z.strictObject({
  updatedAt: v.instant.meta({
    description: 'Version of the order: a later one replaces what is stored, an older one is ignored.',
  }),
  placedAt: v.instant,
  currency: v.currency,
  lines: z.array(orderLine).min(1).max(200),
  shipping: z
    .strictObject({
      paid: v.money,
      tax: v.money,
      standard: v.money.optional().meta({
        description: 'What the least expensive delivery would have cost; absent: that is what was paid for.',
      }),
    })
    .optional()
    .meta({ description: 'What was paid for outbound delivery, taxes included, and the taxes in it.' }),
  withdrawalNotice: z.strictObject({ givenAt: v.instant.optional() }).optional().meta({
    description:
      'When the consumer was told of the right of withdrawal, where not before the order: without a time they were not. The right then lasts up to 12 months longer. Absent: told in time.',
  }),
  fulfilments: z.array(fulfilment).max(200).default([]),
  payments: z.array(payment).max(20).default([]),
  dealer: v.dealerId.optional().meta({ description: 'Which dealer sold it; left out: the brand itself.' }),
  customer: z.strictObject({
    id: v.customerReference,
    email: v.email.optional(),
    phone: v.words(32).optional(),
    flagged: z.boolean().default(false).meta({ description: 'Requests of this account are looked at by a person.' }),
    business: z.boolean().default(false),
    company: v.companyReference
      .optional()
      .meta({ description: 'The company account it was bought for; its employees follow the returns together.' }),
    tier: v.tier.optional().meta({ description: "Where it is absent, the company's counts." }),
    locale: v.locale.default('en'),
  }),
  shipTo: v.address.optional(),
});

export const orderBody = orderFields
  .superRefine((order, context) => {
    const wrongCurrency = (path: (string | number)[], amount: v.Money | undefined) => {
      if (amount && amount.currency !== order.currency)
        context.addIssue({
          code: 'custom',
          path,
          message: v.wrongAs('wrong_currency'),
          params: { currency: order.currency },
        });
    };
    const known = new Map<string, number>();
    order.lines.forEach((line, i) => {
      wrongCurrency(['lines', i, 'paid'], line.paid);
      wrongCurrency(['lines', i, 'tax'], line.tax);
      if (known.has(line.id))
        context.addIssue({ code: 'custom', path: ['lines', i, 'id'], message: v.wrongAs('used_twice') });
      known.set(line.id, line.quantity);
    });
    const ids = new Set(known.keys());
    for (const [i, line] of order.lines.entries())
      for (const [j, { id }] of (line.parts ?? []).entries()) {
        if (ids.has(id))
          context.addIssue({ code: 'custom', path: ['lines', i, 'parts', j, 'id'], message: v.wrongAs('used_twice') });
        ids.add(id);
      }
    const negative = (path: (string | number)[], amount: v.Money | undefined) => {
      if (amount && amount.minor < 0) context.addIssue({ code: 'custom', path, message: v.wrongAs('negative') });
    };
    negative(['shipping', 'paid', 'minor'], order.shipping?.paid);
    negative(['shipping', 'tax', 'minor'], order.shipping?.tax);
    negative(['shipping', 'standard', 'minor'], order.shipping?.standard);
    for (const [i, one] of order.payments.entries()) negative(['payments', i, 'amount', 'minor'], one.amount);
    wrongCurrency(['shipping', 'paid'], order.shipping?.paid);
    wrongCurrency(['shipping', 'tax'], order.shipping?.tax);
    wrongCurrency(['shipping', 'standard'], order.shipping?.standard);
    for (const [i, one] of order.payments.entries()) wrongCurrency(['payments', i, 'amount'], one.amount);
    for (const [i, one] of order.fulfilments.entries())
      for (const [j, line] of one.lines.entries())
        if (!known.has(line.lineId))
          context.addIssue({
            code: 'custom',
            path: ['fulfilments', i, 'lines', j, 'lineId'],
            message: v.wrongAs('no_line_of_order'),
          });
  })
  .meta({
    id: 'Order',
    description: 'An order, whole, as its order system states it. Amounts of a line are totals of the line.',
    example: {
      updatedAt: '2026-10-24T16:00:00.000Z',
      placedAt: '2026-10-20T08:15:28.000Z',
      currency: 'EUR',
      lines: [
        {
          id: '1',
          sku: 'LM-HEAD-7',
          title: 'Headphones Seven',
          category: 'audio',
          quantity: 1,
          paid: { currency: 'EUR', minor: 12900 },
          tax: { currency: 'EUR', minor: 2060 },
          serials: ['LMX-204518'],
          warrantyMonths: 24,
        },
      ],
      shipping: { paid: { currency: 'EUR', minor: 590 }, tax: { currency: 'EUR', minor: 94 } },
      fulfilments: [
        {
          id: 'F1',
          status: 'delivered',
          lines: [{ lineId: '1', quantity: 1 }],
          shippedAt: '2026-10-22T07:00:00.000Z',
          deliveredAt: '2026-10-24T12:30:00.000Z',
        },
      ],
      payments: [{ reference: 'pay_lumen_10042', method: 'card', amount: { currency: 'EUR', minor: 13490 } }],
      customer: { id: 'C-1001', email: 'kim@customer.example', locale: 'de' },
      shipTo: { name: 'Kim Muster', line1: 'Beispielweg 4', city: 'Musterstadt', postalCode: '12345', country: 'DE' },
    },
  });
export type OrderBody = z.infer<typeof orderBody>;

export const orderOrigin = z.enum(['registration', 'statement']);
export type OrderOrigin = z.infer<typeof orderOrigin>;

/** What is kept of an order: nothing personal; the person is an item of its own, so that it can be erased. */
export type Order = Omit<OrderBody, 'customer' | 'shipTo'> & {
  brand: string;
  orderNumber: string;
  customerId: string;
  flagged: boolean;
  business: boolean;
  company?: string;
  tier?: string;
  locale: string;
  /** Country the goods were delivered to; absent means unknown. */
  shipToCountry?: string;
  /** Where it is from, if not from an order system: a product's registration, or what a customer states. */
  origin?: OrderOrigin;
};

/** The person behind an order or a return. */
export const person = z.strictObject({
  email: v.email.optional(),
  phone: z.string().optional(),
  address: v.address.optional(),
});
export type Person = z.infer<typeof person>;
