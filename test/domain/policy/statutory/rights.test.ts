import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withdrawalExclusion } from '../../../../shared/contracts/rights.ts';
import { addDays } from '../../../../shared/policy/days.ts';
import { type RightsInput, rightsOf } from '../../../../shared/policy/statutory/rights.ts';

const input = (some: Partial<RightsInput> = {}): RightsInput => ({
  country: 'DE',
  business: false,
  today: '2026-11-10',
  madeOn: '2026-10-28',
  arrival: { state: 'all', lastOn: '2026-11-02' },
  deliveredOn: '2026-11-02',
  repairs: [],
  ...some,
});
const right = (kind: string, some: Partial<RightsInput> = {}) => rightsOf(input(some)).find((one) => one.kind === kind);

describe('withdrawal from a distance contract', () => {
  test.each<[string, Partial<RightsInput>, string, string | undefined]>([
    ['fourteen days from the day after delivery', {}, 'open', '2026-11-16'],
    ['its last day', { today: '2026-11-16' }, 'open', '2026-11-16'],
    ['the day after', { today: '2026-11-17' }, 'over', '2026-11-16'],
    [
      'ends past a weekend',
      { arrival: { state: 'all', lastOn: '2026-10-31' }, today: '2026-11-16' },
      'open',
      '2026-11-16',
    ],
    [
      'ends past Christmas',
      { arrival: { state: 'all', lastOn: '2026-12-11' }, today: '2026-12-28' },
      'open',
      '2026-12-28',
    ],
    [
      'counts from the last good of the order, not from this line’s',
      { deliveredOn: '2026-10-05', arrival: { state: 'all', lastOn: '2026-11-02' }, today: '2026-11-16' },
      'open',
      '2026-11-16',
    ],
    [
      'has no last day while a part of the order has not been sent',
      { deliveredOn: '2026-08-05', arrival: { state: 'part', lastOn: '2026-08-05' } },
      'open',
      undefined,
    ],
    ['nothing has arrived yet', { deliveredOn: undefined, arrival: { state: 'part' } }, 'open', undefined],
    [
      'is open whatever came later, while it would be open for what is known',
      { arrival: { state: 'unknown', lastOn: '2026-11-02' } },
      'open',
      undefined,
    ],
    [
      'is neither open nor over where nobody knows when the last good came',
      { arrival: { state: 'unknown', lastOn: '2026-10-02' } },
      'unknown',
      undefined,
    ],
    ['nor where no delivery is known', { deliveredOn: undefined, arrival: { state: 'unknown' } }, 'unknown', undefined],
    ['lasts twelve months longer for who was never told', { told: 'never', today: '2027-11-16' }, 'open', '2027-11-16'],
    ['and no longer', { told: 'never', today: '2027-11-17' }, 'over', '2027-11-16'],
    ['told late: fourteen days from then', { told: '2027-02-01', today: '2027-02-15' }, 'open', '2027-02-15'],
    ['told just before the twelve months end', { told: '2027-11-10', today: '2027-11-16' }, 'open', '2027-11-16'],
    ['told before delivery is told in time', { told: '2026-10-30' }, 'open', '2026-11-16'],
    [
      'in Great Britain a weekend extends nothing',
      { country: 'GB', arrival: { state: 'all', lastOn: '2026-10-31' }, today: '2026-11-16' },
      'over',
      '2026-11-14',
    ],
    ['there too it counts from the last good', { country: 'GB' }, 'open', '2026-11-16'],
  ])('%s', (_, some, status, until) => {
    expect(right('withdrawal', some)).toMatchObject({ status, ...(until && { until }) });
    expect(right('withdrawal', some)?.until).toBe(until);
  });

  test.each([
    ['DE', 'Art. 9(1), 9(2)(b) (BGB §§ 312g, 355–357)'],
    ['FR', 'L221-18'],
    ['RE', 'L221-18'],
    ['LV', 'Directive 2011/83/EU'],
    ['GB', 'Consumer Contracts Regulations 2013, regs 29–30'],
  ])('names its article in %s: %s', (country, article) => {
    expect(right('withdrawal', { country })?.article).toContain(article);
  });

  test.each<[RightsInput['condition'], string]>([
    [undefined, 'open'],
    ['unopened', 'open'],
    ['opened', 'excluded'],
    ['used', 'excluded'],
  ])('sealed goods are excluded once the seal was broken (condition %s: %s)', (condition, status) => {
    for (const excluded of ['sealed_hygiene', 'sealed_media'] as const)
      expect(right('withdrawal', { excluded, condition })?.status).toBe(status);
  });

  test.each(withdrawalExclusion.options.filter((one) => !one.startsWith('sealed')))(
    '%s is excluded whatever its condition, and says so',
    (excluded) => {
      for (const [country, article] of [
        ['DE', 'Art. 16'],
        ['GB', 'reg. 28'],
      ] as const) {
        const found = right('withdrawal', { excluded, country, condition: 'unopened' });
        expect(found).toMatchObject({ status: 'excluded', excludedBecause: excluded });
        expect(found?.article).toContain(article);
        expect(found?.follows).toMatch(/no right of withdrawal here: .+\.$/);
      }
    },
  );

  test('is in the reader’s language', () => {
    const [de] = rightsOf(input(), 'de');
    expect(de?.follows).toMatch(/widerrufen/);
    expect(rightsOf(input(), 'fr')[0]?.follows).toBe(rightsOf(input(), 'en')[0]?.follows);
  });
});

