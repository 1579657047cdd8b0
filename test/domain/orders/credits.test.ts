import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layCredit, lessCredits, splitTenders, tendersLeft, withCredit } from '../../../shared/orders/credits.ts';
import { tendersBySlot } from '../../../shared/orders/unit-tenders.ts';
import { type UnitShare, unitShares } from '../../../shared/orders/units.ts';
import { eur, lamps, orderOf } from '../returns/sample-returns.ts';

const sumOf = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);
const leftOf = (units: readonly UnitShare[]) => new Map(units.map(({ goods }, slot) => [slot, goods] as const));

describe('a credit lies on the units it is for', () => {
  test('by what is left of each, to the cent', () => {
    const laid = layCredit(eur(1000), new Map([0, 1, 2].map((slot) => [slot, eur(3000)])));
    expect([...(laid ?? [])]).toEqual([
      [0, 334],
      [1, 333],
      [2, 333],
    ]);
  });

  test('and never more on one than that', () => {
    const laid = layCredit(
      eur(3001),
      new Map([
        [0, eur(1)],
        [1, eur(3000)],
      ]),
    );
    expect([...(laid ?? [])]).toEqual([
      [0, 1],
      [1, 3000],
    ]);
    expect(
      layCredit(
        eur(3002),
        new Map([
          [0, eur(1)],
          [1, eur(3000)],
        ]),
      ),
    ).toBeUndefined();
    expect(layCredit(eur(1), new Map())).toBeUndefined();
  });

  test('a unit is worth what is left of it, and so is the tax in it', () => {
    const shares = new Map([['1', [{ goods: eur(11900), tax: eur(1900), delivery: eur(490) }]]]);
    expect(lessCredits(shares, { '1': { '0': 1190 } }).get('1')).toEqual([
      { goods: eur(10710), tax: eur(1710), delivery: eur(490) },
    ]);
    expect(lessCredits(shares, { '1': { '0': 20000 } }).get('1')).toEqual([
      { goods: eur(0), tax: eur(0), delivery: eur(490) },
    ]);
    expect(lessCredits(shares, { '2': { '0': 20000 } })).toEqual(shares);
  });
});

test('two routes to money share one cap: however often a line is credited, credits and refunds sum to what was paid', () => {
  fc.assert(
    fc.property(
      fc.record({
        quantity: fc.integer({ min: 1, max: 9 }),
        paid: fc.integer({ min: 0, max: 20_000 }),
        wishes: fc.array(fc.integer({ min: 1, max: 9_000 }), { maxLength: 6 }),
        cards: fc.integer({ min: 1, max: 3 }),
      }),
      ({ quantity, paid, wishes, cards }) => {
        const line = lamps({ quantity, paid: eur(paid), tax: eur(Math.floor((paid * 19) / 119)) });
        const each = Math.floor(paid / cards);
        const payments = Array.from({ length: cards }, (_, i) => ({
          reference: `card-${i}`,
          method: 'card',
          amount: eur(i === 0 ? paid - each * (cards - 1) : each),
        }));
        const order = orderOf([line], { payments });
        const whole = unitShares(order);
        const tenders = tendersBySlot(order, whole);
        let credits = {};
        let credited = 0;
        const given: number[] = [];
        for (const wish of wishes) {
          const left = lessCredits(whole, credits).get('1') ?? [];
          const under = tendersLeft(tenders, credits).get('1') ?? [];
          const laid = layCredit(eur(wish), leftOf(left));
          expect(laid === undefined).toBe(wish > paid - credited);
          if (!laid) continue;
          expect(sumOf([...laid.values()])).toBe(wish);
          const parts = [...laid].flatMap(([slot, minor]) => splitTenders(under[slot] ?? [], minor).credited);
          expect(sumOf(parts.map(({ amount }) => amount.minor))).toBe(wish);
          given.push(...parts.map(({ amount }) => amount.minor));
          credits = withCredit(credits, '1', laid);
          credited += wish;
        }
        const rest = lessCredits(whole, credits).get('1') ?? [];
        expect(rest).toHaveLength(quantity);
        expect(sumOf(rest.map(({ goods }) => goods.minor))).toBe(paid - credited);
        for (const { goods, tax } of rest) {
          expect(goods.minor).toBeGreaterThanOrEqual(0);
          expect(tax.minor).toBeLessThanOrEqual(goods.minor);
        }
        const over = (tendersLeft(tenders, credits).get('1') ?? []).flat();
        expect(sumOf([...given, ...over.map(({ amount }) => amount.minor)])).toBe(paid);
      },
    ),
  );
});
