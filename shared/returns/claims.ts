import type { Portion, PortionState } from '../contracts/return.ts';
import { isFinal } from './lifecycle.ts';

/** What a return holds: claims are no command of their own, they follow from the state of its portions. */

const given: readonly PortionState[] = ['rejected', 'cancelled', 'expired'];

/** Whether it ended before its goods moved. */
export const cameToNothing = ({ state }: Pick<Portion, 'state'>): boolean => given.includes(state);

/**
 * Whether a portion counts against what may be returned of its order. It does not once it came to nothing, or once its
 * goods went back to the customer (repair); refunded and replaced units stay counted as returned.
 */
export function holdsUnits(portion: Portion): boolean {
  if (cameToNothing(portion)) return false;
  return !(portion.state === 'closed' && portion.resolution === 'repair');
}

/** Whether its serials may not be in another return: as long as it is open. The same unit may come back later. */
export function holdsSerials(portion: Portion): boolean {
  return !isFinal(portion.state);
}

const isCancelled = ({ resolution }: Portion): boolean => resolution === 'cancel_order';

/** Units held for a return, by line. */
export const heldUnits = (portions: readonly Portion[]): Record<string, number[]> =>
  unitsOf(portions.filter((one) => holdsUnits(one) && !isCancelled(one)));

/** Units that are being taken out of their order, or were, by line. */
export const cancelledUnits = (portions: readonly Portion[]): Record<string, number[]> =>
  unitsOf(portions.filter((one) => holdsUnits(one) && isCancelled(one)));

function unitsOf(portions: readonly Portion[]): Record<string, number[]> {
  // A map, because a shop's line may be called `toString`.
  const held = new Map<string, number[]>();
  for (const { lineId, units } of portions)
    if (units.length > 0) held.set(lineId, [...(held.get(lineId) ?? []), ...units]);
  return Object.fromEntries([...held].map(([lineId, units]) => [lineId, units.toSorted((a, b) => a - b)]));
}

export function heldSerials(portions: readonly Portion[]): string[] {
  return portions.filter(holdsSerials).flatMap(({ serials }) => serials);
}

/** All that a return holds of its order: units to come back, units taken out of it, and serials. */
export interface Held {
  units: Record<string, number[]>;
  cancelled: Record<string, number[]>;
  serials: readonly string[];
}

export const heldBy = (portions: readonly Portion[]): Held => ({
  units: heldUnits(portions),
  cancelled: cancelledUnits(portions),
  serials: heldSerials(portions),
});
