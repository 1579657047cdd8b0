import type { InboxProvider } from '../contracts/bus.ts';
import { sortKeys, type Table } from './table.ts';
import type { NamedWrite } from './transaction.ts';

/** Who works off what is kept in a partition, and where that is. */
export interface Nudged {
  pk: string;
  brand: string;
  provider: InboxProvider;
}

/**
 * Tells of what waits in a partition again: an item that says nothing but where that is.
 * @param expiresAt when the table forgets it, in seconds
 */
export function nudge(table: Table, { pk, brand, provider }: Nudged, now: Date, expiresAt: number): NamedWrite {
  const Item = { pk, sk: sortKeys.again(now.toISOString()), kind: 'inbox', brand, provider, expiresAt };
  return { name: 'nudge', write: { Put: { TableName: table.name, Item } } };
}

/**
 * Puts off what is told of, so that it is told of once: whoever has told of it, or moved it, meanwhile refuses this.
 * @param before how often it was told of when it was read
 * @param due when it is looked after again; left out: it is due no more
 */
export function tellOnce(
  table: Table,
  Key: Record<string, string>,
  before: number,
  due: string | undefined,
  now: Date,
): NamedWrite {
  return {
    name: 'due',
    write: {
      Update: {
        TableName: table.name,
        Key,
        UpdateExpression: due ? 'SET told = :told, dueAt = :due' : 'SET told = :told REMOVE dueShard, dueAt',
        ConditionExpression: 'dueAt <= :now AND told = :before',
        ExpressionAttributeValues: {
          ':now': now.toISOString(),
          ':before': before,
          ':told': before + 1,
          ...(due && { ':due': due }),
        },
      },
    },
  };
}
