import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Principal } from '../access/principal.ts';
import { busy, ProblemError } from '../contracts/errors.ts';
import { email, locale } from '../contracts/values.ts';
import { withdrawalStatement } from '../contracts/withdrawal.ts';
import { asker } from './asker.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { partitions, sortKeys, type Table, withdrawalDueShard } from './table.ts';
import type { NamedWrite } from './transaction.ts';

/**
 * Statements of withdrawals between their two steps: one item each, that the table forgets by itself. Its id is made of the
 * request's idempotency key, so that the same request again is the same statement.
 */

const stored = z.object({
  bodyHash: z.string(),
  orderNumber: z.string(),
  customerId: z.string(),
  name: z.string(),
  email,
  locale,
  lines: z.array(z.object({ lineId: z.string(), quantity: z.number(), serials: z.array(z.string()) })),
  statedAt: z.string(),
  confirmBy: z.string(),
  /** What was answered: the same request again is answered the same. */
  answer: withdrawalStatement,
  confirmedAt: z.string().optional(),
  /** What another return has taken of it since the first part was confirmed: it is nobody's to carry out here. */
  elsewhere: z.array(z.object({ lineId: z.string(), quantity: z.number() })).default([]),
  /** Who confirmed it, where a part of it is still to be: the rest is confirmed for them. */
  confirmedBy: asker.optional(),
  /** How often it was told of since its last part was confirmed. */
  told: z.number().default(0),
  /** The returns that were made of it, each of a part. */
  made: z
    .array(z.object({ rma: z.string(), lines: z.array(z.object({ lineId: z.string(), quantity: z.number() })) }))
    .default([]),
});
export type StoredWithdrawal = z.infer<typeof stored> & WithdrawalKey;

export interface WithdrawalKey {
  brand: string;
  id: string;
}

const hour = 3600;
/** A first answer is given again for 24 hours; what is kept of who stated it goes soon after. */
const keptSeconds = 25 * hour;
/** What is confirmed in part is not forgotten before a person could see to it. */
const unfinishedSeconds = 30 * 24 * hour;

/** Parts follow each other in seconds: who has not confirmed the next by then was killed. */
const patienceMinutes = 2;
const longestMinutes = 60;

export const withdrawalIdOf = ({ scope }: IdempotencyKey): string => scope.slice(0, 32);

export const withdrawalKey = (brand: string, id: string) => ({
  pk: partitions.withdrawal(brand, id),
  sk: sortKeys.only,
});

/**
 * The statement that this very request has made.
 * @throws ProblemError idempotency-key-reused when the key came with another body
 */
export async function statedBefore(
  table: Table,
  key: IdempotencyKey,
  now: Date,
): Promise<StoredWithdrawal | undefined> {
  const first = await findWithdrawal(table, key.brand, withdrawalIdOf(key), now);
  if (first && first.bodyHash !== key.bodyHash) throw new ProblemError('idempotency-key-reused');
  return first;
}

/**
 * Keeps a statement, or finds that this very request has made one.
 * @returns the statement as it was kept first
 * @throws ProblemError idempotency-key-reused when the key came with another body
 */
export async function keepWithdrawal(table: Table, statement: StoredWithdrawal, now: Date): Promise<StoredWithdrawal> {
  const { brand, id, ...item } = statement;
  const seconds = Math.floor(now.getTime() / 1000);
  try {
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...withdrawalKey(brand, id), ...item, expiresAt: seconds + keptSeconds },
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': seconds },
      }),
    );
    return statement;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const first = await findWithdrawal(table, brand, id, now);
    if (!first) throw busy();
    if (first.bodyHash !== item.bodyHash) throw new ProblemError('idempotency-key-reused');
    return first;
  }
}

/** A statement by its id, unless it was forgotten (the table's own expiry lags, so it is looked at here). */
export async function findWithdrawal(
  table: Table,
  brand: string,
  id: string,
  now: Date,
): Promise<StoredWithdrawal | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: withdrawalKey(brand, id), ConsistentRead: true }),
  );
  if (!Item || Number(Item.expiresAt) * 1000 <= now.getTime()) return undefined;
  return { ...stored.parse(Item), brand, id };
}

/**
 * When a statement that is confirmed in part is looked after, if nobody has confirmed more of it by then.
 * @param told how often it was told of since its last part was confirmed
 */
export const unfinishedDue = (told: number, now: Date): string =>
  new Date(now.getTime() + Math.min(patienceMinutes * 2 ** told, longestMinutes) * 60_000).toISOString();

/** What is kept of a statement only while a part of it is still to be confirmed. */
const unfinished = 'dueShard, dueAt, told, confirmedBy';

/**
 * Confirms a statement, or a further part of it, once: in the transaction that makes its return. One of which more is to be
 * confirmed is due: whatever happens to who confirms it, the rest is.
 * @param statement as it was read: no part was made since
 * @param whole whether nothing is left of it then
 */
export function confirmWrite(
  table: Table,
  { brand, id, made }: StoredWithdrawal,
  { part, whole, by, now }: { part: StoredWithdrawal['made'][number]; whole: boolean; by: Principal; now: Date },
): NamedWrite {
  const confirmed =
    'confirmedAt = if_not_exists(confirmedAt, :now), made = list_append(made, :part), expiresAt = :expires';
  const seconds = Math.floor(now.getTime() / 1000);
  const { brand: _, ...confirmedBy } = by;
  return {
    name: 'withdrawal',
    write: {
      Update: {
        TableName: table.name,
        Key: withdrawalKey(brand, id),
        UpdateExpression: whole
          ? `SET ${confirmed} REMOVE ${unfinished}`
          : `SET ${confirmed}, confirmedBy = if_not_exists(confirmedBy, :by), dueShard = :shard, dueAt = :due, told = :none`,
        ConditionExpression: 'size(made) = :before',
        ExpressionAttributeValues: {
          ':now': now.toISOString(),
          ':part': [part],
          ':before': made.length,
          ':expires': seconds + (whole ? keptSeconds : unfinishedSeconds),
          ...(!whole && {
            ':by': confirmedBy,
            ':shard': withdrawalDueShard,
            ':due': unfinishedDue(0, now),
            ':none': 0,
          }),
        },
      },
    },
  };
}

/**
 * Leaves out of a statement what another return has taken of it, once.
 * @param statement as it was read
 * @param whole whether nothing is left of it then
 */
export async function leaveOut(
  table: Table,
  { brand, id, made, elsewhere }: StoredWithdrawal,
  { lines, whole, now }: { lines: StoredWithdrawal['elsewhere']; whole: boolean; now: Date },
): Promise<void> {
  const more = 'elsewhere = list_append(if_not_exists(elsewhere, :none), :lines)';
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: withdrawalKey(brand, id),
        UpdateExpression: whole ? `SET ${more}, expiresAt = :expires REMOVE ${unfinished}` : `SET ${more}`,
        ConditionExpression: 'size(made) = :made AND (attribute_not_exists(elsewhere) OR size(elsewhere) = :before)',
        ExpressionAttributeValues: {
          ':none': [],
          ':lines': lines,
          ':made': made.length,
          ':before': elsewhere.length,
          ...(whole && { ':expires': Math.floor(now.getTime() / 1000) + keptSeconds }),
        },
      }),
    );
  } catch (error) {
    // Somebody else has confirmed more of it, or has left the same out.
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
