import type { Principal } from '../../shared/access/principal.ts';
import { fieldError, refuse } from '../../shared/contracts/errors.ts';
import type { listRegisteredProducts as contract } from '../../shared/contracts/products.ts';
import { readCursor, signCursor } from '../../shared/runtime/cursor.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadProduct, productsOf, shownProduct } from '../../shared/storage/products.ts';
import type { Table } from '../../shared/storage/table.ts';

/** One's registered products, or one of them by its serial number; another customer's is as if it were not there. */
export function createListRegisteredProducts({
  table,
  signingKey,
}: {
  table: Table;
  signingKey: () => Promise<Uint8Array>;
}) {
  return async ({ principal, query }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand } = principal;
    const owner = ownerAsked(principal, query.customer);
    if (query.serial !== undefined) {
      const found = await loadProduct(table, brand, query.serial);
      const isSeen = found && (owner === undefined || found.owner === owner);
      return { body: { items: isSeen ? [shownProduct(found)] : [] } };
    }
    if (owner === undefined) {
      refuse('invalid-request', [fieldError('/query/customer', 'customer_missing')]);
      return { body: { items: [] } };
    }
    const scope = JSON.stringify(['products', brand, owner]);
    const start = query.cursor === undefined ? undefined : await readCursor(signingKey, scope, query.cursor);
    const { items, next } = await productsOf(table, { brand, owner }, query.limit, start);
    return { body: { items, ...(next && { next: await signCursor(signingKey, scope, next) }) } };
  };
}

/** A customer's own only, whatever is asked for; undefined where staff or an integration named nobody. */
const ownerAsked = ({ roles, id }: Principal, customer: string | undefined): string | undefined =>
  roles.every((role) => role === 'customer') ? id : customer;
