import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type CustomsDecision, customsDecision } from '../contracts/return-customs.ts';
import { partitions, sortKeys, type Table } from './table.ts';

/** The customs decisions of a return, as they lie in its partition: one item each, none ever written again. */

const stored = z.object(customsDecision.shape);

/** All of them, by portion, the oldest first. They sort before the events, so nothing else reads them. */
export async function loadCustomsDecisions(table: Table, brand: string, rma: string): Promise<CustomsDecision[]> {
  const found: CustomsDecision[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table.documents.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': partitions.return(brand, rma), ':prefix': sortKeys.customsDecision() },
        ConsistentRead: true,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    found.push(...Items.map((item) => stored.parse(item)));
    start = LastEvaluatedKey;
  } while (start);
  return found;
}
