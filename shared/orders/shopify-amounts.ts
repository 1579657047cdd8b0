import type { Money } from '../contracts/values.ts';
import { allocate } from '../money/allocate.ts';
import { add, compare, MoneyError, min, multiply, parseMoney, subtract, sum, zero } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import type { PriceSet, ShopifyOrder } from './shopify-body.ts';

/** What was paid for a line or for delivery, and the taxes in it. */
export type Paid = { paid: Money; tax: Money };

/** A bad value of a body: where (RFC 6901 pointer) and what is wrong with it. */
export type ImportError = { pointer: string; code: string; detail: string };

/** Raised at the first amount that is wrong: the others could only be guessed from it. */
export class AmountError extends Error {
  readonly at: ImportError;
  constructor(pointer: string, detail: string) {
    super(`${pointer} ${detail}`);
    this.at = { pointer, code: 'wrong_amount', detail };
  }
}

/** The currency the customer paid in: the presentment currency, where the shop sold in another than its own. */
export const customersCurrency = (order: ShopifyOrder): string => order.presentment_currency || order.currency;

/**
 * Reads amounts in the customer's currency, so that what is given back is what was paid, whatever the rates do. The reader
 * throws `AmountError`.
 */
export function amountsIn(order: ShopifyOrder) {
  const currency = customersCurrency(order);
  if (!isCurrency(currency)) throw new AmountError('/currency', `${currency} is no ISO 4217 currency`);
  return (pointer: string, text: string | null | undefined, set: PriceSet): Money => {
    if (text === null || text === undefined) return zero(currency);
    const presented = set?.presentment_money;
    if (currency !== order.currency && presented?.currency_code !== currency)
      throw new AmountError(
        `${pointer}_set/presentment_money`,
        `must state the amount in ${currency}, in which the customer paid`,
      );
    try {
      const amount = parseMoney(currency === order.currency ? text : (presented?.amount ?? ''), currency);
      if (amount.minor < 0) throw new AmountError(pointer, 'must not be negative');
      return amount;
    } catch (error) {
      if (error instanceof MoneyError) throw new AmountError(pointer, error.message);
      throw error;
    }
  };
}

const total = (amounts: readonly Money[]): number => amounts.reduce((all, amount) => all + amount.minor, 0);

/**
 * What was paid for each line and for delivery, from Shopify's amounts.
 *
 * 1. A line is price × quantity. Discounts: where any line or delivery carries `discount_allocations`, these are the whole
 *    truth. Else a line's own `total_discount`, and what the order's `total_discounts` states beyond those and delivery's
 *    discount goes over the lines by their value, largest remainder. `discount_codes` are never read: a code that was
 *    typed is not yet a discount that was given.
 * 2. Taxes: the `tax_lines` of each line and of delivery. Where none has any but the order has a `total_tax`, that goes
 *    over the taxable lines and delivery by value, largest remainder.
 * 3. `paid` contains the taxes: they are added unless the prices include them already.
 *
 * Tips and duties are not part of a line. Throws `AmountError`.
 */
export function amountsPaid(order: ShopifyOrder): { lines: Paid[]; shipping?: Paid; total: Money } {
  const currency = customersCurrency(order);
  const read = amountsIn(order);
  const shippingLines = order.shipping_lines
    .map((line, index) => ({ line, at: `/shipping_lines/${index}` }))
    .filter(({ line }) => !line.is_removed);
  const allocated = [...order.line_items, ...shippingLines.map(({ line }) => line)].some(
    (line) => line.discount_allocations.length > 0,
  );

  const allocations = (at: string, line: ShopifyOrder['line_items'][number] | ShopifyOrder['shipping_lines'][number]) =>
    sum(
      currency,
      line.discount_allocations.map((one, j) =>
        read(`${at}/discount_allocations/${j}/amount`, one.amount, one.amount_set),
      ),
    );
  const taxes = (at: string, line: ShopifyOrder['line_items'][number] | ShopifyOrder['shipping_lines'][number]) =>
    sum(
      currency,
      line.tax_lines.map((one, j) => read(`${at}/tax_lines/${j}/price`, one.price, one.price_set)),
    );

  const lines = order.line_items.map((line, index) => {
    const at = `/line_items/${index}`;
    const gross = multiply(read(`${at}/price`, line.price, line.price_set), line.quantity);
    const discount = allocated
      ? allocations(at, line)
      : read(`${at}/total_discount`, line.total_discount, line.total_discount_set);
    if (compare(discount, gross) > 0) throw new AmountError(at, 'has discounts above its price');
    return { net: subtract(gross, discount), discount, tax: taxes(at, line), taxable: line.taxable !== false };
  });

  const delivery = shippingLines.map(({ line, at }) => {
    const price = read(`${at}/price`, line.price, line.price_set);
    const stated = line.discounted_price
      ? read(`${at}/discounted_price`, line.discounted_price, line.discounted_price_set)
      : price;
    const net =
      line.discount_allocations.length > 0 ? subtract(price, min(price, allocations(at, line))) : min(price, stated);
    return { net, discount: subtract(price, net), tax: taxes(at, line) };
  });

  let nets = lines.map((line) => line.net);
  if (!allocated) {
    const known = total([...lines, ...delivery].map((one) => one.discount));
    const rest = read('/total_discounts', order.total_discounts, order.total_discounts_set).minor - known;
    if (rest > total(nets)) throw new AmountError('/total_discounts', 'is more than the goods cost');
    if (rest > 0) {
      const shares = allocate(
        { currency, minor: rest },
        nets.map((net) => net.minor),
      );
      nets = nets.map((net, index) => subtract(net, shares[index] ?? zero(currency)));
    }
  }

  const shippingNet = sum(
    currency,
    delivery.map((one) => one.net),
  );
  let lineTaxes = lines.map((line) => line.tax);
  let shippingTax = sum(
    currency,
    delivery.map((one) => one.tax),
  );
  const anyTaxLines = [...order.line_items, ...shippingLines.map(({ line }) => line)].some(
    (line) => line.tax_lines.length > 0,
  );
  const totalTax = read('/total_tax', order.total_tax, order.total_tax_set);
  if (!anyTaxLines && totalTax.minor > 0) {
    const taxed = [...nets.map((net, index) => (lines[index]?.taxable ? net.minor : 0)), shippingNet.minor];
    if (taxed.every((value) => value === 0))
      throw new AmountError('/total_tax', 'is stated, but nothing of the order is taxable');
    const shares = allocate(totalTax, taxed);
    lineTaxes = lineTaxes.map((tax, index) => shares[index] ?? tax);
    shippingTax = shares.at(-1) ?? shippingTax;
  }

  const paid = (net: Money, tax: Money): Paid => ({ paid: order.taxes_included ? net : add(net, tax), tax });
  return {
    lines: nets.map((net, index) => paid(net, lineTaxes[index] ?? zero(currency))),
    ...(delivery.length > 0 && { shipping: paid(shippingNet, shippingTax) }),
    total: read('/total_price', order.total_price, order.total_price_set),
  };
}
