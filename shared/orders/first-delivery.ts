import type { Fulfilment, OrderBody } from '../contracts/order.ts';

/**
 * Keeps the delivery time that was stated first for each fulfilment. A shop gives no time of its own for it but that of
 * the fulfilment's last change, which moves with every later one; the customer's window must not move with it.
 * @param known fulfilments as they are stored, if the order is
 */
export function keepFirstDelivery(order: OrderBody, known: readonly Fulfilment[] = []): OrderBody {
  const first = new Map(known.map(({ id, deliveredAt }) => [id, deliveredAt]));
  return {
    ...order,
    fulfilments: order.fulfilments.map((fulfilment) => {
      const before = first.get(fulfilment.id);
      return fulfilment.deliveredAt && before && before < fulfilment.deliveredAt
        ? { ...fulfilment, deliveredAt: before }
        : fulfilment;
    }),
  };
}
