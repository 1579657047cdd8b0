import type { putRegisteredProduct as contract } from '../../shared/contracts/products.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadProduct, putProduct } from '../../shared/storage/products.ts';
import type { Table } from '../../shared/storage/table.ts';

/** An integration registers a unit as it now stands. */
export function createPutRegisteredProduct({ table }: { table: Table }) {
  return async ({ params, body }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand, serial } = params;
    const applied = await putProduct(table, brand, serial, body);
    const stored = applied ? undefined : await loadProduct(table, brand, serial);
    return { body: { serial, updatedAt: stored?.updatedAt ?? body.updatedAt, applied } };
  };
}
