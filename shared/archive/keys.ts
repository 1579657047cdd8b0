import type { ArchiveSeries } from '../contracts/archive.ts';

/** Where the archive's files are. A day is one in UTC, written `2026-11-02`. */

const dayMs = 86_400_000;

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

export const nextDay = (day: string): string => dayOf(new Date(Date.parse(day) + dayMs));

/** Every day from one to another, both of them too. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = nextDay(day)) days.push(day);
  return days;
}

/**
 * How long after its end a day is sealed. Whoever writes asks the clock just before, and lives for minutes: an hour later
 * nothing is written to that day. What were, all the same, is put into the day that is sealed next.
 */
const graceMs = 3_600_000;

/** Whether nobody writes to a day any more. */
export const isOver = (day: string, now: Date): boolean => now.getTime() >= Date.parse(day) + dayMs + graceMs;

/** Folders with a folder for each brand, and in that one for each day. */
export const unsealedRoot = 'unsealed/';
export const unsealedBrand = (brand: string): string => `${unsealedRoot}${brand}/`;
export const unsealedDay = (brand: string, day: string): string => `${unsealedBrand(brand)}${day}/`;
export const sealedBrand = (brand: string): string => `archive/${brand}/`;
const sealedDay = (brand: string, day: string): string => `${sealedBrand(brand)}${day}/`;

export const manifestKey = (brand: string, day: string): string => `${sealedDay(brand, day)}manifest.json`;

/**
 * A file of events as they came, named by its content: the same events again are the same file. The time in front, of
 * the last of its events, has files listed nearly in the order they came.
 */
export const unsealedKey = (brand: string, day: string, last: string, sha256: string): string =>
  `${unsealedDay(brand, day)}${last.replace(/[-:.]/g, '')}-${sha256.slice(0, 32)}.jsonl.gz`;

/** A file of a sealed day, named by its content too: what a sealing that died has left is never taken for another's. */
export const sealedKey = (brand: string, day: string, series: ArchiveSeries, part: number, sha256: string): string =>
  `${sealedDay(brand, day)}${series}-${String(part).padStart(4, '0')}-${sha256.slice(0, 16)}.jsonl.gz`;

/** Name of a file without its folders. */
export const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);
