import { customsTerritory } from '../../../shared/customs/territory.ts';
import { parseMoney } from '../../../shared/money/amount.ts';

/*
 * The keys of the worked cases, as the facts the engine knows them by. It supplies nothing that a case does not state, but
 * the places of the movement and what is done there; and, of two cases that name goods in words, the tariff number and that
 * the article is commercially another.
 */

export interface WorkedCase {
  id: string;
  scenario: string;
  jurisdiction: string;
  inputs: Record<string, unknown>;
  expected: Record<string, unknown>;
}

/** Facts by path, before they are put together. */
export type Patch = Record<string, unknown>;

interface Family {
  route: string;
  activity: 'repair' | 'exchange' | 'return' | 'demonstration';
  /** Whether the goods leave the jurisdiction whose rules are asked, or come to it. */
  way: 'out' | 'in';
  /** Any of these among the inputs, or the expected results. */
  keys: readonly string[];
  /** The same, where they are true. */
  whenTrue?: readonly string[];
  /** Beside any of these a key says something of another family's goods. */
  unless?: readonly string[];
}

const families: readonly Family[] = [
  { route: 'temporary_import_bond', activity: 'demonstration', way: 'in', keys: ['subheading', 'tib_bond_required'] },
  { route: 'drawback', activity: 'return', way: 'out', keys: ['designated_import'] },
  { route: 'rejected_goods_repayment', activity: 'return', way: 'out', keys: ['debt_notified', 'used_beyond_test'] },
  {
    route: 'temporary_admission',
    activity: 'demonstration',
    way: 'in',
    keys: ['placed', 'months_or_fractions', 'months'],
  },
  {
    route: 'standard_exchange_prior_import',
    activity: 'exchange',
    way: 'out',
    keys: ['replacement_declaration_accepted', 'security'],
  },
  {
    route: 'standard_exchange',
    activity: 'exchange',
    way: 'out',
    keys: ['exchange_fee', 'cn8_replacement'],
    whenTrue: ['uses_ses'],
  },
  {
    route: 'returned_goods_relief',
    activity: 'return',
    way: 'in',
    keys: [
      'declared_free_circulation',
      'exported_units',
      'same_end_use',
      'export_purpose',
      'years_abroad',
      'values_usd',
    ],
  },
  { route: 'agreement_repair_relief', activity: 'repair', way: 'out', keys: ['usmca_s_claim'] },
  {
    route: 'standard_exchange',
    activity: 'exchange',
    way: 'out',
    keys: ['cap_goods'],
    unless: ['repair_charge', 'repair_cost', 'value_of_repair', 'period_end'],
  },
];
const repair: Family = { route: 'outward_processing', activity: 'repair', way: 'out', keys: [] };

/** In the United States goods that stay for a time go under a bond, and duty on rejected goods is drawn back. */
const american: Record<string, string> = {
  temporary_admission: 'temporary_import_bond',
  rejected_goods_repayment: 'drawback',
};

export function familyOf(one: WorkedCase): Family {
  const found = families.find((family) => isOf(family, one)) ?? repair;
  const route = codeOf(one) === 'US' ? american[found.route] : undefined;
  return families.find((family) => family.route === route) ?? found;
}

const isOf = ({ keys, whenTrue = [], unless = [] }: Family, { inputs, expected }: WorkedCase): boolean =>
  (keys.some((key) => key in inputs || key in expected) || whenTrue.some((key) => inputs[key] === true)) &&
  !unless.some((key) => key in inputs);

/** The country whose rules a case asks, by what it calls its jurisdiction: a case that names another is a fault of this table. */
const homes: Record<string, string> = {
  EU: 'DE',
  DE: 'DE',
  AT: 'AT',
  FI: 'FI',
  'EU (FI practice)': 'FI',
  'EU/UK': 'DE',
  UK: 'GB',
  GB: 'GB',
  NI: 'XI',
  XI: 'XI',
  US: 'US',
};
export function homeOf({ id, jurisdiction }: WorkedCase): string {
  const home = homes[jurisdiction];
  if (!home) throw new Error(`${id}: no country is named for the jurisdiction ${jurisdiction}`);
  return home;
}
export const codeOf = (one: WorkedCase): string => customsTerritory(homeOf(one));

