import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Portion } from '../../../shared/contracts/return.ts';
import { moneyOf } from '../../../shared/money/amount.ts';
import { instructionsFor, refundOf } from '../../../shared/returns/refund.ts';
import { eur, portionOf, requested, terms } from './sample-returns.ts';

const base: Portion = {
  ...portionOf(requested().after),
  paid: { goods: eur(10_000), tax: eur(1_597), delivery: eur(500) },
  tenders: [{ reference: 'card', amount: eur(10_500) }],
  terms: terms({ refundsDelivery: false }),
};
const fee = (minor: number) => ({ kind: 'restocking' as const, amount: eur(minor) });
const at = '2026-10-20T09:00:00.000Z';
const paidBack = (portions: Portion[]) =>
  instructionsFor(portions, 7, at).map(({ id, kind, tender, amount, portions: ids }) => [
    id,
    kind,
    tender,
    amount?.minor,
    ids.join('+'),
  ]);

describe('what goes back for a portion', () => {
  test.each<[string, Partial<Portion>, number, [fees: number, deduction: number, delivery: number, total: number]]>([
    ['the goods, all of them', {}, 0, [0, 0, 0, 10_000]],
    ['delivery where the terms say so', { terms: terms({ refundsDelivery: true }) }, 0, [0, 0, 500, 10_500]],
    [
      'less the fees',
      { terms: terms({ refundsDelivery: false, fees: [fee(1_500), fee(495)] }) },
      0,
      [1_995, 0, 0, 8_005],
    ],
    ['less an agreed deduction', {}, 2_500, [0, 2_500, 0, 7_500]],
    [
      'never below nothing: fees',
      { terms: terms({ refundsDelivery: false, fees: [fee(9_000), fee(9_000)] }) },
      0,
      [10_000, 0, 0, 0],
    ],
    [
      'never below nothing: deduction after fees',
      { terms: terms({ refundsDelivery: false, fees: [fee(9_000)] }) },
      5_000,
      [9_000, 1_000, 0, 0],
    ],
    ['goods that were free', { paid: { goods: eur(0), tax: eur(0), delivery: eur(0) } }, 0, [0, 0, 0, 0]],
  ])('%s', (_, some, deduction, [fees, deducted, delivery, total]) => {
    const refund = refundOf({ ...base, ...some }, eur(deduction));
    expect(refund).toMatchObject({
      fees: eur(fees),
      deduction: eur(deducted),
      delivery: eur(delivery),
      total: eur(total),
    });
  });

  test('terms that are not known take nothing off and add no delivery', () => {
    const { terms: _, ...without } = base;
    expect(refundOf(without).total).toEqual(eur(10_000));
  });

  test('a full refund equals what was paid, free delivery gives back nothing: goods + delivery − fees − deduction = total', () => {
    const money = fc.nat({ max: 1_000_000 });
    fc.assert(
      fc.property(
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        fc.record({ goods: money, delivery: money, deduction: money, fees: fc.array(money, { maxLength: 3 }) }),
        fc.boolean(),
        (currency, { goods, delivery, deduction, fees }, refundsDelivery) => {
          const of = (minor: number) => moneyOf(currency, minor);
          const refund = refundOf(
            {
              ...base,
              paid: { goods: of(goods), tax: of(0), delivery: of(delivery) },
              terms: terms({ refundsDelivery, fees: fees.map((minor) => ({ kind: 'restocking', amount: of(minor) })) }),
            },
            of(deduction),
          );
          const { goods: back, delivery: sent, fees: taken, deduction: less, total } = refund;
          expect(back.minor + sent.minor - taken.minor - less.minor).toBe(total.minor);
          expect(total.minor).toBeGreaterThanOrEqual(0);
          expect(total.minor).toBeLessThanOrEqual(goods + delivery);
          if (fees.length === 0 && deduction === 0) expect(total.minor).toBe(goods + (refundsDelivery ? delivery : 0));
        },
      ),
    );
  });
});

