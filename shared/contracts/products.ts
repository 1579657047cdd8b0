import * as z from 'zod';
import { warranty } from './rights.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/** Registered products: single units that a customer has, known by their serial numbers, whoever sold them. */

const soldAs = z.strictObject({
  on: v.date.optional().meta({ description: 'Day of the purchase, as its receipt says.' }),
  orderNumber: v.orderNumber
    .optional()
    .meta({ description: 'Its order, where the order system has it; with its line.' }),
  lineId: v.lineId.optional(),
  dealer: v.dealerId.optional().meta({ description: 'Which dealer sold it; left out: the brand itself.' }),
  paid: v.money
    .refine((amount) => amount.minor >= 0, v.wrongAs('negative'))
    .optional()
    .meta({ description: 'For this unit, taxes included.' }),
  country: v.country.optional().meta({ description: 'Where it was delivered or bought.' }),
});

export const registeredProduct = z
  .strictObject({
    updatedAt: v.instant.meta({
      description: 'Version of the registration: a later one replaces what is stored, an older one is ignored.',
    }),
    owner: v.customerReference.meta({ description: 'Customer who has it; who had it before lists it no more.' }),
    sku: v.words(64),
    model: v.words(64).optional(),
    title: v.words(200),
    category: v.words(64).default('general'),
    lot: v.lot.optional(),
    installedOn: v.date.optional().meta({ description: 'Day it was installed or delivered: windows count from it.' }),
    specification: z
      .record(v.words(60), v.words(120))
      .refine((all) => Object.keys(all).length <= 20, { error: v.wrongAs('too_many_entries'), params: { max: 20 } })
      .optional()
      .meta({ description: 'What it is and has, in up to 20 words and values, as a customer reads it.' }),
    warrantyMonths: z
      .int()
      .min(0)
      .max(600)
      .optional()
      .meta({ description: "Of the manufacturer's warranty for consumers, from delivery." }),
    warranties: z.array(warranty).max(10).optional(),
    weightGrams: z.int().min(0).max(10_000_000).optional(),
    purchase: soldAs.optional(),
  })
  .meta({
    id: 'RegisteredProduct',
    example: {
      updatedAt: '2026-10-24T16:00:00.000Z',
      owner: 'C-1001',
      sku: 'LM-DOCK-2',
      model: 'Dock 2',
      title: 'Lumen Dock 2',
      category: 'it',
      installedOn: '2026-03-14',
      specification: { Colour: 'Graphite', Ports: '6' },
      warrantyMonths: 24,
      warranties: [{ tier: 'extended_plan', until: '2029-03-13', reference: 'PLAN-778' }],
      purchase: { on: '2026-03-12', dealer: 'D-104', paid: { currency: 'EUR', minor: 14900 }, country: 'DE' },
    },
  });
export type RegisteredProduct = z.infer<typeof registeredProduct>;

export const putRegisteredProduct = route({
  name: 'putRegisteredProduct',
  method: 'PUT',
  path: '/v1/brands/{brand}/registered-products/{serial}',
  area: 'orders',
  summary: 'Register a unit to a customer, or say anew what is known of it; an older version is ignored',
  action: 'product.put',
  params: z.strictObject({ brand: v.brand, serial: v.serialInPath }),
  body: registeredProduct,
  success: {
    status: 200,
    body: z
      .strictObject({
        serial: v.serial,
        updatedAt: v.time,
        applied: z.boolean().meta({ description: 'False: what is stored is as new or newer, and stays.' }),
      })
      .meta({ id: 'StoredProduct' }),
  },
  problems: ['not-found'],
});

/** A registered product as its customer's list shows it: all that a request can be begun with. */
export const listedProduct = z
  .strictObject({
    serial: v.serial,
    ...registeredProduct.omit({ updatedAt: true, owner: true, weightGrams: true }).shape,
    category: z.string(),
  })
  .meta({
    id: 'ListedProduct',
    description:
      "Asked for as the request's `product` by its serial number; where it has an order, by that order, too.",
  });
export type ListedProduct = z.infer<typeof listedProduct>;

export const listRegisteredProducts = route({
  name: 'listRegisteredProducts',
  method: 'GET',
  path: '/v1/registered-products',
  area: 'orders',
  summary: "List one's registered products, the newest first, or find one by its serial number",
  action: 'product.list',
  query: z.strictObject({
    cursor: v.cursor.optional(),
    limit: v.pageSize,
    serial: v.serial.optional().meta({ description: 'Only this one, where it is within sight.' }),
    customer: v.customerReference
      .optional()
      .meta({ description: 'Whose, where staff or an integration asks; needed unless a serial number is given.' }),
  }),
  success: {
    status: 200,
    body: z
      .strictObject({ items: z.array(listedProduct), next: v.cursor.optional() })
      .meta({ id: 'RegisteredProducts' }),
  },
  problems: ['invalid-cursor'],
});
