import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type InboxProvider, inboxProvider } from '../contracts/bus.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import type { NamedWrite } from './transaction.ts';

/**
 * The inbox: what partners and people hand in to be worked off later is stored first, once for each id, and then
 * answered. What cannot be worked off is kept in quarantine for a person.
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
    expiresAt: Math.floor(now.getTime() / 1000) + keptDays * 86_400,
  };
}

/** @returns false when it was here before */
export async function keepArrival(table: Table, arrival: Arrival, now: Date): Promise<boolean> {
  try {
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: itemOf(arrival, now),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** The same as part of a transaction. */
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
  return Item && stored.parse(Item);
}

/** Marks an item as worked off, or puts it in quarantine with the reason. */
export async function finishArrival(
  table: Table,
  pk: string,
  end: { state: 'done' } | { state: 'quarantined'; reason: string },
): Promise<void> {
  await table.documents.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { pk, sk: sortKeys.only },
      UpdateExpression: end.state === 'done' ? 'SET #state = :state' : 'SET #state = :state, reason = :reason',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': end.state, ...(end.state === 'quarantined' && { ':reason': end.reason }) },
    }),
  );
}
