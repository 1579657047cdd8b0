import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RouteAnswer } from '../../../shared/contracts/customs-answers.ts';
import { lost, ranked } from '../../../shared/customs/ranking.ts';
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
    comesBack: fc.boolean(),
    antiDumping: fc.boolean(),
    additional: fc.constantFrom([], [{ measure: 'anti-dumping', percent: '20' }]),
    tax: fc.constantFrom('20', undefined),
    value: amount,
    before: amount,
    work: amount,
    inward: amount,
    outward: amount,
  })
  .map(({ origin, activity, free, percent, comesBack, antiDumping, additional, tax, ...amounts }) => {
    const { value, before, work, inward, outward } = amounts;
    const money = (minor: number | undefined) =>
      minor === undefined ? undefined : { currency: currencies[origin], minor };
    const named = (fields: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(fields).filter(([, one]) => one !== undefined));
    const cost = free ? 'valueOfRepair' : activity === 'repair' ? 'repair' : 'exchangeFee';
    return {
      ...repairAbroad,
      ...exchanged,
      origin,
      destination: origin === 'GB' ? 'DE' : 'GB',
      agreement: { claimed: true },
      importForWork: { rates: { duty: { percent }, importTaxPercent: '19' } },
      exchangeRates: [
        { from: 'EUR', to: 'GBP', rate: '0.8731', publishedOn: '2026-10-21' },
        { from: 'GBP', to: 'EUR', rate: '1.1453', publishedOn: '2026-10-21' },
        { from: 'USD', to: 'GBP', rate: '0.7531', publishedOn: '2026-10-21' },
      ],
      ...(comesBack && { returned: { samePerson: true }, proofOfExport: true }),
      activity,
      goods: named({
        ...(exchanged.goods as object),
        antiDumping,
        value: money(value),
        valueBeforeExport: money(before),
      }),
      charges: named({ [cost]: money(work), inwardFreight: money(inward), outwardFreight: money(outward) }),
      work: { ...(repairAbroad.work as object), carriedOut: true, onlyNecessary: comesBack },
      warranty: free ? warranty : { kind: 'none' },
      rates: named({ duty: { percent }, importTaxPercent: tax, additional }),
    };
  });

interface Paid {
  duty: number;
  total: number | undefined;
}
const paidBy = ({ pays, paysTax }: RouteAnswer): Paid | undefined =>
  pays && { duty: pays.minor - (paysTax?.minor ?? 0), total: paysTax && pays.minor };

/** Like with like: in total, or by duty where the tax of one is not known. */
const dearer = (one: Paid, other: Paid): number =>
  one.total === undefined || other.total === undefined ? one.duty - other.duty : one.total - other.total;

const minorOf = (said: string): number => Number(said.replace('.', ''));

/** What must hold of the routes of one end that are as open as each other, best first. */
function holdsOf(open: readonly RouteAnswer[]): void {
  const [chosen] = open;
  const best = chosen && paidBy(chosen);
  const totals = open.flatMap((one) => paidBy(one)?.total ?? []);
  expect(totals).toEqual(totals.toSorted((a, b) => a - b));
  if (chosen?.pays) for (const total of totals) expect(total).toBeGreaterThanOrEqual(chosen.pays.minor);
  const inFull = open.findIndex(({ route }) => route === 'plain_import');
  if (inFull >= 0 && open[inFull]?.pays) for (const one of open.slice(inFull)) expect(one.pays).toBeDefined();

  for (const route of open.slice(1)) {
    const own = paidBy(route);
    const { lost = '' } = route;
    if (!own || !best) {
      expect(lost).toMatch(/could not be compared/);
      continue;
    }
    const more = dearer(own, best);
    expect(/Only duty is compared|of the chosen one is not known/.test(lost)).toBe(
      own.total === undefined || best.total === undefined,
    );
    const [, figure = '', word] = /^(?:Costs|Owes) ([\d.]+) [A-Z]{3} (more|less duty)/.exec(lost) ?? [];
    if (more === 0) expect(lost).toMatch(/^Costs no less/);
    else expect([minorOf(figure), word]).toEqual([Math.abs(more), more > 0 ? 'more' : 'less duty']);
    // Less duty by itself never loses, unless another that lost is no dearer in all.
    const cheaper = open.slice(1).some((one) => one !== route && (paidBy(one)?.total ?? Infinity) <= (own.total ?? 0));
    if (more < 0) expect(cheaper).toBe(true);
  }
}

test('of the ways that are open at one end none pays less than the chosen one, and what each lost by is true', () => {
  fc.assert(
    fc.property(works, (stated) => {
      const { routes, chosen } = determined(stated);
      for (const at of ['origin', 'destination'] as const) {
        const open = routes.filter((one) => one.at === at && one.eligibility === 'eligible');
        expect(open[0]?.id).toBe(chosen[at]);
        holdsOf(open);
      }
    }),
    { numRuns: 300 },
  );
});

test('so it is whatever they pay, and whichever of their taxes are known', () => {
  const paid = fc.record({
    duty: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined, freq: 8 }),
    tax: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined, freq: 2 }),
  });
  const routes = fc.array(paid, { minLength: 1, maxLength: 6 }).map((all) =>
    all.map(
      ({ duty, tax }, i): RouteAnswer => ({
        id: String(i),
        route: i === 0 ? 'plain_import' : 'outward_processing',
        at: 'origin',
        jurisdiction: 'EU',
        title: String(i),
        eligibility: 'eligible',
        reasons: [],
        conditions: [],
        ...(duty !== undefined && {
          pays: { currency: 'EUR', minor: duty + (tax ?? 0) },
          ...(tax !== undefined && { paysTax: { currency: 'EUR', minor: tax } }),
        }),
        demands: { data: [], documents: [], procedures: [] },
        deadlines: [],
        unconfirmed: [],
        notes: [],
      }),
    ),
  );
  fc.assert(
    fc.property(routes, (all) => {
      const order = ranked(all);
      holdsOf(
        order.map((one) => {
          const why = lost(one, order[0]);
          return why === undefined ? one : { ...one, lost: why };
        }),
      );
    }),
    { numRuns: 1000 },
  );
});
