import { describe, expect, test } from 'vitest';
import { exchanged, repairAbroad, routeIn, type Stated } from './sample-facts.ts';

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
    returned: { unaltered: true },
    proofOfExport: true,
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
