import type { Channel } from '../contracts/decision.ts';
import { type DraftPlace, draftPlace } from '../contracts/drafts.ts';
import type { Count, Draft } from '../drafts/draft.ts';
import { everyItem } from './every-item.ts';
import { draftPart, partitions, sortKeys, type Table } from './table.ts';
import type { NamedWrite } from './transaction.ts';

/**
 * How far drafts came: counters by the day they were begun, by channel, and in a few parts, so that a busy day's drafts do
 * not wait for one item. They are counted in the transaction that changes the draft: none twice, none lost.
 */

const nameOf = ({ place, what }: Count): string => `${place}_${what}`;

/** Adds to the counters of a draft's day. */
export function funnelWrite(
  table: Table,
  { brand, id, day, channel }: Pick<Draft, 'brand' | 'id' | 'day' | 'channel'>,
  counts: readonly Count[],
): NamedWrite {
  return {
    name: 'funnel',
    write: {
      Update: {
        TableName: table.name,
        Key: { pk: partitions.funnel(brand), sk: sortKeys.funnelDay(day, channel, draftPart(id)) },
        UpdateExpression: `ADD ${counts.map((_, i) => `#c${i} :one`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(counts.map((count, i) => [`#c${i}`, nameOf(count)])),
        ExpressionAttributeValues: { ':one': 1 },
      },
    },
  };
}

export type Funnel = Record<DraftPlace, Record<Count['what'], number>>;

/** Counts of the drafts begun from one day to another (both YYYY-MM-DD, both included). */
export async function readFunnel(
  table: Table,
  brand: string,
  { from, to, channel }: { from: string; to: string; channel?: Channel | undefined },
): Promise<Funnel> {
  const funnel = Object.fromEntries(
    draftPlace.options.map((place) => [place, { started: 0, completed: 0, skipped: 0, abandoned: 0 }]),
  ) as Funnel;
  const days = everyItem(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':pk': partitions.funnel(brand),
      ':from': sortKeys.funnelDay(from, '', ''),
      ':to': sortKeys.funnelDay(to, '~', ''),
    },
  });
  for await (const item of days) if (!channel || String(item.sk).split('#')[2] === channel) add(funnel, item);
  return funnel;
}

function add(funnel: Funnel, item: Record<string, unknown>): void {
  for (const place of draftPlace.options)
    for (const what of ['started', 'completed', 'skipped', 'abandoned'] as const)
      funnel[place][what] += Number(item[nameOf({ place, what })] ?? 0);
}
