import { describe, expect, test } from 'vitest';
import { customsFacts } from '../../../shared/contracts/customs.ts';
import { determined, eur, exchanged, repairAbroad, routeIn, type Stated } from './sample-facts.ts';

/** What one end of a movement, and one route, reads of the facts. */

const held = (procedures?: string[]) => ({
  authorisation: { held: true, kind: 'full', periodEnd: '2027-03-31', ...(procedures && { procedures }) },
});
const inTheUnitedKingdom = { ...repairAbroad, destination: 'GB', agreement: { claimed: true } };
const replaced = {
  ...exchanged,
  dates: { ...(exchanged.dates as object), replacementDeclared: '2026-11-03', defectiveExported: '2026-11-05' },
};

describe('an authorisation is one for the routes it is for', () => {
  test.each<[string, Stated, string, string[] | undefined, string]>([
    ['where its routes are not stated, it is for what is asked', repairAbroad, 'op_paid', undefined, 'eligible'],
    ['outward processing', repairAbroad, 'op_paid', ['outward_processing'], 'eligible'],
    ['processing for tax alone is not', repairAbroad, 'op_paid', ['vat_only_processing'], 'open'],
    ['a repair under the agreement goes by it', inTheUnitedKingdom, 'tca_repair', ['outward_processing'], 'eligible'],
    ['or by its own', inTheUnitedKingdom, 'tca_repair', ['agreement_repair_relief'], 'eligible'],
    ['which is none for the rest', inTheUnitedKingdom, 'op_paid', ['agreement_repair_relief'], 'open'],
    ['standard exchange', exchanged, 'ses_paid', ['standard_exchange'], 'eligible'],
    ['not with prior import', replaced, 'ses_prior_paid', ['standard_exchange'], 'open'],
    ['unless it is for that', replaced, 'ses_prior_paid', ['standard_exchange_prior_import'], 'eligible'],
  ])('%s', (_, stated, id, procedures, eligibility) => {
    const route = routeIn({ ...stated, ...held(procedures) }, id);
    expect(route.eligibility).toBe(eligibility);
    if (eligibility === 'open') expect(route.demands.data).toContain('/authorisation/procedures');
  });
});

describe('the three years of returned goods', () => {
  const goesBack = (dates: object): Stated => ({
    ...repairAbroad,
    origin: 'CH',
    destination: 'DE',
    firstExport: { inFreeCirculation: true, unaltered: true, proof: true },
    dates,
  });
  test.each<[string, object, string]>([
    ['run from the day they first left', { firstExported: '2023-11-06', exported: '2026-11-05' }, 'eligible'],
    ['not from the day they go back', { firstExported: '2019-01-01', exported: '2026-11-05' }, 'not_eligible'],
    ['which alone says nothing', { exported: '2026-11-05', reimported: '2026-12-01' }, 'open'],
  ])('%s', (_, dates, eligibility) => {
    const route = routeIn(goesBack(dates), 'returned_goods');
    expect(route.eligibility).toBe(eligibility);
    if (eligibility === 'open') expect(route.demands.data).toContain('/dates/firstExported');
  });

  test('the deadline is that of the first export', () => {
    const [deadline] = routeIn(
      goesBack({ firstExported: '2019-01-01', exported: '2026-11-05' }),
      'returned_goods',
    ).deadlines;
    expect(deadline).toMatchObject({ startedOn: '2019-01-01', status: 'missed' });
  });
});

