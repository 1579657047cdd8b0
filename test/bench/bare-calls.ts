import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../../shared/storage/table.ts';
import type { Call } from './overhear.ts';

/** The calls a request made to the table, sent again by lib-dynamodb alone: with the same items, less all our code. */
export type BareRequest = () => Promise<void>;

/**
 * @param calls as they were overheard
 * @param renamed what stands in for what in all of them, so that the same request can be sent many times
 */
export function bareRequest(
  table: Table,
  calls: readonly Call[],
  renamed: Readonly<Record<string, string>>,
): BareRequest {
  const commands = calls
    .filter(({ service }) => service === 'DynamoDB')
    .map(({ operation, request }) => {
      let text = JSON.stringify(plain(request));
      for (const [from, to] of Object.entries(renamed)) text = text.replaceAll(from, to);
      const input = JSON.parse(text) as Record<string, unknown>;
      if (operation === 'Query') return new QueryCommand({ ...input, TableName: table.name });
      if (operation === 'TransactWriteItems')
        return new TransactWriteCommand({ TransactItems: inTable(input.TransactItems, table.name) as never });
      throw new Error(`A request was to make no call but Query and TransactWriteItems, and made ${operation}.`);
    });
  return async () => {
    for (const command of commands)
      if (command instanceof QueryCommand) await table.documents.send(command);
      else await table.documents.send(command);
  };
}

/** A request as lib-dynamodb takes it: plain values where the wire has typed ones. */
function plain(value: unknown, under?: string): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one));
  if (value === null || typeof value !== 'object') return value;
  if (['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey'].includes(under ?? ''))
    return unmarshall(value as Parameters<typeof unmarshall>[0]);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one, name)]));
}

const inTable = (items: unknown, TableName: string): unknown =>
  (items as Record<string, object>[]).map((item) =>
    Object.fromEntries(Object.entries(item).map(([kind, one]) => [kind, { ...one, TableName }])),
  );
