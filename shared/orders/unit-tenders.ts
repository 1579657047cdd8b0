import type { Order } from '../contracts/order.ts';
import { add } from '../money/amount.ts';
import { layOver, type Tender } from '../money/tender.ts';
import type { UnitShare } from './units.ts';

/**
 * The payments under each unit of the order: laid over all its units, in the order of lines and slots; those of a kit over
 * its pieces.
 */
export function tendersBySlot(
  order: Order,
  shares: ReadonlyMap<string, readonly UnitShare[]>,
): Map<string, Tender[][]> {
  const worthOf = (lineId: string) => (shares.get(lineId) ?? []).map((unit) => add(unit.goods, unit.delivery));
  const slots = order.lines.flatMap(({ id }) => worthOf(id).map((amount) => ({ lineId: id, amount })));
  const over = layOver(
    order.payments,
    slots.map(({ amount }) => amount),
  );
  const bySlot = new Map<string, Tender[][]>([...shares.keys()].map((lineId) => [lineId, []]));
  for (const [i, { lineId }] of slots.entries()) bySlot.get(lineId)?.push(over[i] ?? []);
  for (const { id, parts = [] } of order.lines)
    for (const [kit, tenders] of (bySlot.get(id) ?? []).entries()) {
      const pieces = parts.flatMap((part) =>
        worthOf(part.id)
          .slice(kit * part.each, (kit + 1) * part.each)
          .map((amount) => ({ lineId: part.id, amount })),
      );
      const under = layOver(
        tenders,
        pieces.map(({ amount }) => amount),
      );
      for (const [i, { lineId }] of pieces.entries()) bySlot.get(lineId)?.push(under[i] ?? []);
    }
  return bySlot;
}
