import type { Figure } from '../contracts/customs-answers.ts';
import { none, sumOf } from './decimal.ts';
import { additionalOn } from './duty-rate.ts';
import type { DutyRule } from './pack.ts';
import type { Working } from './working.ts';

/**
 * Duty of a route that relieves of it: none. Where only customs duty is relieved, the additional duties that are stated (anti-
 * dumping duty, section 301) stay, on what the rule makes their base of: under HTSUS 9802 generally the value of the repair.
 */
export function relievedDuty(
  { additional, sources }: Extract<DutyRule, { formula: 'relieved' }>,
  working: Working,
): { base?: Figure; duty?: Figure } {
  if (!additional) return { duty: working.figure('duty', none, 'relieved', sources) };
  // Asked before what their base is made of: where there are none, nothing else is lacking.
  const measures = additionalOn(none, working);
  if (measures === undefined) return { duty: working.figure('duty', none, 'relieved', sources) };
  const terms = working.components(additional);
  const rated = terms && additionalOn(sumOf(terms.map(({ exact }) => exact)), working);
  if (!terms || !rated || rated === 'unknown') return {};
  return {
    base: working.total('duty base', terms, sources),
    duty: working.figure('duty', rated.exact, rated.formula, sources),
  };
}
