import { type CustomsFacts, customsFacts } from '../../../shared/contracts/customs.ts';
import type { CustomsRoute, RouteAnswer } from '../../../shared/contracts/customs-answers.ts';
import { checkFacts, checkValuation } from '../../../shared/customs/check-facts.ts';
import { shippedJurisdictions } from '../../../shared/customs/jurisdictions/shipped.ts';
import { determine, valuate } from '../../../shared/customs/route.ts';
import { majorUnits, parseMoney } from '../../../shared/money/amount.ts';

/** Movements as the tests speak of them. */

export type Stated = Partial<Record<keyof CustomsFacts, unknown>>;

export const eur = (text: string) => parseMoney(text, 'EUR');
export const gbp = (text: string) => parseMoney(text, 'GBP');
export const usd = (text: string) => parseMoney(text, 'USD');
export const chf = (text: string) => parseMoney(text, 'CHF');

/** A German unit that goes to Switzerland for repair, with every condition of outward processing met. */
export const repairAbroad: Stated = {
  on: '2026-11-02',
  origin: 'DE',
  destination: 'CH',
  activity: 'repair',
  goods: { value: eur('6200.00'), inFreeCirculation: true, capMeasures: false },
  work: { repairable: true, improvesPerformance: false, commerciallyDifferent: false },
  identity: { matched: true },
  authorisation: { held: true, kind: 'full', periodEnd: '2027-03-31' },
  claimed: { repayment: false, exportRefund: false },
  dates: { exported: '2026-11-05', reimported: '2026-12-10' },
  charges: { repair: eur('500.00'), inwardFreight: eur('40.00'), inwardInsurance: eur('5.00') },
  rates: { duty: { percent: '4' }, importTaxPercent: '19' },
};

/** Unaltered goods that come back to Germany. */
export const comesBack: Stated = {
  on: '2026-11-02',
  origin: 'CH',
  destination: 'DE',
  activity: 'return',
  goods: { value: eur('2500.00'), inFreeCirculation: true, capMeasures: false },
  returned: { unaltered: true, samePerson: true },
  proofOfExport: true,
  dates: { exported: '2024-05-02', reimported: '2026-11-02' },
  rates: { duty: { percent: '3' }, importTaxPercent: '19' },
};

export const facts = (stated: Stated): CustomsFacts =>
  customsFacts.parse({ on: '2026-11-02', origin: 'DE', destination: 'CH', ...stated });

export function determined(stated: Stated) {
  const checked = checkFacts(facts(stated), shippedJurisdictions);
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
  return determine(checked.value, shippedJurisdictions);
}

export function routeIn(stated: Stated, id: string): RouteAnswer {
  const found = determined(stated).routes.find((route) => route.id === id);
  if (!found) throw new Error(`There is no route ${id}`);
  return found;
}

/** A route's figures by name, as decimal texts; what could not be computed is absent. */
export function figuresOf(jurisdiction: string, route: CustomsRoute, stated: Stated): Record<string, string> {
  const checked = checkValuation({ jurisdiction, route, facts: facts(stated) }, shippedJurisdictions);
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
  const { valuation } = valuate(checked.value, shippedJurisdictions)?.route ?? {};
  const names = ['dutyBase', 'duty', 'importTaxBase', 'importTax', 'fullDuty', 'saved', 'repayment'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const figure = valuation?.[name];
      return figure ? [[name, majorUnits(figure.amount)]] : [];
    }),
  );
}
