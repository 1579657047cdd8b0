import type * as z from 'zod';
import { type FieldError, fieldError } from '../contracts/errors.ts';
import { fieldErrorsOf } from '../contracts/issues.ts';
import { type Fulfilment, type OrderBody, orderBody } from '../contracts/order.ts';
import { sentenceIn } from '../contracts/sentences/catalogue.ts';
import * as v from '../contracts/values.ts';
import { normaliseOrderNumber } from './order-number.ts';
import { AmountError, amountsPaid, customersCurrency, type ImportError } from './shopify-amounts.ts';
import { type ShopifyAddress, type ShopifyLine, type ShopifyOrder, shopifyOrder } from './shopify-body.ts';
import { moneyLeft, unitsGone } from './shopify-refunds.ts';

export type ImportedOrder = { ok: true; orderNumber: string; body: OrderBody } | { ok: false; errors: ImportError[] };

/**
 * A Shopify order (the object itself, as webhooks send it) as an order of ours, or what is wrong with it and where.
 *
 * - Number: `name`, normalised ("#1001" → "1001"). Version: `updated_at`. Placed: `processed_at`, else `created_at`.
 * - Money: see `amountsPaid`. One payment by the first named gateway, its reference the order's id: what `moneyLeft` says of
 *   `total_price`, the cap of all refunds, also where the lines add up to more. Lines stay as stated: nothing is guessed to
 *   make them fit.
 * - Cancelled units: see `unitsGone`. Units the shop itself took back or refunded count as cancelled ones, so that they
 *   cannot be returned, and refunded, again.
 * - Fulfilments: `success` is delivered (at its `updated_at`) when the carrier says so, failed when the carrier says so,
 *   else shipped; `failure`, `error`, `cancelled` are failed; all else is pending. Lines the order does not have are left out.
 * - Serials: line properties whose name has "serial" in it, separated by commas, semicolons or line breaks; what cannot be a
 *   serial is left out. Blank parts of an address are left out, an address without name, street, city or country as a whole.
 */
export function orderFromShopify(value: unknown): ImportedOrder {
  const parsed = shopifyOrder.safeParse(value, { reportInput: true });
  if (!parsed.success) return { ok: false, errors: fieldErrorsOf(parsed.error.issues).map(importError) };
  const order = parsed.data;
  const orderNumber = v.orderNumber.safeParse(normaliseOrderNumber(order.name));
  if (!orderNumber.success)
    return {
      ok: false,
      errors: [importError(fieldError('/name', 'not_an_order_number'))],
    };
  try {
    const body = orderBody.safeParse(bodyOf(order), { reportInput: true });
    if (!body.success) return { ok: false, errors: fieldErrorsOf(body.error.issues).map(importError) };
    return { ok: true, orderNumber: orderNumber.data, body: body.data };
  } catch (error) {
    if (error instanceof AmountError) return { ok: false, errors: [error.at] };
    throw error;
  }
}

/** Whoever looks at what could not be imported reads English. */
const importError = (error: FieldError): ImportError => ({
  pointer: error.pointer,
  code: error.code,
  detail: sentenceIn('en', error),
});

function bodyOf(order: ShopifyOrder): z.input<typeof orderBody> {
  const amounts = amountsPaid(order);
  const left = moneyLeft(order, amounts.total);
  const sold = order.line_items
    .map((line, index) => ({ line, amount: amounts.lines[index] }))
    .filter(({ line }) => line.quantity > 0);
  const fulfilments = fulfilmentsOf(order, new Set(sold.map(({ line }) => line.id)));
  const shipTo = order.shipping_address && addressOf(order.shipping_address);
  return {
    updatedAt: order.updated_at,
    placedAt: order.processed_at ?? order.created_at,
    currency: customersCurrency(order),
    lines: sold.flatMap(({ line, amount }) =>
      amount
        ? {
            id: line.id,
            sku: part(line.sku) ?? line.variant_id ?? line.id,
            title: part(line.name, 200) ?? part(line.title, 200) ?? line.id,
            quantity: line.quantity,
            cancelled: unitsGone(order, line, shippedUnits(line, fulfilments)),
            ...amount,
            serials: serialsOf(line),
            ...(line.grams && { weightGrams: line.grams }),
          }
        : [],
    ),
    ...(amounts.shipping && { shipping: amounts.shipping }),
    fulfilments,
    payments: left
      ? [
          {
            reference: order.id,
            method: part(order.payment_gateway_names[0] ?? order.gateway, 32) ?? 'unknown',
            amount: left,
          },
        ]
      : [],
    customer: customerOf(order),
    ...(shipTo && { shipTo }),
  };
}

