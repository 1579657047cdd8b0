import { describe, expect, test } from 'vitest';
import {
  american,
  british,
  comesBack,
  demonstrated,
  exchanged,
  gbp,
  rejected,
  repairAbroad,
  routeIn,
  type Stated,
} from './sample-facts.ts';

describe('a condition that is not met closes a route, with its reason', () => {
  test.each<[string, string, Stated, string]>([
    ['an improvement', 'op_paid', { ...repairAbroad, work: { improvesPerformance: true } }, 'repair_is_improvement'],
    ['no duty at stake', 'op_paid', { ...repairAbroad, rates: { duty: { percent: '0' } } }, 'op_duty_zero'],
    ['after the period', 'op_paid', { ...repairAbroad, dates: { reimported: '2027-04-01' } }, 'op_period_expired'],
    [
      'after its extension',
      'op_paid',
      {
        ...repairAbroad,
        authorisation: { held: true, periodEnd: '2026-11-30', extensionGranted: true, extendedUntil: '2026-12-09' },
      },
      'op_period_expired',
    ],
    [
      'another serial number',
      'op_paid',
      { ...repairAbroad, goods: { serials: ['A-1'] }, identity: { returnedSerials: ['A-2'] } },
      'op_identity_not_established',
    ],
    ['repayment on export', 'op_paid', { ...repairAbroad, claimed: { repayment: true } }, 'op_export_repaid'],
    [
      'used goods replaced by new ones, for a fee',
      'ses_paid',
      { ...exchanged, exchange: { defectiveUsed: true, replacementUsed: false } },
      'ses_new_for_used',
    ],
    [
      'another code at eight digits',
      'ses_paid',
      { ...exchanged, exchange: { cnCode: '85176920' } },
      'ses_cn8_mismatch',
    ],
    [
      'standard exchange by declaration',
      'ses_paid',
      { ...exchanged, authorisation: { held: true, kind: 'by_declaration' } },
      'abd_not_for_ses',
    ],
    [
      'a fourth declaration in a year',
      'op_paid',
      { ...british, authorisation: { held: true, kind: 'by_declaration', usesWithinYear: 3 } },
      'abd_too_many_uses',
    ],
    [
      'too much for a declaration',
      'op_paid',
      { ...british, goods: { value: gbp('500000.01') }, authorisation: { held: true, kind: 'by_declaration' } },
      'abd_value_too_high',
    ],
    [
      'a declaration after the fact',
      'op_paid',
      { ...british, authorisation: { kind: 'by_declaration', retroactive: true } },
      'abd_retroactive',
    ],
    [
      'British goods that were exported for repair, and repaired',
      'returned_goods',
      { ...comesBack, destination: 'GB', returned: { exportedFor: 'repair' }, work: { carriedOut: true } },
      'rgr_exported_for_repair',
    ],
    [
      'goods advanced abroad',
      'us_9801_10',
      { ...comesBack, destination: 'US', work: { advancedInValue: true } },
      'us_9801_advanced',
    ],
    [
      'foreign goods after three years',
      'us_9801_10',
      {
        ...comesBack,
        destination: 'US',
        goods: { originCountry: 'CN' },
        dates: { exported: '2020-01-01', reimported: '2026-01-01' },
      },
      'us_9801_three_years',
    ],
    ['drawback was claimed', 'us_9802_50', { ...american, claimed: { repayment: true } }, 'us_9802_drawback'],
    [
      'nine pounds or less',
      'rejected_goods',
      { ...rejected, origin: 'GB', assessed: { dutyPaid: gbp('9.00') } },
      'rejected_below_nine_pounds',
    ],
    ['goods used up', 'temporary_admission', { ...demonstrated, goods: { consumable: true } }, 'ta_consumable'],
    [
      'an owner inside the Union',
      'temporary_admission',
      { ...demonstrated, owner: { country: 'FR' } },
      'ta_owner_inside',
    ],
    [
      'more than ten years',
      'temporary_admission',
      { ...demonstrated, dates: {}, temporaryAdmission: { months: 121, extensionGranted: true } },
      'ta_ten_years_exceeded',
    ],
    [
      'a British partial relief by declaration',
      'temporary_admission',
      { ...demonstrated, destination: 'GB', authorisation: { kind: 'by_declaration' } },
      'ta_by_declaration',
    ],
    [
      'a bond of more than three years',
      'temporary_import_bond',
      { ...demonstrated, origin: 'DE', destination: 'US', dates: { placed: '2026-01-01', discharged: '2029-01-02' } },
      'tib_three_years_exceeded',
    ],
  ])('%s', (_, id, stated, reason) => {
    const route = routeIn(stated, id);
    expect(route.eligibility).toBe('not_eligible');
    expect(route.reasons).toContain(reason);
    expect(route.lost).toContain('Closed: not met is "');
  });
});
