import { type Principal, sees } from '../access/principal.ts';
import type { BrandConfiguration } from '../contracts/configuration.ts';
import { type FieldError, fieldError, ProblemError, refuse } from '../contracts/errors.ts';
import type { RequestLine, ReturnRequest } from '../contracts/intake.ts';
import type { RegisteredProduct } from '../contracts/products.ts';
import type { StatedProduct } from '../contracts/purchase.ts';
import { noClaims } from '../orders/claims.ts';
import { normaliseOrderNumber } from '../orders/order-number.ts';
import { nothingTaken, statedOrder, statedOrderNumber, statedSince } from '../orders/stated-order.ts';
import { loadOrder, type StoredOrder } from '../storage/orders.ts';
import { loadProduct } from '../storage/products.ts';
import { loadSerials } from '../storage/serials.ts';
import type { Table } from '../storage/table.ts';

/** A request that names a product in place of an order: its order is found, or made of what is known and stated. */

export interface ProductRequest {
  request: ReturnRequest & { product: StatedProduct };
  principal: Principal;
  brand: BrandConfiguration;
  now: Date;
  /** Names an order of a product without a serial number. */
  fresh: string;
  /** Whose product it is, where that was found out before; else the caller says it. */
  owner?: string | undefined;
}

/** What a request comes to be about. */
export interface Resolved {
  /** With the order's own line. */
  request: ReturnRequest;
  stored: StoredOrder;
  /** Whether the order is made with the return: anew, where its claims have a version already. */
  isNew?: true;
  /** What has to be told before anything can be decided. */
  missing?: FieldError[];
}

/**
 * Finds or makes the order of a product: where it is registered with one, or an order system sold it to this customer, that
 * order; else one of its own, which a second request finds again. What was stated of a purchase may be corrected while nothing
 * is taken of it.
 * @throws ProblemError not-allowed, invalid-request with a pointer per field: for whom, and which product, nobody can tell
 */
export async function resolveProduct(table: Table, given: ProductRequest): Promise<Resolved> {
  const { request, principal, brand, now } = given;
  const { serial } = request.product;
  const owner = given.owner ?? ownerOf(principal, request);
  const line = onlyLine(request);
  const wrong = bought(line, now);
  const known = serial === undefined ? undefined : (await loadSerials(table, principal.brand, [serial])).get(serial);
  const registered =
    serial !== undefined && known?.registeredTo === owner
      ? await loadProduct(table, principal.brand, serial)
      : undefined;
  const { orderNumber, lineId } = registered?.purchase ?? {};
  const sold = known?.soldOn?.customerId === owner ? known.soldOn : undefined;
  for (const at of [orderNumber && lineId ? { orderNumber, lineId } : undefined, sold]) {
    const stored = at && (await loadOrder(table, principal.brand, normaliseOrderNumber(at.orderNumber)));
    if (at && stored?.order.customerId === owner && (given.owner !== undefined || sees(principal, stored.order)))
      return { stored, request: ofOrder(request, { ...line, lineId: at.lineId }), missing: wrong };
  }
  const number = statedOrderNumber(owner, serial, given.fresh);
  const own = serial === undefined ? undefined : await loadOrder(table, principal.brand, normaliseOrderNumber(number));
  const corrected = own && line.purchase && nothingTaken(own) ? own : undefined;
  if (own && !corrected) return { stored: own, request: ofOrder(request, line), missing: wrong };
  const made = statedOrder({
    brand: principal.brand,
    orderNumber: normaliseOrderNumber(number),
    customerId: owner,
    ...statedSince({ product: request.product, purchase: line.purchase, contact: request.contact }, corrected),
    registered,
    quantity: line.quantity,
    locale: request.locale ?? brand.locale,
    currency: brand.currency ?? '',
    now,
  });
  const stored: StoredOrder = { ...made, claims: noClaims, credits: {}, claimsVersion: corrected?.claimsVersion ?? 0 };
  const missing = [...wrong, ...(corrected ? [] : missingOf(request, line, registered, brand))];
  return { stored, request: ofOrder(request, line), isNew: true, missing };
}

/** What is wrong with a product's serial number, told where it was typed. */
export function whereTyped<Told extends FieldError>(
  { product, lines }: ReturnRequest,
  errors: readonly Told[],
): Told[] {
  const own = product?.serial !== undefined && !lines[0]?.serials.includes(product.serial);
  const last = `/lines/0/serials/${lines[0]?.serials.length ?? 0}`;
  return errors.map((one) => (own && one.pointer === last ? { ...one, pointer: '/product/serial' } : one));
}

/** The same of what is thrown. */
export function atProduct<Done>(asked: ReturnRequest, decide: () => Done): Done {
  try {
    return decide();
  } catch (error) {
    if (!asked.product || !(error instanceof ProblemError) || !error.errors) throw error;
    throw new ProblemError(error.type, undefined, { errors: whereTyped(asked, error.errors) });
  }
}

/** Whose product it is: one's own, or that of whom it is asked for on behalf. */
function ownerOf({ roles, id, orderNumber }: Principal, { customerId }: ReturnRequest): string {
  if (orderNumber !== undefined) refuse('not-allowed', [fieldError('/product', 'product_needs_account')]);
  if (roles.every((role) => role === 'customer')) return id;
  if (customerId === undefined) throw missing('/customerId', 'customer_missing');
  return customerId;
}

const missing = (pointer: string, code: 'customer_missing' | 'one_product') =>
  new ProblemError('invalid-request', undefined, { errors: [fieldError(pointer, code)] });

/** The one line of such a request, with the product's serial number among its own. */
function onlyLine({ product, lines }: ProductRequest['request']): RequestLine {
  const [line, ...others] = lines;
  if (!line || others.length > 0) throw missing('/lines', 'one_product');
  const { serial } = product;
  return serial === undefined || line.serials.includes(serial) ? line : { ...line, serials: [...line.serials, serial] };
}

/** What is wrong with the day of the purchase. */
function bought({ purchase }: RequestLine, now: Date): FieldError[] {
  // A day ahead it is already, somewhere.
  const tomorrow = new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
  const ahead = purchase?.on !== undefined && purchase.on > tomorrow;
  return ahead ? [fieldError('/lines/0/purchase/on', 'in_the_future')] : [];
}

const ofOrder = (request: ReturnRequest, line: RequestLine): ReturnRequest => ({ ...request, lines: [line] });

/** What has to be said of a product that nothing is known of. */
function missingOf(
  { product }: ProductRequest['request'],
  { purchase }: RequestLine,
  registered: RegisteredProduct | undefined,
  { currency }: BrandConfiguration,
): FieldError[] {
  return [
    ...(registered || product.title ? [] : [fieldError('/product/title', 'product_unknown')]),
    ...(registered?.purchase?.paid || purchase?.paid || currency
      ? []
      : [fieldError('/lines/0/purchase/paid', 'price_missing')]),
  ];
}
