import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  isDay,
  monthsOrFractions,
  pastWeekend,
  periodOf,
  secondLastWednesday,
} from '../../../shared/customs/calendar.ts';

const days = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a period of months ends on the same day, or the last of a shorter month', () => {
  test.each([
    ['2026-03-12', 2, '2026-05-12'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-01-30', 1, '2026-02-28'],
    ['2026-02-28', 1, '2026-03-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2024-02-29', 36, '2027-02-28'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-10-31', 24, '2028-10-31'],
    ['2096-02-29', 48, '2100-02-28'],
  ])('%s and %i months: %s', (day, months, end) => expect(addMonths(day, months)).toBe(end));

  test('a longer period never ends earlier', () => {
    fc.assert(
      fc.property(days, fc.nat(120), (day, months) => {
        expect(addMonths(day, months + 1) > addMonths(day, months)).toBe(true);
      }),
    );
  });
});

describe('months or fractions of a month', () => {
  test.each([
    ['2026-01-10', '2026-08-13', 8],
    ['2026-01-10', '2026-02-10', 1],
    ['2026-01-10', '2026-02-11', 2],
    ['2026-01-10', '2026-01-10', 1],
    ['2026-01-10', '2026-01-11', 1],
    ['2026-01-31', '2026-02-28', 1],
    ['2026-01-31', '2026-03-01', 2],
    ['2026-02-28', '2026-03-31', 2],
    ['2024-02-29', '2025-02-28', 12],
    ['2024-02-29', '2025-03-01', 13],
    ['2026-11-10', '2028-11-10', 24],
    ['2026-11-10', '2028-11-11', 25],
  ])('from %s to %s: %i', (from, until, months) => expect(monthsOrFractions(from, until)).toBe(months));

  test('are the fewest whole months that reach the day', () => {
    fc.assert(
      fc.property(days, fc.nat(4000), (from, more) => {
        const until = addDays(from, more);
        const months = monthsOrFractions(from, until);
        expect(addMonths(from, months) >= until).toBe(true);
        expect(months === 1 || addMonths(from, months - 1) < until).toBe(true);
      }),
    );
  });
});

test.each([
  ['2026-10-31', '2026-11-02'],
  ['2026-11-01', '2026-11-02'],
  ['2026-11-02', '2026-11-02'],
  ['2026-11-06', '2026-11-06'],
])('past the weekend of %s is %s', (day, working) => expect(pastWeekend(day)).toBe(working));

describe('the second-last Wednesday', () => {
  test.each([
    ['2026-10-15', '2026-10-21'],
    ['2026-09-01', '2026-09-23'],
    ['2026-12-31', '2026-12-23'],
    ['2027-02-10', '2027-02-17'],
    ['2028-02-01', '2028-02-16'],
  ])('of the month of %s is %s', (day, wednesday) => expect(secondLastWednesday(day)).toBe(wednesday));

  test('is a Wednesday with exactly one more in its month', () => {
    fc.assert(
      fc.property(days, (day) => {
        const found = secondLastWednesday(day);
        expect(new Date(found).getUTCDay()).toBe(3);
        expect(addDays(found, 7).slice(0, 7)).toBe(day.slice(0, 7));
        expect(addDays(found, 14).slice(0, 7)).not.toBe(day.slice(0, 7));
      }),
    );
  });

  test('of the month before, across a new year', () =>
    expect(secondLastWednesday('2027-01-05', -1)).toBe('2026-12-23'));
});

test.each([
  ['2026-11-02', 1, '2026-11-01', '2026-11-30'],
  ['2028-02-29', 1, '2028-02-01', '2028-02-29'],
  ['2026-11-02', 3, '2026-10-01', '2026-12-31'],
  ['2026-03-31', 3, '2026-01-01', '2026-03-31'],
] as const)('%s is in the run of %i months from %s to %s', (day, months, from, until) =>
  expect(periodOf(day, months)).toEqual({ from, until }),
);

test.each([
  ['2026-02-28', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-2-1', false],
  ['soon', false],
  ['2026-11-02T00:00:00Z', false],
])('%s is a day: %s', (text, is) => expect(isDay(text)).toBe(is));
