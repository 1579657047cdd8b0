import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CustomsFacts, customsFacts } from '../../../shared/contracts/customs.ts';
import { determination, type RouteAnswer, type Valuation } from '../../../shared/contracts/customs-answers.ts';
import { shippedJurisdictions } from '../../../shared/customs/jurisdictions/shipped.ts';
import { determine } from '../../../shared/customs/route.ts';

/*
 * Any movement between any two jurisdictions, with anything stated or not: what must hold of every answer, whatever the
 * facts.
 */

const ends = fc.constantFrom('DE', 'FI', 'AT', 'IT', 'GB', 'XI', 'US', 'CH', 'MX');
const day = fc
  .integer({ min: 0, max: 1500 })
  .map((days) => new Date(Date.UTC(2023, 0, 1 + days)).toISOString().slice(0, 10));
const money = fc.integer({ min: 0, max: 5_000_000 }).map((minor) => ({ currency: 'EUR', minor }));
const percent = fc
  .integer({ min: 0, max: 4000 })
  .map((points) => `${Math.trunc(points / 100)}.${String(points % 100).padStart(2, '0')}`);
const unit = fc.record({ amount: percent, currency: fc.constant('EUR'), unit: fc.constant('kg') });
const rate = fc.oneof(
  fc.record({ percent }),
  fc.record({ percent, specific: fc.array(unit, { minLength: 1, maxLength: 2 }) }),
  fc.record({ percent, atMost: unit }),
);
const some = <Value extends object>(model: { [Name in keyof Value]: fc.Arbitrary<Value[Name]> }) =>
  fc.record(model, { requiredKeys: [] });
const yes = fc.boolean();

const movements: fc.Arbitrary<CustomsFacts> = fc
  .record(
    {
      on: fc.constant('2026-11-02'),
      origin: ends,
      destination: ends,
      activity: fc.constantFrom('repair', 'exchange', 'return', 'demonstration'),
      goods: some({
        value: money,
        valueBeforeExport: money,
        inFreeCirculation: yes,
        capMeasures: yes,
        endUse: yes,
        units: fc.integer({ min: 1, max: 50 }),
        quantities: fc.constant({ kg: '12.5' }),
        serials: fc.uniqueArray(fc.constantFrom('A1', 'B2', 'C3'), { maxLength: 3 }),
      }),
      identity: some({
        matched: yes,
        returnedSerials: fc.uniqueArray(fc.constantFrom('A1', 'B2', 'C3'), { maxLength: 3 }),
      }),
      work: some({
        repairable: yes,
        improvesPerformance: yes,
        carriedOut: yes,
        onlyNecessary: yes,
        commerciallyDifferent: yes,
      }),
      warranty: some({
        kind: fc.constantFrom('none', 'contractual', 'purchased_plan'),
        freeOfCharge: yes,
        proof: yes,
        costInOriginalValue: yes,
        defectConsideredAtRelease: yes,
      }),
      authorisation: some({
        held: yes,
        kind: fc.constantFrom('full', 'by_declaration'),
        periodEnd: day,
        extensionGranted: yes,
      }),
      agreement: some({ claimed: yes }),
      charges: some({
        repair: money,
        assists: money,
        valueOfRepair: money,
        exchangeFee: money,
        inwardFreight: money,
        inwardInsurance: money,
        outwardFreight: money,
      }),
      rates: some({
        duty: rate,
        importTaxPercent: percent,
        additional: fc.uniqueArray(fc.record({ measure: fc.constantFrom('a', 'b', 'c'), percent }), {
          selector: ({ measure }) => measure,
          maxLength: 3,
        }),
      }),
      importForWork: some({ rates: some({ duty: rate, importTaxPercent: percent }), inwardProcessing: yes }),
      exchangeRates: fc.constant([
        { from: 'EUR', to: 'GBP', rate: '0.8731', publishedOn: '2026-10-21' },
        { from: 'EUR', to: 'USD', rate: '1.1533', publishedOn: '2026-10-21' },
      ]),
      assessed: some({ dutyPaid: money, fullDuty: money, duty: money, collectedAtFirstRelease: money }),
      returned: some({
        units: fc.integer({ min: 1, max: 20 }),
        exportedUnits: fc.integer({ min: 1, max: 20 }),
        unaltered: yes,
        samePerson: yes,
        sameEndUse: yes,
        withinPeriod: yes,
        exportedFor: fc.constantFrom('sale', 'repair'),
      }),
      temporaryAdmission: some({
        months: fc.integer({ min: 1, max: 60 }),
        unaltered: yes,
        allReexported: yes,
        carnet: yes,
      }),
      rejected: some({ defectiveAtRelease: yes, usedBeyondTest: yes, units: fc.integer({ min: 1, max: 50 }) }),
      firstExport: some({ unaltered: yes, inFreeCirculation: yes, proof: yes, samePerson: yes, sameEndUse: yes }),
      proofOfExport: yes,
      claimed: some({ repayment: yes, exportRefund: yes }),
    },
    { requiredKeys: ['on', 'origin', 'destination'] },
  )
  .map((stated) => customsFacts.parse(stated));

const answerTo = (facts: CustomsFacts) => determine(facts, shippedJurisdictions);
const valuationsOf = (routes: readonly RouteAnswer[]): [RouteAnswer, Valuation][] =>
  routes.flatMap((route): [RouteAnswer, Valuation][] => (route.valuation ? [[route, route.valuation]] : []));