describe('goods not as agreed', () => {
  // Years of liability and of presumption, as each state chose.
  test.each([
    ['DE', '2028-11-02', '2027-11-02'],
    ['AT', '2028-11-02', '2027-11-02'],
    ['FR', '2028-11-02', '2028-11-02'],
    ['NL', undefined, '2027-11-02'],
    ['FI', undefined, '2027-11-02'],
    ['ES', '2029-11-02', '2028-11-02'],
    ['PT', '2029-11-02', '2028-11-02'],
    ['IT', '2028-11-02', '2027-11-02'],
    ['IE', '2032-11-02', '2027-11-02'],
    ['SE', '2029-11-02', '2028-11-02'],
    ['PL', '2028-11-02', '2028-11-02'],
    ['BE', '2028-11-02', '2028-11-02'],
    ['HR', '2028-11-02', '2027-11-02'],
    ['GB', '2032-11-02', '2027-05-02'],
  ])('%s: until %s, presumed until %s', (country, until, presumedUntil) => {
    expect(right('conformity', { country })).toMatchObject({ status: 'open', presumedUntil });
    expect(right('conformity', { country })?.until).toBe(until);
  });

  test.each<[string, Partial<RightsInput>, string, string | undefined]>([
    [
      'a contract made before 2022 is under the law of then',
      { madeOn: '2021-12-31', deliveredOn: '2022-01-04' },
      'over',
      '2024-01-04',
    ],
    ['its last day', { today: '2028-11-02' }, 'open', '2028-11-02'],
    ['the day after', { today: '2028-11-03' }, 'over', '2028-11-02'],
    [
      'twelve months more, once, after a repair',
      { today: '2029-11-02', repairs: ['2027-01-10', '2027-05-01'] },
      'open',
      '2029-11-02',
    ],
    [
      'not after one before the rule',
      { today: '2028-11-03', deliveredOn: '2026-05-02', repairs: ['2026-07-30'] },
      'over',
      '2028-05-02',
    ],
    ['not in Great Britain', { country: 'GB', today: '2032-11-03', repairs: ['2027-01-10'] }, 'over', '2032-11-02'],
    [
      'delivery unknown: neither open nor over',
      { deliveredOn: undefined, arrival: { state: 'unknown' } },
      'unknown',
      undefined,
    ],
    ['delivered on 29 February', { deliveredOn: '2028-02-29', today: '2030-02-28' }, 'open', '2030-02-28'],
  ])('%s', (_, some, status, until) => {
    expect(right('conformity', some)?.status).toBe(status);
    expect(right('conformity', some)?.until).toBe(until);
  });

  // Years of liability and of presumption under the laws before Directive (EU) 2019/771.
  test.each([
    ['DE', '2021-06-01', '2023-06-10', '2021-12-10'],
    ['HR', '2021-06-01', '2023-06-10', '2021-12-10'],
    ['IE', '2021-06-01', '2027-06-10', '2021-12-10'],
    ['NL', '2021-06-01', undefined, '2021-12-10'],
    ['FI', '2021-06-01', undefined, '2021-12-10'],
    ['AX', '2021-06-01', undefined, '2021-12-10'],
    ['SE', '2021-06-01', '2024-06-10', '2021-12-10'],
    ['PT', '2021-06-01', '2023-06-10', '2023-06-10'],
    ['FR', '2021-06-01', '2023-06-10', '2023-06-10'],
    ['FR', '2016-03-17', '2023-06-10', '2021-12-10'],
    ['PL', '2021-06-01', '2023-06-10', '2022-06-10'],
    ['ES', '2021-06-01', '2023-06-10', '2021-12-10'],
    ['GB', '2021-06-01', '2027-06-10', '2021-12-10'],
  ])('%s, a contract of %s: until %s, presumed until %s', (country, madeOn, until, presumedUntil) => {
    const found = right('conformity', { country, madeOn, deliveredOn: '2021-06-10', today: '2026-11-26' });
    expect(found).toMatchObject({ presumedUntil, status: until && until < '2026-11-26' ? 'over' : 'open' });
    expect(found?.until).toBe(until);
  });

  test('nothing is known of laws before those', () =>
    expect(right('conformity', { madeOn: '2001-12-31' })).toBeUndefined());

  test.each(['repairs', 'replacements'])('where one of its %s did not help, money back', (what) => {
    expect(right('final_rejection', { [what]: ['2026-11-05'] })?.follows).toContain('a lower price');
    for (const country of ['DE', 'GB', 'NL'])
      expect(right('final_rejection', { country, [what]: ['2026-11-05'] })).toMatchObject({ status: 'open' });
  });

  test('a replacement makes the liability no longer', () =>
    expect(right('conformity', { replacements: ['2027-01-10'] })?.until).toBe('2028-11-02'));

  test('where one repair did not help, money back', () => {
    expect(right('final_rejection')).toBeUndefined();
    expect(right('final_rejection', { repairs: ['2026-11-05'] })).toMatchObject({
      status: 'open',
      until: '2029-11-02',
    });
    expect(right('final_rejection', { country: 'GB', repairs: ['2026-11-05'] })?.article).toContain('s. 24');
    expect(right('final_rejection', { repairs: ['2026-11-05'], today: '2030-01-01' })).toBeUndefined();
  });

  test.each([
    ['2026-12-02', 'open'],
    ['2026-12-03', 'over'],
  ])('the British short-term right to reject on %s: %s', (today, status) => {
    expect(right('short_term_rejection', { country: 'GB', today })).toMatchObject({ status, until: '2026-12-02' });
  });

  test('there is none in the Union', () => expect(right('short_term_rejection')).toBeUndefined());
});

