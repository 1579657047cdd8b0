import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moneyOf } from '../../../shared/money/amount.ts';
import { layOver, mergeTenders, type Tender } from '../../../shared/money/tender.ts';

const eur = (minor: number) => moneyOf('EUR', minor);
const paidWith = (reference: string, minor: number): Tender => ({ reference, amount: eur(minor) });
const parts = (over: Tender[][]) => over.map((one) => one.map(({ reference, amount }) => [reference, amount.minor]));
const totalOf = (tenders: readonly Tender[], reference?: string) =>
  tenders.reduce(
    (total, one) => total + (reference === undefined || one.reference === reference ? one.amount.minor : 0),
    0,
  );

const currencies = fc.constantFrom('EUR', 'JPY', 'KWD');
const cases = currencies.chain((currency) => {
  const amount = fc.nat({ max: 1_000_000 }).map((minor) => moneyOf(currency, minor));
  return fc.record({
    tenders: fc.array(fc.record({ reference: fc.constantFrom('a', 'b', 'c', 'd'), amount }), { maxLength: 5 }),
    amounts: fc.array(amount, { maxLength: 8 }),
  });
});

describe('payments are laid over amounts, end to end', () => {
  test.each<[string, Tender[], number[], [string, number][][]]>([
    ['one payment under all', [paidWith('card', 100)], [60, 40], [[['card', 60]], [['card', 40]]]],
    [
      'the gift card first, then the card',
      [paidWith('gift', 50), paidWith('card', 50)],
      [30, 40, 30],
      [
        [['gift', 30]],
        [
          ['gift', 20],
          ['card', 20],
        ],
        [['card', 30]],
      ],
    ],
    ['an amount of nothing is under no payment', [paidWith('card', 10)], [0, 10], [[], [['card', 10]]]],
    ['what no payment covers stays open', [paidWith('card', 10)], [15, 5], [[['card', 10]], []]],
    ['nothing was paid', [], [5], [[]]],
    ['a payment of nothing is passed over', [paidWith('a', 0), paidWith('b', 5)], [5], [[['b', 5]]]],
    ['a payment too much is left over', [paidWith('card', 100)], [10], [[['card', 10]]]],
  ])('%s', (_, tenders, amounts, expected) => {
    expect(parts(layOver(tenders, amounts.map(eur)))).toEqual(expected);
  });

  test('every minor unit belongs to one payment, and none is given back more than it was', () => {
    fc.assert(
      fc.property(cases, ({ tenders, amounts }) => {
        const over = layOver(tenders, amounts);
        expect(over.length).toBe(amounts.length);
        over.forEach((one, i) => {
          expect(totalOf(one)).toBeLessThanOrEqual(amounts[i]?.minor ?? 0);
          expect(one.every(({ amount }) => amount.minor > 0)).toBe(true);
        });
        const given = over.flat();
        for (const { reference } of tenders)
          expect(totalOf(given, reference)).toBeLessThanOrEqual(totalOf(tenders, reference));
        const wanted = amounts.reduce((total, { minor }) => total + minor, 0);
        expect(totalOf(given)).toBe(Math.min(wanted, totalOf(tenders)));
      }),
    );
  });

  test('the parts of an amount are those of the whole: laid over in steps or at once', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ tenders, amounts }, at) => {
        const whole = layOver(tenders, amounts);
        const i = amounts.length === 0 ? 0 : at % amounts.length;
        const amount = amounts[i];
        fc.pre(amount !== undefined);
        const half = Math.floor((amount?.minor ?? 0) / 2);
        const pieces = layOver(mergeTenders(whole[i] ?? []), [
          moneyOf(amount?.currency ?? 'EUR', half),
          moneyOf(amount?.currency ?? 'EUR', (amount?.minor ?? 0) - half),
        ]);
        expect(mergeTenders(pieces.flat())).toEqual(mergeTenders(whole[i] ?? []));
      }),
    );
  });
});

test('parts of one payment become one, in the order they were met', () => {
  expect(mergeTenders([])).toEqual([]);
  expect(mergeTenders([paidWith('a', 3), paidWith('b', 1), paidWith('a', 4)])).toEqual([
    paidWith('a', 7),
    paidWith('b', 1),
  ]);
});
