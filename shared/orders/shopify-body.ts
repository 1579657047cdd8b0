import * as z from 'zod';
import { wrongAs } from '../contracts/values.ts';

/*
 * What we use of an order as Shopify's Admin REST API and its webhooks `orders/*` state it. Shopify adds fields with every
 * release, so unknown ones are passed over; those used must be what they are documented to be. Amounts are decimal
 * texts: a JSON number would have been a float on its way.
 */
const decimal = z.string().regex(/^-?\d{1,18}(\.\d{1,18})?$/, wrongAs('not_a_decimal_amount'));
const id = z.union([z.int(), z.string().trim().min(1).max(64)], wrongAs('not_an_id')).transform(String);
const text = z.string().nullish();
const instant = z.iso.datetime({ offset: true });
const units = z.int().min(0);

/** The same amount in the shop's currency and in the one the customer paid in. */
const priceSet = z
  .object({ presentment_money: z.object({ amount: decimal, currency_code: z.string() }).nullish() })
  .nullish();
export type PriceSet = z.infer<typeof priceSet>;

const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

const taxLines = list(z.object({ price: decimal, price_set: priceSet }));
const discountAllocations = list(z.object({ amount: decimal, amount_set: priceSet }));

const lineItem = z.object({
  id,
  sku: text,
  title: text,
  name: text,
  variant_id: id.nullish(),
  quantity: units,
  grams: z.int().min(0).nullish(),
  price: decimal,
  price_set: priceSet,
  total_discount: decimal.nullish(),
  total_discount_set: priceSet,
  discount_allocations: discountAllocations,
  taxable: z.boolean().nullish(),
  tax_lines: taxLines,
  properties: list(z.object({ name: text, value: z.unknown().optional() })),
});

const shippingLine = z.object({
  price: decimal,
  price_set: priceSet,
  discounted_price: decimal.nullish(),
  discounted_price_set: priceSet,
  discount_allocations: discountAllocations,
  tax_lines: taxLines,
  is_removed: z.boolean().nullish(),
});

const fulfilment = z.object({
  id,
  status: text,
  shipment_status: text,
  created_at: instant,
  updated_at: instant,
  line_items: list(z.object({ id, quantity: units })),
});

const shippingAddress = z.object({
  name: text,
  first_name: text,
  last_name: text,
  company: text,
  address1: text,
  address2: text,
  city: text,
  province: text,
  zip: text,
  country_code: text,
  phone: text,
});

export const shopifyOrder = z.object({
  id,
  name: z.string().trim().min(1),
  created_at: instant,
  processed_at: instant.nullish(),
  updated_at: instant,
  cancelled_at: instant.nullish(),
  financial_status: text,
  currency: z.string(),
  presentment_currency: text,
  taxes_included: z.boolean(),
  total_price: decimal,
  total_price_set: priceSet,
  total_discounts: decimal.nullish(),
  total_discounts_set: priceSet,
  total_tax: decimal.nullish(),
  total_tax_set: priceSet,
  line_items: z.array(lineItem).min(1),
  shipping_lines: list(shippingLine),
  fulfillments: list(fulfilment),
  refunds: list(
    z.object({
      note: text,
      refund_line_items: list(z.object({ line_item_id: id, quantity: units, restock_type: text })),
      transactions: list(z.object({ kind: text, status: text, amount: decimal, currency: text })),
    }),
  ),
  payment_gateway_names: list(z.string()),
  gateway: text,
  email: text,
  contact_email: text,
  phone: text,
  customer_locale: text,
  company: z.unknown().optional(),
  customer: z.object({ id, email: text, phone: text, locale: text }).nullish(),
  shipping_address: shippingAddress.nullish(),
});
export type ShopifyOrder = z.infer<typeof shopifyOrder>;
export type ShopifyLine = z.infer<typeof lineItem>;
export type ShopifyAddress = z.infer<typeof shippingAddress>;
