import type { CustomsDecision } from '../contracts/return-customs.ts';
import { asKept } from './as-kept.ts';
import { everyItem } from './every-item.ts';
import { partitions, sortKeys, type Table } from './table.ts';

/** The customs decisions of a return, as they lie in its partition: one item each, none ever written again. */

/**
 * All of them, by portion, the oldest first. They sort before the events, so nothing else reads them. They are read as they
 * were decided: else a return whose facts are held to be wrong since could neither be read nor be put right.
 */
export async function loadCustomsDecisions(table: Table, brand: string, rma: string): Promise<CustomsDecision[]> {
  const found: CustomsDecision[] = [];
  const items = everyItem(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': partitions.return(brand, rma), ':prefix': sortKeys.customsDecision() },
    ConsistentRead: true,
  });
  for await (const item of items) found.push(asKept(item));
  return found;
}
