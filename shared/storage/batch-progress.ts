import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { dueAfter, isOver } from '../batches/progress.ts';
import { type BatchState, batchState } from '../contracts/batches.ts';
import { batchExpiry } from './batch-groups.ts';
import type { BatchHead, BatchKey } from './batches.ts';
import { putOff } from './due-dates.ts';
import { nudge, tellOnce } from './nudge.ts';
import { batchDueShard, indexes, partitions, sortKeys, type Table } from './table.ts';
import { type NamedWrite, transact } from './transaction.ts';

/** Moving a batch on, and looking after those that nobody moves. */

const keyOf = ({ brand, id }: BatchKey) => ({ pk: partitions.batch(brand, id), sk: sortKeys.head });

/** @returns false when the condition does not hold */
async function update(
  table: Table,
  head: BatchKey,
  change: Pick<UpdateCommandInput, 'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'>,
): Promise<boolean> {
  const names = /#state/.test(`${change.UpdateExpression}`) && { ExpressionAttributeNames: { '#state': 'state' } };
  try {
    await table.documents.send(new UpdateCommand({ TableName: table.name, Key: keyOf(head), ...names, ...change }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/**
 * Moves a batch from the state it was seen in to the next.
 * @returns false when somebody else has moved it
 */
export function moveBatch(table: Table, head: BatchHead, state: BatchState, now: Date): Promise<boolean> {
  const over = isOver(state);
  return update(table, head, {
    UpdateExpression: `SET #state = :state, told = :none${over ? ' REMOVE dueShard, dueAt' : ', dueAt = :due'}`,
    ConditionExpression: '#state = :seen',
    ExpressionAttributeValues: {
      ':state': state,
      ':seen': head.state,
      ':none': 0,
      ...(!over && { ':due': dueAfter({ ...head, state }, 0, now) }),
    },
  });
}

/** Says that somebody is at work on a batch: nobody looks after it for a while. */
export async function holdOff(table: Table, head: BatchHead, now: Date): Promise<void> {
  await update(table, head, {
    UpdateExpression: 'SET dueAt = :due',
    ConditionExpression: 'attribute_exists(dueAt)',
    ExpressionAttributeValues: { ':due': dueAfter(head, head.told, now) },
  });
}

/** Looks after a batch an hour later, whatever is wrong with it now. */
export const putOffBatch = (table: Table, batch: BatchKey, now: Date): Promise<void> =>
  putOff(table, keyOf(batch), now);

const tellAgain = (table: Table, batch: BatchKey, now: Date): NamedWrite =>
  nudge(table, { pk: keyOf(batch).pk, brand: batch.brand, provider: 'batch' }, now, batchExpiry(now));

/** Hands the rest of a batch to the next worker. */
export async function goOn(table: Table, head: BatchHead, now: Date): Promise<void> {
  await transact(table, [tellAgain(table, head, now)]);
}

/** Batches of all brands that nobody has moved in time, oldest first; so many at most. */
export async function overdueBatches(table: Table, now: Date, most: number): Promise<BatchKey[]> {
  const { Items = [] } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: indexes.whatIsDue,
      KeyConditionExpression: 'dueShard = :shard AND dueAt <= :now',
      ExpressionAttributeValues: { ':shard': batchDueShard, ':now': now.toISOString() },
      Limit: most,
    }),
  );
  return Items.flatMap(({ pk }) => batchAt(String(pk)) ?? []);
}

/** The batch of a partition; undefined where it is none's. */
export function batchAt(pk: string): BatchKey | undefined {
  const [, brand, kind, id] = pk.split('#');
  return brand && id && kind === 'BATCH' ? { brand, id } : undefined;
}

const standing = z.object({ state: batchState, reservedUntil: z.string().optional(), told: z.number() });

/**
 * Tells of a batch that stands still.
 * @returns how often it was told of by now; undefined when it moved meanwhile
 */
export async function tellBatchAgain(table: Table, batch: BatchKey, now: Date): Promise<number | undefined> {
  const Key = keyOf(batch);
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  const head = Item && standing.parse(Item);
  if (!head || isOver(head.state)) return undefined;
  const told = head.told + 1;
  const later = tellOnce(table, Key, head.told, dueAfter(head, told, now), now);
  const { done } = await transact(table, [later, tellAgain(table, batch, now)]);
  return done ? told : undefined;
}
