import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Portion } from '../../../shared/contracts/return.ts';
import { allocateEqually } from '../../../shared/money/allocate.ts';
import { add, moneyOf } from '../../../shared/money/amount.ts';
import { layOver } from '../../../shared/money/tender.ts';
import { unitShares } from '../../../shared/orders/units.ts';
import { dispose, openMovements } from '../../../shared/returns/effects.ts';
import { inspect, receive } from '../../../shared/returns/goods.ts';
import { issueLabel } from '../../../shared/returns/labels.ts';
import { refundOf } from '../../../shared/returns/refund.ts';
import { approve } from '../../../shared/returns/review.ts';
import { split } from '../../../shared/returns/split.ts';
import {
  by,
  decided,
  effectOf,
  eur,
  found,
  label,
  lamps,
  machine,
  orderOf,
  overriding,
  portionOf,
  requested,
  settleAll,
  terms,
  unwanted,
} from './sample-returns.ts';

const counter = (from = 1) => {
  let last = from;
  return () => {
    last += 1;
    return String(last);
  };
};

/** Portions as requests make them: the shares of some slots of a line, with fees and payments. */
const portions = fc
  .record({
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    bought: fc.integer({ min: 1, max: 12 }),
    taken: fc.nat({ max: 4095 }),
    paid: fc.nat({ max: 40_000 }),
    taxed: fc.nat({ max: 100 }),
    delivery: fc.nat({ max: 3_000 }),
    fees: fc.array(fc.nat({ max: 4_000 }), { maxLength: 3 }),
    refundsDelivery: fc.boolean(),
    tenders: fc.array(fc.nat({ max: 20_000 }), { maxLength: 3 }),
  })
  .map(({ currency, bought, taken, paid, taxed, delivery, fees, refundsDelivery, tenders }): Portion => {
    const money = (minor: number) => moneyOf(currency, minor);
    const some = Array.from({ length: bought }, (_, slot) => slot).filter((slot) => (taken >> slot) & 1);
    const units = some.length > 0 ? some : [0];
    const share = (total: number) =>
      money(units.reduce((sum, slot) => sum + (allocateEqually(money(total), bought)[slot]?.minor ?? 0), 0));
    const goods = share(paid);
    const sent = share(delivery);
    const [over = []] = layOver(
      tenders.map((minor, i) => ({ reference: `t${i}`, amount: money(minor) })),
      [add(goods, sent)],
    );
    return {
      id: '1',
      lineId: '1',
      sku: 'S',
      title: 'T',
      category: 'general',
      quantity: units.length,
      units,
      serials: [],
      reason: 'customer_remorse',
      resolution: 'refund',
      state: 'quarantined',
      paid: { goods, tax: share(Math.floor((paid * taxed) / 100)), delivery: sent },
      tenders: over,
      terms: terms({ refundsDelivery, fees: fees.map((minor) => ({ kind: 'restocking', amount: money(minor) })) }),
      rules: [],
    };
  });
/** Numbers that sum to a quantity. */
const cutInto = (quantity: number, cuts: readonly number[]): number[] => {
  const edges = [...new Set([0, quantity, ...cuts.map((cut) => cut % quantity)])].sort((a, b) => a - b);
  return edges.slice(1).map((edge, i) => edge - (edges[i] ?? 0));
};
const cuts = fc.array(fc.nat({ max: 20 }), { maxLength: 5 });
const totals = (parts: readonly Portion[], what: 'goods' | 'tax' | 'delivery') =>
  parts.reduce((sum, part) => sum + part.paid[what].minor, 0);

