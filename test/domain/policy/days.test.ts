import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, dayAt, daysBetween, endOfDay, weekday } from '../../../shared/policy/days.ts';

const zones = Intl.supportedValuesOf('timeZone');
const instant = fc.date({
  min: new Date('2012-01-02T00:00:00Z'),
  max: new Date('2040-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const day = instant.map((at) => at.toISOString().slice(0, 10));

describe('the day it is', () => {
  test.each([
    ['an instant before midnight in Berlin', '2026-11-02T22:59:59.999Z', 'Europe/Berlin', '2026-11-02'],
    ['midnight in Berlin', '2026-11-02T23:00:00.000Z', 'Europe/Berlin', '2026-11-03'],
    ['summer time is two hours ahead', '2026-07-02T22:00:00.000Z', 'Europe/Berlin', '2026-07-03'],
    ['west of the date line', '2026-11-02T12:00:00.000Z', 'Pacific/Kiritimati', '2026-11-03'],
    ['east of the date line', '2026-11-02T08:00:00.000Z', 'Pacific/Pago_Pago', '2026-11-01'],
    ['a half-hour zone', '2026-11-02T18:30:00.000Z', 'Asia/Kolkata', '2026-11-03'],
  ])('%s', (_, at, zone, expected) => {
    expect(dayAt(at, zone)).toBe(expected);
    expect(dayAt(new Date(at), zone)).toBe(expected);
  });
});

describe('the end of a day', () => {
  test.each([
    ['an ordinary day', '2026-11-02', 'Europe/Berlin', '2026-11-02T22:59:59.999Z'],
    ['the day of 23 hours', '2026-03-29', 'Europe/Berlin', '2026-03-29T21:59:59.999Z'],
    ['the day of 25 hours', '2026-10-25', 'Europe/Berlin', '2026-10-25T22:59:59.999Z'],
    [
      'clocks that go forward at midnight: the next day begins at one',
      '2024-04-25',
      'Africa/Cairo',
      '2024-04-25T21:59:59.999Z',
    ],
    [
      'clocks that go back at midnight: the last hour comes twice',
      '2021-03-27',
      'America/Asuncion',
      '2021-03-28T03:59:59.999Z',
    ],
    ['a day after which the place skipped one', '2011-12-29', 'Pacific/Apia', '2011-12-30T09:59:59.999Z'],
    ['29 February', '2028-02-29', 'America/New_York', '2028-03-01T04:59:59.999Z'],
  ])('%s', (_, of, zone, expected) => expect(endOfDay(of, zone)).toBe(expected));

  test('is on that day, and an instant later it is another, in every zone', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...zones), (of, zone) => {
        const end = Date.parse(endOfDay(of, zone));
        expect(dayAt(new Date(end), zone)).toBe(of);
        expect(dayAt(new Date(end + 1), zone) > of).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('counting', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-10-05', 24, '2028-10-05'],
  ])('%s and %i months', (from, months, expected) => expect(addMonths(from, months)).toBe(expected));

  test('days there and back, over month ends, leap days and years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysBetween('2026-10-25', '2026-10-26')).toBe(1);
    expect(daysBetween('2026-03-01', '2026-02-27')).toBe(-2);
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days);
        expect(addDays(from, days) > from).toBe(days > 0);
        expect(weekday(addDays(from, 7))).toBe(weekday(from));
      }),
    );
  });

  test('the days of the week', () => {
    expect(['2026-11-02', '2026-11-07', '2026-11-08'].map(weekday)).toEqual([1, 6, 7]);
  });

  test.each(['2026-02-30', '2026-13-01', '2026-1-1', 'yesterday'])('%s is no day', (text) => {
    expect(() => addDays(text, 1)).toThrow(RangeError);
  });
});
