import * as z from 'zod';
import type { CustomsFacts } from '../contracts/customs.ts';
import { type CompletedFacts, type CustomsDecision, decisionWithoutFacts } from '../contracts/return-customs.ts';
import { everyItem } from './every-item.ts';
import { partitions, sortKeys, type Table } from './table.ts';

/** The customs decisions of a return, as they lie in its partition: one item each, none ever written again. */

/**
 * Facts were checked when they were taken, by what was a contradiction then. They are read as they were decided on, whatever
 * is held against them since: else a return whose facts are wrong could neither be read nor be put right.
 */
const asDecided = <Facts>() => z.custom<Facts>((value) => typeof value === 'object' && value !== null);

const stored = z.object({
  ...decisionWithoutFacts.shape,
  facts: asDecided<CustomsFacts>(),
  stated: asDecided<CompletedFacts>().optional(),
});

/** All of them, by portion, the oldest first. They sort before the events, so nothing else reads them. */
export async function loadCustomsDecisions(table: Table, brand: string, rma: string): Promise<CustomsDecision[]> {
  const found: CustomsDecision[] = [];
  const items = everyItem(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': partitions.return(brand, rma), ':prefix': sortKeys.customsDecision() },
    ConsistentRead: true,
  });
  for await (const item of items) found.push(stored.parse(item));
  return found;
}
