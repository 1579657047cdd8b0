import type { Money } from '../contracts/values.ts';
import { compare, subtract, sum } from '../money/amount.ts';
import { readRmaNumber } from '../returns/rma-number.ts';
import { amountsIn, customersCurrency } from './shopify-amounts.ts';
import type { ShopifyLine, ShopifyOrder } from './shopify-body.ts';

/**
 * What a shop already gave back or took back by itself, so that it is not given or taken a second time. A refund whose
 * note names an RMA number ("7K3F-9XTB-2MQ4") books a return of ours in Shopify: its units and its money are counted here
 * already, so it is passed over.
 */

const namesReturn = ({ note }: ShopifyOrder['refunds'][number]): boolean =>
  (note?.match(/\b[0-9a-z]{4}(?:-[0-9a-z]{4}){2}\b/gi) ?? []).some((word) => readRmaNumber(word) !== undefined);

/** States of an order whose whole price was charged, or may be charged at any time, but for what was refunded since. */
const charged = ['paid', 'authorized', 'partially_refunded'];

/**
 * What is left of the price that was paid, in the customer's currency: the price less all refunds that succeeded.
 *
 * Undefined where it is not known or nothing: an order that was never charged (`pending`, `voided`, `expired`, no state at
 * all), one that is refunded whole, a `partially_paid` one (Shopify states no amount of what came in in the customer's
 * currency), and a `partially_refunded` one that does not state its refunds in that currency. A person then looks at what
 * is returned of it.
 * @throws AmountError at a refund that is no amount
 */
export function moneyLeft(order: ShopifyOrder, total: Money): Money | undefined {
  if (!charged.includes(order.financial_status ?? '')) return undefined;
  const currency = customersCurrency(order);
  const read = amountsIn(order);
  const back = order.refunds.flatMap((refund, i) =>
    refund.transactions.flatMap((one, j) =>
      one.kind === 'refund' && one.status === 'success' ? [{ refund, one, at: `/refunds/${i}/transactions/${j}` }] : [],
    ),
  );
  if (order.financial_status === 'partially_refunded' && back.length === 0) return undefined;
  if (back.some(({ one }) => (one.currency ?? order.currency) !== currency)) return undefined;
  const given = sum(
    currency,
    back
      .filter(({ refund }) => !namesReturn(refund))
      .map(({ one, at }) =>
        read(`${at}/amount`, one.amount, { presentment_money: { amount: one.amount, currency_code: currency } }),
      ),
  );
  return compare(given, total) < 0 ? subtract(total, given) : undefined;
}

/**
 * Units of a line that are out of the order: taken out before shipping, or taken back and refunded by the shop itself.
 *
 * - refunded with `restock_type` `cancel`, and all units not shipped of an order with `cancelled_at`: never more than were
 *   not shipped
 * - refunded with `return`: they came back to the shop
 * - refunded with `no_restock`, or as old orders say it: shipped or not, they are paid back. Of a cancelled order they are
 *   those that were not shipped first.
 *
 * `current_quantity` is not used: it also falls with every return of ours, which would then count twice.
 * @param shipped units of the line that were shipped
 */
export function unitsGone(order: ShopifyOrder, line: ShopifyLine, shipped: number): number {
  const refunded = order.refunds
    .filter((refund) => !namesReturn(refund))
    .flatMap((refund) => refund.refund_line_items.filter(({ line_item_id: id }) => id === line.id));
  const units = (is: (restock: string) => boolean) =>
    refunded.reduce((all, one) => all + (is(one.restock_type ?? '') ? one.quantity : 0), 0);
  const unshipped = Math.max(0, line.quantity - shipped);
  const taken = Math.min(
    units((restock) => restock === 'cancel'),
    unshipped,
  );
  const paidBack = taken + units((restock) => restock !== 'cancel' && restock !== 'return');
  const cancelled = order.cancelled_at ? Math.max(unshipped, paidBack) : paidBack;
  return Math.min(line.quantity, cancelled + units((restock) => restock === 'return'));
}
