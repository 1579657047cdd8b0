import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HolidayPeriod } from '../../../shared/contracts/policy.ts';
import { addDays, endOfDay, weekday } from '../../../shared/policy/days.ts';
import { countriesWithHolidays, holidaysIn, isRestDay } from '../../../shared/policy/holidays.ts';
import { nextWorkingDay, windowEnd } from '../../../shared/policy/windows.ts';

const day = fc.integer({ min: 0, max: 365 * 12 }).map((days) => addDays('2024-01-01', days));
const country = fc.option(fc.constantFrom(...countriesWithHolidays, 'JP', 'BR'), { nil: undefined });

describe('public holidays', () => {
  // As published by the governments named in the rules.
  test.each([
    [
      'DE',
      ['2026-04-03', '2026-04-06', '2026-05-14', '2026-05-25', '2026-10-03', '2026-12-26'],
      ['2026-12-24', '2026-04-04'],
    ],
    ['DE', ['2024-03-29', '2027-03-26', '2028-04-14', '2026-11-18', '2027-11-17'], ['2026-11-25']],
    ['AT', ['2026-10-26', '2026-12-08', '2026-06-04'], ['2026-04-03']],
    ['FR', ['2026-05-08', '2026-07-14', '2026-11-11'], ['2026-12-24']],
    ['NL', ['2026-04-27', '2026-05-05', '2026-05-14'], ['2026-11-01']],
    ['IE', ['2026-02-02', '2026-03-17', '2026-08-03', '2026-10-26', '2030-02-01'], ['2026-04-03']],
    [
      'GB',
      ['2026-05-04', '2026-05-25', '2026-08-31', '2026-12-28', '2027-12-27', '2027-12-28', '2028-01-03'],
      ['2026-12-29'],
    ],
    ['SE', ['2026-06-06', '2026-06-19', '2026-12-24'], ['2026-05-25']],
    ['PL', ['2026-05-03', '2026-06-04', '2026-12-24'], ['2026-12-31']],
    ['GR', ['2026-02-23', '2026-04-10', '2026-04-13', '2026-06-01', '2027-05-03'], ['2026-04-06']],
    ['RO', ['2026-04-10', '2026-04-13', '2026-06-01', '2024-05-03', '2024-06-24'], ['2026-04-03']],
    ['BG', ['2026-09-07', '2027-09-06', '2026-05-25'], ['2026-05-26']],
    ['IT', ['2026-06-02', '2026-04-25', '2028-10-04'], ['2026-12-24']],
    ['ES', ['2026-10-12', '2026-12-08', '2026-04-03'], ['2026-12-24']],
    ['US', ['2026-01-19', '2026-05-25', '2026-09-07', '2026-11-26', '2027-07-05'], ['2026-11-27']],
  ])('%s', (of, holidays, working) => {
    expect(holidays.filter((one) => !isRestDay(one, of))).toEqual([]);
    expect(working.filter((one) => holidaysIn(of, Number(one.slice(0, 4))).includes(one))).toEqual([]);
  });

  test('every rule of every country can be read, in each year, and names days of that year', () => {
    for (const of of countriesWithHolidays)
      for (let year = 2024; year <= 2032; year += 1) {
        const days = holidaysIn(of, year);
        expect(days.length).toBeGreaterThan(6);
        expect(days.filter((one) => !one.startsWith(`${year}-`))).toEqual([]);
      }
  });

  test('every member state of the Union has them', () => {
    const union = 'AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
    expect(union.filter((one) => !countriesWithHolidays.includes(one))).toEqual([]);
  });
});

describe('the last day of a window', () => {
  const christmas: HolidayPeriod = { deliveredFrom: '2026-11-15', deliveredTo: '2026-12-24', until: '2027-01-29' };
  test.each<[string, number, string, string | undefined, string, HolidayPeriod[]?]>([
    ['the day of delivery is not counted', 14, '2026-11-02', 'DE', '2026-11-16'],
    ['a Saturday gives way to Monday', 14, '2026-10-31', 'DE', '2026-11-16'],
    ['a Sunday does', 14, '2026-11-01', 'DE', '2026-11-16'],
    ['Good Friday gives way to Tuesday after Easter', 14, '2026-03-20', 'DE', '2026-04-07'],
    ['not where Good Friday is a working day', 14, '2026-03-20', 'LU', '2026-04-03'],
    ['Christmas gives way to the first working day', 14, '2026-12-11', 'DE', '2026-12-28'],
    ['Boxing Day on a Saturday makes a Monday of rest', 14, '2026-12-11', 'GB', '2026-12-29'],
    ['the end of the year', 14, '2026-12-18', 'DE', '2027-01-04'],
    ['over the leap day', 30, '2028-01-31', 'DE', '2028-03-01'],
    ['in a year without one', 30, '2027-01-31', 'DE', '2027-03-02'],
    ['country unknown: weekends only', 14, '2026-12-11', undefined, '2026-12-25'],
    ['a window of no days is not extended', 0, '2026-11-07', 'DE', '2026-11-07'],
    ['delivered on the first day of a holiday period', 30, '2026-11-15', 'DE', '2027-01-29', [christmas]],
    ['on its last day', 30, '2026-12-24', 'DE', '2027-01-29', [christmas]],
    ['the day before', 30, '2026-11-14', 'DE', '2026-12-14', [christmas]],
    ['the day after', 30, '2026-12-25', 'DE', '2027-01-25', [christmas]],
    ['a period that ends sooner than the window takes nothing away', 90, '2026-12-01', 'DE', '2027-03-01', [christmas]],
    [
      'the latest of several periods',
      30,
      '2026-12-01',
      'DE',
      '2027-02-15',
      [christmas, { ...christmas, until: '2027-02-15' }],
    ],
    ['a period that ends on a Sunday', 30, '2026-12-01', 'DE', '2027-02-01', [{ ...christmas, until: '2027-01-31' }]],
  ])('%s', (_, days, deliveredOn, of, expected, periods = []) => {
    expect(windowEnd(days, { deliveredOn, country: of }, periods)).toBe(expected);
  });

  test('is neither open nor over where the day of delivery is not known', () => {
    expect(windowEnd(30, { country: 'DE' }, [christmas])).toBeUndefined();
  });

  test('is a working day, never earlier than the days given, and no more than a run of rest days later', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 400 }), country, (deliveredOn, days, of) => {
        const end = windowEnd(days, { deliveredOn, country: of }) ?? '';
        const plain = addDays(deliveredOn, days);
        expect(isRestDay(end, of)).toBe(false);
        expect(weekday(end)).toBeLessThan(6);
        expect(end >= plain).toBe(true);
        for (let one = plain; one < end; one = addDays(one, 1)) expect(isRestDay(one, of)).toBe(true);
      }),
    );
  });

  test('longer windows and later deliveries never end sooner', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 40 }),
        country,
        (from, days, more, of) => {
          const end = (start: string, length: number) => windowEnd(length, { deliveredOn: start, country: of }) ?? '';
          expect(end(from, days + more) >= end(from, days)).toBe(true);
          expect(end(addDays(from, more), days) >= end(from, days)).toBe(true);
        },
      ),
    );
  });

  test('ends with the day where the customer is, over the change of clocks', () => {
    const end = nextWorkingDay('2026-10-25', 'DE');
    expect(endOfDay(end, 'Europe/Berlin')).toBe('2026-10-26T22:59:59.999Z');
    expect(endOfDay(end, 'Atlantic/Canary')).toBe('2026-10-26T23:59:59.999Z');
  });
});
