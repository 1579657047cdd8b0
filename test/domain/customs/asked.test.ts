import { describe, expect, test } from 'vitest';
import {
  american,
  british,
  comesBack,
  demonstrated,
  determined,
  eur,
  gbp,
  rejected,
  repairAbroad,
  routeIn,
  type Stated,
} from './sample-facts.ts';

/** What the rules leave open is asked for: it is neither refused nor granted. */

const byDeclaration = {
  authorisation: { held: true, kind: 'by_declaration', usesWithinYear: 0, periodEnd: '2027-03-31' },
};
const worth = (goods: object, more: Stated = {}): Stated => ({
  ...british,
  ...byDeclaration,
  goods: { inFreeCirculation: true, antiDumping: false, ...goods },
  ...more,
});
const pounds = { exchangeRates: [{ from: 'EUR', to: 'GBP', rate: '0.85' }] };
const shown = (purpose: string, more: object = {}): Stated => ({
  ...demonstrated,
  temporaryAdmission: { purpose, unaltered: true, allReexported: true, ...more },
});
const ofAPerson = { inFreeCirculation: true, commercial: false, value: gbp('200') };
const unrepaired: Stated = {
  ...american,
  goods: { ...(american.goods as object), originCountry: 'US' },
  work: { carriedOut: false, advancedInValue: false },
};
const britishUnrepaired = (carriedOut?: boolean): Stated => ({
  ...british,
  returned: { unaltered: true, exportedFor: 'sale' },
  proofOfExport: true,
  work: { ...(carriedOut !== undefined && { carriedOut }) },
});
const rejectedInBritain = (pricedIn?: boolean): Stated => ({
  ...rejected,
  origin: 'GB',
  rejected: { ...(rejected.rejected as object), pricedIn },
  assessed: { dutyPaid: gbp('100') },
});

describe('a condition of a route', () => {
  test.each<[string, Stated, string, string, string]>([
    [
      'altered, perhaps only as it was necessary',
      { ...comesBack, returned: { unaltered: false } },
      'returned_goods',
      'same_state',
      'unknown',
    ],
    [
      'altered, as it was necessary',
      { ...comesBack, returned: { unaltered: false }, work: { onlyNecessary: true } },
      'returned_goods',
      'same_state',
      'met',
    ],
    [
      'altered, and more than that',
      { ...comesBack, returned: { unaltered: false }, work: { onlyNecessary: false } },
      'returned_goods',
      'same_state',
      'not_met',
    ],
    ['temporary admission, authorised', demonstrated, 'temporary_admission', 'ta_authorised', 'met'],
    [
      'no word on an authorisation',
      { ...demonstrated, authorisation: {} },
      'temporary_admission',
      'ta_authorised',
      'unknown',
    ],
    [
      'no authorisation',
      { ...demonstrated, authorisation: { held: false } },
      'temporary_admission',
      'ta_authorised',
      'not_met',
    ],
    ['a test', shown('acceptance_test'), 'temporary_admission_total', 'ta_total_purpose', 'met'],
    ['samples', shown('samples'), 'temporary_admission_total', 'ta_total_purpose', 'unknown'],
    ['professional equipment', shown('professional'), 'temporary_admission_total', 'ta_total_purpose', 'unknown'],
    [
      'eight months of testing',
      shown('testing', { totalRelief: true }),
      'temporary_admission_total',
      'ta_in_six_months',
      'met',
    ],
    [
      'eight months of an acceptance test',
      shown('acceptance_test'),
      'temporary_admission_total',
      'ta_in_six_months',
      'not_met',
    ],
    [
      'customs refuse it for the purpose',
      shown('samples', { totalRelief: false }),
      'temporary_admission_total',
      'ta_total_purpose',
      'not_met',
    ],
    ['more than 500,000 pounds, in euro', worth({ value: eur('700000') }, pounds), 'op_paid', 'abd_value', 'not_met'],
    ['less than that, in euro', worth({ value: eur('500000') }, pounds), 'op_paid', 'abd_value', 'met'],
    ['more, as they left', worth({ valueBeforeExport: gbp('700000') }), 'op_paid', 'abd_value', 'not_met'],
    [
      'private goods without an authorisation',
      { ...british, goods: ofAPerson, authorisation: {} },
      'op_paid',
      'abd_uses',
      'met',
    ],
    ['which have no period either', { ...british, goods: ofAPerson, authorisation: {} }, 'op_paid', 'in_period', 'met'],
    ['business goods without one', { ...british, authorisation: {} }, 'op_paid', 'abd_uses', 'unknown'],
    ['an American repair that was not done', unrepaired, 'us_9802_50', 'work_done', 'not_met'],
    ['of which nobody said that it was done', { ...american, work: {} }, 'us_9802_50', 'work_done', 'unknown'],
    ['a British repair that was done', britishUnrepaired(true), 'returned_unrepaired', 'not_repaired', 'not_met'],
    ['one that was not done', britishUnrepaired(false), 'returned_unrepaired', 'not_repaired', 'met'],
    ['one of which that is not known', britishUnrepaired(), 'returned_unrepaired', 'not_repaired', 'unknown'],
    ['British goods sold as defective', rejectedInBritain(true), 'rejected_goods', 'not_priced_in', 'not_met'],
    ['perhaps sold as defective', rejectedInBritain(), 'rejected_goods', 'not_priced_in', 'unknown'],
  ])('%s', (_, stated, id, condition, status) => {
    const { conditions } = routeIn(stated, id);
    expect(conditions.find((one) => one.id === condition)?.status).toBe(status);
  });

  test('American goods that were not repaired are returned goods', () => {
    expect(determined(unrepaired).chosen).toMatchObject({ origin: 'us_9801_unrepaired' });
    expect(routeIn(unrepaired, 'us_9801_unrepaired').provision).toBe('9801.00.10');
  });
});

describe('a guard', () => {
  const statusOf = (stated: Stated, id: string) => determined(stated).guards.find((one) => one.id === id)?.status;
  const battery = (data: object): Stated => ({ ...repairAbroad, goods: { battery: { testSummary: true, ...data } } });
  test.each<[string, Stated, string, string]>([
    [
      'words in another case',
      {
        ...repairAbroad,
        goods: { description: 'HEADSET  pro' },
        outboundInvoice: { reference: 'I', description: 'Headset Pro' },
      },
      'description',
      'clear',
    ],
    [
      'other words',
      { ...repairAbroad, goods: { description: 'Headset' }, outboundInvoice: { reference: 'I', description: 'Radio' } },
      'description',
      'stopped',
    ],
    [
      'ion cells with the data of metal ones',
      battery({ chemistry: 'lithium_ion', lithiumGrams: '1', unNumber: 'UN3090' }),
      'battery_data',
      'stopped',
    ],
    [
      'ion cells with theirs',
      battery({ chemistry: 'lithium_ion', wattHours: '20', unNumber: 'UN3481' }),
      'battery_data',
      'clear',
    ],
    [
      'metal cells with the number of ion ones',
      battery({ chemistry: 'lithium_metal', lithiumGrams: '1', unNumber: 'UN3480' }),
      'battery_data',
      'stopped',
    ],
    [
      'metal cells with theirs',
      battery({ chemistry: 'lithium_metal', lithiumGrams: '1', unNumber: 'UN3091' }),
      'battery_data',
      'clear',
    ],
  ])('%s', (_, stated, id, status) => {
    expect(statusOf(stated, id)).toBe(status);
  });
});
