import { TimedOut, Unavailable } from '../unanswered.ts';

/** The system that holds the orders: shop, ERP or order management. */

export interface CancellationRequest {
  /** The instruction's id: an order system takes the units out once, however often it is asked. */
  id: string;
  orderNumber: string;
  lineId: string;
  /** Whole units, none of them shipped as far as is known here. */
  quantity: number;
  /** The line as the order was last put, in units; a system that knows its own orders need not read it. */
  line: { bought: number; cancelled: number; shipped: number };
}

/**
 * A business outcome, never an error. `already_shipped`: the goods left in the meantime, so that they are a return once
 * they are there; any other reason is for a person.
 */
export type CancellationState =
  | { state: 'succeeded'; reference: string }
  | { state: 'pending'; reference: string }
  | { state: 'failed'; reference: string; reason: string };

export const alreadyShipped = 'already_shipped';

export interface OrderSystem {
  /**
   * Takes units out of an order before they are shipped. It gives no money back: that goes through the payment port, exact
   * to the minor unit, once it has succeeded. The order is put again as it then stands, when the system sees fit.
   * @throws OrdersTimedOut it may or may not have been done: look it up before anything else
   * @throws OrdersUnavailable it was certainly not asked: ask again later
   * @throws Error when `id` was used for something else
   */
  cancel(request: CancellationRequest): Promise<CancellationState>;
  /**
   * What became of it. `not_found` means that the system never heard of it.
   * @throws OrdersUnavailable
   */
  lookUp(cancellation: { id: string; orderNumber: string }): Promise<CancellationState | { state: 'not_found' }>;
}

export class OrdersTimedOut extends TimedOut {
  override readonly name = 'OrdersTimedOut';
}

export class OrdersUnavailable extends Unavailable {
  override readonly name = 'OrdersUnavailable';
}
