import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { inboxProvider } from '../contracts/bus.ts';
import { dueOf, expiryOf, finishArrival, type InboxItem, loadArrival } from './inbox.ts';
import { nudge } from './nudge.ts';
import { inboxDueShard, indexes, quarantineOf, sortKeys, type Table } from './table.ts';
import { type NamedWrite, transact } from './transaction.ts';

/**
 * What of the inbox was not worked off: in quarantine until a person has it tried again, or waiting although nobody works
 * on it, because its nudge was lost or its queue gave it up. An arrival is told of again by an item beside it, which leaves
 * by the stream like the arrival itself.
 */

/** An arrival's id as people name it: its partner and the hash of the partner's id. */
const idOf = (pk: string): string => pk.split('#').slice(3).join('.');
const partitionOf = (brand: string, id: string): string => `BRAND#${brand}#INBOX#${id.replace('.', '#')}`;

const card = z.object({ provider: inboxProvider, reason: z.string() });

export interface Quarantined {
  id: string;
  provider: InboxItem['provider'];
  reason: string;
  receivedAt: string;
}

/** A page of a brand's quarantine, oldest first: one Query. */
export async function listQuarantine(table: Table, brand: string, limit: number, start?: Record<string, unknown>) {
  const { Items = [], LastEvaluatedKey } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: indexes.waitingForRole,
      KeyConditionExpression: 'queue = :queue',
      ExpressionAttributeValues: { ':queue': quarantineOf(brand) },
      Limit: limit,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  const items = Items.map(
    (item): Quarantined => ({
      id: idOf(String(item.pk)),
      ...card.parse(item.card),
      receivedAt: String(item.queueSort),
    }),
  );
  return { items, next: LastEvaluatedKey };
}

/** One of them, with its body; undefined when it is not, or no longer, in quarantine. */
export async function loadQuarantined(table: Table, brand: string, id: string): Promise<InboxItem | undefined> {
  const arrival = await loadArrival(table, partitionOf(brand, id));
  return arrival?.state === 'quarantined' ? arrival : undefined;
}

/**
 * Takes an arrival out of quarantine and has it tried again.
 * @param also written with it
 * @returns false when it is not in quarantine any more, or what is also written was refused; then nothing was done
 */
export async function releaseArrival(
  table: Table,
  arrival: InboxItem,
  also: readonly NamedWrite[],
  now: Date,
): Promise<boolean> {
  const { dueShard, dueAt } = dueOf(now);
  const release: NamedWrite = {
    name: 'release',
    write: {
      Update: {
        TableName: table.name,
        Key: { pk: arrival.pk, sk: sortKeys.only },
        UpdateExpression:
          'SET #state = :waiting, dueShard = :shard, dueAt = :due REMOVE reason, queue, queueSort, card, told',
        ConditionExpression: '#state = :quarantined',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':waiting': 'waiting',
          ':quarantined': 'quarantined',
          ':shard': dueShard,
          ':due': dueAt,
        },
      },
    },
  };
  return (await transact(table, [release, nudge(table, arrival, now, expiryOf(now)), ...also])).done;
}

/** Arrivals that nobody has worked off in time, of all brands, oldest first; so many at most. */
export async function overdueArrivals(table: Table, now: Date, most: number): Promise<string[]> {
  const { Items = [] } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: indexes.whatIsDue,
      KeyConditionExpression: 'dueShard = :shard AND dueAt <= :now',
      ExpressionAttributeValues: { ':shard': inboxDueShard, ':now': now.toISOString() },
      Limit: most,
    }),
  );
  return Items.map(({ pk }) => String(pk));
}

/** How often an arrival is told of again before a person has to look at it. */
const mostAgain = 5;
const counted = z.object({
  told: z.number().default(0),
  state: z.string(),
  brand: z.string(),
  provider: inboxProvider,
});

/**
 * Tells of a waiting arrival again, or puts it in quarantine when that has not helped before.
 * @returns undefined when it was worked off meanwhile
 */
export async function tellAgain(table: Table, pk: string, now: Date): Promise<'told' | 'quarantined' | undefined> {
  const Key = { pk, sk: sortKeys.only };
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  const arrival = Item && counted.parse(Item);
  if (arrival?.state !== 'waiting') return undefined;
  if (arrival.told >= mostAgain) {
    const reason = `It was told of ${mostAgain + 1} times, and never worked off: the log of its queue says why.`;
    await finishArrival(table, pk, { state: 'quarantined', reason });
    return 'quarantined';
  }
  const later: NamedWrite = {
    name: 'due',
    write: {
      Update: {
        TableName: table.name,
        Key,
        UpdateExpression: 'SET dueAt = :due ADD told :one',
        ConditionExpression: '#state = :waiting AND dueAt <= :now',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':due': dueOf(now).dueAt,
          ':now': now.toISOString(),
          ':waiting': 'waiting',
          ':one': 1,
        },
      },
    },
  };
  const { done } = await transact(table, [later, nudge(table, { pk, ...arrival }, now, expiryOf(now))]);
  return done ? 'told' : undefined;
}
