import type { Money } from '../contracts/values.ts';
import { MoneyError, moneyOf } from './amount.ts';

/**
 * An amount in shares by whole weights, by largest remainder: each share is its exact part rounded down, and the minor
 * units left over go one each to the shares that lost most by it, the earlier first where they lost alike. The shares
 * always sum to the amount, none is further than one minor unit from its exact part, and the same input always gives the
 * same shares. A share of weight 0 is 0.
 *
 * Throws `not_shareable` if the amount or a weight is negative, a weight is no whole number, or something is to be shared
 * among nobody (no weights, or all of them 0).
 */
export function allocate(amount: Money, weights: readonly number[]): Money[] {
  if (amount.minor < 0) throw new MoneyError('not_shareable', 'a negative amount has no shares');
  if (!weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0))
    throw new MoneyError('not_shareable', 'weights are whole numbers from 0');
  const whole = BigInt(amount.minor);
  const total = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (total === 0n) {
    if (amount.minor > 0) throw new MoneyError('not_shareable', 'there is nobody to share among');
    return weights.map(() => moneyOf(amount.currency, 0));
  }
  const shares = weights.map((weight, index) => {
    const part = whole * BigInt(weight);
    return { index, floor: part / total, lost: part % total };
  });
  const left = Number(whole - shares.reduce((all, share) => all + share.floor, 0n));
  const raised = new Set(
    shares
      .toSorted((a, b) => (a.lost === b.lost ? a.index - b.index : a.lost > b.lost ? -1 : 1))
      .slice(0, left)
      .map((share) => share.index),
  );
  return shares.map(({ index, floor }) => moneyOf(amount.currency, floor + (raised.has(index) ? 1n : 0n)));
}

/** An amount in `parts` shares as equal as minor units allow; the earlier ones hold the units left over. */
export function allocateEqually(amount: Money, parts: number): Money[] {
  if (amount.minor < 0) throw new MoneyError('not_shareable', 'a negative amount has no shares');
  if (!(parts >= 1) && amount.minor > 0) throw new MoneyError('not_shareable', 'there is nobody to share among');
  const left = amount.minor % parts;
  const floor = (amount.minor - left) / parts;
  return Array.from({ length: parts }, (_, index) => moneyOf(amount.currency, floor + (index < left ? 1 : 0)));
}
