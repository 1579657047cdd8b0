import type { Money } from '../contracts/values.ts';
import { moneyOf } from './amount.ts';

/** A part of a payment. */
export interface Tender {
  reference: string;
  amount: Money;
}

/**
 * Lays payments over amounts, end to end: the first payment covers the first amounts until it is used up, then the next.
 * Every minor unit of an amount so belongs to exactly one payment, and no payment is ever given back more than it was,
 * whichever amounts are refunded and in whatever order.
 * @param tenders payments in the order in which they are used
 * @param amounts what they paid for, one after another
 * @returns for each amount the parts of payments under it; less than the amount where the payments do not cover it
 */
export function layOver(tenders: readonly Tender[], amounts: readonly Money[]): Tender[][] {
  const left = tenders.map(({ amount }) => amount.minor);
  return amounts.map((amount) => {
    let open = amount.minor;
    const parts: Tender[] = [];
    for (const [i, tender] of tenders.entries()) {
      const part = Math.min(open, left[i] ?? 0);
      if (part <= 0) continue;
      left[i] = (left[i] ?? 0) - part;
      open -= part;
      parts.push({ reference: tender.reference, amount: moneyOf(amount.currency, part) });
    }
    return parts;
  });
}

/** Parts of the same payment as one. */
export function mergeTenders(tenders: readonly Tender[]): Tender[] {
  const merged = new Map<string, Tender>();
  for (const { reference, amount } of tenders) {
    const known = merged.get(reference);
    merged.set(reference, { reference, amount: moneyOf(amount.currency, amount.minor + (known?.amount.minor ?? 0)) });
  }
  return [...merged.values()];
}
