import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostParcels, type PackedUnits, type ParcelLimits } from '../../../shared/contracts/sites.ts';
import { isOversized, packingFaults, planParcels, type ToPack } from '../../../shared/returns/packing.ts';

/** Goods are put into parcels: as the customer does it, else as the carrier takes it. */

const goods = (quantity: number, some: Partial<ToPack> = {}): ToPack => ({ line: 0, quantity, ...some });
const packed = (...pairs: [parcel: number, quantity: number][]): PackedUnits[] =>
  pairs.map(([parcel, quantity]) => ({ parcel, quantity }));
const shown = (all: readonly ToPack[], limits?: ParcelLimits) =>
  planParcels(all, limits).map(({ site, oversized, contents }) =>
    [site, oversized && 'large', contents.map(({ line, quantity }) => `${quantity}×${line}`).join(' ')]
      .filter(Boolean)
      .join(' '),
  );

describe('parcels', () => {
  test.each<[string, readonly ToPack[], ParcelLimits | undefined, string[]]>([
    ['one, without limits and wishes', [goods(3), goods(500, { line: 1, grams: 900_000 })], undefined, ['3×0 500×1']],
    ['none, of nothing', [], { mostGrams: 10 }, []],
    ['as many as the weight makes', [goods(5, { grams: 4000 })], { mostGrams: 10_000 }, ['2×0', '2×0', '1×0']],
    ['as many as the count makes', [goods(5)], { mostUnits: 2 }, ['2×0', '2×0', '1×0']],
    [
      'light goods fill up what heavy ones leave',
      [goods(2, { grams: 7000 }), goods(3, { line: 1, grams: 1000 })],
      { mostGrams: 10_000 },
      ['1×0 3×1', '1×0'],
    ],
    ['what weighs nobody knows what weighs nothing', [goods(9)], { mostGrams: 1000 }, ['9×0']],
    [
      'a unit that is too heavy by itself',
      [goods(1, { grams: 40_000 }), goods(1, { line: 1, grams: 500 })],
      { mostGrams: 31_500 },
      ['1×1', 'large 1×0'],
    ],
    [
      'a unit that is too long by itself',
      [goods(2, { longestMillimetres: 1500 })],
      { longestMillimetres: 1200 },
      ['large 1×0', 'large 1×0'],
    ],
    [
      'each place its own',
      [goods(1, { site: 'b' }), goods(1, { line: 1, site: 'a' }), goods(1, { line: 2, site: 'b' })],
      undefined,
      ['b 1×0 1×2', 'a 1×1'],
    ],
    [
      'as the customer packs',
      [goods(5, { asked: packed([2, 3], [1, 2]) }), goods(1, { line: 1, asked: packed([1, 1]) })],
      undefined,
      ['2×0 1×1', '3×0'],
    ],
    [
      'as the customer packs some, and the rest as the carrier takes it',
      [goods(2, { asked: packed([1, 2]) }), goods(4, { line: 1 })],
      { mostUnits: 3 },
      ['2×0', '3×1', '1×1'],
    ],
    [
      'a wish is fulfilled as far as there are units',
      [goods(2, { asked: packed([1, 1], [2, 4]) })],
      undefined,
      ['1×0', '1×0'],
    ],
    [
      'too many parcels go as freight, under one label',
      [goods(30, { grams: 9000 })],
      { mostGrams: 10_000 },
      ['large 30×0'],
    ],
  ])('%s', (_, all, limits, expected) => {
    expect(shown(all, limits)).toEqual(expected);
  });

  test('are weighed where it is known of everything in them', () => {
    const plan = planParcels([
      goods(2, { grams: 300 }),
      goods(1, { line: 1, site: 'a', grams: 5 }),
      goods(1, { line: 2, site: 'a' }),
    ]);
    expect(plan.map(({ number, grams }) => [number, grams])).toEqual([
      [1, 600],
      [2, undefined],
    ]);
  });
});

