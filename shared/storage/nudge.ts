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
