import type { HolidayPeriod } from '../contracts/policy.ts';
import { addDays, type Day } from './days.ts';
import { isRestDay } from './holidays.ts';

/** What a window is counted from: the day of delivery and the country, both as the customer has them. */
export interface Counted {
  deliveredOn?: Day | undefined;
  country?: string | undefined;
}

/** The day itself, or the first after it that is no Saturday, Sunday or public holiday (Reg. 1182/71, Art. 3(4)). */
export function nextWorkingDay(day: Day, country: string | undefined): Day {
  let next = day;
  while (isRestDay(next, country)) next = addDays(next, 1);
  return next;
}

/**
 * The last day of a window; it ends with that day, in the customer's time zone. Undefined where nobody knows when the
 * goods were delivered: such a window is neither open nor over.
 *
 * The day of delivery is day 0 (Reg. (EEC, Euratom) 1182/71, Art. 3(1)). Holiday periods the delivery falls into extend
 * the window, and a last day that is a Saturday, Sunday or public holiday gives way to the next working day (Art. 3(4)).
 * A window of no days ends on the day of delivery itself: it gives nothing that could be extended.
 * @param days of the window
 */
export function windowEnd(days: number, counted: Counted, periods: readonly HolidayPeriod[] = []): Day | undefined {
  const { deliveredOn, country } = counted;
  if (deliveredOn === undefined) return undefined;
  const ends = periods
    .filter(({ deliveredFrom, deliveredTo }) => deliveredFrom <= deliveredOn && deliveredOn <= deliveredTo)
    .map(({ until }) => until);
  const last = [addDays(deliveredOn, days), ...ends].reduce((a, b) => (a > b ? a : b));
  return last === deliveredOn ? last : nextWorkingDay(last, country);
}
