import { paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from './table.ts';

/** Every item that a Query finds, page after page. @param query what is asked, without the table's name */
export async function* everyItem(
  table: Table,
  query: Omit<QueryCommandInput, 'TableName'>,
): AsyncGenerator<Record<string, unknown>> {
  for await (const { Items = [] } of paginateQuery({ client: table.documents }, { TableName: table.name, ...query }))
    yield* Items;
}
