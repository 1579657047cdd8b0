import type { putOrder as contract } from '../../shared/contracts/orders.ts';
import { normaliseOrderNumber } from '../../shared/orders/order-number.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadOrder, putOrder } from '../../shared/storage/orders.ts';
import type { Table } from '../../shared/storage/table.ts';

/** An order system puts an order as it now stands. */
export function createPutOrder({ table }: { table: Table }) {
  return async ({ params, body }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const orderNumber = normaliseOrderNumber(params.orderNumber);
    const applied = await putOrder(table, params.brand, orderNumber, body);
    const stored = applied ? undefined : await loadOrder(table, params.brand, orderNumber);
    return { body: { orderNumber, updatedAt: stored?.order.updatedAt ?? body.updatedAt, applied } };
  };
}
