import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { partitions, sortKeys, type Table } from './table.ts';

/**
 * How far a subscriber has got with the events of a return: the number of the last one it took. Who delivers holds the
 * cursor for a while, so that events leave one after the other; who dies lets go of it by time.
 */
export interface CursorKey {
  brand: string;
  rma: string;
  subscriber: 'erp';
}

const stored = z.object({
  seq: z.number(),
  owner: z.string().optional(),
  heldUntil: z.string().optional(),
  /** Nobody delivers before: the subscriber asked for it (Retry-After), or has failed often. */
  notBefore: z.string().optional(),
  /** Deliveries that failed since the last that did not. */
  failures: z.number().optional(),
});
export type Cursor = z.infer<typeof stored>;

/** Longer than a function lives that delivers (30 seconds): a cursor is never taken from one that is still at work. */
export const heldSeconds = 40;

const keyOf = ({ brand, rma, subscriber }: CursorKey) => ({
  pk: partitions.return(brand, rma),
  sk: sortKeys.cursor(subscriber),
});

/** Writes if the condition holds. @returns the item afterwards, or undefined when it did not hold */
async function update(
  table: Table,
  key: CursorKey,
  change: Pick<UpdateCommandInput, 'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'>,
): Promise<Cursor | undefined> {
  try {
    const { Attributes } = await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keyOf(key),
        ReturnValues: 'ALL_NEW',
        ...(/#owner/.test(`${change.UpdateExpression}${change.ConditionExpression}`) && {
          ExpressionAttributeNames: { '#owner': 'owner' },
        }),
        ...change,
      }),
    );
    return stored.parse(Attributes);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

export async function readCursor(table: Table, key: CursorKey): Promise<Cursor | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: keyOf(key), ConsistentRead: true }),
  );
  return Item && stored.parse(Item);
}

/** Takes hold of a cursor. @returns undefined when another one holds it, or it is to rest */
export async function holdCursor(table: Table, key: CursorKey, owner: string, now: Date): Promise<Cursor | undefined> {
  return update(table, key, {
    UpdateExpression: 'SET seq = if_not_exists(seq, :none), #owner = :owner, heldUntil = :until REMOVE notBefore',
    ConditionExpression:
      '(attribute_not_exists(heldUntil) OR heldUntil < :now) AND (attribute_not_exists(notBefore) OR notBefore <= :now)',
    ExpressionAttributeValues: {
      ':none': 0,
      ':owner': owner,
      ':now': now.toISOString(),
      ':until': new Date(now.getTime() + heldSeconds * 1000).toISOString(),
    },
  });
}

/**
 * Moves a held cursor past an event that was delivered.
 * @returns where it stands now: elsewhere than `to` when it was moved meanwhile; undefined when it is no longer held
 */
export async function advanceCursor(
  table: Table,
  key: CursorKey,
  owner: string,
  from: number,
  to: number,
): Promise<number | undefined> {
  const moved = await update(table, key, {
    UpdateExpression: 'SET seq = :to REMOVE failures',
    ConditionExpression: '#owner = :owner AND seq = :from',
    ExpressionAttributeValues: { ':owner': owner, ':from': from, ':to': to },
  });
  if (moved) return moved.seq;
  const now = await readCursor(table, key);
  return now?.owner === owner ? now.seq : undefined;
}

/** Lets go of a cursor. @param failed when it failed, and until when nobody is to try again */
export async function leaveCursor(
  table: Table,
  key: CursorKey,
  owner: string,
  failed?: { notBefore: Date },
): Promise<void> {
  await update(table, key, {
    UpdateExpression: `${failed ? 'SET notBefore = :rest ADD failures :one ' : ''}REMOVE #owner, heldUntil`,
    ConditionExpression: '#owner = :owner',
    ExpressionAttributeValues: {
      ':owner': owner,
      ...(failed && { ':rest': failed.notBefore.toISOString(), ':one': 1 }),
    },
  });
}

/** Moves a cursor back, so that the events after `seq` are delivered again; one that stands before it stays. */
export async function moveCursorBack(table: Table, key: CursorKey, seq: number): Promise<void> {
  await update(table, key, {
    UpdateExpression: 'SET seq = :seq REMOVE notBefore, failures',
    ConditionExpression: 'seq > :seq',
    ExpressionAttributeValues: { ':seq': seq },
  });
}

const ended = z.object({ version: z.number() });
const endKey = (brand: string, subscriber: CursorKey['subscriber']) => ({
  pk: partitions.brand(brand),
  sk: `ENDED#${subscriber}`,
});

/** The subscriber wants no more (410). It lasts until the brand's configuration is put again: then it is asked anew. */
export async function endSubscription(
  table: Table,
  { brand, subscriber }: Omit<CursorKey, 'rma'>,
  version: number,
  now: Date,
): Promise<void> {
  await table.documents.send(
    new PutCommand({ TableName: table.name, Item: { ...endKey(brand, subscriber), version, at: now.toISOString() } }),
  );
}

/** Whether a subscription has ended under this version of the brand's configuration. */
export async function hasEnded(
  table: Table,
  { brand, subscriber }: Omit<CursorKey, 'rma'>,
  version: number,
): Promise<boolean> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: endKey(brand, subscriber), ConsistentRead: true }),
  );
  return Item !== undefined && ended.parse(Item).version >= version;
}