/** What amounts are in where a case does not say. */
const currencies: Record<string, string> = { EU: 'EUR', GB: 'GBP', XI: 'GBP', US: 'USD' };

/** What the law calls the obligation that a repair is done under. */
const obligations: Record<string, string> = {
  none: 'none',
  contractual: 'contractual',
  'contractual warranty': 'contractual',
  'contractual guarantee': 'contractual',
  statutory: 'statutory',
  'statutory warranty': 'statutory',
  'statutory guarantee': 'statutory',
  'manufacturing defect': 'manufacturing_defect',
  'material defect': 'manufacturing_defect',
  'purchased plan': 'purchased_plan',
  'purchased warranty': 'purchased_plan',
  'extended warranty': 'purchased_plan',
  'service contract': 'purchased_plan',
};

type Reading = (value: never, currency: string, one: WorkedCase) => Patch;
const at =
  (path: string): Reading =>
  (value) => ({ [path]: value });
const money =
  (path: string): Reading =>
  (value: string, currency) => ({ [path]: parseMoney(value, currency) });

const readings: Record<string, Reading> = {
  currency: () => ({}),
  repair_charge: money('charges.repair'),
  repair_cost: money('charges.repair'),
  value_of_repair: money('charges.valueOfRepair'),
  labour: money('charges.labour'),
  parts_supplied_by_repairer: money('charges.parts'),
  exchange_fee: money('charges.exchangeFee'),
  inward_freight: money('charges.inwardFreight'),
  inward_insurance: money('charges.inwardInsurance'),
  outward_freight: money('charges.outwardFreight'),
  duty_rate_pct: at('rates.duty.percent'),
  column1_rate_pct: at('rates.duty.percent'),
  reimport_duty_rate_pct: at('rates.duty.percent'),
  vat_rate_pct: at('rates.importTaxPercent'),
  duty: money('assessed.duty'),
  full_duty: money('assessed.fullDuty'),
  duty_now: money('assessed.fullDuty'),
  estimated_duties: money('assessed.fullDuty'),
  estimated_fees: money('assessed.fees'),
  tib_bond_required: money('assessed.bond'),
  duty_paid: money('assessed.dutyPaid'),
  collected_at_first_release: money('assessed.collectedAtFirstRelease'),
  article_value: money('goods.value'),
  replacement_value: money('goods.value'),
  reimport_value: money('goods.value'),
  customs_value: money('goods.value'),
  value_usd: (value: string) => ({ 'goods.value': parseMoney(value, 'USD') }),
  continuous_bond: money('temporaryAdmission.bondHeld'),
  authorised: at('authorisation.held'),
  authorisation: at('authorisation.kind'),
  retroactive_granted: at('authorisation.retroactive'),
  period_end: at('authorisation.periodEnd'),
  released_free_circulation: at('dates.reimported'),
  extension_granted: (value) => ({
    'authorisation.extensionGranted': value,
    'priorImport.extensionGranted': value,
    'temporaryAdmission.extensionGranted': value,
  }),
  identity_matched: at('identity.matched'),
  same_article: at('identity.matched'),
  serial_exported: (value) => ({ 'goods.serials': [value] }),
  serial_returned: (value) => ({ 'identity.returnedSerials': [value] }),
  obligation: (value: string) => ({ 'warranty.kind': obligations[value] ?? value }),
  warranty: (value) => (value ? { 'warranty.kind': 'contractual' } : { 'warranty.kind': 'none' }),
  defect_considered_at_first_release: at('warranty.defectConsideredAtRelease'),
  guarantee_cost_in_original_value: at('warranty.costInOriginalValue'),
  proof_of_guarantee: at('warranty.proof'),
  cn8_defective: at('goods.cnCode'),
  cn8_replacement: at('exchange.cnCode'),
  defective_used: at('exchange.defectiveUsed'),
  replacement_used: at('exchange.replacementUsed'),
  same_quality: at('exchange.sameQuality'),
  same_technical: at('exchange.sameTechnicalCharacteristics'),
  cap_goods: at('goods.capMeasures'),
  replacement_declaration_accepted: at('dates.replacementDeclared'),
  defective_exported: at('dates.defectiveExported'),
  improves_technical_performance: at('work.improvesPerformance'),
  exported: at('dates.exported'),
  declared_free_circulation: at('dates.reimported'),
  unaltered: at('returned.unaltered'),
  exported_units: at('returned.exportedUnits'),
  returned_units: at('returned.units'),
  within_3y: at('returned.withinPeriod'),
  same_end_use: at('returned.sameEndUse'),
  export_purpose: at('returned.exportedFor'),
  repair_carried_out: at('work.carriedOut'),
  placed: at('dates.placed'),
  discharged: at('dates.discharged'),
  months: at('temporaryAdmission.months'),
  months_or_fractions: at('temporaryAdmission.months'),
  units: at('goods.units'),
  quantity: at('goods.units'),
  defective: (value) => ({ 'rejected.units': value, 'rejected.defectiveAtRelease': true }),
  debt_notified: at('dates.debtNotified'),
  application: at('dates.applied'),
  used: at('rejected.usedBeyondTest'),
  used_beyond_test: at('rejected.usedBeyondTest'),
  taken_out: at('rejected.takenOut'),
  sold_after: at('rejected.soldAfter'),
  force_majeure: at('rejected.forceMajeure'),
  repair_country: at('destination'),
  usmca_s_claim: at('agreement.claimed'),
  origin: at('goods.originCountry'),
  advanced: at('work.advancedInValue'),
  drawback: at('claimed.repayment'),
  subheading: at('temporaryAdmission.subheading'),
  designated_import: at('dates.imported'),
  same_8_digit: at('rejected.sameEightDigits'),
  same_sku: (value) => ({ 'rejected.sameSku': value, 'rejected.retail': true }),
  // Named in words, and only in the two cases the mapping may speak for.
  goods: (value) => (value === 'glass mugs' ? {} : { 'goods.tariffNumber': '8515.31.0000' }),
  operations: () => ({ 'work.commerciallyDifferent': true }),
  // Said by the family, or by nothing the engine decides on.
  uses_ses: () => ({}),
  purpose: () => ({}),
  parties_related: () => ({}),
  years_abroad: (value: number) => ({ 'returned.withinPeriod': value <= 3 }),
  additional_duties: () => ({}),
  values_usd: () => ({}),
};

/** The facts a case states, each at its path. An input nobody maps is a fault of this table. */
export function factsOf(one: WorkedCase, more: Record<string, unknown> = {}): Record<string, unknown> {
  const { activity, way } = familyOf(one);
  const home = homeOf(one);
  const abroad = 'CN';
  const currency = String(one.inputs.currency ?? currencies[codeOf(one)]);
  const patches = Object.entries({ ...one.inputs, ...more }).map(([key, value]) => {
    const reading = readings[key];
    if (!reading) throw new Error(`No fact is named for the input ${key}`);
    return reading(value as never, currency, one);
  });
  const facts: Record<string, unknown> = {
    on: '2026-11-02',
    origin: way === 'out' ? home : abroad,
    destination: way === 'out' ? abroad : home,
    activity,
  };
  for (const patch of patches) for (const [path, value] of Object.entries(patch)) put(facts, path, value);
  return facts;
}

function put(facts: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop() ?? path;
  let place = facts;
  for (const step of steps) {
    place[step] ??= {};
    place = place[step] as Record<string, unknown>;
  }
  place[last] = value;
}
