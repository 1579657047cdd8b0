import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Dealer, dealer } from '../contracts/dealers.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import { storeVersioned } from './versioned.ts';

/** A brand's dealers, as its administrators set them: few and seldom changed, so that all lie in one partition. */
const stored = z.object({ dealer: z.string(), version: z.number(), ...dealer.shape });
export type StoredDealer = z.infer<typeof stored>;

const keyOf = (brand: string, id: string) => ({ pk: partitions.dealers(brand), sk: sortKeys.dealer(id) });

export async function loadDealer(table: Table, brand: string, id: string): Promise<StoredDealer | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: keyOf(brand, id), ConsistentRead: true }),
  );
  return Item && stored.parse(Item);
}

/** Those of these dealers that there are. */
export async function loadDealers(table: Table, brand: string, ids: readonly string[]): Promise<Map<string, Dealer>> {
  const found = await Promise.all([...new Set(ids)].map((id) => loadDealer(table, brand, id)));
  return new Map(found.flatMap((one) => (one ? [[one.dealer, one] as const] : [])));
}

/** Stores a dealer as the next version. @throws ProblemError version-conflict when it was changed since it was read */
export const storeDealer = (
  table: Table,
  { brand, id }: { brand: string; id: string },
  given: Dealer,
  before: StoredDealer | undefined,
): Promise<StoredDealer> => storeVersioned(table, keyOf(brand, id), { dealer: id, ...given }, before);

/** Dealers in the order of their numbers: one Query. */
export async function dealersOf(table: Table, brand: string, limit: number, start?: Record<string, unknown>) {
  const { Items = [], LastEvaluatedKey } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partitions.dealers(brand) },
      Limit: limit,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  return { items: Items.map((item) => stored.parse(item)), next: LastEvaluatedKey };
}
