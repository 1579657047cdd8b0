import { putOff } from './due-dates.ts';
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

/** Told of so often (eight hours), the rest is refused for a reason: a person was told long before, and has to see to it. */
export const mostTold = 12;

/**
 * Tells of one, so that the rest of it is confirmed. Once it was told of as often as may be, it is due no more.
 * @returns how often it was told of by now; undefined when more of it was confirmed meanwhile
 */
export async function tellWithdrawalAgain(
  table: Table,
  { brand, id }: WithdrawalKey,
  now: Date,
): Promise<number | undefined> {
  const statement = await findWithdrawal(table, brand, id, now);
  const Key = withdrawalKey(brand, id);
  if (!statement) {
    await putOff(table, Key, now);
    return undefined;
  }
  const told = statement.told + 1;
  const due = told < mostTold ? unfinishedDue(told, now) : undefined;
  const later = tellOnce(table, Key, statement.told, due, now);
  const again = nudge(table, { pk: Key.pk, brand, provider: 'withdrawal' }, now, nudgeExpiry(now));
  const { done } = await transact(table, [later, again]);
  return done ? told : undefined;
}

const nudgeExpiry = (now: Date): number => Math.floor(now.getTime() / 1000) + 24 * 3600;

/** Looks after one an hour later, whatever is wrong with it now. */
export const putOffWithdrawal = (table: Table, { brand, id }: WithdrawalKey, now: Date): Promise<void> =>
  putOff(table, withdrawalKey(brand, id), now);