describe('a refund goes back over the payments it came from', () => {
  const gift = { reference: 'gift', amount: eur(3_000) };
  const card = { reference: 'card', amount: eur(7_500) };

  test.each<[string, Portion[], unknown[][]]>([
    ['one payment', [base], [['7-1', 'refund', 'card', 10_000, '1']]],
    [
      'two payments, the original order first',
      [{ ...base, tenders: [gift, card] }],
      [
        ['7-1', 'refund', 'gift', 3_000, '1'],
        ['7-2', 'refund', 'card', 7_000, '1'],
      ],
    ],
    [
      'a small refund touches the first payment only',
      [{ ...base, tenders: [gift, card], terms: terms({ refundsDelivery: false, fees: [fee(8_000)] }) }],
      [['7-1', 'refund', 'gift', 2_000, '1']],
    ],
    [
      'portions that start together are one instruction a payment',
      [base, { ...base, id: '2', tenders: [gift, card] }],
      [
        ['7-1', 'refund', 'card', 17_000, '1+2'],
        ['7-2', 'refund', 'gift', 3_000, '1+2'],
      ],
    ],
    [
      'what no known payment covers is an instruction nobody can carry out: finance sees it',
      [{ ...base, tenders: [gift] }],
      [
        ['7-1', 'refund', 'gift', 3_000, '1'],
        ['7-2', 'refund', undefined, 7_000, '1'],
      ],
    ],
    ['no payment is known at all', [{ ...base, tenders: [] }], [['7-1', 'refund', undefined, 10_000, '1']]],
    [
      'a refund of nothing is an instruction too: the promise is kept with it',
      [{ ...base, terms: terms({ refundsDelivery: false, fees: [fee(10_000)] }) }],
      [['7-1', 'refund', undefined, 0, '1']],
    ],
    [
      'store credit knows its amount, an exchange has none',
      [
        { ...base, resolution: 'store_credit' },
        { ...base, id: '2', resolution: 'exchange' },
      ],
      [
        ['7-1', 'store_credit', undefined, 10_000, '1'],
        ['7-2', 'exchange', undefined, undefined, '2'],
      ],
    ],
    ['nothing to resolve, nothing to instruct', [], []],
  ])('%s', (_, portions, instructions) => expect(paidBack(portions)).toEqual(instructions));

  test('the refund fixed on a portion goes before what its terms say', () => {
    const refund = refundOf(base, eur(4_000));
    expect(paidBack([{ ...base, refund }])).toEqual([['7-1', 'refund', 'card', 6_000, '1']]);
    expect(paidBack([{ ...base, refund, resolution: 'store_credit' }])).toEqual([
      ['7-1', 'store_credit', undefined, 6_000, '1'],
    ]);
  });

  test('its instructions sum to the refunds, and no payment gets back more than it was', () => {
    const money = fc.nat({ max: 20_000 });
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            goods: money,
            fees: fc.array(money, { maxLength: 2 }),
            tenders: fc.array(fc.record({ reference: fc.constantFrom('a', 'b', 'c'), amount: money.map(eur) }), {
              maxLength: 3,
            }),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        (made) => {
          const portions = made.map(
            ({ goods, fees, tenders }, i): Portion => ({
              ...base,
              id: String(i + 1),
              paid: { goods: eur(goods), tax: eur(0), delivery: eur(0) },
              terms: terms({ fees: fees.map(fee) }),
              tenders,
            }),
          );
          const instructions = instructionsFor(portions, 3, at);
          const total = portions.reduce((sum, portion) => sum + refundOf(portion).total.minor, 0);
          expect(instructions.reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0)).toBe(total);
          for (const reference of ['a', 'b', 'c']) {
            const back = instructions.filter(({ tender }) => tender === reference);
            const paid = portions.flatMap(({ tenders }) => tenders.filter((one) => one.reference === reference));
            expect(back.length).toBeLessThanOrEqual(1);
            expect(back[0]?.amount?.minor ?? 0).toBeLessThanOrEqual(
              paid.reduce((sum, one) => sum + one.amount.minor, 0),
            );
          }
          expect(new Set(instructions.map(({ id }) => id)).size).toBe(instructions.length);
        },
      ),
    );
  });
});
