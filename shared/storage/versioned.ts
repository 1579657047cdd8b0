import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { ProblemError } from '../contracts/errors.ts';
import type { Table } from './table.ts';

interface Versioned {
  version: number;
}

/**
 * Stores a record as its next version.
 * @param before what is stored, as it was read
 * @throws ProblemError version-conflict when it was changed since
 */
export async function storeVersioned<Kept extends object>(
  table: Table,
  key: { pk: string; sk: string },
  kept: Kept,
  before: Versioned | undefined,
): Promise<Kept & Versioned> {
  const next = { ...kept, version: (before?.version ?? 0) + 1 };
  const asRead = before
    ? { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  try {
    await table.documents.send(new PutCommand({ TableName: table.name, Item: { ...key, ...next }, ...asRead }));
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new ProblemError('version-conflict');
    throw error;
  }
  return next;
}
