import type { LineDecision, Outcome } from '../contracts/decision.ts';
import type { Money } from '../contracts/values.ts';

/** Outcomes from the least to the most favourable to the customer. */
const favour: readonly Outcome[] = ['reject', 'review', 'approve', 'returnless'];

/** What was paid for the units that are asked for. */
export interface Paid {
  goods: Money;
  /** The share of outbound delivery. */
  delivery: Money;
}

/** Which of two decisions is kinder to the customer, and by what; neither where they are alike in all that counts. */
export interface Kinder {
  kinder: 'first' | 'second' | 'neither';
  by?: 'outcome' | 'refund' | 'window';
}

/**
 * Compares two whole decisions on the same line, each as it would be carried out: never the best parts of both. First
 * the outcome (returnless, approve, review, reject), then what the customer gets back after fees, then how long the window
 * stays open. An end that is not known is no difference. Where lines go back together the money is compared for all of
 * them (`kindestTogether`).
 */
export function kinderOf(first: LineDecision, second: LineDecision, paid: Paid): Kinder {
  const steps: [Kinder['by'], number][] = [
    ['outcome', favour.indexOf(first.outcome) - favour.indexOf(second.outcome)],
    ['refund', netOf(first, paid) - netOf(second, paid)],
    ['window', laterOf(first.window?.until, second.window?.until)],
  ];
  const [by, difference] = steps.find(([, one]) => one !== 0) ?? [];
  if (by === undefined || difference === undefined) return { kinder: 'neither' };
  return { kinder: difference > 0 ? 'first' : 'second', by };
}

/** What the customer gets back in the end if it is a refund: goods, delivery where it is refunded, less fees; minor units. */
export function netOf({ terms }: Pick<LineDecision, 'terms'>, { goods, delivery }: Paid): number {
  if (!terms) return 0;
  const fees = terms.fees.reduce((all, { amount }) => all + amount.minor, 0);
  return Math.max(0, goods.minor + (terms.refundsDelivery ? delivery.minor : 0) - fees);
}

/** Which of two ends leaves more time: 1 the first, −1 the second; 0 where one is not known. */
export function laterOf(first: string | undefined, second: string | undefined): number {
  if (first === undefined || second === undefined || first === second) return 0;
  return first > second ? 1 : -1;
}
