import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { busy, ProblemError } from '../contracts/errors.ts';
import { email, locale } from '../contracts/values.ts';
import { withdrawalStatement } from '../contracts/withdrawal.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { partitions, sortKeys, type Table } from './table.ts';
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
  /** The returns that were made of it, each of a part. */
  made: z
    .array(z.object({ rma: z.string(), lines: z.array(z.object({ lineId: z.string(), quantity: z.number() })) }))
    .default([]),
});
export type StoredWithdrawal = z.infer<typeof stored> & { brand: string; id: string };

/** A first answer is given again for 24 hours; what is kept of who stated it goes soon after. */
const keptSeconds = 25 * 3600;

export const withdrawalIdOf = ({ scope }: IdempotencyKey): string => scope.slice(0, 32);

const keyOf = (brand: string, id: string) => ({ pk: partitions.withdrawal(brand, id), sk: sortKeys.only });

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
        Item: { ...keyOf(brand, id), ...item, expiresAt: seconds + keptSeconds },
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
    new GetCommand({ TableName: table.name, Key: keyOf(brand, id), ConsistentRead: true }),
  );
  if (!Item || Number(Item.expiresAt) * 1000 <= now.getTime()) return undefined;
  return { ...stored.parse(Item), brand, id };
}

/**
 * Confirms a statement, or a further part of it, once: in the transaction that makes its return.
 * @param statement as it was read: no part was made since
 */
export function confirmWrite(
  table: Table,
  { brand, id, made }: StoredWithdrawal,
  part: StoredWithdrawal['made'][number],
  now: Date,
): NamedWrite {
  return {
    name: 'withdrawal',
    write: {
      Update: {
        TableName: table.name,
        Key: keyOf(brand, id),
        UpdateExpression: 'SET confirmedAt = if_not_exists(confirmedAt, :now), made = list_append(made, :part)',
        ConditionExpression: 'size(made) = :before',
        ExpressionAttributeValues: { ':now': now.toISOString(), ':part': [part], ':before': made.length },
      },
    },
  };
}
