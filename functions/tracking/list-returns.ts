import type { listReturns as contract } from '../../shared/contracts/tracking.ts';
import { readCursor, signCursor } from '../../shared/runtime/cursor.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { returnsOfCustomer } from '../../shared/storage/lookups.ts';
import type { Table } from '../../shared/storage/table.ts';

/** One's own returns, newest first; a guest's are those of the order. */
export function createListReturns({ table, signingKey }: { table: Table; signingKey: () => Promise<Uint8Array> }) {
  return async ({ principal, query }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand, id: customerId, orderNumber } = principal;
    const scope = JSON.stringify(['returns', brand, customerId, orderNumber]);
    const start = query.cursor === undefined ? undefined : await readCursor(signingKey, scope, query.cursor);
    const { items, next } = await returnsOfCustomer(table, { brand, customerId, orderNumber }, query.limit, start);
    return { body: { items, ...(next && { next: await signCursor(signingKey, scope, next) }) } };
  };
}
