import { createHash } from 'node:crypto';
import type { Order, Person } from '../contracts/order.ts';
import type { RegisteredProduct } from '../contracts/products.ts';
import type { StatedProduct, StatedPurchase } from '../contracts/purchase.ts';
import { zero } from '../money/amount.ts';
import type { Claims } from './claims.ts';

/**
 * An order for a purchase that no order system has: of a registered product, or as its customer states it. It is made with
 * the return that asks for it, so that its units are claimed like any other's: the same purchase never comes back twice.
 */

export interface Purchase {
  brand: string;
  orderNumber: string;
  customerId: string;
  product: StatedProduct;
  purchase?: StatedPurchase | undefined;
  /** The unit as it is registered to this very customer. */
  registered?: RegisteredProduct | undefined;
  quantity: number;
  contact?: Person | undefined;
  locale: string;
  /** Of what has no price. */
  currency: string;
  now: Date;
}

/** The one line of such an order. */
export const statedLine = '1';

const prefix = 'STATED_';

/**
 * The number of such an order: of a unit with a serial number always the same for one customer, who so finds what is
 * claimed of it; who has it later has an order of their own. It can be no shop's, which have none with an underscore and a
 * hash. Without a serial number it is new each time.
 * @param fresh something that is new each time
 */
export function statedOrderNumber(customerId: string, serial: string | undefined, fresh: string): string {
  if (serial === undefined) return `${prefix}${fresh}`;
  const owner = createHash('sha256').update(customerId).digest('hex').slice(0, 8).toUpperCase();
  return `${prefix}${serial.replaceAll('/', '_')}_${owner}`;
}

const unknownSku = 'UNKNOWN';

/** Noon in UTC is the same day nearly everywhere. */
const noon = (day: string): string => `${day}T12:00:00.000Z`;

/** The order and its person. Its dealer, date and price are those of the registration, where it says them. */
export function statedOrder(given: Purchase): { order: Order; person: Person } {
  const { product, purchase, registered, quantity, currency, now } = given;
  const known = registered?.purchase;
  const on = known?.on ?? purchase?.on;
  const arrivedOn = registered?.installedOn ?? on;
  const paid = known?.paid ?? purchase?.paid;
  const country = known?.country ?? purchase?.country ?? given.contact?.address?.country;
  const dealer = known?.dealer ?? (known?.on === undefined ? purchase?.dealer?.id : undefined);
  const ofUnit = paid ?? zero(currency);
  const order: Order = {
    brand: given.brand,
    orderNumber: given.orderNumber,
    customerId: given.customerId,
    flagged: false,
    business: false,
    locale: given.locale,
    // What is bought is the registration's or the customer's word, which nothing newer replaces.
    updatedAt: now.toISOString(),
    placedAt: on ? noon(on) : now.toISOString(),
    currency: ofUnit.currency,
    lines: [
      {
        id: statedLine,
        sku: registered?.sku ?? product.sku ?? product.model ?? unknownSku,
        title: registered?.title ?? product.title ?? '',
        category: registered?.category ?? product.category ?? 'general',
        quantity,
        cancelled: 0,
        paid: { ...ofUnit, minor: ofUnit.minor * quantity },
        tax: zero(ofUnit.currency),
        // A serial number that nobody confirms is looked at, and never claimed.
        serials: registered && product.serial ? [product.serial] : [],
        model: registered?.model ?? product.model,
        ...(registered?.lot && { lots: [registered.lot] }),
        warrantyMonths: registered?.warrantyMonths,
        warranties: registered?.warranties,
        weightGrams: registered?.weightGrams,
      },
    ],
    fulfilments: [
      {
        id: 'purchase',
        status: arrivedOn ? 'delivered' : 'shipped',
        lines: [{ lineId: statedLine, quantity }],
        ...(arrivedOn && { deliveredAt: noon(arrivedOn) }),
      },
    ],
    payments: [],
    ...(dealer && { dealer }),
    ...(country && { shipToCountry: country }),
    origin: known?.on ? 'registration' : 'statement',
  };
  return { order, person: given.contact ?? {} };
}

/** Whether no unit of an order is spoken for, and no price of it was credited. */
export const nothingTaken = ({ claims, credits }: { claims: Claims; credits: object }): boolean =>
  [claims.units, claims.cancellations ?? {}].every((all) =>
    Object.values(all).every((slots) => Object.keys(slots).length === 0),
  ) && Object.keys(credits).length === 0;

type Stated = Pick<Purchase, 'product' | 'purchase' | 'contact'>;

/** What is stated now, and of what is left out now, what was stated before. */
export function statedSince(
  { product, purchase, contact }: Stated,
  before: { order: Order; person: Person } | undefined,
): Stated {
  const [line] = before?.order.lines ?? [];
  if (!before || !line) return { product, purchase, contact };
  const { order, person } = before;
  const dated = order.fulfilments.some(({ deliveredAt }) => deliveredAt === order.placedAt);
  const { sku, title, category, model } = line;
  const known: StatedPurchase = {
    ...(dated && { on: order.placedAt.slice(0, 10) }),
    ...(line.paid.minor > 0 && { paid: { ...line.paid, minor: line.paid.minor / line.quantity } }),
    ...(order.shipToCountry && { country: order.shipToCountry }),
    ...(order.dealer && { dealer: { id: order.dealer } }),
  };
  return {
    product: {
      ...(sku !== unknownSku && sku !== model && { sku }),
      title,
      category,
      ...(model && { model }),
      ...product,
    },
    purchase: { ...known, ...purchase },
    contact: contact ?? person,
  };
}
