import { describe, expect, test } from 'vitest';
import { checkValuation } from '../../../shared/customs/check-facts.ts';
import { shippedJurisdictions } from '../../../shared/customs/jurisdictions/shipped.ts';
import { valuate } from '../../../shared/customs/route.ts';
import {
  american,
  british,
  comesBack,
  demonstrated,
  determined,
  eur,
  exchanged,
  facts,
  gbp,
  rejected,
  repairAbroad,
  routeIn,
  type Stated,
  warranty,
} from './sample-facts.ts';

/** What one condition comes to, and what it asks for where it is unknown. */
type Row = [what: string, stated: Stated, id: string, condition: string, status: string, needs?: string[]];
const tells = (rows: Row[]) =>
  test.each(rows)('%s', (_, stated, id, condition, status, needs) => {
    const found = routeIn(stated, id).conditions.find((one) => one.id === condition);
    expect(found?.status).toBe(status);
    if (needs) expect(found?.needs).toEqual(needs);
  });

describe('duty at stake is the duty with what is added to it', () => {
  const dumped = (more: object, goods: object = {}): Stated => ({
    ...repairAbroad,
    goods: { ...(repairAbroad.goods as object), ...goods },
    rates: { importTaxPercent: '19', ...more },
  });
  const free = { duty: { percent: '0' } };
  const added = (percent: string) => ({ additional: [{ measure: 'anti-dumping', percent }] });
  tells([
    ['nothing of either', dumped(free), 'op_paid', 'duty_above_zero', 'not_met'],
    ['an additional duty alone', dumped({ ...free, ...added('20') }), 'op_paid', 'duty_above_zero', 'met'],
    [
      'which closes the route for tax alone',
      dumped({ ...free, ...added('20') }),
      'vat_only',
      'duty_is_zero',
      'not_met',
    ],
    ['one of nothing', dumped({ ...free, ...added('0') }), 'vat_only', 'duty_is_zero', 'met'],
    ['it is duty whatever the rate', dumped(added('20')), 'op_paid', 'duty_above_zero', 'met'],
    [
      'goods under such duties whose rate is not stated',
      dumped(free, { antiDumping: true }),
      'vat_only',
      'duty_is_zero',
      'unknown',
      ['/assessed/fullDuty', '/rates/additional'],
    ],
    ['in Great Britain', { ...british, rates: { ...free, ...added('20') } }, 'vat_only', 'duty_is_zero', 'not_met'],
  ]);

  test('outward processing is the route then', () => {
    const { chosen, routes } = determined(dumped({ ...free, ...added('20') }));
    expect(chosen.origin).toBe('op_paid');
    expect(routes.find(({ id }) => id === 'op_paid')?.valuation?.fullDuty?.amount).toEqual(eur('1240.00'));
  });
});

describe('British temporary admission', () => {
  const shown = (authorisation: object, admission: object = { purpose: 'demonstration' }): Stated => ({
    ...demonstrated,
    destination: 'GB',
    authorisation,
    temporaryAdmission: { unaltered: true, allReexported: true, ...admission },
  });
  const held = { held: true, kind: 'full' };
  tells([
    ['authorised', shown({ held: true }), 'temporary_admission_total', 'ta_authorised', 'met'],
    ['not authorised', shown({ held: false }), 'temporary_admission_total', 'ta_authorised', 'not_met'],
    [
      'of which nothing is said',
      shown({}),
      'temporary_admission_total',
      'ta_authorised',
      'unknown',
      ['/authorisation/held'],
    ],
    ['partial relief', shown({ held: false, kind: 'full' }), 'temporary_admission', 'ta_authorised', 'not_met'],
    [
      'professional equipment: customs say',
      shown(held, { purpose: 'professional' }),
      'temporary_admission_total',
      'ta_total_purpose',
      'unknown',
      ['/temporaryAdmission/totalRelief'],
    ],
    [
      'samples, and they grant it',
      shown(held, { purpose: 'samples', totalRelief: true }),
      'temporary_admission_total',
      'ta_total_purpose',
      'met',
    ],
    [
      'samples, and they do not',
      shown(held, { purpose: 'samples', totalRelief: false }),
      'temporary_admission_total',
      'ta_total_purpose',
      'not_met',
    ],
  ]);
});

describe('nine pounds are those of the claim', () => {
  const claimed = (dutyPaid: string, units: object, goods: object = { units: 10 }): Stated => ({
    ...rejected,
    origin: 'GB',
    goods,
    rejected: { ...(rejected.rejected as object), units: undefined, ...units },
    assessed: { dutyPaid: gbp(dutyPaid) },
  });
  const nine = 'more_than_nine_pounds';
  tells([
    ['one unit of ten', claimed('20.00', { units: 1 }), 'rejected_goods', nine, 'not_met'],
    ['nine pounds', claimed('90.00', { units: 1 }), 'rejected_goods', nine, 'not_met'],
    ['a penny more', claimed('90.10', { units: 1 }), 'rejected_goods', nine, 'met'],
    ['how many is not known', claimed('20.00', {}), 'rejected_goods', nine, 'unknown', ['/rejected/units']],
    ['of how many', claimed('20.00', { units: 1 }, {}), 'rejected_goods', nine, 'unknown', ['/goods/units']],
    ['too little, however many', claimed('9.00', {}), 'rejected_goods', nine, 'not_met'],
  ]);
});

