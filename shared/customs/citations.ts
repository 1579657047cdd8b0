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

/** Every determination walks its whole answer here, twice: texts and numbers are passed over, and nothing is copied. */
function collect(value: unknown, keys: Set<string>): void {
  if (Array.isArray(value)) {
    for (const one of value) collect(one, keys);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const group = value as Record<string, unknown>;
  for (const name of Object.keys(group)) {
    const one = group[name];
    if (typeof one !== 'object') continue;
    if (name === 'basis' && Array.isArray(one)) for (const key of one) keys.add(key);
    else collect(one, keys);
  }
}
