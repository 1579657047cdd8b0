import { addMonths, type Day, pastWeekend } from './calendar.ts';
import type { DeadlineRow, Test } from './pack.ts';

/**
 * A time limit of the rules as the facts fill it: one function for the deadline that is shown and for the condition that
 * decides, so that the two never differ.
 */
export interface TimeLimit extends LastDay {
  startedOn: Day | undefined;
  months: number | undefined;
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

/** What is read of the facts, and whether a test of the pack is met by them. */
export interface Reading {
  read(path: string): unknown;
  holds(test: Test): boolean;
}

/** Fills a limit. Months are counted as `calendar.ts` says; an extension never shortens, nor goes past the longest period. */
export function limitOf(row: DeadlineRow, { read, holds }: Reading, weekendsMove: boolean): TimeLimit {
  const dayAt = (path: string | undefined) => (path === undefined ? undefined : (read(path) as Day | undefined));
  const granted = row.granted === undefined ? undefined : read(row.granted);
  const startedOn = dayAt(row.starts);
  const months = row.instead?.find(({ where }) => holds(where))?.months ?? row.months;
  const own = dayAt(row.until) ?? (startedOn && months !== undefined ? addMonths(startedOn, months) : undefined);
  const longest = startedOn && row.longestMonths !== undefined ? addMonths(startedOn, row.longestMonths) : undefined;
  const until = granted === false ? undefined : dayAt(row.extended);
  const extended = until && longest && until > longest ? longest : until;
  return {
    ...lastDay(extended && own && extended < own ? own : (extended ?? own), weekendsMove),
    startedOn,
    months,
    longest,
    undated: granted === true && until === undefined,
    waived: row.waived !== undefined && read(row.waived) === true,
  };
}

/** Whether what happened on a day kept to it. Between the last day and the Monday after, only the holidays could tell. */
export function timeliness(
  { day, moved, longest, undated = false, waived = false }: LastDay & Partial<TimeLimit>,
  happened: Day,
): 'kept' | 'missed' | 'unknown' {
  if (waived) return 'kept';
  if (day === undefined || moved === undefined) return 'unknown';
  if (happened <= day) return 'kept';
  if (happened <= moved) return 'unknown';
  return undated && !(longest && happened > longest) ? 'unknown' : 'missed';
}
