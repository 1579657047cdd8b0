import { describe, expect, test } from 'vitest';
import { type ReasonCode, reasonCode } from '../../../shared/contracts/decision.ts';
import { disposition, type Grade, grade } from '../../../shared/contracts/return.ts';
import { dispositionOf, movementFor } from '../../../shared/returns/disposition.ts';
import { portionOf, returnAt } from './sample-returns.ts';

const resolved = portionOf(returnAt('resolved'));
const becomes = (reason: ReasonCode, as: Grade, verifiedReason?: ReasonCode, resolution = resolved.resolution) =>
  dispositionOf({ reason, resolution }, { grade: as, matchesClaim: true, ...(verifiedReason && { verifiedReason }) });

describe('grade and fault drive the disposition', () => {
  const sound = { A: 'restock', B: 'refurbish', C: 'refurbish', D: 'recycle' };
  const atFault = { A: 'refurbish', B: 'refurbish', C: 'return_to_vendor', D: 'scrap' };
  const faults = ['defective', 'dead_on_arrival', 'damaged_in_transit', 'warranty_repair'];
  const cells = reasonCode.options.flatMap((reason) =>
    grade.options.map((as): [ReasonCode, Grade, string] => [
      reason,
      as,
      (faults.includes(reason) ? atFault : sound)[as],
    ]),
  );

  test.each(cells)('%s, grade %s → %s', (reason, as, expected) => expect(becomes(reason, as)).toBe(expected));

  test.each(cells)('%s as the inspector found it, grade %s → %s, whatever was claimed', (reason, as, expected) => {
    expect(becomes('other', as, reason)).toBe(expected);
    expect(becomes('defective', as, reason)).toBe(expected);
  });

  test.each(grade.options)('what is to be repaired is repaired, grade %s', (as) =>
    expect(becomes('defective', as, undefined, 'repair')).toBe('repair'),
  );

  test('defective goods are never put back on sale as they are', () => {
    for (const reason of reasonCode.options)
      for (const as of grade.options) if (faults.includes(reason)) expect(becomes(reason, as)).not.toBe('restock');
  });
});

test.each([
  ['restock', 'sellable'],
  ['refurbish', 'refurbishing'],
  ['repair', 'repair'],
  ['return_to_vendor', 'vendor_returns'],
  ['recycle', 'recycling'],
  ['scrap', 'scrap'],
  ['kept_by_customer', 'customer'],
] as const)('goods to %s are moved from quarantine to %s', (to, place) => {
  const movement = movementFor({ ...resolved, disposition: to }, '9-1', '2026-10-20T09:00:00.000Z');
  expect(movement).toMatchObject({
    id: '9-1',
    kind: 'stock_movement',
    state: 'requested',
    portions: ['1'],
    movement: { sku: 'HB-LAMP', quantity: 5, from: 'quarantine', to: place, disposition: to },
  });
  expect(disposition.options).toHaveLength(7);
});

test('goods nobody graded are not sold again', () => {
  const { disposition: _, ...ungraded } = resolved;
  expect(movementFor(ungraded, '9-1', '').movement?.disposition).toBe('scrap');
});
