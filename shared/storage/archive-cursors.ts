import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { partitions, sortKeys, type Table } from './table.ts';

/**
 * How far the event archive has got with a return. Nobody holds this cursor: two who archive the same events at once write
 * them twice, and sealing leaves one of them out.
 */

const keyOf = (brand: string, rma: string) => ({
  pk: partitions.return(brand, rma),
  sk: sortKeys.cursor('archive'),
});

/** Number of the last event that is in the archive; 0 when none is. One that was archived just now may be missed. */
export async function archivedUpTo(table: Table, brand: string, rma: string): Promise<number> {
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key: keyOf(brand, rma) }));
  return Number(Item?.seq ?? 0);
}

/** Notes that all events up to `seq` are in the archive; never takes a later note back. */
export async function noteArchived(table: Table, brand: string, rma: string, seq: number): Promise<void> {
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keyOf(brand, rma),
        UpdateExpression: 'SET seq = :seq',
        ConditionExpression: 'attribute_not_exists(seq) OR seq < :seq',
        ExpressionAttributeValues: { ':seq': seq },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
