import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RouteAnswer } from '../../../shared/contracts/customs-answers.ts';
import { determined, exchanged, repairAbroad, type Stated, warranty } from './sample-facts.ts';

/** Goods that go for work with every condition of some relief met: of the ways that are open the cheapest comes first. */

const currencies = { DE: 'EUR', AT: 'EUR', FI: 'EUR', FR: 'EUR', GB: 'GBP', XI: 'GBP', US: 'USD' } as const;
const homes = Object.keys(currencies) as (keyof typeof currencies)[];
const amount = fc.option(fc.integer({ min: 0, max: 50_000 }), { nil: undefined, freq: 6 });

const works: fc.Arbitrary<Stated> = fc
  .record({
    origin: fc.constantFrom(...homes),
    activity: fc.constantFrom('repair', 'exchange'),
    free: fc.boolean(),
    percent: fc.constantFrom('0', '2.5', '12'),
    tax: fc.constantFrom('20', undefined),
    value: amount,
    before: amount,
    work: amount,
    inward: amount,
    outward: amount,
  })
  .map(({ origin, activity, free, percent, tax, value, before, work, inward, outward }) => {
    const money = (minor: number | undefined) =>
      minor === undefined ? undefined : { currency: currencies[origin], minor };
    const named = (fields: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(fields).filter(([, one]) => one !== undefined));
    const cost = free ? 'valueOfRepair' : activity === 'repair' ? 'repair' : 'exchangeFee';
    return {
      ...repairAbroad,
      ...exchanged,
      origin,
      destination: 'CN',
      activity,
      goods: named({
        ...(exchanged.goods as object),
        antiDumping: false,
        value: money(value),
        valueBeforeExport: money(before),
      }),
      charges: named({ [cost]: money(work), inwardFreight: money(inward), outwardFreight: money(outward) }),
      work: { ...(repairAbroad.work as object), carriedOut: true },
      warranty: free ? warranty : { kind: 'none' },
      rates: named({ duty: { percent }, importTaxPercent: tax }),
    };
  });

/** What is paid by each, as far as it is known: of duty alone where the tax of one of them is not. */
function costsOf(routes: readonly RouteAnswer[]): (number | undefined)[] {
  const byDuty = routes.some(({ pays, paysTax }) => pays && !paysTax);
  return routes.map(({ pays, paysTax }) => pays && pays.minor - (byDuty ? (paysTax?.minor ?? 0) : 0));
}

test('what is open at one end stands in the order of what is paid; paying in full after what is not known', () => {
  fc.assert(
    fc.property(works, (stated) => {
      const { routes, chosen } = determined(stated);
      const open = routes.filter(({ at, eligibility }) => at === 'origin' && eligibility === 'eligible');
      const costs = costsOf(open);
      const known = costs.filter((cost) => cost !== undefined);
      expect(known).toEqual(known.toSorted((a, b) => a - b));
      const inFull = open.findIndex(({ route }) => route === 'plain_import');
      expect(costs.slice(inFull + 1).every((cost) => cost !== undefined && cost > (costs[inFull] ?? 0))).toBe(true);
      expect(open[0]?.id).toBe(chosen.origin);
      for (const [i, { lost }] of open.entries())
        if (i > 0 && costs[i] === costs[0] && costs[i] !== undefined) expect(lost).toMatch(/^Costs no less/);
        else if (i > 0 && costs[i] !== undefined && costs[0] !== undefined)
          expect(lost).toMatch(/^(Saves|Costs) [\d.]+ [A-Z]{3} (less|more)/);
    }),
    { numRuns: 300 },
  );
});
