import { addMonths, type Day, pastWeekend } from './calendar.ts';
import type { Verdict } from './condition.ts';
import type { DeadlineRow, Test } from './pack.ts';

/**
 * A time limit of the rules as the facts fill it: one function for the deadline that is shown and for the condition that
 * decides, so that the two never differ.
 */
export interface TimeLimit extends LastDay {
  startedOn: Day | undefined;
  /** When what must happen by then happened, or is planned for. */
  happened: Day | undefined;
  /** Of several periods of which it is not known which holds, the shortest: its last day is safe. */
  months: number | undefined;
  monthsAtMost: number | undefined;
  /** The last day of the longest of them. */
  perhaps: Day | undefined;
  /** Paths of facts that tell which of them holds. */
  undecided: readonly string[];
  /** The end of the longest period there can be, with every extension. */
  longest: Day | undefined;
  /** An extension was granted, and nobody said until when: it is no blank cheque. */
  undated: boolean;
  /** The authority accepts that it is late. */
  waived: boolean;
}

/** The last day that is safe, and the day it may move to past a weekend. */
export interface LastDay {
  day: Day | undefined;
  moved: Day | undefined;
}

export const lastDay = (day: Day | undefined, weekendsMove: boolean): LastDay => ({
  day,
  moved: day && weekendsMove ? pastWeekend(day) : day,
});

/** What is read of the facts, and what they say to a test of the pack. */
export interface Reading {
  read(path: string): unknown;
  verdict(test: Test): Verdict;
}

/** Periods that may hold: those of the cases up to the first that is met, or to the rule itself where none is. */
function periodsOf({ instead = [], months }: DeadlineRow, verdict: Reading['verdict']) {
  const periods: number[] = [];
  const undecided: string[] = [];
  for (const { where, months: other } of instead) {
    const { status, needs } = verdict(where);
    if (status !== 'not_met') periods.push(other);
    if (status === 'met') return { periods, undecided };
    undecided.push(...needs);
  }
  return { periods: months === undefined ? periods : [...periods, months], undecided };
}

/** Fills a limit. Months are counted as `calendar.ts` says; an extension never shortens, nor goes past the longest period. */
export function limitOf(row: DeadlineRow, { read, verdict }: Reading, weekendsMove: boolean): TimeLimit {
  const dayAt = (path: string | undefined) => (path === undefined ? undefined : (read(path) as Day | undefined));
  const granted = row.granted === undefined ? undefined : read(row.granted);
  const startedOn = dayAt(row.starts) ?? dayAt(row.orStarts);
  const { periods, undecided } = periodsOf(row, verdict);
  const months = periods.length > 0 ? Math.min(...periods) : undefined;
  const monthsAtMost = periods.length > 0 ? Math.max(...periods) : undefined;
  const longest = startedOn && row.longestMonths !== undefined ? addMonths(startedOn, row.longestMonths) : undefined;
  const until = granted === false ? undefined : dayAt(row.extended);
  const extended = until && longest && until > longest ? longest : until;
  const endOf = (period: number | undefined): LastDay => {
    const own = dayAt(row.until) ?? (startedOn && period !== undefined ? addMonths(startedOn, period) : undefined);
    return lastDay(extended && own && extended < own ? own : (extended ?? own), weekendsMove);
  };
  return {
    ...endOf(months),
    startedOn,
    happened: dayAt(row.ends) ?? dayAt(row.orEnds),
    months,
    monthsAtMost,
    perhaps: endOf(monthsAtMost).moved,
    undecided: months === monthsAtMost ? [] : undecided,
    longest,
    undated: granted === true && until === undefined,
    waived: row.waived !== undefined && read(row.waived) === true,
  };
}

/**
 * Whether what happened on a day kept to it. Between the last day and the Monday after, only the holidays could tell; between
 * the ends of two periods, only what tells which of them holds.
 */
export function timeliness(
  { day, moved, perhaps = moved, longest, undated = false, waived = false }: LastDay & Partial<TimeLimit>,
  happened: Day,
): 'kept' | 'missed' | 'unknown' {
  if (waived) return 'kept';
  if (day === undefined || moved === undefined) return 'unknown';
  if (happened <= day) return 'kept';
  if (happened <= moved || (perhaps !== undefined && happened <= perhaps)) return 'unknown';
  return undated && !(longest && happened > longest) ? 'unknown' : 'missed';
}
