import type { CustomsFacts } from '../contracts/customs.ts';
import type { CustomsDeadline } from '../contracts/customs-answers.ts';
import type { Money } from '../contracts/values.ts';
import { addMonths, type Day, pastWeekend } from './calendar.ts';
import { factAt, pointerTo } from './condition.ts';
import type { Place } from './jurisdiction.ts';

const dayAt = (facts: CustomsFacts, path: string | undefined): Day | undefined =>
  path === undefined ? undefined : (factAt(path)(facts) as Day | undefined);

/**
 * A time limit of a pack: its last day, and whether it was kept. Months are counted as `calendar.ts` says. Without an event
 * that should have happened by then it is open until that day; after it nothing is known, and the answer says so: that a
 * fact is not stated does not mean that nothing happened.
 */
export function deadlineOf(id: string, facts: CustomsFacts, place: Place, atStake: Money | undefined): CustomsDeadline {
  const { jurisdiction } = place;
  const row = jurisdiction.document.deadlines?.[id];
  if (!row) throw new Error(`The pack ${jurisdiction.code} has no deadline ${id}`);
  const startedOn = dayAt(facts, row.starts);
  const months =
    row.instead?.find(({ where }) => jurisdiction.check(where)(facts).status === 'met')?.months ?? row.months;
  const fixed = dayAt(facts, row.extended) ?? dayAt(facts, row.until);
  const day = fixed ?? (startedOn && months !== undefined ? addMonths(startedOn, months) : undefined);
  const moved = day && jurisdiction.document.months.weekendsMove ? pastWeekend(day) : day;
  const happened = dayAt(facts, row.ends);
  const missing = [day ? undefined : (row.starts ?? row.until), happened ? undefined : row.ends].flatMap(
    (path) => path ?? [],
  );
  const status = statusOf({ day, moved, happened, on: facts.on });
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

interface Days {
  day: Day | undefined;
  moved: Day | undefined;
  happened: Day | undefined;
  on: Day;
}

function statusOf({ day, moved, happened, on }: Days): CustomsDeadline['status'] {
  if (!day || !moved) return 'unknown';
  if (!happened) return on <= day ? 'open' : 'unknown';
  if (happened <= day) return 'kept';
  return happened <= moved ? 'unknown' : 'missed';
}
