import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';

/** The table's stream as it comes at its worst: late, twice, and in any order. */

/** The record of a new item. */
export const inserted = (item: Record<string, unknown>): DynamoDBRecord => ({
  eventID: `${item.pk}/${item.sk}`,
  eventName: 'INSERT',
  dynamodb: {
    NewImage: marshall(item, { removeUndefinedValues: true }) as NonNullable<DynamoDBRecord['dynamodb']>['NewImage'],
  },
});

/**
 * Batches of records in which each comes twice, all shuffled.
 * @param random numbers from 0 to below 1, so that the same ones give the same batches
 */
export function shuffledTwice(items: readonly Record<string, unknown>[], random: () => number): DynamoDBStreamEvent[] {
  const records = [...items, ...items]
    .map((item) => ({ at: random(), record: inserted(item) }))
    .sort((a, b) => a.at - b.at)
    .map(({ record }) => record);
  const size = 1 + Math.floor(random() * 10);
  return Array.from({ length: Math.ceil(records.length / size) }, (_, i) => ({
    Records: records.slice(i * size, (i + 1) * size),
  }));
}
