import { AsyncLocalStorage } from 'node:async_hooks';
import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../../shared/storage/table.ts';
import { itemBytes, type StoredItem } from '../../bench/units.ts';

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

interface Input {
  IndexName?: string;
  TransactItems?: readonly { Put?: { Item?: StoredItem } }[];
}
interface Output {
  Items?: readonly unknown[];
  ConsumedCapacity?: ConsumedCapacity | readonly ConsumedCapacity[];
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
      Put?.Item ? [{ sortKey: String(Put.Item.sk?.S), bytes: itemBytes(Put.Item) }] : [],
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
