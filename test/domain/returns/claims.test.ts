import { describe, expect, test } from 'vitest';
import { type Resolution, resolution } from '../../../shared/contracts/decision.ts';
import { type PortionState, portionState } from '../../../shared/contracts/return.ts';
import { heldSerials, heldUnits, holdsSerials, holdsUnits } from '../../../shared/returns/claims.ts';
import { portionOf, returnAt } from './sample-returns.ts';

const portion = portionOf(returnAt('authorized'));
const ended: PortionState[] = ['rejected', 'cancelled', 'expired'];
const cells = portionState.options.flatMap((state) =>
  resolution.options.map((how): [PortionState, Resolution, boolean, boolean] => [
    state,
    how,
    !ended.includes(state) && !(state === 'closed' && how === 'repair'),
    !ended.includes(state) && state !== 'closed',
  ]),
);

describe('released on reject, cancel, expire; on completion the serial is free again, refunded or replaced units stay counted as returned, units sent back to the customer are released', () => {
  test.each(cells)('%s, resolved by %s: units held %s, serial held %s', (state, how, units, serial) => {
    const one = { ...portion, state, resolution: how };
    expect(holdsUnits(one)).toBe(units);
    expect(holdsSerials(one)).toBe(serial);
  });

  test('units are held by line, in their order', () => {
    const portions = [
      { ...portion, units: [4, 2], lineId: 'b' },
      { ...portion, units: [3], lineId: 'a' },
      { ...portion, units: [1, 0], lineId: 'b', state: 'closed' as const },
      { ...portion, units: [9], lineId: 'c', state: 'cancelled' as const },
    ];
    expect(heldUnits(portions)).toEqual({ a: [3], b: [0, 1, 2, 4] });
    expect(heldUnits([])).toEqual({});
  });

  test('serials of open portions are held', () => {
    const portions = [
      { ...portion, serials: ['SN-1', 'SN-2'] },
      { ...portion, serials: ['SN-3'], state: 'closed' as const },
      { ...portion, serials: ['SN-4'], state: 'rejected' as const },
      { ...portion, serials: ['SN-5'], state: 'resolution_failed' as const },
    ];
    expect(heldSerials(portions)).toEqual(['SN-1', 'SN-2', 'SN-5']);
  });
});

test('the same serial comes back in: free after completion', () => {
  const closed = returnAt('closed');
  expect(heldSerials(closed.portions.map((one) => ({ ...one, serials: ['SN-1'] })))).toEqual([]);
  expect(heldUnits(closed.portions)).toEqual({ '1': [0, 1, 2, 3, 4] });
});
