import type { CustomsFacts } from '../contracts/customs.ts';
import type { Figure } from '../contracts/customs-answers.ts';
import { monthsOrFractions } from './calendar.ts';
import { Decimal, smaller, textOf } from './decimal.ts';
import type { DutyRule } from './pack.ts';
import { termOf, type Working } from './working.ts';

/**
 * Duty under temporary admission with partial relief: a part of the full duty for each month or fraction of a month, never
 * more than the whole (Regulation (EU) No 952/2013, Art. 252; SI 2018/1249, reg. 41). The value is that of the placing.
 */
export function monthlyDuty(
  rule: Extract<DutyRule, { formula: 'monthly_share' }>,
  fullDuty: Figure | undefined,
  working: Working,
): Figure | undefined {
  const months = monthsStayed(working.facts);
  if (months === undefined) working.lack('dates.placed', 'dates.discharged');
  if (months === undefined || !fullDuty) return undefined;
  const full = termOf('full_duty', Decimal(fullDuty.exact));
  const stayed = termOf('months_or_fractions', Decimal(String(months)));
  const share = full.exact.times(rule.percent).div('100').times(stayed.exact);
  const formula = `${textOf(full.exact)} × ${rule.percent} % × ${months}, at most ${textOf(full.exact)}`;
  return working.figure('duty', smaller(share, full.exact), formula, rule.sources, [full, stayed]);
}

/** Months or fractions that goods stay: by the days, or as stated where these are not known. */
export function monthsStayed({ dates, temporaryAdmission }: CustomsFacts): number | undefined {
  return dates?.placed && dates.discharged
    ? monthsOrFractions(dates.placed, dates.discharged)
    : temporaryAdmission?.months;
}
