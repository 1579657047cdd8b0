import type { CustomsFacts } from '../contracts/customs.ts';
import type { CustomsDeadline } from '../contracts/customs-answers.ts';
import type { Money } from '../contracts/values.ts';
import type { Day } from './calendar.ts';
import { factAt, pointerTo } from './condition.ts';
import type { Place } from './jurisdiction.ts';
import type { Test } from './pack.ts';
import { limitOf, type TimeLimit, timeliness } from './time-limit.ts';

/**
 * A time limit of a pack: its last day, and whether it was kept. A day that is only planned keeps nothing yet. Without an
 * event that should have happened by then it is open until that day; after it nothing is known, and the answer says so: that
 * a fact is not stated does not mean that nothing happened.
 */
export function deadlineOf(id: string, facts: CustomsFacts, place: Place, atStake: Money | undefined): CustomsDeadline {
  const { jurisdiction } = place;
  const row = jurisdiction.document.deadlines?.[id];
  if (!row) throw new Error(`The pack ${jurisdiction.code} has no deadline ${id}`);
  const read = (path: string) => factAt(path)(facts);
  const verdict = (test: Test) => jurisdiction.check(test)(facts);
  const limit = limitOf(row, { read, verdict }, jurisdiction.document.months.weekendsMove);
  const { day, moved, startedOn, happened, months } = limit;
  const exempt = row.unless ? verdict(row.unless).needs : [];
  const told = statusOf(limit, happened, facts.on);
  // What may not apply at all is not missed.
  const status = told === 'missed' && exempt.length > 0 ? 'unknown' : told;
  const missing = [
    day ? undefined : (row.starts ?? row.until),
    happened ? undefined : row.ends,
    limit.undated ? row.extended : undefined,
    ...(status === 'unknown' ? [...limit.undecided, ...exempt] : []),
  ].flatMap((path) => path ?? []);
  return {
    id,
    title: row.title,
    ...(day && { day }),
    ...(moved && moved !== day && { nextWorkingDay: moved }),
    ...(startedOn && { startedOn }),
    ...(months !== undefined && { months }),
    status,
    ...(row.extension !== undefined && { extension: row.extension }),
    ...(row.longestMonths !== undefined && { longestMonths: row.longestMonths }),
    ...(atStake && { dutyAtStake: atStake }),
    ...(missing.length > 0 && { needs: missing.map(pointerTo) }),
    basis: jurisdiction.basis([...row.sources, ...jurisdiction.document.months.sources]),
  };
}

/** What is planned for a later day has not happened by the day of asking: that day is then what it is measured by. */
function statusOf(limit: TimeLimit, happened: Day | undefined, on: Day): CustomsDeadline['status'] {
  if (happened && happened <= on) return timeliness(limit, happened);
  const now = limit.day ? timeliness(limit, on) : 'unknown';
  if (now === 'kept') return 'open';
  return now === 'missed' && happened ? 'missed' : 'unknown';
}
