import { BatchGetCommand, type BatchGetCommandOutput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { mainSite, type Site } from '../contracts/sites.ts';
import type { Return } from '../returns/change.ts';
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
 * Counts the parcels of a new return, in its transaction. A site that got full meanwhile refuses it, and it is decided anew;
 * what was cancelled is not given back, as its day has mostly passed by then.
 * @param again it was decided before, and that stands: it is counted whether or not there is room
 */
export function countParcels(
  table: Table,
  { head, portions }: Pick<Return, 'head' | 'portions'>,
  { day, sites, counts }: SiteDay,
  again = false,
): NamedWrite[] {
  const { brand, rma } = head;
  const place = Number.parseInt(sha256(rma).slice(0, 8), 16);
  const sent = Map.groupBy(
    portions.filter(({ site }) => site !== undefined),
    ({ site = mainSite }) => site,
  );
  return [...sent].flatMap(([id, inside]) => {
    const site = sites.find((one) => one.id === id);
    if (site?.parcelsPerDay === undefined) return [];
    const shard = shardFor(site, counts.get(id) ?? [], place);
    const parcels = new Set(inside.map(({ parcel }) => parcel)).size;
    return [
      {
        name: `site:${id}`,
        write: {
          Update: {
            TableName: table.name,
            Key: { pk: partitions.siteDay(brand, id, day, shard), sk: sortKeys.only },
            UpdateExpression: 'ADD parcels :parcels SET expiresAt = :expires',
            ...(!again && { ConditionExpression: 'attribute_not_exists(pk) OR parcels < :share' }),
            ExpressionAttributeValues: {
              ':parcels': parcels,
              ':expires': Math.floor(Date.parse(head.createdAt) / 1000) + keptDays * 86_400,
              ...(!again && { ':share': sharesOf(site)[shard] ?? 0 }),
            },
          },
        },
      },
    ];
  });
}