describe('what a portion was paid falls into parts that sum to the whole', () => {
  test('goods, tax, delivery, fees and payments, in yen, dinars and euros', () => {
    fc.assert(
      fc.property(portions, cuts, (whole, at) => {
        const quantities = cutInto(whole.quantity, at);
        const parts = split(whole, quantities, counter());
        expect(parts.map(({ quantity }) => quantity)).toEqual(quantities);
        for (const what of ['goods', 'tax', 'delivery'] as const)
          expect(totals(parts, what)).toBe(whole.paid[what].minor);
        whole.terms?.fees.forEach((fee, f) => {
          expect(parts.reduce((sum, part) => sum + (part.terms?.fees[f]?.amount.minor ?? 0), 0)).toBe(fee.amount.minor);
        });
        for (const { reference, amount } of whole.tenders) {
          const given = parts.flatMap(({ tenders }) => tenders.filter((one) => one.reference === reference));
          const used = given.reduce((sum, one) => sum + one.amount.minor, 0);
          expect(used).toBeLessThanOrEqual(amount.minor);
        }
        const covered = (all: readonly Portion['tenders'][number][]) =>
          all.reduce((sum, one) => sum + one.amount.minor, 0);
        const gross = totals([whole], 'goods') + totals([whole], 'delivery');
        expect(covered(parts.flatMap(({ tenders }) => tenders))).toBe(Math.min(gross, covered(whole.tenders)));
        for (const part of parts)
          for (const amount of [...Object.values(part.paid), ...(part.terms?.fees.map((fee) => fee.amount) ?? [])]) {
            expect(amount.minor).toBeGreaterThanOrEqual(0);
            expect(amount.currency).toBe(whole.paid.goods.currency);
          }
      }),
      { numRuns: 400 },
    );
  });

  test('and so does the refund: in parts exactly what it is at once', () => {
    fc.assert(
      fc.property(portions, cuts, (whole, at) => {
        const parts = split(whole, cutInto(whole.quantity, at), counter());
        const sum = parts.reduce((total, part) => total + refundOf(part).total.minor, 0);
        expect(sum).toBe(refundOf(whole).total.minor);
      }),
      { numRuns: 1000 },
    );
  });

  test('three fees of one cent on 0.03 are not all charged to one of two units', () => {
    const fee = { kind: 'restocking' as const, amount: eur(1) };
    const whole = {
      ...portionOf(requested().after),
      quantity: 2,
      units: [0, 1],
      paid: { goods: eur(3), tax: eur(0), delivery: eur(0) },
      terms: terms({ fees: [fee, fee, fee], refundsDelivery: false }),
    };
    expect(split(whole, [1, 1], counter()).map((part) => refundOf(part).total.minor)).toEqual([0, 0]);
  });

  test('each unit takes along the share its slot has in the order', () => {
    const line = lamps({ quantity: 10, paid: eur(17_925), tax: eur(2_862) });
    const order = orderOf([line], { shipping: { paid: eur(595), tax: eur(95) } });
    const slots = unitShares(order).get('1') ?? [];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), cuts, (quantity, at) => {
        const [asked] = decided(order, [unwanted(quantity)]).lines;
        if (!asked) throw new Error('A request has a line');
        const parts = split({ ...asked.portion, id: '1', state: 'authorized' }, cutInto(quantity, at), counter());
        for (const part of parts)
          for (const what of ['goods', 'tax', 'delivery'] as const)
            expect(part.paid[what].minor).toBe(
              part.units.reduce((sum, slot) => sum + (slots[slot]?.[what].minor ?? 0), 0),
            );
      }),
    );
  });

  test('10 × 23.90 less 25 %: 179.25 in every way it can fall apart', () => {
    const whole = portionOf(
      requested({ order: orderOf([lamps({ quantity: 10, paid: eur(17_925) })]), lines: [unwanted(10)] }).after,
    );
    expect(whole.paid.goods).toEqual(eur(17_925));
    fc.assert(
      fc.property(cuts, (at) => {
        expect(totals(split(whole, cutInto(10, at), counter()), 'goods')).toBe(17_925);
      }),
    );
    const each = split(whole, Array(10).fill(1), counter()).map(({ paid }) => paid.goods.minor);
    expect(each).toEqual([1793, 1793, 1793, 1793, 1793, 1792, 1792, 1792, 1792, 1792]);
  });
});

