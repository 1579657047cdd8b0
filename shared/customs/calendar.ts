/*
 * Days and months as customs law counts them, on calendar days without a time or a zone ('2026-05-12'). Written here and
 * not taken from a library: a dozen lines on UTC dates, where temporal-polyfill is 57 KB and luxon 70.
 *
 * A period of months that starts with an event leaves the event's own day out and ends with the same day of its last
 * month; where that month has no such day, with its last day (Regulation (EEC, Euratom) No 1182/71, Art. 3(1), (2)(c)). So
 * a month from 31 January ends on 28 or 29 February, and a year from 29 February on 28 February.
 */

/** A calendar day, ISO 8601: '2026-05-12'. */
export type Day = string;

const utc = (day: Day): Date => new Date(`${day}T00:00:00Z`);
const dayOf = (date: Date): Day => date.toISOString().slice(0, 10);
const at = (year: number, month: number, day: number): Day => dayOf(new Date(Date.UTC(year, month, day)));

/** Whether a text is a day that exists: 2026-02-30 is none. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text).getTime()) && dayOf(utc(text)) === text;

/** The last day of a period of whole months that starts with an event on `day`. */
export function addMonths(day: Day, months: number): Day {
  const start = utc(day);
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth() + months];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return at(year, month, Math.min(start.getUTCDate(), lastOfMonth));
}

export const addDays = (day: Day, days: number): Day => dayOf(new Date(utc(day).getTime() + days * 86_400_000));

/**
 * Months or fractions of a month from one day to another: the least number of whole months that reaches `until`. From 10
 * January to 10 February is one, to 11 February two; a stay that ends on its first day is one.
 */
export function monthsOrFractions(from: Day, until: Day): number {
  const [start, end] = [utc(from), utc(until)];
  const guess = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  return Math.max(1, addMonths(from, guess) >= until ? guess : guess + 1);
}

/** The next day that is neither Saturday nor Sunday: the day itself, or the Monday after. Holidays are not known here. */
export function pastWeekend(day: Day): Day {
  const weekday = utc(day).getUTCDay();
  return weekday === 6 ? addDays(day, 2) : weekday === 0 ? addDays(day, 1) : day;
}

/** The last Wednesday but one of the month `months` before or after the one that `day` is in. */
export function secondLastWednesday(day: Day, months = 0): Day {
  const start = utc(day);
  const last = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months + 1, 0));
  const sinceWednesday = (last.getUTCDay() + 4) % 7;
  return addDays(dayOf(last), -sinceWednesday - 7);
}

/** First and last day of the run of `months` months (1: month, 3: quarter) that `day` is in. */
export function periodOf(day: Day, months: 1 | 3): { from: Day; until: Day } {
  const start = utc(day);
  const first = start.getUTCMonth() - (start.getUTCMonth() % months);
  return { from: at(start.getUTCFullYear(), first, 1), until: at(start.getUTCFullYear(), first + months, 0) };
}
