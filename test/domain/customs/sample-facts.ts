import { type CustomsFacts, customsFacts } from '../../../shared/contracts/customs.ts';
import type { RouteAnswer } from '../../../shared/contracts/customs-answers.ts';
import type { CustomsRoute } from '../../../shared/contracts/customs-basis.ts';
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

export const british: Stated = {
  ...repairAbroad,
  origin: 'GB',
  destination: 'DE',
  goods: { value: gbp('6200'), inFreeCirculation: true, antiDumping: false },
  charges: { repair: gbp('500') },
  rates: { duty: { percent: '4' }, importTaxPercent: '20' },
};
export const american: Stated = {
  ...repairAbroad,
  origin: 'US',
  destination: 'MX',
  work: { carriedOut: true, commerciallyDifferent: false },
  goods: { value: usd('10000') },
  warranty: { kind: 'none' },
  charges: { repair: usd('1500') },
  rates: { duty: { percent: '2.5' } },
};
export const exchanged: Stated = {
  ...repairAbroad,
  activity: 'exchange',
  goods: { value: eur('2500'), inFreeCirculation: true, capMeasures: false, endUse: false, cnCode: '85176200' },
  exchange: {
    cnCode: '85176200',
    sameQuality: true,
    sameTechnicalCharacteristics: true,
    defectiveUsed: true,
    replacementUsed: true,
  },
  charges: { exchangeFee: eur('300') },
};
export const demonstrated: Stated = {
  origin: 'US',
  destination: 'DE',
  activity: 'demonstration',
  goods: { value: eur('50000'), consumable: false },
  owner: { country: 'US' },
  authorisation: { held: true },
  temporaryAdmission: { purpose: 'demonstration', unaltered: true, allReexported: true },
  dates: { placed: '2026-11-10', discharged: '2027-07-10' },
  rates: { duty: { percent: '4' }, importTaxPercent: '19' },
};
export const warranty = {
  kind: 'contractual',
  freeOfCharge: true,
  proof: true,
  costInOriginalValue: true,
  defectConsideredAtRelease: false,
};
export const rejected: Stated = {
  origin: 'DE',
  destination: 'CN',
  activity: 'return',
  goods: { units: 10 },
  rejected: {
    units: 3,
    defectiveAtRelease: true,
    usedBeyondTest: false,
    takenOut: true,
    pricedIn: false,
    testedUnderProcedure: false,
    soldAfter: false,
  },
  dates: { debtNotified: '2026-05-02', applied: '2026-11-02' },
  assessed: { dutyPaid: eur('1240') },
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
