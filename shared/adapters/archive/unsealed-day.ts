import { unsealedDay } from '../../archive/keys.ts';
import { DamagedFile, eventName, type NamedLine, nameLine, unpackLines } from '../../archive/lines.ts';
import type { ArchiveManifest, SealedFile } from '../../contracts/archive.ts';
import type { ListedFile, Listing } from '../files/listing.ts';
import type { Files } from '../files/s3.ts';

/** A day that is not sealed yet: files as they were written, in which an event may lie more than once. */

export interface ArchivePlace {
  files: Pick<Files, 'get' | 'head' | 'putOnce'>;
  listing: Listing;
}

/** @throws Error when the file is gone; DamagedFile when it is not what it was */
export async function linesIn({ files }: Pick<ArchivePlace, 'files'>, key: string, sha256?: string): Promise<string[]> {
  const bytes = await files.get(key);
  if (!bytes) throw new Error(`${key} is not there`);
  return unpackLines(bytes, sha256).catch((error: unknown) => {
    throw error instanceof DamagedFile ? new DamagedFile(`${key}: ${error.message}`) : error;
  });
}

/**
 * The files a day is made of: its own, and before them what came to the day that was sealed before it when that was sealed
 * already.
 * @param before the newest day that is sealed
 */
export async function sourcesOf(
  { listing }: Pick<ArchivePlace, 'listing'>,
  brand: string,
  day: string,
  before: ArchiveManifest | undefined,
): Promise<ListedFile[]> {
  const own = await listing.files(unsealedDay(brand, day));
  if (!before) return own;
  const known = new Set(before.sources);
  const there = await listing.files(unsealedDay(brand, before.day));
  return [...there.filter(({ key }) => !known.has(key.slice(key.lastIndexOf('/') + 1))), ...own];
}

/**
 * The events of these files, each once: those of the day before are left out as well, because an event that was written
 * just before midnight may come again just after. An event older than that is kept out by its return's cursor.
 * @param repeated is told of each that is left out
 */
export async function* eachEventOnce(
  place: Pick<ArchivePlace, 'files'>,
  sources: readonly string[],
  before: readonly Pick<SealedFile, 'key' | 'sha256'>[],
  repeated: () => void = () => {},
): AsyncGenerator<NamedLine> {
  const seen = new Set<string>();
  for (const { key, sha256 } of before)
    for (const line of await linesIn(place, key, sha256)) seen.add(eventName(nameLine(line)));
  for (const key of sources) {
    for (const line of await linesIn(place, key)) {
      const event = nameLine(line);
      const name = eventName(event);
      if (seen.has(name)) {
        repeated();
        continue;
      }
      seen.add(name);
      yield event;
    }
  }
}
