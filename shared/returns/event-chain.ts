import { createHash } from 'node:crypto';
import type { ReturnEvent } from '../contracts/return-event.ts';

/**
 * The chain of a return's events: each carries the hash of the one before, so that a changed, removed or inserted event
 * shows. Hashes cover references only, never personal data, so the chain stays whole after an erasure.
 */

/** JSON with sorted keys, so that the same content always has the same bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Hash (SHA-256, hex) of an event without its own hash. */
export function hashEvent(event: Omit<ReturnEvent, 'hash'>): string {
  return createHash('sha256').update(canonicalJson(event)).digest('hex');
}

/** What the first event of a chain carries as the hash before it. */
export const startOfChain = '0'.repeat(64);

/**
 * Checks a chain in order of `seq`.
 * @returns the number of the first event that does not fit, or undefined when the chain is whole
 */
export function firstBreak(events: readonly ReturnEvent[]): number | undefined {
  let previous = startOfChain;
  for (const [index, event] of events.entries()) {
    const { hash, ...content } = event;
    if (event.seq !== index + 1 || event.previous !== previous || hashEvent(content) !== hash) return index + 1;
    previous = hash;
  }
  return undefined;
}