describe('products of the United States', () => {
  const cameBack = (originCountry: string): Stated => ({
    ...comesBack,
    destination: 'US',
    goods: { originCountry },
    dates: { exported: '2019-01-01', reimported: '2026-11-02' },
  });
  tells([
    ['of a state', cameBack('US'), 'us_9801_10', 'us_product_or_three_years', 'met'],
    ['of Puerto Rico', cameBack('PR'), 'us_9801_10', 'us_product_or_three_years', 'met'],
    ['of another country', cameBack('CN'), 'us_9801_10', 'us_product_or_three_years', 'not_met'],
  ]);

  test('have no deadline', () => expect(routeIn(cameBack('PR'), 'us_9801_10').deadlines).toEqual([]));
});

describe('whether an American repair is pursuant to a warranty', () => {
  const covered = (of: object): Stated => ({ ...american, warranty: of });
  tells([
    ['it is', covered({ kind: 'contractual' }), 'us_9802_50', 'for_other_repair', 'not_met'],
    ['it is not', covered({ kind: 'none' }), 'us_9802_50', 'for_other_repair', 'met'],
    ['nobody said', covered({}), 'us_9802_50', 'for_other_repair', 'unknown', ['/warranty/kind']],
    [
      'free, and nobody said',
      { ...covered({ freeOfCharge: true }), charges: {} },
      'us_agreement',
      'for_other_repair',
      'unknown',
    ],
    ['goods returned at retail', { ...rejected, origin: 'US' }, 'drawback_rejected', 'for_rejected', 'unknown'],
    [
      'not at retail',
      { ...rejected, origin: 'US', rejected: { ...(rejected.rejected as object), retail: false } },
      'drawback_rejected',
      'for_rejected',
      'met',
    ],
  ]);

  test.each([
    ['outward_processing', american, 'us_9802_50'],
    ['agreement_repair_relief', american, 'us_agreement'],
    ['drawback', { ...rejected, origin: 'US', destination: 'CN' }, 'drawback_rejected'],
  ] as const)('where it is not known a valuation of %s is of the ordinary form', (route, stated, id) => {
    const request = { jurisdiction: 'US', route, facts: facts({ ...stated, warranty: {} }) };
    const checked = checkValuation(request, shippedJurisdictions);
    expect(checked.ok && valuate(checked.value, shippedJurisdictions)?.route.id).toBe(id);
  });
});

describe('a purchased plan in the Union', () => {
  const bought = (more: object = {}): Stated => ({
    ...repairAbroad,
    warranty: { ...warranty, kind: 'purchased_plan', ...more },
    charges: { valueOfRepair: eur('320') },
  });
  const newForUsed = (more: object = {}): Stated => ({
    ...exchanged,
    exchange: { ...(exchanged.exchange as object), replacementUsed: false },
    warranty: { ...warranty, kind: 'purchased_plan', ...more },
    charges: {},
  });
  tells([
    ['the law does not say', bought(), 'op_free', 'under_guarantee', 'unknown', ['/warranty/accepted']],
    ['customs accept it', bought({ accepted: true }), 'op_free', 'under_guarantee', 'met'],
    ['customs do not', bought({ accepted: false }), 'op_free', 'under_guarantee', 'not_met'],
    [
      'what kind it is comes first',
      { ...bought(), warranty: { freeOfCharge: true } },
      'op_free',
      'under_guarantee',
      'unknown',
      ['/warranty/kind'],
    ],
    ['new for used, under one', newForUsed(), 'ses_free', 'used_for_used', 'unknown', ['/warranty/accepted']],
    ['under one that is accepted', newForUsed({ accepted: true }), 'ses_free', 'used_for_used', 'met'],
    [
      'in Great Britain it is no guarantee',
      { ...bought(), ...{ origin: 'GB', charges: {}, goods: {} } },
      'op_free',
      'under_guarantee',
      'not_met',
    ],
  ]);
});

describe('end-use goods that go to be repaired are not excluded, nor those that are exchanged in its stead', () => {
  const endUse = (repairable?: boolean): Stated => ({
    ...exchanged,
    goods: { ...(exchanged.goods as object), endUse: true },
    work: { ...(repairable !== undefined && { repairable }) },
  });
  tells([
    ['to be repaired', endUse(true), 'ses_paid', 'ses_not_end_use', 'met'],
    ['perhaps', endUse(), 'ses_paid', 'ses_not_end_use', 'unknown', ['/work/repairable']],
    ['not to be repaired', endUse(false), 'ses_paid', 'ses_not_end_use', 'not_met'],
  ]);
});

describe('a British repair without an authorisation', () => {
  const by = (authorisation: object, commercial?: boolean): Stated => ({
    ...british,
    goods: { ...(british.goods as object), ...(commercial !== undefined && { commercial }) },
    authorisation,
  });
  tells([
    ['is refused', by({ held: false }), 'op_paid', 'authorised', 'not_met'],
    ['but for private goods', by({ held: false }, false), 'op_paid', 'authorised', 'met'],
    ['of a business too', by({ held: false }, true), 'op_paid', 'authorised', 'not_met'],
    [
      'where nothing is said of it, both are asked',
      by({}),
      'op_paid',
      'authorised',
      'unknown',
      ['/authorisation/held', '/goods/commercial'],
    ],
  ]);
});
