import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { inject } from 'vitest';
import { connectTable, type Table } from '../../shared/storage/table.ts';
import type {} from './provided.ts';

/**
 * A new, empty table with the keys and indexes that deploy, in the engine of the storage tests.
 * @param config of the client that is connected to it, beside where it is
 */
export async function freshTable(config: DynamoDBClientConfig = {}): Promise<Table> {
  const { reach, table } = inject('engine');
  const client = new DynamoDBClient(reach);
  const name = `returns-${randomUUID()}`;
  await client.send(new CreateTableCommand({ ...table, TableName: name }));
  client.destroy();
  return connectTable(name, { ...reach, ...config });
}
