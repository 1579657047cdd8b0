import type { Figure } from '../contracts/customs-answers.ts';
import { Decimal } from './decimal.ts';
import type { DutyRule } from './pack.ts';
import { termOf, type Working } from './working.ts';

/**
 * Duty that comes back for goods which leave again: what was paid on them, pro rata of identical units (Regulation (EU) No
 * 952/2013, Art. 118), less what the jurisdiction keeps (19 U.S.C. 1313(c): one per cent).
 */
export function repaymentOf(rule: Extract<DutyRule, { formula: 'repayment' }>, working: Working): Figure | undefined {
  const paid = working.need('assessed.dutyPaid', 'duty_paid');
  const { goods, rejected } = working.facts;
  const units = rejected?.units;
  if (goods.units === undefined) working.lack('goods.units');
  if (units === undefined) working.lack('rejected.units');
  if (!paid || goods.units === undefined || units === undefined) return undefined;
  // Checked facts never say so; of others no more comes back than was paid, and nothing is guessed.
  if (units > goods.units) return working.lack('goods.units', 'rejected.units');
  const part = paid.exact.times(String(units)).div(String(goods.units)).times(rule.percent).div('100');
  const formula = `${paid.said.exact} × ${units} ÷ ${goods.units}${rule.percent === '100' ? '' : ` × ${rule.percent} %`}`;
  const terms = [paid, termOf('units', Decimal(String(units))), termOf('of_units', Decimal(String(goods.units)))];
  return working.figure('repayment', part, formula, rule.sources, terms);
}