describe('of every answer', () => {
  test('it is of its contract, its sources are cited, and relief never exceeds the full duty nor falls below nothing', () => {
    fc.assert(
      fc.property(movements, (facts) => {
        const answer = answerTo(facts);
        expect(determination.safeParse(answer).error).toBeUndefined();
        for (const [{ route, demands }, { saved, repayment, fullDuty, duty }] of valuationsOf(answer.routes)) {
          const paidBack = fullDuty?.amount.minor ?? 0;
          if (repayment) expect(repayment.amount.minor).toBeLessThanOrEqual(paidBack);
          if (demands.security?.amount && !/^(standard_exchange|ata_carnet)/.test(route))
            expect(demands.security.amount).toEqual(fullDuty?.amount);
          if (duty) expect(duty.amount.minor).toBeGreaterThanOrEqual(0);
          if (!saved || !fullDuty) continue;
          expect(saved.amount.minor).toBeGreaterThanOrEqual(0);
          expect(saved.amount.minor).toBeLessThanOrEqual(fullDuty.amount.minor);
        }
      }),
    );
  });

  test('what relieves of nothing saves nothing', () => {
    fc.assert(
      fc.property(movements, (facts) => {
        const inFull = answerTo(facts).routes.filter(({ route }) => route === 'plain_import');
        for (const { saves } of inFull) expect(saves?.minor ?? 0).toBe(0);
      }),
    );
  });

  test('goods that go for work can be imported in full, by one route, at each end whose rules are here', () => {
    fc.assert(
      fc.property(movements, (facts) => {
        fc.pre(facts.activity === 'repair' || facts.activity === 'exchange');
        const { routes } = answerTo(facts);
        for (const at of ['origin', 'destination'] as const) {
          const here = routes.filter((one) => one.at === at);
          const inFull = here.filter(
            ({ route, eligibility }) => route === 'plain_import' && eligibility === 'eligible',
          );
          expect(inFull).toHaveLength(here.length > 0 ? 1 : 0);
        }
      }),
    );
  });

  test('a route is eligible just when every condition is met, and closed just when one is not', () => {
    fc.assert(
      fc.property(movements, (facts) => {
        for (const { conditions, eligibility, reasons } of answerTo(facts).routes) {
          const statuses = conditions.map(({ status }) => status);
          expect(eligibility === 'eligible').toBe(statuses.every((status) => status === 'met'));
          expect(eligibility === 'not_eligible').toBe(reasons.length > 0);
        }
      }),
    );
  });

  test('it does not depend on the order of what it is given', () => {
    fc.assert(
      fc.property(movements, (facts) => {
        expect(determine(turned(facts) as CustomsFacts, shippedJurisdictions.toReversed())).toEqual(answerTo(facts));
      }),
    );
  });
});

/** The same facts, every list and every object's fields the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned).toReversed();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, one]) => [name, turned(one)] as const)
      .toReversed(),
  );
}

describe('costs', () => {
  const costs = ['repair', 'assists', 'inwardFreight', 'inwardInsurance', 'outwardFreight', 'exchangeFee'] as const;

  test('adding one never lowers a base, a duty or a tax', () => {
    fc.assert(
      fc.property(movements, fc.constantFrom(...costs), fc.integer({ min: 1, max: 100_000 }), (facts, cost, more) => {
        const before = facts.charges?.[cost];
        // A charge where there was none can take the place of the value of a free repair.
        fc.pre(before !== undefined && before.minor > 0);
        const dearer = {
          ...facts,
          charges: { ...facts.charges, [cost]: { currency: 'EUR', minor: (before?.minor ?? 0) + more } },
        };
        const after = new Map(answerTo(dearer).routes.map((route) => [route.id + route.at, route.valuation]));
        for (const [{ id, at }, was] of valuationsOf(answerTo(facts).routes))
          for (const name of ['dutyBase', 'duty', 'importTaxBase', 'importTax'] as const) {
            const [old, now] = [was[name], after.get(id + at)?.[name]];
            if (old && now) expect(now.amount.minor).toBeGreaterThanOrEqual(old.amount.minor);
          }
      }),
    );
  });
});

describe('partial lots', () => {
  test('sum to the whole, figure by figure, however they are cut', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(movements, cuts, (facts, sizes) => {
        const of = sizes.reduce((all, size) => all + size, 0);
        const whole = valuationsOf(answerTo(facts).routes);
        const sums = new Map<string, number>();
        sizes.forEach((units, i) => {
          const before = sizes.slice(0, i).reduce((all, size) => all + size, 0);
          for (const [route, lot] of valuationsOf(answerTo({ ...facts, lot: { units, of, before } }).routes))
            for (const [name, minor] of [...amountsOf(lot), ...securityOf(route)]) {
              const key = `${route.at} ${route.id} ${name}`;
              sums.set(key, (sums.get(key) ?? 0) + minor);
            }
        });
        for (const [route, valuation] of whole)
          for (const [name, minor] of [...amountsOf(valuation), ...securityOf(route)])
            expect(sums.get(`${route.at} ${route.id} ${name}`)).toBe(minor);
      }),
      { numRuns: 40 },
    );
  });

  const amountsOf = (valuation: Valuation): [string, number][] =>
    (['dutyBase', 'duty', 'importTaxBase', 'importTax', 'fullDuty', 'saved', 'repayment'] as const).flatMap(
      (name): [string, number][] => {
        const figure = valuation[name];
        return figure ? [[name, figure.amount.minor]] : [];
      },
    );
  const securityOf = ({ demands: { security } }: RouteAnswer): [string, number][] =>
    security?.amount ? [['security', security.amount.minor]] : [];
});
