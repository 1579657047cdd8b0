import type { Figure } from '../contracts/customs-answers.ts';
import { Decimal, type Exact, larger, none, textOf } from './decimal.ts';
import type { DutyRule } from './pack.ts';
import { termOf, type Working } from './working.ts';

/**
 * Duty on returned goods: none; but goods that had been released at a reduced rate for an end use, and come back to
 * another, owe what is due now less what was collected then, and never get anything back (Regulation (EU) No 952/2013,
 * Art. 203(3)). Units beyond those that had been exported are no returned goods: they owe the full duty, pro rata
 * (Art. 203(1)).
 */
export function returnedGoodsDuty(
  rule: Extract<DutyRule, { formula: 'returned_goods' }>,
  fullDuty: Figure | undefined,
  working: Working,
): Figure | undefined {
  const { returned, goods } = working.facts;
  const anotherUse = returned?.sameEndUse === false;
  const surplus = surplusOf(working.facts);
  const said = surplus ? `${surplus.units} ÷ ${surplus.of}` : '';
  if (surplus)
    working.note(
      `${surplus.units} of the ${surplus.of} units were not exported: they are imported for the first time.`,
    );
  if (!anotherUse) {
    if (goods.endUse && returned?.sameEndUse === undefined) return working.lack('returned.sameEndUse');
    if (!surplus) return working.figure('duty', none, 'relieved', rule.sources);
    if (!fullDuty) return undefined;
    const full = termOf('full_duty', Decimal(fullDuty.exact));
    return working.figure('duty', shareOf(full.exact, surplus), `${textOf(full.exact)} × ${said}`, rule.sources, [
      full,
    ]);
  }
  const collected = working.need('assessed.collectedAtFirstRelease', 'collected_at_first_release');
  if (!collected || !fullDuty) return undefined;
  const now = termOf('duty_now', Decimal(fullDuty.exact));
  const more = surplus ? shareOf(now.exact, surplus) : none;
  const due = larger(none, now.exact.minus(more).minus(collected.exact)).plus(more);
  const less = surplus ? ` × ${surplus.of - surplus.units} ÷ ${surplus.of}` : '';
  const rest = surplus ? `, and ${textOf(now.exact)} × ${said}` : '';
  const formula = `${textOf(now.exact)}${less} − ${textOf(collected.exact)}, at least 0${rest}`;
  return working.figure('duty', due, formula, rule.sources, [now, collected]);
}

/** Units that come back beyond those that had been exported, of how many; undefined where there are none. */
export interface Surplus {
  readonly units: number;
  readonly of: number;
}

export function surplusOf(facts: Working['facts']): Surplus | undefined {
  const of = facts.returned?.units;
  const relieved = relievedUnits(facts);
  return of === undefined || relieved === undefined || relieved === of ? undefined : { units: of - relieved, of };
}

export const shareOf = (exact: Exact, { units, of }: Surplus): Exact => exact.times(String(units)).div(String(of));

/** Units relieved of those that come back: as many as had been exported. Undefined where they are not counted. */
export function relievedUnits({ returned }: Working['facts']): number | undefined {
  if (returned?.units === undefined) return undefined;
  return Math.min(returned.units, returned.exportedUnits ?? returned.units);
}
