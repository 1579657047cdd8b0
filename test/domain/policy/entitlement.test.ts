import { describe, expect, test } from 'vitest';
import { type Claim, coverageFacts, entitlementOf } from '../../../shared/policy/entitlement.ts';
import { rightsOf } from '../../../shared/policy/statutory/rights.ts';

const deliveredOn = '2026-03-02';
const claim = ({ country = 'US', ...some }: Partial<Claim> & { country?: string } = {}): Claim => {
  const { business = false, today = '2026-11-10' } = some;
  const at = 'deliveredOn' in some ? some.deliveredOn : deliveredOn;
  return {
    reason: 'defective',
    business,
    line: {},
    deliveredOn: at,
    today,
    rights: rightsOf({
      country,
      business,
      today,
      madeOn: '2026-02-20',
      arrival: { state: at ? 'all' : 'unknown', lastOn: at },
      deliveredOn: at,
      repairs: [],
    }),
    ...some,
  };
};
const plan = { tier: 'extended_plan', months: 48, reference: 'PLAN-7' } as const;
const commercial = { tier: 'manufacturer_commercial', months: 6 } as const;

describe('is the failure covered, by which tier, until when', () => {
  test.each<[string, Parameters<typeof claim>[0], string, string | undefined, string | undefined]>([
    ['the manufacturer’s warranty', { line: { warrantyMonths: 12 } }, 'yes', 'manufacturer_consumer', '2027-03-02'],
    [
      'its last day',
      { line: { warrantyMonths: 12 }, today: '2027-03-02' },
      'yes',
      'manufacturer_consumer',
      '2027-03-02',
    ],
    ['the day after', { line: { warrantyMonths: 12 }, today: '2027-03-03' }, 'no', undefined, undefined],
    [
      'a plan goes on after it',
      { line: { warrantyMonths: 12, warranties: [plan] }, today: '2027-03-03' },
      'yes',
      'extended_plan',
      '2030-03-02',
    ],
    [
      'the longest that covers is named',
      { line: { warrantyMonths: 12, warranties: [plan] } },
      'yes',
      'extended_plan',
      '2030-03-02',
    ],
    [
      'one with a last day of its own',
      { line: { warranties: [{ tier: 'extended_plan', until: '2026-11-10' }] } },
      'yes',
      'extended_plan',
      '2026-11-10',
    ],
    ['nothing is stated', {}, 'unknown', undefined, undefined],
    ['delivery is unknown', { line: { warrantyMonths: 12 }, deliveredOn: undefined }, 'unknown', undefined, undefined],
    [
      'a last day that needs no delivery',
      { line: { warranties: [{ tier: 'extended_plan', until: '2027-01-01' }] }, deliveredOn: undefined },
      'yes',
      'extended_plan',
      '2027-01-01',
    ],
    [
      'the law, while the lack is presumed',
      { country: 'DE', line: { warrantyMonths: 0 } },
      'yes',
      'statutory',
      '2028-03-02',
    ],
    [
      'the law, while the consumer may show it',
      { country: 'DE', line: { warrantyMonths: 0 }, today: '2027-03-03' },
      'unknown',
      undefined,
      undefined,
    ],
    [
      'the law is over too',
      { country: 'DE', line: { warrantyMonths: 0 }, today: '2028-03-03' },
      'no',
      undefined,
      undefined,
    ],
    [
      'as long as such goods last',
      { country: 'NL', line: { warrantyMonths: 0 }, today: '2030-01-01' },
      'unknown',
      undefined,
      undefined,
    ],
    [
      'a warranty for consumers may cover a business',
      { business: true, line: { warrantyMonths: 12 } },
      'unknown',
      undefined,
      undefined,
    ],
    ['not once it is over', { business: true, line: { warrantyMonths: 6 } }, 'no', undefined, undefined],
    [
      'a warranty for business use does',
      { business: true, line: { warrantyMonths: 24, warranties: [{ ...commercial, months: 12 }] } },
      'yes',
      'manufacturer_commercial',
      '2027-03-02',
    ],
    [
      'and counts instead of the one for consumers',
      { business: true, line: { warrantyMonths: 24, warranties: [commercial] } },
      'no',
      undefined,
      undefined,
    ],
    [
      'a consumer has nothing of it',
      { line: { warranties: [{ ...commercial, months: 60 }] } },
      'unknown',
      undefined,
      undefined,
    ],
    [
      'no law stands for goods a business bought',
      { business: true, country: 'DE', line: {} },
      'unknown',
      undefined,
      undefined,
    ],
    [
      'what went wrong on the way is the seller’s, not the manufacturer’s',
      { reason: 'damaged_in_transit', line: { warrantyMonths: 24 } },
      'unknown',
      undefined,
      undefined,
    ],
    [
      'and the law’s',
      { reason: 'damaged_in_transit', country: 'DE', line: { warrantyMonths: 24 } },
      'yes',
      'statutory',
      '2028-03-02',
    ],
  ])('%s', (_, some, covered, tier, until) => {
    expect(entitlementOf(claim(some))).toMatchObject({ covered });
    expect(entitlementOf(claim(some))?.tier).toBe(tier);
    expect(entitlementOf(claim(some))?.until).toBe(until);
  });

  test('every tier is shown, and the presumption with its article', () => {
    const given = claim({ country: 'DE', line: { warrantyMonths: 6, warranties: [plan] } });
    expect(entitlementOf(given)).toEqual({
      covered: 'yes',
      tier: 'extended_plan',
      until: '2030-03-02',
      tiers: [
        { tier: 'statutory', covered: 'yes', until: '2028-03-02', article: expect.stringContaining('2019/771') },
        { tier: 'manufacturer_consumer', covered: 'no', until: '2026-09-02' },
        { tier: 'extended_plan', covered: 'yes', until: '2030-03-02' },
      ],
      presumption: { until: '2027-03-02', article: expect.stringContaining('BGB') },
    });
  });

  test('nothing is claimed of goods that are merely unwanted', () => {
    expect(entitlementOf(claim({ reason: 'customer_remorse', line: { warrantyMonths: 24 } }))).toBeUndefined();
    expect(entitlementOf(claim({ reason: 'open_box' }))).toBeUndefined();
  });
});

describe('what policies are told of it', () => {
  const facts = (some: Parameters<typeof claim>[0]) => coverageFacts(claim(some), entitlementOf(claim(some)));
  test.each<[string, Parameters<typeof claim>[0], ReturnType<typeof facts>]>([
    [
      'covered',
      { line: { warrantyMonths: 12 } },
      { covered: true, coverageTier: 'manufacturer_consumer', warrantyDaysLeft: 112 },
    ],
    ['over', { line: { warrantyMonths: 6 } }, { covered: false, warrantyDaysLeft: -69 }],
    ['unknown is absent, never guessed', {}, {}],
    [
      'the law covers what no warranty does',
      { country: 'DE', line: { warrantyMonths: 6 } },
      { covered: true, coverageTier: 'statutory', warrantyDaysLeft: -69 },
    ],
    [
      'the longest counts',
      { line: { warrantyMonths: 6, warranties: [plan] } },
      { covered: true, coverageTier: 'extended_plan', warrantyDaysLeft: 1208 },
    ],
    ['doubtful for a business', { business: true, line: { warrantyMonths: 12 } }, {}],
    [
      'unwanted goods have their warranty all the same',
      { reason: 'customer_remorse', line: { warrantyMonths: 12 } },
      { warrantyDaysLeft: 112 },
    ],
  ])('%s', (_, some, expected) => expect(facts(some)).toEqual(expected));
});
