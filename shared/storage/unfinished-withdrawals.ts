import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { putOffUntil } from './due-dates.ts';
import { dueIn } from './due-items.ts';
import { nudge, tellOnce } from './nudge.ts';
import { type Table, withdrawalDueShard } from './table.ts';
import { transact } from './transaction.ts';
import { findWithdrawal, unfinishedDue, type WithdrawalKey, withdrawalKey } from './withdrawals.ts';

/** Withdrawals of which a part was confirmed, and nobody has confirmed the next in time. */

/** Those of all brands, the longest due first. */
export const unfinishedWithdrawals = (table: Table, now: Date): AsyncGenerator<WithdrawalKey> =>
  dueIn(table, withdrawalDueShard, now);

/** The withdrawal of a partition; undefined where it is none's. */
export function withdrawalAt(pk: string): WithdrawalKey | undefined {
  const [, brand, kind, id] = pk.split('#');
  return brand && id && kind === 'WITHDRAWAL' ? { brand, id } : undefined;
}

/**
 * Tells of one, so that the rest of it is confirmed.
 * @returns how often it was told of by now; undefined when more of it was confirmed meanwhile
 */
export async function tellWithdrawalAgain(
  table: Table,
  { brand, id }: WithdrawalKey,
  now: Date,
): Promise<number | undefined> {
  const statement = await findWithdrawal(table, brand, id, now);
  if (!statement) return undefined;
  const told = statement.told + 1;
  const Key = withdrawalKey(brand, id);
  const later = tellOnce(table, Key, statement.told, unfinishedDue(told, now), now);
  const again = nudge(table, { pk: Key.pk, brand, provider: 'withdrawal' }, now, nudgeExpiry(now));
  const { done } = await transact(table, [later, again]);
  return done ? told : undefined;
}

const nudgeExpiry = (now: Date): number => Math.floor(now.getTime() / 1000) + 24 * 3600;

/** Looks after one an hour later, whatever is wrong with it now. */
export async function putOffWithdrawal(table: Table, { brand, id }: WithdrawalKey, now: Date): Promise<void> {
  await table.documents.send(
    new UpdateCommand({
      TableName: table.name,
      Key: withdrawalKey(brand, id),
      UpdateExpression: 'SET dueAt = :due',
      ConditionExpression: 'attribute_exists(dueAt)',
      ExpressionAttributeValues: { ':due': putOffUntil(now) },
    }),
  );
}
