import type { Figure } from '../contracts/customs-answers.ts';
import { Decimal, larger, none, textOf } from './decimal.ts';
import type { DutyRule } from './pack.ts';
import { termOf, type Working } from './working.ts';

/**
 * Duty on returned goods: none; but goods that had been released at a reduced rate for an end use, and come back to
 * another, owe what is due now less what was collected then, and never get anything back (Regulation (EU) No 952/2013,
 * Art. 203(3)).
 */
export function returnedGoodsDuty(
  rule: Extract<DutyRule, { formula: 'returned_goods' }>,
  fullDuty: Figure | undefined,
  working: Working,
): Figure | undefined {
  const { returned, goods } = working.facts;
  const anotherUse = returned?.sameEndUse === false;
  if (!anotherUse) {
    if (goods.endUse && returned?.sameEndUse === undefined) return working.lack('returned.sameEndUse');
    return working.figure('duty', none, 'relieved', rule.sources);
  }
  const collected = working.need('assessed.collectedAtFirstRelease', 'collected_at_first_release');
  if (!collected || !fullDuty) return undefined;
  const now = termOf('duty_now', Decimal(fullDuty.exact));
  const due = larger(none, now.exact.minus(collected.exact));
  const formula = `${textOf(now.exact)} − ${textOf(collected.exact)}, at least 0`;
  return working.figure('duty', due, formula, rule.sources, [now, collected]);
}

/** Units relieved of those that come back: as many as had been exported. Undefined where they are not counted. */
export function relievedUnits({ returned }: Working['facts']): number | undefined {
  if (returned?.units === undefined) return undefined;
  return Math.min(returned.units, returned.exportedUnits ?? returned.units);
}
