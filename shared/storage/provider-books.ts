import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Books } from '../adapters/books.ts';
import { partitions, sortKeys, type Table } from './table.ts';

/** The books of the embedded providers, a page an item. Real providers keep theirs themselves. */
export function createBooks<Page>(table: Table, brand: string): Books<Page> {
  const keyOf = (key: string) => ({ pk: partitions.provider(brand, 'embedded', key), sk: sortKeys.only });
  return {
    async read(key) {
      const { Item } = await table.documents.send(
        new GetCommand({ TableName: table.name, Key: keyOf(key), ConsistentRead: true }),
      );
      return Item && { page: Item.page as Page, version: Number(Item.version) };
    },
    async write(key, page, version) {
      try {
        await table.documents.send(
          new PutCommand({
            TableName: table.name,
            Item: { ...keyOf(key), page, version: version + 1 },
            ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'version = :version',
            ...(version > 0 && { ExpressionAttributeValues: { ':version': version } }),
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}
