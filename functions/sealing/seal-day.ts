import { type ArchivePlace, eachEventOnce, sourcesOf } from '../../shared/adapters/archive/unsealed-day.ts';
import { manifestKey, nameOf } from '../../shared/archive/keys.ts';
import { type ArchiveManifest, archiveSchema } from '../../shared/contracts/archive.ts';
import type { ReturnEventType } from '../../shared/contracts/return-event.ts';
import { canonicalJson } from '../../shared/returns/event-chain.ts';
import { createSeriesWriter } from './series-writer.ts';

/**
 * Seals a day of a brand: its events, each once, in few large files, and last the manifest that names them. Done again it
 * writes the same bytes; of two who seal at once, the first to write the manifest decides, and what the other wrote is
 * named by nothing.
 *
 * The names of a day's events are kept in memory: 100 bytes each, so that 2 GB hold ten million of them.
 * @param before the newest day that is sealed
 */
export function createSealDay(place: ArchivePlace & { largestFile?: number }) {
  return async (brand: string, day: string, before: ArchiveManifest | undefined): Promise<ArchiveManifest> => {
    const sources = (await sourcesOf(place, brand, day, before)).map(({ key }) => key);
    const writer = (series: 'requests' | 'events') =>
      createSeriesWriter(place.files, {
        brand,
        day,
        series,
        ...(place.largestFile !== undefined && { largest: place.largestFile }),
      });
    const series = { requests: writer('requests'), events: writer('events') };
    const types: Partial<Record<ReturnEventType, number>> = {};
    let repeated = 0;
    const left = () => {
      repeated += 1;
    };
    for await (const event of eachEventOnce(place, sources, before?.files ?? [], left)) {
      types[event.type] = (types[event.type] ?? 0) + 1;
      await series[event.type === 'return.requested' ? 'requests' : 'events'].add(event);
    }
    const written = [...(await series.requests.end()), ...(await series.events.end())];
    const manifest: ArchiveManifest = {
      schema: archiveSchema,
      brand,
      day,
      events: written.reduce((sum, { events }) => sum + events, 0),
      repeated,
      types,
      files: written,
      sources: sources.map(nameOf),
    };
    const bytes = new TextEncoder().encode(canonicalJson(manifest));
    await place.files.putOnce(manifestKey(brand, day), bytes, 'application/json');
    return manifest;
  };
}
