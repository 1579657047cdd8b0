import type { Order } from '../contracts/order.ts';
import { add } from '../money/amount.ts';
import { layOver, type Tender } from '../money/tender.ts';
import type { UnitShare } from './units.ts';

/** The payments under each unit of the order: laid over all its units, in the order of lines and slots. */
export function tendersBySlot(
  order: Order,
  shares: ReadonlyMap<string, readonly UnitShare[]>,
): Map<string, Tender[][]> {
  const slots = [...shares].flatMap(([lineId, units]) =>
    units.map((unit) => ({ lineId, amount: add(unit.goods, unit.delivery) })),
  );
  const over = layOver(
    order.payments,
    slots.map(({ amount }) => amount),
  );
  const bySlot = new Map<string, Tender[][]>([...shares.keys()].map((lineId) => [lineId, []]));
  for (const [i, { lineId }] of slots.entries()) bySlot.get(lineId)?.push(over[i] ?? []);
  return bySlot;
}
