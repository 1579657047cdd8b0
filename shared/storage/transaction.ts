import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactGetCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { busy, ProblemError } from '../contracts/errors.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import type { Table } from './table.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** One write of a transaction and the word for it: when its condition fails, the caller is told that word. */
export interface NamedWrite {
  name: string;
  write: Write;
}

/**
 * `done`, or the names of the writes whose condition did not hold; then nothing was written. `unsure`: an earlier try went
 * unanswered, so that what stands in the way may be what it wrote.
 */
export type Outcome = { done: true } | { done: false; refused: string[]; unsure?: true };

/** DynamoDB's own limit for one transaction. */
export const largestTransaction = 100;

/**
 * Writes all or nothing. Conflicts with other transactions and throttling are tried again, with growing pauses.
 * @throws ProblemError too-many-items over 100 writes; busy when the table stays contended
 */
export async function transact(table: Table, writes: readonly NamedWrite[], attempts = 6): Promise<Outcome> {
  if (writes.length > largestTransaction)
    throw new ProblemError('too-many-items', say('most_records', { records: writes.length, max: largestTransaction }));
  let unsure = false;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await table.documents.send(new TransactWriteCommand({ TransactItems: writes.map(({ write }) => write) }));
      return { done: true };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      unsure ||= (error.$metadata.attempts ?? 1) > 1;
      const refused = writes.filter((_, i) => reasons[i]?.Code === 'ConditionalCheckFailed').map(({ name }) => name);
      if (refused.length > 0) return { done: false, refused, ...(unsure && { unsure }) };
      const passing = reasons.some((reason) =>
        ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'].includes(reason.Code ?? ''),
      );
      if (!passing) throw error;
      if (attempt >= attempts) throw busy();
      await pause(attempt);
    }
  }
}

/**
 * Reads an item as it is before or after every transaction on it, never while one is being applied.
 * @throws ProblemError busy when one follows on the other
 */
export async function readAlone(
  table: Table,
  Key: Record<string, string>,
  attempts = 6,
): Promise<Record<string, unknown> | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const read = new TransactGetCommand({ TransactItems: [{ Get: { TableName: table.name, Key } }] });
      return (await table.documents.send(read)).Responses?.[0]?.Item;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      if (attempt >= attempts) throw busy();
      await pause(attempt);
    }
  }
}

/** Waits a little, longer each time, never the same for two who collided. */
export function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** Math.min(attempt, 5)));
}
