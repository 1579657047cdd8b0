import { MoneyError } from '../money/amount.ts';

/**
 * What is computed; undefined where a figure came out larger than an amount can be: each value and rate was one that may be
 * stated, and together they are none.
 */
export function withinAmounts<Found>(compute: () => Found): Found | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof MoneyError && error.code === 'too_large') return undefined;
    throw error;
  }
}

export const tooLarge = 'A figure is larger than an amount can be: check values, quantities and rates.';
