import type { Portion } from '../contracts/return.ts';
import type { Money } from '../contracts/values.ts';
import { allocate } from '../money/allocate.ts';
import { add } from '../money/amount.ts';
import { layOver } from '../money/tender.ts';

/**
 * Splits a portion, so that its units can go different ways. Money and fees are shared out by the number of units with
 * the largest remainder, payments are laid over the parts in turn: everything sums to the whole, to the minor unit.
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

  const goods = allocate(portion.paid.goods, quantities);
  const tax = allocate(portion.paid.tax, quantities);
  const delivery = allocate(portion.paid.delivery, quantities);
  const tenders = layOver(
    portion.tenders,
    goods.map((amount, i) => add(amount, pick(delivery, i))),
  );
  const fees = portion.terms?.fees.map((fee) => allocate(fee.amount, quantities)) ?? [];
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
      id: i === 0 ? portion.id : newId(),
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

function pick<Item>(items: readonly Item[], i: number): Item {
  const item = items[i];
  if (item === undefined) throw new Error(`There is no part ${i}`);
  return item;
}
