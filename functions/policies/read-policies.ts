import { ProblemError } from '../../shared/contracts/errors.ts';
import type {
  readPolicyDraft as draftContract,
  listPolicies as listContract,
  readPolicyVersion as versionContract,
  listPolicyVersions as versionsContract,
} from '../../shared/contracts/policies.ts';
import { shippedPolicyId, standingsAt } from '../../shared/policy/book.ts';
import { readCursor, signCursor } from '../../shared/runtime/cursor.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { tagOf } from '../../shared/runtime/version-tag.ts';
import { listPolicies, listVersions, loadPolicy, newestVersion } from '../../shared/storage/policies.ts';
import { loadBook } from '../../shared/storage/policy-book.ts';
import type { Table } from '../../shared/storage/table.ts';
import { findPolicy, listedOf, savedPolicyOf, shippedVersion } from './saved-policy.ts';

export interface ListDeps {
  table: Table;
  signingKey: () => Promise<Uint8Array>;
}

/** A page of a list whose cursors are good for this list only. */
export async function pageOf<Item>(
  signingKey: ListDeps['signingKey'],
  scope: readonly string[],
  cursor: string | undefined,
  read: (start?: Record<string, unknown>) => Promise<{ items: Item[]; next?: Record<string, unknown> }>,
): Promise<{ items: Item[]; next?: string }> {
  const name = JSON.stringify(scope);
  const { items, next } = await read(cursor === undefined ? undefined : await readCursor(signingKey, name, cursor));
  return { items, ...(next && { next: await signCursor(signingKey, name, next) }) };
}

/** A brand's policies, by name, each with what of it is in force. */
export function createListPolicies({ table, signingKey }: ListDeps) {
  return async ({
    params: { brand },
    query,
    now,
  }: Request<typeof listContract>): Promise<Reply<typeof listContract>> => {
    const [book, page] = await Promise.all([
      loadBook(table, brand, true),
      pageOf(signingKey, ['policies', brand], query.cursor, (start) => listPolicies(table, brand, query.limit, start)),
    ]);
    const standings = standingsAt(book, now.toISOString());
    const items = page.items.map(({ policyId, title, version, savedAt, savedBy }) => {
      const own = standings.filter((one) => one.policyId === policyId);
      const inForce = own.find(({ state }) => state === 'in_force');
      const [next] = own.filter(({ state }) => state === 'scheduled').toSorted((a, b) => (a.from < b.from ? -1 : 1));
      return { policyId, title, version, savedAt, savedBy, ...(inForce && { inForce }), ...(next && { next }) };
    });
    return { body: { ...page, items } };
  };
}

/** The versions of a policy, newest first; the shipped policy has the one that is deployed. */
export function createListVersions({ table, signingKey }: ListDeps) {
  return async ({ params, query }: Request<typeof versionsContract>): Promise<Reply<typeof versionsContract>> => {
    const { brand, policyId } = params;
    const book = await loadBook(table, brand, true);
    if (policyId === shippedPolicyId) {
      const { document: _, findings: __, ...shipped } = shippedVersion();
      return { body: { items: [listedOf(shipped, book)] } };
    }
    const page = await pageOf(signingKey, ['policy-versions', brand, policyId], query.cursor, (start) =>
      listVersions(table, brand, policyId, query.limit, start),
    );
    if (page.items.length === 0 && query.cursor === undefined) throw new ProblemError('not-found');
    return { body: { ...page, items: page.items.map((one) => listedOf(one, book)) } };
  };
}

/** One version, whole. */
export function createReadVersion({ table }: { table: Table }) {
  return async ({ params, language, now }: Request<typeof versionContract>): Promise<Reply<typeof versionContract>> => {
    const [book, found] = await Promise.all([
      loadBook(table, params.brand, true),
      findPolicy(table, params.brand, params),
    ]);
    if (!found) throw new ProblemError('not-found');
    return { body: savedPolicyOf(found, book, await language(), now) };
  };
}

/** The newest version, whole, with the tag that the next save names; of the shipped policy the one that is deployed. */
export function createReadDraft({ table }: { table: Table }) {
  return async ({ params, language, now }: Request<typeof draftContract>): Promise<Reply<typeof draftContract>> => {
    const { brand, policyId } = params;
    if (policyId === shippedPolicyId)
      return { body: savedPolicyOf(shippedVersion(), await loadBook(table, brand, true), await language(), now) };
    const newest = await newestVersion(table, brand, policyId);
    const [book, found] = await Promise.all([
      loadBook(table, brand, true),
      newest && loadPolicy(table, brand, policyId, newest.version),
    ]);
    if (!found) throw new ProblemError('not-found');
    return { body: savedPolicyOf(found, book, await language(), now), headers: { etag: tagOf(Number(found.version)) } };
  };
}
