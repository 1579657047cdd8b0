import type { listDealers as listContract, putDealer as putContract } from '../../shared/contracts/dealers.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { readCursor, signCursor } from '../../shared/runtime/cursor.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { tagOf, versionWanted } from '../../shared/runtime/version-tag.ts';
import { dealersOf, loadDealer, storeDealer } from '../../shared/storage/dealers.ts';
import type { Table } from '../../shared/storage/table.ts';

/** Puts a dealer as its next version. */
export function createPutDealer({ table }: { table: Table }) {
  return async ({ params, body, header }: Request<typeof putContract>): Promise<Reply<typeof putContract>> => {
    const { brand, dealer: id } = params;
    const before = await loadDealer(table, brand, id);
    const version = before?.version ?? 0;
    const expected = versionWanted(header('if-match'), version);
    if (expected !== undefined && expected !== version) throw new ProblemError('version-conflict');
    const stored = await storeDealer(table, { brand, id }, body, before);
    return { body: stored, headers: { etag: tagOf(stored.version) } };
  };
}

/** Names and numbers, for whoever says where something was bought; when each is authorized is the house's own. */
export function createListDealers({ table, signingKey }: { table: Table; signingKey: () => Promise<Uint8Array> }) {
  return async ({ principal, query }: Request<typeof listContract>): Promise<Reply<typeof listContract>> => {
    const scope = JSON.stringify(['dealers', principal.brand]);
    const start = query.cursor === undefined ? undefined : await readCursor(signingKey, scope, query.cursor);
    const { items, next } = await dealersOf(table, principal.brand, query.limit, start);
    const shown = items.map(({ dealer, name, country }) => ({ dealer, name, ...(country && { country }) }));
    return { body: { items: shown, ...(next && { next: await signCursor(signingKey, scope, next) }) } };
  };
}
