import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';

/*
 * Days as a customer counts them: a day is text (`2026-11-02`), without a time or a zone of its own, so that days compare
 * as text does. The arithmetic is Temporal's (TC39), which knows days of 23 and 25 hours, clocks that go back at midnight,
 * and days that a place skipped.
 */

/** ISO 8601 calendar day: `2026-11-02`. */
export type Day = string;

/** @throws RangeError at what is no day: 2026-02-30 */
const parsed = (day: Day): PlainDate.Record => {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  return PlainDate.create(Number(year), Number(month), Number(date));
};
const written = (date: PlainDate.Record): Day => PlainDate.toString(date);

/** The day it is in a zone at an instant. @param zone IANA name @throws RangeError at a zone or instant that is none */
export const dayAt = (instant: string | Date, zone: string): Day => {
  const at = Instant.fromEpochMilliseconds(typeof instant === 'string' ? Date.parse(instant) : instant.getTime());
  return written(ZonedDateTime.toPlainDate(Instant.toZonedDateTimeISO(at, zone)));
};

/** The last instant (ISO, UTC, to the millisecond) of a day in a zone. */
export const endOfDay = (day: Day, zone: string): string => {
  const next = PlainDate.toZonedDateTime(PlainDate.addDays(parsed(day), 1), { timeZone: zone });
  return new Date(ZonedDateTime.toInstant(next).epochMilliseconds - 1).toISOString();
};

export const addDays = (day: Day, days: number): Day => written(PlainDate.addDays(parsed(day), days));

/**
 * The day with the same number that many months on; where that month has none, its last day (Reg. (EEC, Euratom) 1182/71,
 * Art. 3(2)(c)): a year from 29 February ends on 28 February.
 */
export const addMonths = (day: Day, months: number): Day => written(PlainDate.addMonths(parsed(day), months));

/** Calendar days from one day to another; negative when the other came before. */
export const daysBetween = (from: Day, to: Day): number => PlainDate.diffDays(parsed(from), parsed(to));

/** 1 is Monday, 7 is Sunday. */
export const weekday = (day: Day): number => PlainDate.dayOfWeek(parsed(day));
