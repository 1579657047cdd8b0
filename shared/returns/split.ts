import type { Portion } from '../contracts/return.ts';
import type { Money } from '../contracts/values.ts';
import { allocate, allocateEqually } from '../money/allocate.ts';
import { add, sum } from '../money/amount.ts';
import { layOver } from '../money/tender.ts';

/**
 * Splits a portion, so that its units can go different ways. Each unit takes its own share of the money along (the one its
 * slot has in the order), fees go by what is refunded of a part, payments are laid over the parts in turn: everything sums
 * to the whole, to the minor unit, refunds included.
 * @param portion the portion to split
 * @param quantities units of each part; they sum to the portion's quantity
 * @param newId gives the number of each further part; the first keeps the portion's own
 * @param serials serials that go with each part, where they are known
 */
export function split(
  portion: Portion,
  quantities: readonly number[],
  newId: () => string,
  serials: readonly (readonly string[])[] = [],
): Portion[] {
  const total = quantities.reduce((sum, quantity) => sum + quantity, 0);
  if (quantities.some((quantity) => quantity < 1) || total !== portion.quantity)
    throw new Error(`${quantities.join(' + ')} is not the portion's quantity ${portion.quantity}`);
  if (quantities.length === 1) return [portion];

  const goods = byUnits(portion.paid.goods, quantities);
  const tax = byUnits(portion.paid.tax, quantities);
  const delivery = byUnits(portion.paid.delivery, quantities);
  const tenders = layOver(
    portion.tenders,
    goods.map((amount, i) => add(amount, pick(delivery, i))),
  );
  const refunded = goods.map((amount, i) => (portion.terms?.refundsDelivery ? add(amount, pick(delivery, i)) : amount));
  const fees = shareFees(portion.terms?.fees ?? [], refunded, quantities);
  const named = serials.flat();
  const unnamed = portion.serials.filter((serial) => !named.includes(serial));
  let unit = 0;
  return quantities.map((quantity, i) => {
    const units = portion.units.slice(unit, unit + quantity);
    unit += quantity;
    const own = serials[i] ?? [];
    const filled = [...own, ...unnamed.splice(0, Math.max(0, quantity - own.length))];
    return {
      ...portion,
      ...(i === 0 ? {} : { id: newId(), splitFrom: portion.splitFrom ?? portion.id }),
      quantity,
      units,
      serials: filled,
      paid: { goods: pick(goods, i), tax: pick(tax, i), delivery: pick(delivery, i) },
      tenders: pick(tenders, i),
      ...(portion.terms && {
        terms: {
          ...portion.terms,
          fees: portion.terms.fees.map((fee, f) => ({ ...fee, amount: pick<Money>(pick(fees, f), i) })),
        },
      }),
    };
  });
}

/**
 * Shares of the parts, unit by unit. The slots of an order's line have equal shares but for the minor units left over,
 * which the lower slots hold (`orders/units.ts`), and so do the units of a portion: this gives back each slot's own.
 */
function byUnits(amount: Money, quantities: readonly number[]): Money[] {
  const units = allocateEqually(
    amount,
    quantities.reduce((total, quantity) => total + quantity, 0),
  );
  return quantities.map((quantity) => sum(amount.currency, units.splice(0, quantity)));
}

/** Shares of each fee by what is left of each part's refund: no part is charged more than it is worth while another is not. */
function shareFees(
  fees: readonly { amount: Money }[],
  refunded: readonly Money[],
  quantities: readonly number[],
): Money[][] {
  let left = refunded.map(({ minor }) => minor);
  return fees.map(({ amount }) => {
    const shares = allocate(amount, left.some((minor) => minor > 0) ? left : quantities);
    left = left.map((minor, i) => Math.max(0, minor - pick(shares, i).minor));
    return shares;
  });
}

function pick<Item>(items: readonly Item[], i: number): Item {
  const item = items[i];
  if (item === undefined) throw new Error(`There is no part ${i}`);
  return item;
}
