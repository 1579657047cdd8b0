import { AsyncLocalStorage } from 'node:async_hooks';
import type { AttributeValue, ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../../shared/storage/table.ts';

/** What a piece of work asked of the table. */
export interface Asked {
  /** Without "Command": `Query`, `TransactWriteItems` … */
  command: string;
  index?: string;
  /** Writes of a transaction; items that another one answered. */
  items: number;
  /** Write units of a transaction as the engine counted them, on the table and on all indexes together. */
  tableUnits: number;
  indexUnits: number;
  /** Items a transaction puts, by sort key, with their bytes. */
  puts: readonly { sortKey: string; bytes: number }[];
}

const counting = new AsyncLocalStorage<Asked[]>();

type Item = Record<string, AttributeValue>;
interface Input {
  IndexName?: string;
  TransactItems?: readonly { Put?: { Item?: Item } }[];
}
interface Output {
  Items?: readonly unknown[];
  ConsumedCapacity?: ConsumedCapacity | readonly ConsumedCapacity[];
}

/** Bytes of an attribute as DynamoDB counts them: names and texts in UTF-8, two digits a byte, three for a list or map. */
function bytesOf(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/\D/g, '').length / 2) + 1;
  if (value.L) return value.L.reduce((sum, one) => sum + bytesOf(one) + 1, 3);
  if (value.M) return itemBytes(value.M) + Object.keys(value.M).length + 3;
  return 1;
}

export function itemBytes(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOf(value), 0);
}

function askedOf(name: string, input: Input, output: Output): Asked {
  const command = name.replace(/Command$/, '');
  const consumed = [output.ConsumedCapacity ?? []].flat() as ConsumedCapacity[];
  const writes = command.startsWith('Transact') ? consumed : [];
  const units = (all: readonly { WriteCapacityUnits?: number | undefined; CapacityUnits?: number | undefined }[]) =>
    all.reduce((sum, one) => sum + (one.WriteCapacityUnits ?? one.CapacityUnits ?? 0), 0);
  return {
    command,
    ...(input.IndexName && { index: input.IndexName }),
    items: input.TransactItems?.length ?? output.Items?.length ?? 1,
    tableUnits: units(writes.flatMap((one) => one.Table ?? [])),
    indexUnits: units(writes.flatMap((one) => Object.values(one.GlobalSecondaryIndexes ?? {}))),
    puts: (input.TransactItems ?? []).flatMap(({ Put }) =>
      Put?.Item ? [{ sortKey: Put.Item.sk?.S ?? '', bytes: itemBytes(Put.Item) }] : [],
    ),
  };
}

/** Counts what goes to a table while work runs under `counted`. */
export function withCounting(table: Table): Table {
  const { middlewareStack } = table.documents;
  middlewareStack.add(
    (next) => (args) => {
      const input: object = { ...args.input, ...(counting.getStore() && { ReturnConsumedCapacity: 'INDEXES' }) };
      return next({ ...args, input: input as typeof args.input });
    },
    { step: 'initialize', name: 'askForUnits', override: true },
  );
  middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const answered = await next(args);
        counting.getStore()?.push(askedOf(String(commandName), args.input as Input, answered.output as Output));
        return answered;
      },
    { step: 'build', name: 'counting', override: true },
  );
  return table;
}

/** Runs work and tells what it asked of the table. */
export async function counted<Result>(work: () => Promise<Result>): Promise<{ result: Result; asked: Asked[] }> {
  const asked: Asked[] = [];
  const result = await counting.run(asked, work);
  return { result, asked };
}
