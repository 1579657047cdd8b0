import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

const hour = 3_600_000;

/** When something due is tried again that failed for whatever reason: those that are due beside it come first meanwhile. */
export const putOffUntil = (now: Date): string => new Date(now.getTime() + hour).toISOString();

/** Has something due looked after an hour later, whatever is wrong with it now; what is due no more is left as it is. */
export async function putOff(
  table: Table,
  Key: Record<string, string>,
  now: Date,
  dueAt = putOffUntil(now),
): Promise<void> {
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key,
        UpdateExpression: 'SET dueAt = :due',
        ConditionExpression: 'attribute_exists(dueAt)',
        ExpressionAttributeValues: { ':due': dueAt },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
