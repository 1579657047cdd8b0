import type {
  readPolicyBook as bookContract,
  listPolicyChanges as changesContract,
} from '../../shared/contracts/activations.ts';
import { standingsAt } from '../../shared/policy/book.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { tagOf } from '../../shared/runtime/version-tag.ts';
import { listChanges, loadBook } from '../../shared/storage/policy-book.ts';
import type { Table } from '../../shared/storage/table.ts';
import { type ListDeps, pageOf } from './read-policies.ts';

/** The book as it stands; empty while the shipped policy decides everything. */
export function createReadBook({ table }: { table: Table }) {
  return async ({ params, now }: Request<typeof bookContract>): Promise<Reply<typeof bookContract>> => {
    const book = await loadBook(table, params.brand, true);
    const activations = standingsAt(book, now.toISOString());
    return { body: { version: book.version, activations }, headers: { etag: tagOf(book.version) } };
  };
}

/** The history of the book, newest first. */
export function createListChanges({ table, signingKey }: ListDeps) {
  return async ({
    params: { brand },
    query,
  }: Request<typeof changesContract>): Promise<Reply<typeof changesContract>> => ({
    body: await pageOf(signingKey, ['policy-changes', brand], query.cursor, (start) =>
      listChanges(table, brand, query.limit, start),
    ),
  });
}
