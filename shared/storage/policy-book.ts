import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { ProblemError } from '../contracts/errors.ts';
import { type PolicyChange, policyChange, storedBook } from '../contracts/policy-book.ts';
import { emptyBook, type PolicyBook } from '../policy/book.ts';
import { firstAnswer, rememberAnswer } from './idempotency.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import { type NamedWrite, transact } from './transaction.ts';

/** A brand's policy book, and the history of it: both change in one transaction. */

export async function loadBook(table: Table, brand: string, ConsistentRead = false): Promise<PolicyBook> {
  const Key = { pk: partitions.policies(brand), sk: sortKeys.book };
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead }));
  return Item ? storedBook.parse(Item) : emptyBook;
}

/** How long a book is used without a look whether it was changed. */
const bookSeconds = 10;
/** Brands a process remembers; with more it begins anew. */
const mostKnown = 500;

/** Keeps books for a moment: what was changed is seen by every decision within ten seconds. @param now the request's own */
export function createBookReader(table: Table): (brand: string, now: Date) => Promise<PolicyBook> {
  const known = new Map<string, { at: number; book: PolicyBook }>();
  return async (brand, now) => {
    const kept = known.get(brand);
    if (kept && Math.abs(now.getTime() - kept.at) < bookSeconds * 1000) return kept.book;
    const book = await loadBook(table, brand);
    if (known.size >= mostKnown) known.clear();
    known.set(brand, { at: now.getTime(), book });
    return book;
  };
}

/** A change that was decided on a book as it was read. */
export interface DecidedChange {
  book: PolicyBook;
  change: PolicyChange;
  /** Written with it, where they are not there yet. */
  beside?: readonly NamedWrite[];
}

/**
 * Changes the book once for a key. Nobody's change is decided anew on what another has just done: of two at once one is
 * done, and the other is told to read the book again.
 * @returns the change as the first request with this key made it
 * @throws ProblemError of the decision; version-conflict; idempotency-key-reused; busy
 */
export async function changeBook(
  table: Table,
  key: IdempotencyKey,
  now: Date,
  decide: (book: PolicyBook) => DecidedChange | Promise<DecidedChange>,
): Promise<PolicyChange> {
  const { brand } = key;
  try {
    const before = await loadBook(table, brand, true);
    const { book, change, beside = [] } = await decide(before);
    const pk = partitions.policies(brand);
    const outcome = await transact(table, [
      {
        name: 'book',
        write: {
          Put: {
            TableName: table.name,
            Item: { pk, sk: sortKeys.book, ...book },
            ConditionExpression: 'attribute_not_exists(pk) OR version = :before',
            ExpressionAttributeValues: { ':before': before.version },
          },
        },
      },
      {
        name: 'change',
        write: {
          Put: {
            TableName: table.name,
            Item: { pk, sk: sortKeys.bookChange(book.version), ...change },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
      },
      // The record has a place for the name of what was changed, and for the number of its change.
      rememberAnswer(table, key, { made: change.policyId, seq: book.version }, now),
      ...beside,
    ]);
    if (outcome.done) return change;
    throw new ProblemError('version-conflict');
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const first = await firstAnswer(table, key, now);
    const change = first && (await loadChange(table, brand, first.seq));
    if (change) return change;
    throw error;
  }
}

async function loadChange(table: Table, brand: string, book: number): Promise<PolicyChange | undefined> {
  const Key = { pk: partitions.policies(brand), sk: sortKeys.bookChange(book) };
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item && changeOf(Item);
}

const changeOf = ({ pk: _, sk: __, ...item }: Record<string, unknown>): PolicyChange => policyChange.parse(item);

/** A page of what was done to the book, newest first. */
export async function listChanges(table: Table, brand: string, limit: number, start?: Record<string, unknown>) {
  const { Items = [], LastEvaluatedKey } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': partitions.policies(brand), ':prefix': 'CHANGE#' },
      ScanIndexForward: false,
      Limit: limit,
      ConsistentRead: true,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  return { items: Items.map(changeOf), ...(LastEvaluatedKey && { next: LastEvaluatedKey }) };
}
