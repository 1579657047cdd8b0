import type { CustomsFacts } from '../contracts/customs.ts';
import type { CustomsDeadline, CustomsSecurity } from '../contracts/customs-answers.ts';
import { moneyOf, subtract } from '../money/amount.ts';
import { Decimal, none } from './decimal.ts';
import type { Place } from './jurisdiction.ts';
import type { RouteRow, SecurityRow } from './pack.ts';
import type { Valued } from './valuation.ts';
import { Working } from './working.ts';

/** Security of a route: how much, and whether it is still due, free again, or forfeit, by the deadline that releases it. */
export function securityOf(
  row: RouteRow,
  facts: CustomsFacts,
  place: Place,
  { valuation }: Valued,
  deadlines: readonly CustomsDeadline[],
): CustomsSecurity | undefined {
  const { jurisdiction } = place;
  const rule = row.security === undefined ? undefined : jurisdiction.document.securities?.[row.security];
  if (!rule || row.security === undefined) return undefined;
  const working = new Working(facts, place);
  const sum = amountOf(rule, working, valuation);
  const status = deadlines.find(({ id }) => id === rule.releasedBy)?.status;
  const held = working.read('temporaryAdmission.bondHeld', 'bond_held');
  const topUp = sum && held && Decimal(sum.exact).minus(held.exact);
  return {
    id: row.security,
    title: rule.title,
    ...(sum && { amount: sum.amount, formula: sum.formula }),
    ...(sum &&
      topUp && {
        topUp: topUp.lt(none)
          ? moneyOf(place.currency, 0)
          : subtract(sum.amount, working.figure('held', held.exact, '', []).amount),
      }),
    state: status === 'kept' ? 'release' : status === 'missed' ? 'forfeit' : 'due',
    ...(working.lacks.length > 0 && { needs: working.lacks }),
    basis: jurisdiction.basis(rule.sources),
  };
}

function amountOf(rule: SecurityRow, working: Working, valuation: Valued['valuation']) {
  const { facts } = working;
  const fixed = rule.formula === 'bond' ? working.read('assessed.bond', 'bond') : undefined;
  if (fixed) return working.figure('bond', fixed.exact, 'as fixed', rule.sources);
  if (rule.formula === 'bond') return bondOf(rule, working, valuation);
  const { fullDuty } = valuation;
  if (!fullDuty) return working.lack(...(facts.rates?.duty ? ['goods.value'] : ['rates.duty', 'goods.value']));
  if (rule.formula === 'full_duty')
    return working.figure('security', Decimal(fullDuty.exact), 'full duty', rule.sources);
  const rate = facts.rates?.importTaxPercent;
  const value = working.need('goods.value', 'value');
  if (rate === undefined) return working.lack('rates.importTaxPercent');
  if (!value) return undefined;
  const base = value.exact.plus(fullDuty.exact);
  const formula = `${fullDuty.exact} + (${value.said.exact} + ${fullDuty.exact}) × ${rate} %`;
  return working.figure('security', base.times(rate).div('100').plus(fullDuty.exact), formula, rule.sources);
}

function bondOf(rule: SecurityRow, working: Working, valuation: Valued['valuation']) {
  const { facts, place } = working;
  const { bond } = place.jurisdiction.formulas;
  const fees = working.read('assessed.fees', 'fees');
  if (!fees) working.lack('assessed.fees');
  if (!valuation.fullDuty) working.lack('assessed.fullDuty');
  const { subheading, restricted } = facts.temporaryAdmission ?? {};
  const value = working.read('goods.value', 'value');
  if (restricted && !value) working.lack('goods.value');
  if (!bond || !fees || !valuation.fullDuty || (restricted && !value)) return undefined;
  if (restricted === undefined) working.lack('temporaryAdmission.restricted');
  const { exact, formula } = bond({
    duties: Decimal(valuation.fullDuty.exact),
    fees: fees.exact,
    value: value?.exact,
    subheading,
    restricted: restricted ?? false,
    figures: Object.fromEntries(
      Object.entries(place.jurisdiction.document.figures ?? {}).map(([name, figure]) => [name, Decimal(figure)]),
    ),
  });
  return working.figure('bond', exact, formula, rule.sources);
}