describe('who has none', () => {
  test.each<[string, Partial<RightsInput>]>([
    ['business buyers', { business: true }],
    ['business buyers in Great Britain', { business: true, country: 'GB' }],
    ['consumers in the United States', { country: 'US' }],
    ['a country whose law is not known here', { country: 'JP' }],
    ['nobody knows where the consumer lives', { country: undefined }],
  ])('%s', (_, some) => expect(rightsOf(input(some))).toEqual([]));
});

test('later days never open a right again, and a right’s last day does not depend on today', () => {
  const day = fc.integer({ min: 0, max: 1200 }).map((days) => addDays('2026-06-01', days));
  const country = fc.constantFrom('DE', 'AT', 'FR', 'NL', 'ES', 'IT', 'IE', 'SE', 'PL', 'GB', 'GR', 'BG');
  fc.assert(
    fc.property(country, day, day, fc.nat({ max: 800 }), (of, deliveredOn, today, later) => {
      const at = (now: string) =>
        rightsOf(
          input({
            country: of,
            deliveredOn,
            arrival: { state: 'all', lastOn: deliveredOn },
            today: now,
            madeOn: '2026-06-01',
          }),
        );
      const [before, after] = [at(today), at(addDays(today, later))];
      expect(after.map(({ kind, until }) => [kind, until])).toEqual(before.map(({ kind, until }) => [kind, until]));
      for (const [i, one] of before.entries()) if (one.status === 'over') expect(after[i]?.status).toBe('over');
      for (const { status, until } of before) if (until) expect(status).toBe(today <= until ? 'open' : 'over');
    }),
  );
});