describe('where the work is done goods are relieved by what is stated of their first export', () => {
  /** All that holds of the way to the work and back, and of the work. */
  const goesBack = (destination: string, more: Stated = {}): Stated => ({
    ...repairAbroad,
    origin: destination === 'DE' ? 'GB' : 'DE',
    destination,
    dates: { firstExported: '2024-11-10', exported: '2026-11-05', reimported: '2026-12-10' },
    goods: { value: eur('6200'), inFreeCirculation: true, capMeasures: false, originCountry: 'US' },
    work: { repairable: true, onlyNecessary: true, carriedOut: false, advancedInValue: false },
    returned: { unaltered: true, samePerson: true, proof: true, exportedFor: 'repair', withinPeriod: true },
    proofOfExport: true,
    claimed: { repayment: false },
    exchangeRates: ['GBP', 'USD'].map((to) => ({ from: 'EUR', to, rate: '1', publishedOn: '2026-10-21' })),
    ...more,
  });
  const union = { inFreeCirculation: true, proof: true };
  const asked = (...names: string[]) => names.map((name) => `/firstExport/${name}`);
  test.each<[string, string, string, object, string[]]>([
    [
      'the Union: state, status, proof, and who for the tax',
      'DE',
      'returned_goods',
      {},
      asked('inFreeCirculation', 'onlyNecessary', 'proof', 'samePerson', 'unaltered'),
    ],
    ['the state alone', 'DE', 'returned_goods', { ...union, samePerson: true }, asked('onlyNecessary', 'unaltered')],
    [
      'Great Britain: what for, too',
      'GB',
      'returned_goods',
      {},
      asked('carriedOut', 'exportedFor', 'inFreeCirculation', 'proof', 'samePerson', 'unaltered'),
    ],
    ['the United States: as advanced, and drawback', 'US', 'us_9801_10', {}, asked('advancedInValue', 'repayment')],
    [
      'its other heading',
      'US',
      'us_9801_25',
      {},
      ['/dates/imported', ...asked('advancedInValue', 'notToSpecification', 'repayment', 'samePerson')],
    ],
  ])('%s', (_, destination, id, firstExport, needs) => {
    const { eligibility, demands } = routeIn(goesBack(destination, { firstExport }), id);
    expect(eligibility).toBe('open');
    const figures = ['/goods/valueBeforeExport', '/importForWork/rates/duty', '/importForWork/rates/importTaxPercent'];
    expect(demands.data.filter((one) => !figures.includes(one))).toEqual(needs);
  });

  test.each<[string, string, string, object, string]>([
    ['the Union', 'DE', 'returned_goods', { ...union, unaltered: true }, 'eligible'],
    ['what had been necessary', 'DE', 'returned_goods', { ...union, onlyNecessary: true }, 'eligible'],
    ['neither', 'DE', 'returned_goods', { ...union, unaltered: false, onlyNecessary: false }, 'not_eligible'],
    ['Great Britain', 'GB', 'returned_goods', { ...union, unaltered: true, exportedFor: 'sale' }, 'eligible'],
    ['a repair', 'GB', 'returned_goods', { ...union, exportedFor: 'repair', carriedOut: true }, 'not_eligible'],
    ['that failed', 'GB', 'returned_goods', { ...union, unaltered: true, carriedOut: false }, 'eligible'],
    ['the United States', 'US', 'us_9801_10', { advancedInValue: false, repayment: false }, 'eligible'],
    ['with drawback', 'US', 'us_9801_10', { advancedInValue: false, repayment: true }, 'not_eligible'],
  ])('%s', (_, destination, id, firstExport, eligibility) => {
    const nothing = { work: {}, returned: {}, claimed: {}, proofOfExport: undefined };
    for (const more of [{}, nothing])
      expect(routeIn(goesBack(destination, { ...more, firstExport }), id).eligibility).toBe(eligibility);
  });

  test('and say nothing of the way back', () => {
    const firstExport = { ...union, unaltered: true, onlyNecessary: true, repayment: false };
    const stated = { ...repairAbroad, claimed: {}, goods: { value: eur('6200') } };
    expect(determined({ ...stated, firstExport }).routes).toEqual(determined(stated).routes);
  });

  test('whatever is asked for can be stated', () => {
    const fields = Object.keys(customsFacts.shape.firstExport.unwrap().shape);
    const pointers = ['DE', 'GB', 'US'].flatMap((to) => determined(goesBack(to)).lacks.map(({ fact }) => fact));
    const names = pointers.filter((one) => one.startsWith('/firstExport/')).map((one) => one.slice(13));
    expect(names.length).toBeGreaterThan(8);
    for (const name of names) expect(fields).toContain(name);
  });
});