const limits = fc.record({
  mostGrams: fc.option(fc.integer({ min: 1, max: 30_000 }), { nil: undefined }),
  mostUnits: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  longestMillimetres: fc.option(fc.integer({ min: 1, max: 2000 }), { nil: undefined }),
});
const lines = fc
  .array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 30 }),
      site: fc.constantFrom(undefined, 'a', 'b'),
      grams: fc.option(fc.integer({ min: 0, max: 40_000 }), { nil: undefined }),
      longestMillimetres: fc.option(fc.integer({ min: 0, max: 3000 }), { nil: undefined }),
    }),
    { maxLength: 8 },
  )
  .map((all) => all.map((one, line) => ({ ...one, line })));

test('every unit is in exactly one parcel, for its own place; no parcel is more than the carrier takes, or it says so', () => {
  fc.assert(
    fc.property(lines, limits, (all, most) => {
      const plan = planParcels(all, most);
      for (const { line, quantity, site } of all) {
        const holding = plan.filter(({ contents }) => contents.some((one) => one.line === line));
        const units = holding.flatMap(({ contents }) => contents.filter((one) => one.line === line));
        expect(units.reduce((sum, one) => sum + one.quantity, 0)).toBe(quantity);
        for (const parcel of holding) expect(parcel.site).toBe(site);
      }
      for (const { contents, oversized } of plan.filter((one) => !one.oversized)) {
        const of = contents.map(({ line, quantity }) => ({ ...all[line], quantity }));
        const grams = of.reduce((sum, one) => sum + (one.grams ?? 0) * one.quantity, 0);
        expect(oversized).toBeUndefined();
        expect(grams).toBeLessThanOrEqual(most.mostGrams ?? Number.POSITIVE_INFINITY);
        expect(of.reduce((sum, one) => sum + one.quantity, 0)).toBeLessThanOrEqual(most.mostUnits ?? 1e9);
        for (const one of of) expect(isOversized(one, most)).toBe(false);
      }
      expect(plan.map(({ number }) => number)).toEqual(plan.map((_, i) => i + 1));
      for (const place of new Set(all.map(({ site }) => site)))
        expect(plan.filter(({ site }) => site === place).length).toBeLessThanOrEqual(mostParcels);
    }),
  );
});

describe('how a customer packs is refused', () => {
  test.each<[string, Parameters<typeof packingFaults>[0], ParcelLimits, [string, string][]]>([
    ['never, where they do not say', [{ quantity: 5 }], { mostUnits: 1 }, []],
    [
      'never, where it fits',
      [{ quantity: 5, parcels: packed([1, 2], [2, 3]), grams: 100 }],
      { mostGrams: 300, mostUnits: 3 },
      [],
    ],
    [
      'where units are missing',
      [{ quantity: 5, parcels: packed([1, 2]) }],
      {},
      [['/lines/0/parcels', 'parcels_differ']],
    ],
    [
      'where there are more than go back',
      [{ quantity: 1 }, { quantity: 1, parcels: packed([1, 2]) }],
      {},
      [['/lines/1/parcels', 'parcels_differ']],
    ],
    [
      'where a parcel is too heavy, all lines in it together',
      [
        { quantity: 1, parcels: packed([1, 1]), grams: 600 },
        { quantity: 1, parcels: packed([1, 1]), grams: 600 },
      ],
      { mostGrams: 1000 },
      [['/lines/0/parcels', 'parcel_too_heavy']],
    ],
    [
      'not where one unit is: it goes as freight',
      [{ quantity: 1, parcels: packed([1, 1]), grams: 1001 }],
      { mostGrams: 1000 },
      [],
    ],
    [
      'where a parcel is too full',
      [{ quantity: 3, parcels: packed([1, 3]) }],
      { mostUnits: 2 },
      [['/lines/0/parcels', 'parcel_too_full']],
    ],
  ])('%s', (_, asked, most, expected) => {
    expect(packingFaults(asked, most).map(({ pointer, code }) => [pointer, code])).toEqual(expected);
  });
});
