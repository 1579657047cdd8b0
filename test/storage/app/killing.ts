import type { Table } from '../../../shared/storage/table.ts';

/** Lets so many transactions through, and kills the process at the next, while something is done. */
export async function killedAfter<Done>(table: Table, transactions: number, done: () => Promise<Done>): Promise<Done> {
  let left = transactions;
  table.documents.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (String(commandName).startsWith('TransactWrite') && left-- <= 0) throw new Error('killed');
        return next(args);
      },
    { step: 'initialize', name: 'killing', override: true },
  );
  try {
    return await done();
  } finally {
    table.documents.middlewareStack.remove('killing');
  }
}
