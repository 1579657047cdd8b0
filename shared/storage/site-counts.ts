import { BatchGetCommand, type BatchGetCommandOutput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Portion } from '../contracts/return.ts';
import type { Site } from '../contracts/sites.ts';
import type { Change, Return } from '../returns/change.ts';
import { type Counts, shardFor, sharesOf } from '../routing/capacity.ts';
import { sha256 } from './sha256.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import type { NamedWrite } from './transaction.ts';

/** How many parcels were sent to a brand's sites on a day, in shards; only sites with a limit are counted. */

const stored = z.object({ pk: z.string(), parcels: z.int() });

/** What DynamoDB answers at once. */
const mostKeys = 100;

/** What was sent to sites on a day, by their ids: one request for a hundred shards. */
export async function loadSiteCounts(
  table: Table,
  brand: string,
  day: string,
  sites: readonly Site[],
): Promise<Map<string, Counts>> {
  const places = sites.flatMap((site) =>
    sharesOf(site).map((_, shard) => ({ id: site.id, shard, pk: partitions.siteDay(brand, site.id, day, shard) })),
  );
  const pages = Array.from({ length: Math.ceil(places.length / mostKeys) }, (_, i) =>
    places.slice(i * mostKeys, (i + 1) * mostKeys),
  );
  const found = new Map((await Promise.all(pages.map((page) => readShards(table, page)))).flat());
  return new Map(
    [...Map.groupBy(places, ({ id }) => id)].map(([id, own]) => [id, own.map(({ pk }) => found.get(pk) ?? 0)]),
  );
}

async function readShards(table: Table, places: readonly { pk: string }[]): Promise<[string, number][]> {
  const found: [string, number][] = [];
  let left: Record<string, unknown>[] = places.map(({ pk }) => ({ pk, sk: sortKeys.only }));
  while (left.length > 0) {
    const answer: BatchGetCommandOutput = await table.documents.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys: left, ConsistentRead: true } } }),
    );
    for (const item of answer.Responses?.[table.name] ?? []) {
      const { pk, parcels } = stored.parse(item);
      found.push([pk, parcels]);
    }
    left = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
  }
  return found;
}

/** What a return is counted with: the sites as they were when it was decided, and what was sent to each by then. */
export interface SiteDay {
  day: string;
  sites: readonly Site[];
  counts: ReadonlyMap<string, Counts>;
}

/** Days after which a count is cleaned up. */
const keptDays = 3;

/**
 * Counts the parcels of a new return, in its transaction. A site that got full meanwhile refuses it, and it is decided anew.
 * @param again it was decided before, and that stands: it is counted whether or not there is room
 * @returns the change with the room it takes, and what is to be written with it
 */
export function countParcels(
  table: Table,
  change: Change,
  { day, sites, counts }: SiteDay,
  again = false,
): { change: Change; counted: NamedWrite[] } {
  const { head, portions } = change.after;
  const { brand, rma } = head;
  const place = Number.parseInt(sha256(rma).slice(0, 8), 16);
  const taken = sites.flatMap((site) => {
    const parcels = parcelsTo(site.id, portions).size;
    if (site.parcelsPerDay === undefined || parcels === 0) return [];
    const shard = shardFor(site, counts.get(site.id) ?? [], place);
    return [{ room: { site: site.id, day, shard }, parcels, share: sharesOf(site)[shard] ?? 0 }];
  });
  if (taken.length === 0) return { change, counted: [] };
  const counted = taken.map(
    ({ room, parcels, share }): NamedWrite => ({
      name: `site:${room.site}`,
      write: {
        Update: {
          TableName: table.name,
          Key: placeOf(brand, room),
          UpdateExpression: 'ADD parcels :parcels SET expiresAt = :expires',
          ...(!again && { ConditionExpression: 'attribute_not_exists(pk) OR parcels < :share' }),
          ExpressionAttributeValues: {
            ':parcels': parcels,
            ':expires': Math.floor(Date.parse(head.createdAt) / 1000) + keptDays * 86_400,
            ...(!again && { ':share': share }),
          },
        },
      },
    }),
  );
  const room = taken.map((one) => one.room);
  return { change: { ...change, after: { ...change.after, head: { ...head, room } } }, counted };
}

/** The same where it may be that nothing is counted: the brand has no sites. */
export const countedIn = (table: Table, change: Change, siteDay: SiteDay | undefined) =>
  siteDay ? countParcels(table, change, siteDay) : { change, counted: [] };

/** Hours from the beginning of a day in UTC until it is over everywhere. */
const longestDay = 36;

/**
 * Gives back the room of parcels that will not be sent after all, in the transaction of the change that ends them, and so
 * once. Of a day that is over nothing is given back: nobody can use it.
 */
export function giveRoomBack(table: Table, { before, after, event }: Change): NamedWrite[] {
  if (!before) return [];
  return (after.head.room ?? []).flatMap((room) => {
    const parcels = parcelsTo(room.site, before.portions).size - parcelsTo(room.site, after.portions).size;
    const isOver = Date.parse(event.at) >= Date.parse(room.day) + longestDay * 3_600_000;
    if (parcels <= 0 || isOver) return [];
    return [
      {
        name: `room:${room.site}`,
        write: {
          Update: {
            TableName: table.name,
            Key: placeOf(event.brand, room),
            UpdateExpression: 'ADD parcels :back',
            ConditionExpression: 'parcels >= :parcels',
            ExpressionAttributeValues: { ':back': -parcels, ':parcels': parcels },
          },
        },
      },
    ];
  });
}

type Room = NonNullable<Return['head']['room']>[number];

const placeOf = (brand: string, { site, day, shard }: Room) => ({
  pk: partitions.siteDay(brand, site, day, shard),
  sk: sortKeys.only,
});

/** States of what is never sent. */
const ended: readonly Portion['state'][] = ['rejected', 'cancelled', 'expired'];

/** The parcels that go to a site, those not sent yet among them. */
const parcelsTo = (id: string, portions: readonly Portion[]): Set<number | undefined> =>
  new Set(portions.filter(({ site, state }) => site === id && !ended.includes(state)).map(({ parcel }) => parcel));
