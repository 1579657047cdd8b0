import type { Files } from '../../shared/adapters/files/s3.ts';
import { dayOf, unsealedKey } from '../../shared/archive/keys.ts';
import { hashOf, jsonLines, linesOf, packLines } from '../../shared/archive/lines.ts';
import type { ReturnNudge } from '../../shared/contracts/bus.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { sideBySide } from '../../shared/runtime/side-by-side.ts';
import { archivedUpTo, noteArchived } from '../../shared/storage/archive-cursors.ts';
import { eventsAfter } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';

export interface ArchiveEventsDeps {
  table: Table;
  files: Pick<Files, 'putOnce'>;
  clock: Clock;
}

/** A return that events are waited for of, and the last of them that was told of. */
interface Told {
  brand: string;
  rma: string;
  seq: number;
}

/** Returns that are read, or noted, at once. */
const mostAtOnce = 16;

/**
 * Puts the events of a batch of nudges into the archive: for each return those after its cursor, for each brand one file
 * in today's folder. A nudge only says where to look. The cursors move when the file is there: whoever dies in between
 * leaves events that come a second time, and sealing leaves those out.
 * @returns the nudges whose events are not there, and that have to come again
 */
export function createArchiveEvents({ table, files, clock }: ArchiveEventsDeps) {
  async function eventsOf({ brand, rma, seq }: Told): Promise<ReturnEvent[]> {
    const before = await archivedUpTo(table, brand, rma);
    if (before >= seq) return [];
    const events = await eventsAfter(table, brand, rma, before);
    const gap = events.findIndex((event, i) => event.seq !== before + 1 + i);
    if (gap >= 0 || (events.at(-1)?.seq ?? 0) < seq) throw new Error(`Events of ${rma} up to ${seq} are not all there`);
    return events;
  }

  async function putFile(brand: string, events: readonly ReturnEvent[]): Promise<void> {
    const lines = linesOf(events);
    const last = events.reduce((latest, { at }) => (at > latest ? at : latest), '');
    const packed = await packLines(lines);
    const key = unsealedKey(brand, dayOf(clock()), last, hashOf(lines.join('\n')));
    const outcome = await files.putOnce(key, packed, jsonLines);
    logger.info('archived', { key, events: events.length, bytes: packed.length, outcome });
  }

  async function archiveBrand(brand: string, told: readonly Told[]): Promise<Set<string>> {
    const failed = new Set<string>();
    const failing = (one: Told) => (error: unknown) => {
      logger.error('events not archived', { brand, rma: one.rma, error: error as Error });
      failed.add(one.rma);
      return [];
    };
    const found = await sideBySide(told, mostAtOnce, (one) => eventsOf(one).catch(failing(one)));
    const events = found.flat();
    if (events.length === 0) return failed;
    await putFile(brand, events);
    const last = found.flatMap((ofOne) => ofOne.at(-1) ?? []);
    await sideBySide(last, mostAtOnce, (event) =>
      noteArchived(table, brand, event.rma, event.seq).catch(failing(event)),
    );
    return failed;
  }

  return async (nudges: readonly ReturnNudge[]): Promise<ReadonlySet<ReturnNudge>> => {
    const byBrand = Map.groupBy(nudges, ({ brand }) => brand);
    const failed = new Set<ReturnNudge>();
    for (const [brand, ofBrand] of byBrand) {
      const told = [...Map.groupBy(ofBrand, ({ rma }) => rma)].map(([rma, ofOne]) => ({
        brand,
        rma,
        seq: Math.max(...ofOne.map(({ seq }) => seq)),
      }));
      const left = await archiveBrand(brand, told).catch((error: unknown) => {
        logger.error('file not written', { brand, error: error as Error });
        return new Set(told.map(({ rma }) => rma));
      });
      for (const nudge of ofBrand) if (left.has(nudge.rma)) failed.add(nudge);
    }
    return failed;
  };
}
