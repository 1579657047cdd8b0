import { readManifest } from '../../shared/adapters/archive/read-archive.ts';
import type { ArchivePlace } from '../../shared/adapters/archive/unsealed-day.ts';
import { isOver, manifestKey, unsealedBrand, unsealedRoot } from '../../shared/archive/keys.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { createSealDay } from './seal-day.ts';

export interface Sealed {
  days: number;
  failed: number;
  /** Whether time ran out before all was done; the next hour goes on. */
  unfinished: boolean;
}

/**
 * Seals every day that is over and not sealed yet, of every brand, the oldest first: the next one leaves out what the one
 * before it has. A brand whose day fails waits with it, and holds up no other.
 * @param timeIsUp asked before each day
 */
export function createSealDays(place: ArchivePlace & { largestFile?: number }) {
  const { files, listing } = place;
  const sealDay = createSealDay(place);

  /** Place of the newest sealed day; −1 when none is. Days are sealed in order, so all before it are. */
  async function newestSealed(brand: string, days: readonly string[]): Promise<number> {
    for (let i = days.length - 1; i >= 0; i -= 1) if (await files.head(manifestKey(brand, days[i] ?? ''))) return i;
    return -1;
  }

  async function sealBrand(brand: string, now: Date, sealed: Sealed, timeIsUp: () => boolean): Promise<void> {
    const days = (await listing.folders(unsealedBrand(brand))).filter((day) => isOver(day, now));
    const newest = await newestSealed(brand, days);
    const open = days.slice(newest + 1);
    if (open.length === 0) return;
    let before = newest < 0 ? undefined : await readManifest(files, brand, days[newest] ?? '');
    for (const day of open) {
      if (timeIsUp()) {
        sealed.unfinished = true;
        return;
      }
      await sealDay(brand, day, before);
      // What stands there is the truth: another may have sealed it meanwhile.
      before = await readManifest(files, brand, day);
      sealed.days += 1;
      logger.info('sealed', {
        brand,
        day,
        events: before?.events,
        repeated: before?.repeated,
        files: before?.files.length,
      });
    }
  }

  return async (now: Date, timeIsUp: () => boolean): Promise<Sealed> => {
    const sealed: Sealed = { days: 0, failed: 0, unfinished: false };
    for (const brand of await listing.folders(unsealedRoot)) {
      try {
        await sealBrand(brand, now, sealed, timeIsUp);
      } catch (error) {
        sealed.failed += 1;
        logger.error('day not sealed', { brand, error: error as Error });
      }
    }
    return sealed;
  };
}
