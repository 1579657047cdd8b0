import type { OrderBody, OrderLine, OrderPart } from '../contracts/order.ts';
import type { Money } from '../contracts/values.ts';
import { allocate, allocateEqually } from '../money/allocate.ts';
import { min, zero } from '../money/amount.ts';
import type { Claims } from './claims.ts';

/** What one unit stands for, exactly. `goods` contains `tax`; `delivery` is beside both. */
export type UnitShare = { goods: Money; tax: Money; delivery: Money };

/** Units of a line that were not cancelled: their slots are 0 … live − 1. */
export const liveUnits = (line: Pick<OrderLine, 'quantity' | 'cancelled'>): number => line.quantity - line.cancelled;

/**
 * For each line (by id) the share of each of its live units, in the order of their slots.
 *
 * - `goods` and `tax`: a line's `paid` and `tax` over all units *bought*, as equal as minor units allow, the lower slots
 *   holding the units left over. Cancelled units are the highest slots: their share was never charged, or was given back
 *   by the shop, so it belongs to no live unit and can never be refunded through a return. A slot's share does not move
 *   when other units are cancelled later.
 * - `delivery`: what was paid for outbound delivery over the live units of the order, by their value (first over lines,
 *   then over the units of a line); equally where all are worth nothing. An order without live units has no such shares.
 *
 * - units that we took out of the order keep their slots and their shares once the order system counts them as cancelled:
 *   they were refunded with their part of the delivery, which so belongs to no other unit.
 *
 * - a kit's parts: what its unit stands for over its pieces, by what they are worth and by largest remainder, each of
 *   `goods`, `tax` and `delivery` by itself. The pieces of a kit sum to the kit.
 *
 * With nothing cancelled the shares of an order sum to exactly what was paid for it: a full return gives back all of it,
 * tax on delivery included, and free delivery gives back nothing.
 * @param takenOut slots of units that we took out of the order, by line
 * @returns by line, by slot; what the shop cancelled itself has none, or one of nothing where a slot above it has a share
 */
export function unitShares(
  order: Pick<OrderBody, 'currency' | 'lines' | 'shipping'>,
  takenOut: Claims['cancellations'] = {},
): Map<string, UnitShare[]> {
  const nothing = zero(order.currency);
  const lines = order.lines.map((line) => {
    const slots = sharingSlots(line, takenOut);
    const goods = allocateEqually(line.paid, line.quantity);
    const tax = allocateEqually(line.tax, line.quantity);
    return { id: line.id, slots, goods, tax, value: slots.reduce((all, slot) => all + (goods[slot]?.minor ?? 0), 0) };
  });
  const worthless = lines.every((line) => line.value === 0);
  const delivered = lines.some(({ slots }) => slots.length > 0) ? (order.shipping?.paid ?? nothing) : nothing;
  const deliveries = allocate(
    delivered,
    lines.map((line) => (worthless ? line.slots.length : line.value)),
  );
  const shares = new Map(
    lines.map(({ id, slots, goods, tax }, index) => {
      const parts = allocateEqually(deliveries[index] ?? nothing, slots.length);
      const units = Array.from(
        { length: (slots.at(-1) ?? -1) + 1 },
        (): UnitShare => ({ goods: nothing, tax: nothing, delivery: nothing }),
      );
      for (const [i, slot] of slots.entries())
        units[slot] = {
          goods: goods[slot] ?? nothing,
          tax: tax[slot] ?? nothing,
          delivery: parts[i] ?? nothing,
        };
      return [id, units];
    }),
  );
  for (const { id, parts } of order.lines) if (parts) sharePieces(parts, shares.get(id) ?? [], shares);
  return shares;
}

/** Slots that stand for something, lowest first: live units, and above them those that we took out of the order. */
function sharingSlots(line: OrderLine, takenOut: Claims['cancellations'] = {}): number[] {
  const live = liveUnits(line);
  const ours = Object.keys(takenOut[line.id] ?? {})
    .map(Number)
    .filter((slot) => slot >= live && slot < line.quantity);
  return [...Array.from({ length: live }, (_, slot) => slot), ...ours.toSorted((a, b) => a - b)];
}

/** Adds the units of a kit's parts: those of the first kit, then those of the second … */
function sharePieces(parts: readonly OrderPart[], kits: readonly UnitShare[], shares: Map<string, UnitShare[]>): void {
  const pieces = parts.flatMap(({ id, each, worth }) => Array.from({ length: each }, () => ({ id, worth })));
  const worths = pieces.map(({ worth }) => worth);
  const weights = worths.some((worth) => worth > 0) ? worths : worths.map(() => 1);
  for (const { id } of parts) shares.set(id, []);
  for (const kit of kits) {
    const goods = allocate(kit.goods, weights);
    const tax = allocate(kit.tax, weights);
    const delivery = allocate(kit.delivery, weights);
    for (const [i, { id }] of pieces.entries())
      shares.get(id)?.push({ goods: at(goods, i), tax: at(tax, i), delivery: at(delivery, i) });
  }
}

function at(amounts: readonly Money[], i: number): Money {
  const amount = amounts[i];
  if (!amount) throw new Error(`There is no share ${i}`);
  return amount;
}

/**
 * The shares of units where only the least expensive delivery is given back: a withdrawal does not refund what was paid more
 * for a faster one (Directive 2011/83/EU, Art. 13(2)). It is shared like all delivery, by value over the order's live units:
 * who withdraws from the whole order gets all of it, who withdraws from a part that part's share.
 */
export function standardShares(
  order: Pick<OrderBody, 'currency' | 'lines' | 'shipping'>,
  shares: Map<string, UnitShare[]>,
  takenOut?: Claims['cancellations'],
): Map<string, UnitShare[]> {
  const { shipping } = order;
  if (!shipping?.standard) return shares;
  return unitShares({ ...order, shipping: { ...shipping, paid: min(shipping.standard, shipping.paid) } }, takenOut);
}
