import { sees } from '../../shared/access/principal.ts';
import type { findByPurchaseOrder as contract } from '../../shared/contracts/tracking.ts';
import { readCursor, signCursor } from '../../shared/runtime/cursor.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { returnsOfPurchaseOrder } from '../../shared/storage/lookups.ts';
import type { Table } from '../../shared/storage/table.ts';

/** The returns of a purchase order, as far as the caller sees them; a page may hold fewer than asked for, and yet another follow. */
export function createFindByPurchaseOrder({
  table,
  signingKey,
}: {
  table: Table;
  signingKey: () => Promise<Uint8Array>;
}) {
  return async ({ principal, query }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand, id, company } = principal;
    const { purchaseOrder, cursor, limit } = query;
    const scope = JSON.stringify(['purchase-order', brand, id, company, purchaseOrder]);
    const start = cursor === undefined ? undefined : await readCursor(signingKey, scope, cursor);
    const { items, next } = await returnsOfPurchaseOrder(table, brand, purchaseOrder, limit, start);
    return {
      body: {
        items: items
          .filter((one) => sees(principal, { brand, ...one }))
          .map(({ rma, orderNumber, requestedAt }) => ({ rma, orderNumber, requestedAt })),
        ...(next && { next: await signCursor(signingKey, scope, next) }),
      },
    };
  };
}
