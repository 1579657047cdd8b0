import type { Site } from '../contracts/sites.ts';

/**
 * Room at sites: as many parcels a day as a site takes. They are counted in shards, so that requests of one moment seldom
 * meet at one item; each shard has its share of the day's room, and together they never have more.
 */

/** Parcels that were sent to a site on a day, by shard. */
export type Counts = readonly number[];

/** A shard for so many parcels a day. */
const parcelsAShard = 100;
const mostShards = 16;

/** A site's limit in shards: how many parcels each takes on a day. Not one where a site takes as many as come. */
export function sharesOf({ parcelsPerDay }: Pick<Site, 'parcelsPerDay'>): number[] {
  if (parcelsPerDay === undefined) return [];
  const shards = Math.min(mostShards, Math.max(1, Math.ceil(parcelsPerDay / parcelsAShard)));
  const least = Math.floor(parcelsPerDay / shards);
  return Array.from({ length: shards }, (_, i) => least + (i < parcelsPerDay % shards ? 1 : 0));
}

/** Whether a site takes one more parcel on a day. */
export const hasRoom = (site: Pick<Site, 'parcelsPerDay'>, counts: Counts = []): boolean =>
  site.parcelsPerDay === undefined || sharesOf(site).some((share, i) => (counts[i] ?? 0) < share);

/**
 * The shard that a return's parcels are counted in: the first with room from its own place on. Where none has any, its own:
 * parcels of one return are never torn apart for want of room.
 * @param place of the return among shards: any whole number, the same for the same return
 */
export function shardFor(site: Pick<Site, 'parcelsPerDay'>, counts: Counts, place: number): number {
  const shares = sharesOf(site);
  const order = shares.map((_, i) => (i + place) % shares.length);
  return order.find((i) => (counts[i] ?? 0) < (shares[i] ?? 0)) ?? order[0] ?? 0;
}
