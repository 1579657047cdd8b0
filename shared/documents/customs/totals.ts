import type { Money } from '../../contracts/values.ts';
import { add, moneyOf } from '../../money/amount.ts';

/** Sums of amounts, one for each currency, in the order in which they first appear. Nothing is exchanged. */
export function sumsByCurrency(amounts: readonly (Money | undefined)[]): Money[] {
  const sums = new Map<string, Money>();
  for (const amount of amounts) {
    if (!amount) continue;
    const before = sums.get(amount.currency);
    sums.set(amount.currency, before ? add(before, amount) : amount);
  }
  return [...sums.values()];
}

/** The value of one unit; undefined where the whole is not that of whole minor units a unit: nothing is rounded. */
export function valueOfUnit(value: Money, units: number): Money | undefined {
  return value.minor % units === 0 ? moneyOf(value.currency, value.minor / units) : undefined;
}

/** The sum where every one is known. */
export function sumIfKnown(figures: readonly (number | undefined)[]): number | undefined {
  const known = figures.filter((figure) => figure !== undefined);
  return known.length === figures.length ? known.reduce((sum, figure) => sum + figure, 0) : undefined;
}
