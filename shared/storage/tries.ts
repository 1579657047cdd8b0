import { BatchGetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ProblemError } from '../contracts/errors.ts';
import { partitions, sha256, sortKeys, type Table } from './table.ts';

/** Counts failed tries, so that nobody finds an order by trying: per order and per address, in windows of a quarter of an hour. */

const windowSeconds = 900;
export const mostTries = { order: 10, address: 50 };

export interface Tries {
  order: string;
  address: string;
}

function keysOf(brand: string, tries: Tries, now: Date) {
  const window = String(Math.floor(now.getTime() / 1000 / windowSeconds));
  return (['order', 'address'] as const).map((kind) => ({
    kind,
    key: { pk: partitions.tries(brand, `${kind}:${sha256(tries[kind])}`, window), sk: sortKeys.only },
  }));
}

/** @throws ProblemError too-many-tries */
export async function checkTries(table: Table, brand: string, tries: Tries, now: Date): Promise<void> {
  const keys = keysOf(brand, tries, now);
  const { Responses } = await table.documents.send(
    new BatchGetCommand({ RequestItems: { [table.name]: { Keys: keys.map(({ key }) => key) } } }),
  );
  for (const item of Responses?.[table.name] ?? []) {
    const kind = keys.find(({ key }) => key.pk === item.pk)?.kind;
    if (kind && Number(item.count) >= mostTries[kind])
      throw new ProblemError('too-many-tries', undefined, { headers: { 'retry-after': String(windowSeconds) } });
  }
}

export async function countTry(table: Table, brand: string, tries: Tries, now: Date): Promise<void> {
  await Promise.all(
    keysOf(brand, tries, now).map(({ key }) =>
      table.documents.send(
        new UpdateCommand({
          TableName: table.name,
          Key: key,
          UpdateExpression: 'ADD #count :one SET expiresAt = if_not_exists(expiresAt, :expires)',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: { ':one': 1, ':expires': Math.floor(now.getTime() / 1000) + 2 * windowSeconds },
        }),
      ),
    ),
  );
}
