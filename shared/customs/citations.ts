import type { LegalBasis } from '../contracts/customs-basis.ts';
import { guardSources } from './guards.ts';
import type { Place } from './jurisdiction.ts';

/**
 * The sources an answer rests on, by the keys it cites them under, and which of them nobody has confirmed: what was written
 * from memory is said to be.
 */
export function citedBy(
  answer: unknown,
  places: readonly Place[],
): { sources: Record<string, LegalBasis>; unconfirmed: string[] } {
  const keys = new Set<string>();
  collect(answer, keys);
  const sources: Record<string, LegalBasis> = {};
  for (const key of [...keys].toSorted()) {
    const source = guardSources.get(key) ?? places.map((place) => place.jurisdiction.sources.get(key)).find(Boolean);
    if (source) sources[key] = source;
  }
  return { sources, unconfirmed: Object.keys(sources).filter((key) => sources[key]?.status === 'memory') };
}

function collect(value: unknown, keys: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, one] of Object.entries(value)) {
    if (name === 'basis' && Array.isArray(one)) for (const key of one) keys.add(key);
    else collect(one, keys);
  }
}
