import { AsyncLocalStorage } from 'node:async_hooks';
import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../../shared/storage/table.ts';

/** What a piece of work asked of the table. */
export interface Asked {
  /** Without "Command": `Query`, `TransactWriteItems` … */
  command: string;
  index?: string;
  /** Writes of a transaction; items a read answered. */
  items: number;
  /** Write units the engine counted, on the table and on all indexes together. */
  tableUnits: number;
  indexUnits: number;
  /** Names, keys and contents of the transaction's items. */
  writes: readonly Record<string, unknown>[];
}

const counting = new AsyncLocalStorage<Asked[]>();

interface Input {
  IndexName?: string;
  TransactItems?: readonly Record<string, { Item?: Record<string, unknown> }>[];
  ReturnConsumedCapacity?: string;
}
interface Output {
  Items?: readonly unknown[];
  ConsumedCapacity?: ConsumedCapacity | readonly ConsumedCapacity[];
}

/** Counts what goes to a table while work runs under `counted`. */
export function withCounting(table: Table): Table {
  table.documents.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const asked = counting.getStore();
        const input = args.input as Input;
        if (!asked) return next(args);
        const command = String(commandName).replace(/Command$/, '');
        const answered = await next({ ...args, input: { ...input, ReturnConsumedCapacity: 'INDEXES' } as object });
        const output = answered.output as Output;
        const consumed = [output.ConsumedCapacity ?? []].flat() as ConsumedCapacity[];
        const onIndexes = consumed.flatMap((one) => Object.values(one.GlobalSecondaryIndexes ?? {}));
        const units = (all: readonly { WriteCapacityUnits?: number; CapacityUnits?: number }[]) =>
          all.reduce((sum, one) => sum + (one.WriteCapacityUnits ?? one.CapacityUnits ?? 0), 0);
        asked.push({
          command,
          ...(input.IndexName && { index: input.IndexName }),
          items: input.TransactItems?.length ?? output.Items?.length ?? 1,
          tableUnits: command.startsWith('Transact') ? units(consumed.flatMap(({ Table: of }) => of ?? [])) : 0,
          indexUnits: command.startsWith('Transact') ? units(onIndexes) : 0,
          writes: (input.TransactItems ?? []).flatMap((one) => one.Put?.Item ?? []),
        });
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
