import { amend, type Books } from '../books.ts';
import {
  alreadyShipped,
  type CancellationRequest,
  type CancellationState,
  type OrderSystem,
  OrdersTimedOut,
  OrdersUnavailable,
} from './port.ts';

type Booked = { lineId: string; quantity: number; state: CancellationState['state']; reason?: string };

/** What the embedded order system keeps of one order: what was taken out of it, by the id it was asked with. */
export interface OrderPage {
  cancellations: Record<string, Booked>;
}

/**
 * An order system that knows its orders by what was put here. It books each cancellation once by its id, and never more of
 * a line than is not shipped. What an order's number ends with makes it behave so:
 * - `:ORDERS-TIME-OUT` books the cancellation, then answers with a time-out
 * - `:ORDERS-SETTLE-LATE` answers pending; it has succeeded when it is looked up
 * - `:SHIPS-MEANWHILE` has shipped the units by the time it is asked
 * - `:ORDERS-REFUSE` refuses for another reason
 * - `:ORDERS-DOWN` is never reached
 * @param books those of one brand
 */
export function createEmbeddedOrderSystem({ books }: { books: Books<OrderPage> }): OrderSystem {
  const reach = (orderNumber: string) => {
    if (partOf(orderNumber) === 'orders-down') throw new OrdersUnavailable('The order system cannot be reached');
  };
  return {
    async cancel(request) {
      const { id, orderNumber } = request;
      reach(orderNumber);
      const part = partOf(orderNumber);
      const booked = await amend<OrderPage, Booked>(books, keyOf(orderNumber), (found) => {
        const page = found ?? { cancellations: {} };
        const known = page.cancellations[id];
        if (known) {
          if (known.lineId !== request.lineId || known.quantity !== request.quantity)
            throw new Error(`Cancellation ${id} was asked for before, but another one`);
          return { page, answer: known };
        }
        const entry = bookingOf(page, request, part);
        return { page: { cancellations: { ...page.cancellations, [id]: entry } }, answer: entry };
      });
      if (part === 'orders-time-out') throw new OrdersTimedOut(`The order system did not answer for ${id}`);
      return answerOf(id, booked);
    },

    async lookUp({ id, orderNumber }) {
      reach(orderNumber);
      return amend<OrderPage, CancellationState | { state: 'not_found' }>(books, keyOf(orderNumber), (page) => {
        const booked = page?.cancellations[id];
        if (!page || !booked) return { page, answer: { state: 'not_found' } };
        if (booked.state !== 'pending') return { page, answer: answerOf(id, booked) };
        const entry: Booked = { ...booked, state: 'succeeded' };
        return { page: { cancellations: { ...page.cancellations, [id]: entry } }, answer: answerOf(id, entry) };
      });
    },
  };
}

function bookingOf(page: OrderPage, request: CancellationRequest, part: string | undefined): Booked {
  const { lineId, quantity, line } = request;
  const failed = (reason: string): Booked => ({ lineId, quantity, state: 'failed', reason });
  if (part === 'ships-meanwhile') return failed(alreadyShipped);
  if (part === 'orders-refuse') return failed('order_closed');
  const booked = Object.values(page.cancellations)
    .filter((one) => one.lineId === lineId && one.state !== 'failed')
    .reduce((sum, one) => sum + one.quantity, 0);
  // What was taken out is told of with the order's next version: until then only the books know it.
  if (quantity > line.bought - line.shipped - Math.max(line.cancelled, booked)) return failed(alreadyShipped);
  return { lineId, quantity, state: part === 'orders-settle-late' ? 'pending' : 'succeeded' };
}

const keyOf = (orderNumber: string) => `order#${orderNumber}`;

const partOf = (orderNumber: string) => /:([a-z-]+)$/i.exec(orderNumber)?.[1]?.toLowerCase();

function answerOf(id: string, { state, reason }: Booked): CancellationState {
  const reference = `embedded-${id}`;
  return state === 'failed' ? { state, reference, reason: reason ?? 'failed' } : { state, reference };
}