describe('units and serials go with their part', () => {
  const whole: Portion = {
    ...portionOf(requested().after),
    quantity: 5,
    units: [0, 2, 3, 5, 6],
    serials: ['SN-A', 'SN-B', 'SN-C', 'SN-D', 'SN-E'],
  };

  test('the first part keeps its number, the others get new ones', () => {
    const parts = split(whole, [2, 1, 2], counter(7));
    expect(parts.map(({ id }) => id)).toEqual(['1', '8', '9']);
    expect(parts.map(({ units }) => units)).toEqual([[0, 2], [3], [5, 6]]);
    expect(parts.map(({ serials }) => serials)).toEqual([['SN-A', 'SN-B'], ['SN-C'], ['SN-D', 'SN-E']]);
  });

  test('named serials go where they were named, the rest fills up', () => {
    const parts = split(whole, [2, 1, 2], counter(), [['SN-E'], [], ['SN-A', 'SN-C']]);
    expect(parts.map(({ serials }) => serials)).toEqual([['SN-E', 'SN-B'], ['SN-D'], ['SN-A', 'SN-C']]);
  });

  test('no unit and no serial is lost or twice', () => {
    fc.assert(
      fc.property(cuts, fc.subarray([...whole.serials]), (at, named) => {
        const quantities = cutInto(5, at);
        const left = [...named];
        const parts = split(
          whole,
          quantities,
          counter(),
          quantities.map((quantity) => left.splice(0, quantity)),
        );
        expect(parts.flatMap(({ units }) => units)).toEqual(whole.units);
        expect(parts.flatMap(({ serials }) => serials).toSorted()).toEqual(whole.serials);
        for (const part of parts) {
          expect(part.units.length).toBe(part.quantity);
          expect(part.serials.length).toBe(part.quantity);
        }
      }),
    );
  });

  test.each([[[]], [[4]], [[3, 3]], [[5, 0]], [[6, -1]]])('%j is not five', (quantities) => {
    expect(() => split(whole, quantities, counter())).toThrow("is not the portion's quantity 5");
  });

  test('one part is the portion itself', () => expect(split(whole, [5], counter())).toEqual([whole]));
});

test('units that come back after a repair and are refunded then: never more than was paid', () => {
  const order = orderOf([lamps({ quantity: 10, paid: eur(17_925) })]);
  // Ten come back on one return: the first five are repaired, the other five refunded.
  let current = requested({ order, lines: [unwanted(5), unwanted(5)], facts: { person: {} } }).after;
  const agreed = overriding();
  current = approve(current, by('manager'), { ...agreed, portions: ['1'], resolution: 'repair' }).after;
  current = approve(current, by('manager'), { ...agreed, portions: ['2'], resolution: 'refund' }).after;
  current = issueLabel(current, machine(), label()).after;
  current = receive(current, by('warehouse'), undefined).after;
  for (const id of ['1', '2']) current = inspect(current, by('inspector'), id, [found(5)]).after;
  const first = effectOf({ ...current, instructions: current.instructions.filter(({ kind }) => kind === 'refund') });
  current = settleAll(current);
  current = dispose(current, machine(), openMovements(current)).after;
  // Later the repaired ones are refunded after all: their slots are free again.
  const held = Object.fromEntries(portionOf(current, '2').units.map((slot) => [String(slot), 'RMA']));
  const again = decided(order, [unwanted(5)], { claims: { units: { '1': held } } });
  expect(again.lines[0]?.portion.units).toEqual([0, 1, 2, 3, 4]);
  expect((first.amount?.minor ?? 0) + (again.lines[0]?.portion.paid.goods.minor ?? 0)).toBe(17_925);
});

test('a quantity that was split at the dock and sent back repaired leaves its slots their exact shares', () => {
  const order = orderOf([lamps({ quantity: 10, paid: eur(17_925) })]);
  const whole = portionOf(requested({ order, lines: [unwanted(10)] }).after);
  const [repaired, refunded] = split(whole, [5, 5], counter());
  const held = Object.fromEntries((refunded?.units ?? []).map((slot) => [String(slot), 'RMA']));
  const again = decided(order, [unwanted(5)], { claims: { units: { '1': held } } });
  expect(again.lines[0]?.portion.paid.goods).toEqual(repaired?.paid.goods);
  expect((refunded?.paid.goods.minor ?? 0) + (again.lines[0]?.portion.paid.goods.minor ?? 0)).toBe(17_925);
});
