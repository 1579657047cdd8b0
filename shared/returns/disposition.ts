import type { Disposition, Grade, Inspection, Instruction, Portion } from '../contracts/return.ts';

/**
 * What becomes of goods, by grade and by whether they are at fault (product row 3.6). A person's own reason is what was
 * claimed; what the inspector verified goes before it.
 */
const sound: Record<Grade, Disposition> = { A: 'restock', B: 'refurbish', C: 'refurbish', D: 'recycle' };
const atFault: Record<Grade, Disposition> = { A: 'refurbish', B: 'refurbish', C: 'return_to_vendor', D: 'scrap' };
const faults = new Set<Portion['reason']>(['defective', 'dead_on_arrival', 'damaged_in_transit', 'warranty_repair']);

export function dispositionOf(portion: Pick<Portion, 'reason' | 'resolution'>, found: Inspection): Disposition {
  if (portion.resolution === 'repair') return 'repair';
  return faults.has(found.verifiedReason ?? portion.reason) ? atFault[found.grade] : sound[found.grade];
}

/** Where goods go from quarantine; the names are those of the stock port. */
const places: Record<Disposition, string> = {
  restock: 'sellable',
  refurbish: 'refurbishing',
  repair: 'repair',
  return_to_vendor: 'vendor_returns',
  recycle: 'recycling',
  scrap: 'scrap',
  kept_by_customer: 'customer',
};

/** The stock movement that carries out a portion's disposition. */
export function movementFor(portion: Portion, id: string, at: string): Instruction {
  const disposition = portion.disposition ?? 'scrap';
  return {
    id,
    kind: 'stock_movement',
    state: 'requested',
    portions: [portion.id],
    movement: {
      sku: portion.sku,
      quantity: portion.quantity,
      from: 'quarantine',
      to: places[disposition],
      disposition,
    },
    attempts: 0,
    at,
  };
}
