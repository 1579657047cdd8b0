import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, allocateEqually } from '../../../shared/money/allocate.ts';
import { MoneyError, moneyOf, sum } from '../../../shared/money/amount.ts';

const eur = (minor: number) => moneyOf('EUR', minor);
const minors = (shares: { minor: number }[]) => shares.map((share) => share.minor);
const positive = fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.maxSafeNat());
const weights = fc
  .array(fc.oneof(fc.nat({ max: 50 }), fc.maxSafeNat()), { minLength: 1, maxLength: 40 })
  .filter((all) => all.some((one) => one > 0));

describe('shares by largest remainder', () => {
  test.each([
    ['a third each: the first holds the cent left over', 100, [1, 1, 1], [34, 33, 33]],
    ['the largest remainder first, not the first share', 100, [1, 2, 4], [14, 29, 57]],
    ['the share that lost most gets the cent', 10, [1, 5, 4], [1, 5, 4]],
    ['a weight of nothing has a share of nothing', 101, [0, 1, 1], [0, 51, 50]],
    ['nothing is shared in nothings', 0, [3, 4], [0, 0]],
    ['nothing among weightless is nothing each', 0, [0, 0], [0, 0]],
    ['nothing among nobody', 0, [], []],
    [
      '10 × 23.90 less 25 %',
      17925,
      [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
      [1793, 1793, 1793, 1793, 1793, 1792, 1792, 1792, 1792, 1792],
    ],
  ])('%s', (_, whole, by, shares) => expect(minors(allocate(eur(whole), by))).toEqual(shares));

  test('parts always sum to the whole, none is a minor unit off its exact part, and the result is always the same', () => {
    fc.assert(
      fc.property(positive, weights, (whole, by) => {
        const shares = allocate(eur(whole), by);
        expect(sum('EUR', shares)).toEqual(eur(whole));
        const total = by.reduce((all, one) => all + BigInt(one), 0n);
        shares.forEach((share, index) => {
          const off = BigInt(share.minor) * total - BigInt(whole) * BigInt(by[index] ?? 0);
          expect(off > -total && off < total && share.minor >= 0).toBe(true);
        });
        expect(allocate(eur(whole), by)).toEqual(shares);
      }),
    );
  });

  test('equal shares are those of equal weights', () => {
    fc.assert(
      fc.property(positive, fc.integer({ min: 1, max: 60 }), (whole, parts) => {
        expect(allocateEqually(eur(whole), parts)).toEqual(allocate(eur(whole), Array(parts).fill(1)));
      }),
    );
  });

  test.each([
    ['a negative amount', () => allocate(eur(-1), [1])],
    ['a negative amount in equal parts', () => allocateEqually(eur(-1), 2)],
    ['a negative weight', () => allocate(eur(1), [2, -1])],
    ['half a weight', () => allocate(eur(1), [0.5])],
    ['something among nobody', () => allocate(eur(1), [])],
    ['something among the weightless', () => allocate(eur(1), [0, 0])],
    ['something in no parts', () => allocateEqually(eur(1), 0)],
  ])('%s is refused', (_, work) => expect(work).toThrow(MoneyError));
});
