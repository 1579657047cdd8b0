import { keepFirstDelivery } from '../../shared/orders/first-delivery.ts';
import { orderFromShopify } from '../../shared/orders/shopify.ts';
import { jsonOf, type Worked } from '../../shared/runtime/arrivals.ts';
import type { InboxItem } from '../../shared/storage/inbox.ts';
import { loadOrder, putOrder } from '../../shared/storage/orders.ts';
import type { Table } from '../../shared/storage/table.ts';

/** Takes an order a shop sent as it now stands; an older version than the stored one changes nothing. */
export function createImportOrder({ table }: { table: Table }) {
  return async (arrival: InboxItem): Promise<Worked> => {
    const order = orderFromShopify(jsonOf(arrival));
    if (!order.ok) {
      const what = order.errors.slice(0, 3).map(({ pointer, code }) => `${pointer || '/'} ${code}`);
      return { quarantined: `Not an order we can read: ${what.join(', ')}` };
    }
    const known = await loadOrder(table, arrival.brand, order.orderNumber);
    const body = keepFirstDelivery(order.body, known?.order.fulfilments);
    const applied = await putOrder(table, arrival.brand, order.orderNumber, body);
    return { outcome: applied ? 'order_put' : 'order_older' };
  };
}
