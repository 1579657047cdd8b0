import { everyItem } from './every-item.ts';
import { indexes, type Table } from './table.ts';

/** What of a shard is due by now, of all brands: whose it is, and its number. */
export async function* dueIn(table: Table, shard: string, now: Date): AsyncGenerator<{ brand: string; id: string }> {
  const due = everyItem(table, {
    IndexName: indexes.whatIsDue,
    KeyConditionExpression: 'dueShard = :shard AND dueAt <= :now',
    ExpressionAttributeValues: { ':shard': shard, ':now': `${now.toISOString()}~` },
  });
  for await (const { pk } of due) {
    const [, brand, , id] = String(pk).split('#');
    if (brand && id) yield { brand, id };
  }
}
