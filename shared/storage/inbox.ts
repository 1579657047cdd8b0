import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type InboxProvider, inboxProvider } from '../contracts/bus.ts';
import { keepParts, largestInItem, loadParts, packed } from './large-bodies.ts';
import { inboxDueShard, partitions, quarantineOf, sortKeys, type Table } from './table.ts';
import type { NamedWrite } from './transaction.ts';

/**
 * The inbox: what partners and people hand in to be worked off later is stored first, once for each id, and then
 * answered. What cannot be worked off is kept in quarantine for a person; what nobody works off is told of again, and in
 * the end put there too (`quarantine.ts`).
 */
const stored = z.object({
  pk: z.string(),
  brand: z.string(),
  provider: inboxProvider,
  body: z.string(),
  receivedAt: z.string(),
  state: z.enum(['waiting', 'done', 'quarantined']),
  reason: z.string().optional(),
});
export type InboxItem = z.infer<typeof stored>;

export interface Arrival {
  brand: string;
  provider: InboxProvider;
  /** The provider's own id of the event; the same one again is not stored twice. */
  id: string;
  body: string;
}

const keptDays = 30;
/** An arrival not worked off within this time is told of again: the queue has given up on it by then. */
export const againMinutes = 30;

/** Epoch seconds at which an arrival is forgotten. */
export const expiryOf = (now: Date): number => Math.floor(now.getTime() / 1000) + keptDays * 86_400;

/** Attributes by which an arrival that waits is found when nobody has worked it off in time. */
export const dueOf = (now: Date) => ({
  dueShard: inboxDueShard,
  dueAt: new Date(now.getTime() + againMinutes * 60_000).toISOString(),
});

function itemOf({ brand, provider, id, body }: Arrival, now: Date) {
  return {
    pk: partitions.inbox(brand, provider, id),
    sk: sortKeys.only,
    kind: 'inbox',
    brand,
    provider,
    body,
    receivedAt: now.toISOString(),
    state: 'waiting',
    ...dueOf(now),
    expiresAt: expiryOf(now),
  };
}

/** @returns false when it was here before */
export async function keepArrival(table: Table, arrival: Arrival, now: Date): Promise<boolean> {
  const whole = itemOf(arrival, now);
  const Item =
    Buffer.byteLength(arrival.body) <= largestInItem
      ? whole
      : { ...whole, body: '', packed: await keepParts(table, whole.pk, arrival.body, whole.expiresAt) };
  try {
    await table.documents.send(
      new PutCommand({ TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** The same as part of a transaction, for small bodies. */
export function arrivalWrite(table: Table, arrival: Arrival, now: Date): NamedWrite {
  return {
    name: 'inbox',
    write: {
      Put: { TableName: table.name, Item: itemOf(arrival, now), ConditionExpression: 'attribute_not_exists(pk)' },
    },
  };
}

export async function loadArrival(table: Table, pk: string): Promise<InboxItem | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: { pk, sk: sortKeys.only }, ConsistentRead: true }),
  );
  if (!Item) return undefined;
  const arrival = stored.parse(Item);
  const apart = packed.optional().parse(Item.packed);
  return apart ? { ...arrival, body: await loadParts(table, pk, apart) } : arrival;
}

/** Marks an item as worked off, or puts it in quarantine with the reason, where a person finds it. */
export async function finishArrival(
  table: Table,
  pk: string,
  end: { state: 'done' } | { state: 'quarantined'; reason: string },
): Promise<void> {
  const [, brand = '', , provider] = pk.split('#');
  const quarantined = end.state === 'quarantined';
  await table.documents.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { pk, sk: sortKeys.only },
      UpdateExpression: quarantined
        ? 'SET #state = :state, reason = :reason, queue = :queue, queueSort = receivedAt, card = :card REMOVE dueShard, dueAt'
        : 'SET #state = :state REMOVE dueShard, dueAt, queue, queueSort, card',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':state': end.state,
        ...(quarantined && {
          ':reason': end.reason,
          ':queue': quarantineOf(brand),
          ':card': { provider, reason: end.reason },
        }),
      },
    }),
  );
}