/** A written part, trimmed and cut to what is kept of it; blank is absent. */
const part = (written: string | null | undefined, longest = 120): string | undefined =>
  written?.trim().slice(0, longest).trim() || undefined;

function customerOf(order: ShopifyOrder): z.input<typeof orderBody>['customer'] {
  const email = [order.email, order.contact_email, order.customer?.email]
    .map((one) => v.email.safeParse(one?.trim()))
    .find((one) => one.success)?.data;
  const phone = part(order.phone, 32) ?? part(order.customer?.phone, 32) ?? part(order.shipping_address?.phone, 32);
  const locale = localeOf(order.customer_locale) ?? localeOf(order.customer?.locale);
  return {
    // A guest checkout has no customer: then nobody but this order stands behind it.
    id: order.customer?.id ?? `order-${order.id}`,
    ...(email && { email }),
    ...(phone && { phone }),
    ...(locale && { locale }),
    business: Boolean(order.company),
  };
}

/** "de-at" and "zh-Hant-TW" as we keep them: the language and, where it is one of two letters and the second part, the region. */
function localeOf(tag: string | null | undefined): string | undefined {
  const [, language, region] = /^([a-z]{2})(?:[-_]([a-z]{2}))?(?![a-z])/i.exec(tag ?? '') ?? [];
  if (!language) return undefined;
  return region ? `${language.toLowerCase()}-${region.toUpperCase()}` : language.toLowerCase();
}

function addressOf(from: ShopifyAddress): v.Address | undefined {
  const line2 = part(from.address2);
  const region = part(from.province, 80);
  const postalCode = part(from.zip, 16);
  const whole = v.address.safeParse({
    name: part(from.name) ?? part([from.first_name, from.last_name].filter(Boolean).join(' ')) ?? part(from.company),
    line1: part(from.address1),
    ...(line2 && { line2 }),
    city: part(from.city, 80),
    ...(region && { region }),
    ...(postalCode && { postalCode }),
    country: from.country_code?.trim().toUpperCase(),
  });
  return whole.success ? whole.data : undefined;
}

const serialsOf = (line: ShopifyLine): string[] => {
  const written = line.properties
    .filter(({ name }) => /serial/i.test(name ?? ''))
    .flatMap(({ value }) =>
      typeof value === 'string' || typeof value === 'number' ? String(value).split(/[,;\r\n]+/) : [],
    );
  return [...new Set(written.flatMap((one) => v.serial.safeParse(one).data ?? []))];
};

function statusOf(status: string | null | undefined, shipment: string | null | undefined): Fulfilment['status'] {
  if (status === 'failure' || status === 'error' || status === 'cancelled') return 'failed';
  if (status !== 'success') return 'pending';
  if (shipment === 'delivered') return 'delivered';
  return shipment === 'failure' ? 'failed' : 'shipped';
}

const fulfilmentsOf = (order: ShopifyOrder, known: ReadonlySet<string>) =>
  order.fulfillments.flatMap((from) => {
    const status = statusOf(from.status, from.shipment_status);
    const lines = from.line_items.filter((line) => known.has(line.id) && line.quantity > 0);
    if (lines.length === 0) return [];
    return {
      id: from.id,
      status,
      lines: lines.map((line) => ({ lineId: line.id, quantity: line.quantity })),
      ...((status === 'shipped' || status === 'delivered') && { shippedAt: from.created_at }),
      ...(status === 'delivered' && { deliveredAt: from.updated_at }),
    };
  });

/** Units of a line that left the house, however often that was reported. */
const shippedUnits = (line: ShopifyLine, fulfilments: ReturnType<typeof fulfilmentsOf>): number =>
  fulfilments
    .filter(({ status }) => status === 'shipped' || status === 'delivered')
    .flatMap((one) => one.lines)
    .reduce((all, one) => all + (one.lineId === line.id ? one.quantity : 0), 0);
