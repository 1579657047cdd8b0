import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type ListedProduct, listedProduct, type RegisteredProduct, registeredProduct } from '../contracts/products.ts';
import { indexes, ownerOf, partitions, sortKeys, type Table } from './table.ts';

/** Registered products, each beside what else is known of its serial number; listed by whose they are. */

const stored = z.object({ serial: z.string(), ...registeredProduct.shape });
export type StoredProduct = z.infer<typeof stored>;

const keyOf = (brand: string, serial: string) => ({ pk: partitions.serial(brand, serial), sk: sortKeys.registered });

/**
 * Registers a unit. It moves to its owner's list with the same write.
 * @returns false when the stored version is the same or a later one: then nothing changed
 */
export async function putProduct(
  table: Table,
  brand: string,
  serial: string,
  product: RegisteredProduct,
): Promise<boolean> {
  const { updatedAt, owner, weightGrams: _, ...shown } = product;
  const card: ListedProduct = { serial, ...shown };
  try {
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: {
          ...keyOf(brand, serial),
          serial,
          ...product,
          subject: ownerOf(brand, owner),
          subjectSort: `${product.installedOn ?? product.purchase?.on ?? updatedAt.slice(0, 10)}#${serial}`,
          card,
        },
        ConditionExpression: 'attribute_not_exists(pk) OR updatedAt < :updatedAt',
        ExpressionAttributeValues: { ':updatedAt': updatedAt },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

export async function loadProduct(table: Table, brand: string, serial: string): Promise<StoredProduct | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: keyOf(brand, serial), ConsistentRead: true }),
  );
  return Item && stored.parse(Item);
}

/** A registered product as its customer sees it. */
export const shownProduct = ({ updatedAt: _, owner: __, weightGrams: ___, ...shown }: StoredProduct): ListedProduct =>
  shown;

/** Products of a customer, the one installed or bought last first: one Query. */
export async function productsOf(
  table: Table,
  { brand, owner }: { brand: string; owner: string },
  limit: number,
  start?: Record<string, unknown>,
) {
  const { Items = [], LastEvaluatedKey } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: indexes.whoseReturns,
      KeyConditionExpression: 'subject = :subject',
      ExpressionAttributeValues: { ':subject': ownerOf(brand, owner) },
      ScanIndexForward: false,
      Limit: limit,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  return { items: Items.map(({ card }) => listedProduct.parse(card)), next: LastEvaluatedKey };
}
