import type { Money } from '../../contracts/values.ts';
import { TimedOut, Unavailable } from '../unanswered.ts';

export interface RefundRequest {
  /** The instruction's id: a provider refunds it once, however often it is asked. */
  id: string;
  /** The provider's own reference of the payment the money goes back to. */
  tender: string;
  amount: Money;
  /** What was paid with that tender, as the order states it; a provider that knows its own payments need not read it. */
  paid: Money;
}

/** A business outcome, never an error: a refund that was declined is `failed`, with the provider's reason code. */
export type RefundState =
  | { state: 'succeeded'; reference: string }
  | { state: 'pending'; reference: string }
  | { state: 'failed'; reference: string; reason: string };

export interface PaymentProvider {
  /**
   * Sends a refund.
   * @throws PaymentTimedOut it may or may not have been booked: look it up before anything else
   * @throws PaymentUnavailable it was certainly not sent: send it again later
   * @throws Error when `id` was used for another amount or tender
   */
  refund(request: RefundRequest): Promise<RefundState>;
  /**
   * What became of a refund. `not_found` means the provider never booked it.
   * @throws PaymentUnavailable
   */
  lookUp(refund: { id: string; tender: string }): Promise<RefundState | { state: 'not_found' }>;
}

/** Unknown whether it was booked: the step looks it up by its id, with the next segment. */
export class PaymentTimedOut extends TimedOut {
  override readonly name = 'PaymentTimedOut';
}

/** Certainly not booked: the step looks it up, and sends it again with the next segment. */
export class PaymentUnavailable extends Unavailable {
  override readonly name = 'PaymentUnavailable';
}
