import type { Figure } from '../contracts/customs-answers.ts';
import { larger, none, textOf } from './decimal.ts';
import { dutyOn, lackRates } from './duty-rate.ts';
import type { DutyRule } from './pack.ts';
import type { Working } from './working.ts';

type ProcessingCost = Extract<DutyRule, { formula: 'processing_cost' }>;

/**
 * Base and duty on work done abroad: the rate of the re-imported goods on the cost of the work, with what else the
 * jurisdiction counts in (Regulation (EU) No 952/2013, Art. 86(5); HTSUS 9802.00.40 and .50; and standard exchange, where the
 * fee stands for the repair).
 *
 * Where a jurisdiction starts from the value added instead (value on re-import less value before export, as Great Britain
 * does), the built-up form above is the same sum; it is taken wherever the costs are known, and the difference only where
 * they are not. Where both are known and differ, the answer says so.
 */
export function processingDuty(rule: ProcessingCost, working: Working): { base?: Figure; duty?: Figure } {
  const base = baseOf(rule, working);
  if (!base) {
    lackRates(working);
    return {};
  }
  const exact = base.figure;
  const rated = dutyOn(base.exact, 'processing', working);
  return {
    base: exact,
    ...(rated && { duty: working.figure('duty', rated.exact, rated.formula, rule.sources) }),
  };
}

function baseOf(rule: ProcessingCost, working: Working) {
  if (rule.orAddedValue && working.facts.goods.releasedAtZeroDuty) return wholeValue(rule, working);
  const difference = rule.orAddedValue ? addedValue(working) : undefined;
  const costsKnown = rule.components[0] === 'processing' ? isCharged(working) : true;
  if (difference && !costsKnown) {
    working.note('The costs are not stated: the value added is the value on re-import less the value before export.');
    const formula = `${difference.value} − ${difference.before}`;
    return { exact: difference.exact, figure: working.figure('duty base', difference.exact, formula, rule.sources) };
  }
  const terms = working.components(rule.components);
  if (!terms) return undefined;
  const figure = working.total('duty base', terms, rule.sources);
  const exact = terms.reduce((all, term) => all.plus(term.exact), none);
  if (rule.orAddedValue) {
    working.note(
      'Computed by the built-up form; it equals the value added where the value is goods, work and carriage in.',
    );
    if (difference && !difference.exact.eq(exact))
      working.note(
        `The value added, ${textOf(difference.exact)}, differs from the costs, ${textOf(exact)}: ask which one holds.`,
      );
  }
  return { exact, figure };
}

const isCharged = ({ facts: { charges } }: Working) =>
  [charges?.repair, charges?.labour, charges?.parts, charges?.valueOfRepair].some((amount) => amount !== undefined);

/** Nothing paid duty yet that could be deducted: so the costs, known or not, are not the value added. */
function wholeValue(rule: ProcessingCost, working: Working) {
  working.note('Foreign goods that were released at a zero rate: their value before export is not deducted.');
  const value = working.need('goods.value', 'value');
  return value && { exact: value.exact, figure: working.total('duty base', [value], rule.sources) };
}

function addedValue(working: Working) {
  const value = working.read('goods.value', 'value');
  const before = working.read('goods.valueBeforeExport', 'value_before_export');
  if (!value || !before) return undefined;
  return {
    exact: larger(none, value.exact.minus(before.exact)),
    value: textOf(value.exact),
    before: textOf(before.exact),
  };
}
