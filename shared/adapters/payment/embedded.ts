import type { Money } from '../../contracts/values.ts';
import { amend, type Books } from '../books.ts';
import { type PaymentProvider, PaymentTimedOut, PaymentUnavailable, type RefundState } from './port.ts';

/** What the embedded provider keeps of one payment. */
export interface PaymentPage {
  refunds: Record<string, { amount: Money; state: RefundState['state']; reason?: string }>;
  /** Refunds that were turned away once because of `:down-once`. */
  turnedAway: string[];
}

/**
 * What a payment's reference may end with to play a part, as a provider's test cards do:
 * - `:times-out` books the refund, then answers with a time-out
 * - `:settles-late` answers pending; it has succeeded when it is looked up
 * - `:fails-late` answers pending; it has failed when it is looked up
 * - `:declines` fails at once
 * - `:down` is never reached, neither for refunds nor for look-ups
 * - `:down-once` is not reached at each refund's first attempt
 */
const settlesAs: ReadonlyMap<string | undefined, RefundState['state']> = new Map([
  ['settles-late', 'succeeded'],
  ['fails-late', 'failed'],
]);

/**
 * A payment provider that moves no money. It books each refund once by its id, and never more than was paid; what failed
 * does not count against that.
 * @param books those of one brand
 */
export function createEmbeddedPaymentProvider({ books }: { books: Books<PaymentPage> }): PaymentProvider {
  const reach = (tender: string) => {
    if (partOf(tender) === 'down') throw new PaymentUnavailable('The payment provider cannot be reached');
  };
  return {
    async refund({ id, tender, amount, paid }) {
      reach(tender);
      const part = partOf(tender);
      const outcome = await amend<PaymentPage, RefundState | 'turned_away' | 'timed_out'>(
        books,
        keyOf(tender),
        (found) => {
          const page = found ?? { refunds: {}, turnedAway: [] };
          const booked = page.refunds[id];
          if (booked) {
            if (booked.amount.currency !== amount.currency || booked.amount.minor !== amount.minor)
              throw new Error(`Refund ${id} was asked for before with another amount`);
            return { page, answer: answerOf(id, booked) };
          }
          if (part === 'down-once' && !page.turnedAway.includes(id))
            return { page: { ...page, turnedAway: [...page.turnedAway, id] }, answer: 'turned_away' };
          const refusal = refusalOf(page, amount, paid) ?? (part === 'declines' ? 'declined' : undefined);
          const entry: PaymentPage['refunds'][string] = refusal
            ? { amount, state: 'failed', reason: refusal }
            : { amount, state: settlesAs.has(part) ? 'pending' : 'succeeded' };
          const answer = part === 'times-out' ? 'timed_out' : answerOf(id, entry);
          return { page: { ...page, refunds: { ...page.refunds, [id]: entry } }, answer };
        },
      );
      if (outcome === 'turned_away') throw new PaymentUnavailable('The payment provider cannot be reached just now');
      if (outcome === 'timed_out') throw new PaymentTimedOut(`The payment provider did not answer for refund ${id}`);
      return outcome;
    },

    async lookUp({ id, tender }) {
      reach(tender);
      const settled = settlesAs.get(partOf(tender));
      return amend<PaymentPage, RefundState | { state: 'not_found' }>(books, keyOf(tender), (page) => {
        const booked = page?.refunds[id];
        if (!page || !booked) return { page, answer: { state: 'not_found' } };
        if (booked.state !== 'pending' || !settled) return { page, answer: answerOf(id, booked) };
        const entry = { ...booked, state: settled, ...(settled === 'failed' ? { reason: 'account_closed' } : {}) };
        return { page: { ...page, refunds: { ...page.refunds, [id]: entry } }, answer: answerOf(id, entry) };
      });
    },
  };
}

const keyOf = (tender: string) => `payment#${tender}`;

const partOf = (tender: string) => /:([a-z-]+)$/.exec(tender)?.[1];

function refusalOf(page: PaymentPage, amount: Money, paid: Money): string | undefined {
  if (amount.currency !== paid.currency) return 'currency_differs_from_payment';
  if (amount.minor <= 0) return 'amount_not_positive';
  const given = Object.values(page.refunds).filter((refund) => refund.state !== 'failed');
  const total = given.reduce((sum, refund) => sum + refund.amount.minor, amount.minor);
  return total > paid.minor ? 'exceeds_payment' : undefined;
}

function answerOf(id: string, { state, reason }: PaymentPage['refunds'][string]): RefundState {
  const reference = `embedded-${id}`;
  return state === 'failed' ? { state, reference, reason: reason ?? 'failed' } : { state, reference };
}
