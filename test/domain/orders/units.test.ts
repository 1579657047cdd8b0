import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderBody } from '../../../shared/contracts/order.ts';
import { sum } from '../../../shared/money/amount.ts';
import { unitShares } from '../../../shared/orders/units.ts';
import harbor from '../../fixtures/orders/harbor.json' with { type: 'json' };
import lumen from '../../fixtures/orders/lumen.json' with { type: 'json' };

const eur = (minor: number) => ({ currency: 'EUR', minor });
const line = (id: string, quantity: number, paid: number, tax = 0, cancelled = 0) => ({
  id,
  sku: id,
  title: id,
  category: 'general',
  quantity,
  cancelled,
  paid: eur(paid),
  tax: eur(tax),
  serials: [],
});
const order = (lines: ReturnType<typeof line>[], delivery?: number) => ({
  currency: 'EUR',
  lines,
  ...(delivery !== undefined && { shipping: { paid: eur(delivery), tax: eur(0) } }),
});
const minors = (
  shares: Map<string, { goods: { minor: number }; tax: { minor: number }; delivery: { minor: number } }[]>,
  id: string,
  what: 'goods' | 'tax' | 'delivery',
) => shares.get(id)?.map((unit) => unit[what].minor);

const orders = fc
  .record({
    delivery: fc.nat({ max: 5000 }),
    lines: fc.array(
      fc
        .record({
          quantity: fc.integer({ min: 1, max: 30 }),
          paid: fc.nat({ max: 500_000 }),
          taxPart: fc.nat({ max: 100 }),
          cancelPart: fc.nat({ max: 100 }),
        })
        .map(({ quantity, paid, taxPart, cancelPart }) => ({
          quantity,
          paid,
          tax: Math.floor((paid * taxPart) / 100),
          cancelled: Math.floor((quantity * cancelPart) / 100),
        })),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ delivery, lines }) =>
    order(
      lines.map((one, index) => line(`L${index}`, one.quantity, one.paid, one.tax, one.cancelled)),
      delivery,
    ),
  );

describe('what one unit of an order stands for', () => {
  test('a full refund equals what was paid, to the cent: 10 × 23.90 less 25 % is 179.25, not 179.26', () => {
    const units = unitShares(order([line('1', 10, 17925)])).get('1') ?? [];
    expect(
      sum(
        'EUR',
        units.map((unit) => unit.goods),
      ),
    ).toEqual(eur(17925));
    expect(units.map((unit) => unit.goods.minor)).toEqual([1793, 1793, 1793, 1793, 1793, 1792, 1792, 1792, 1792, 1792]);
  });

  test('parts always sum to the whole: goods, tax and delivery of an order with nothing cancelled', () => {
    fc.assert(
      fc.property(orders, (one) => {
        const whole = { ...one, lines: one.lines.map((each) => ({ ...each, cancelled: 0 })) };
        const shares = unitShares(whole);
        for (const each of whole.lines) {
          const units = shares.get(each.id) ?? [];
          expect(units).toHaveLength(each.quantity);
          expect(
            sum(
              'EUR',
              units.map((unit) => unit.goods),
            ),
          ).toEqual(each.paid);
          expect(
            sum(
              'EUR',
              units.map((unit) => unit.tax),
            ),
          ).toEqual(each.tax);
        }
        expect(
          sum(
            'EUR',
            [...shares.values()].flat().map((unit) => unit.delivery),
          ),
        ).toEqual(whole.shipping?.paid);
      }),
    );
  });

  test('cancelled units carry nothing: the live ones hold all of the delivery, their own goods, and never more tax than goods', () => {
    fc.assert(
      fc.property(orders, (one) => {
        const shares = unitShares(one);
        const before = unitShares({ ...one, lines: one.lines.map((each) => ({ ...each, cancelled: 0 })) });
        for (const each of one.lines) {
          const units = shares.get(each.id) ?? [];
          expect(units).toHaveLength(each.quantity - each.cancelled);
          units.forEach((unit, slot) => {
            expect([unit.goods, unit.tax]).toEqual([
              before.get(each.id)?.[slot]?.goods,
              before.get(each.id)?.[slot]?.tax,
            ]);
            expect(unit.tax.minor).toBeLessThanOrEqual(unit.goods.minor);
          });
        }
        const live = [...shares.values()].flat();
        const delivered = live.reduce((all, unit) => all + unit.delivery.minor, 0);
        expect(delivered).toBe(live.length === 0 ? 0 : one.shipping?.paid.minor);
      }),
    );
  });

  test('delivery goes by value, over all units of the order', () => {
    const shares = unitShares(
      order([line('dear', 1, 9000), line('cheap', 2, 1000), line('gone', 1, 5000, 0, 1)], 1000),
    );
    expect(minors(shares, 'dear', 'delivery')).toEqual([900]);
    expect(minors(shares, 'cheap', 'delivery')).toEqual([50, 50]);
    expect(minors(shares, 'gone', 'delivery')).toEqual([]);
  });

  test('where all goods are worth nothing, delivery goes equally', () => {
    expect(minors(unitShares(order([line('a', 2, 0), line('b', 1, 0)], 100)), 'a', 'delivery')).toEqual([34, 33]);
  });

  test('free shipping refunds 0, and so does an order that states none', () => {
    expect(minors(unitShares(orderBody.parse(harbor)), 'A', 'delivery')).toEqual([0]);
    expect(minors(unitShares(order([line('a', 2, 100)])), 'a', 'delivery')).toEqual([0, 0]);
  });

  test("a line's tax stays in its goods, the tax on delivery in the delivery", () => {
    const shares = unitShares(orderBody.parse(lumen));
    expect(minors(shares, '1', 'tax')).toEqual([2060, 2059]);
    const goods = (minors(shares, '2', 'goods') ?? []).reduce((all, one) => all + one, 0);
    expect(goods).toBe(5 * 1793 + 3 * 1792);
    const delivery = [...shares.values()].flat().reduce((all, unit) => all + unit.delivery.minor, 0);
    expect(delivery).toBe(590);
  });
});
