import { manifestKey, sealedBrand, unsealedBrand } from '../../archive/keys.ts';
import { type ArchiveManifest, archiveManifest } from '../../contracts/archive.ts';
import { sideBySide } from '../../runtime/side-by-side.ts';
import type { Listing } from '../files/listing.ts';
import type { Files } from '../files/s3.ts';

/** A day of a brand in the archive. A day on which nothing happened is not there at all. */
export type DayInArchive =
  | { day: string; state: 'sealed'; manifest: ArchiveManifest }
  /** Not over yet, or not looked after yet: it can still grow. */
  | { day: string; state: 'unsealed' };

const mostAtOnce = 8;

/** A day's manifest; undefined when it is not sealed. @throws when its form is one this code does not know */
export async function readManifest(
  files: Pick<Files, 'get'>,
  brand: string,
  day: string,
): Promise<ArchiveManifest | undefined> {
  const bytes = await files.get(manifestKey(brand, day));
  return bytes && archiveManifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/**
 * The days of a brand from one to another (both too) on which something came to the archive, in order: two listings, and a
 * manifest each.
 */
export async function daysInArchive(
  { files, listing }: { files: Pick<Files, 'get'>; listing: Listing },
  brand: string,
  from: string,
  to: string,
): Promise<DayInArchive[]> {
  const within = (days: readonly string[]) => days.filter((day) => day >= from && day <= to);
  const [sealed, unsealed] = await Promise.all([
    listing.folders(sealedBrand(brand)).then(within),
    listing.folders(unsealedBrand(brand)).then(within),
  ]);
  const manifests = await sideBySide(sealed, mostAtOnce, (day) => readManifest(files, brand, day));
  const found = new Map<string, DayInArchive>(unsealed.map((day) => [day, { day, state: 'unsealed' }]));
  for (const manifest of manifests)
    if (manifest) found.set(manifest.day, { day: manifest.day, state: 'sealed', manifest });
  return [...found.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** The manifest of the newest sealed day before a day. */
export async function newestManifest(
  { files, listing }: { files: Pick<Files, 'get'>; listing: Listing },
  brand: string,
  before: string,
): Promise<ArchiveManifest | undefined> {
  const days = await listing.folders(sealedBrand(brand));
  for (const day of days.filter((one) => one < before).reverse()) {
    // A folder without a manifest is what a sealing that died has left.
    const manifest = await readManifest(files, brand, day);
    if (manifest) return manifest;
  }
  return undefined;
}
