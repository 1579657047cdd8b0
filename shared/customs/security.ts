import type { CustomsFacts } from '../contracts/customs.ts';
import type { CustomsDeadline, CustomsSecurity, Figure } from '../contracts/customs-answers.ts';
import { Decimal, larger, none } from './decimal.ts';
import type { Place } from './jurisdiction.ts';
import type { RouteRow, SecurityRow } from './pack.ts';
import { lotShare } from './partial-lot.ts';
import { fullDutyOf, type Valued } from './valuation.ts';
import { withinAmounts } from './within-amounts.ts';
import { Working } from './working.ts';

/** Security of a route: how much, and whether it is still due, free again, or forfeit, by the deadline that releases it. */
export function securityOf(
  row: RouteRow,
  facts: CustomsFacts,
  place: Place,
  valued: Valued,
  deadlines: readonly CustomsDeadline[],
): CustomsSecurity | undefined {
  const { jurisdiction } = place;
  const rule = row.security === undefined ? undefined : jurisdiction.document.securities?.[row.security];
  if (!rule || row.security === undefined) return undefined;
  const working = new Working(facts, place);
  const { lot } = facts;
  const all = withinAmounts(() => amountOf(rule, row, working, valued.fullDutyOfAll));
  const sum = all && lot ? lotShare(all, lot) : all;
  const status = deadlines.find(({ id }) => id === rule.releasedBy)?.status;
  const held = working.read('temporaryAdmission.bondHeld', 'bond_held');
  const uncovered = all && held && larger(none, Decimal(all.exact).minus(held.exact));
  const topUp = uncovered && working.figure('top-up', uncovered, 'what is not covered', rule.sources);
  return {
    id: row.security,
    title: rule.title,
    ...(sum && { amount: sum.amount, formula: sum.formula }),
    ...(topUp && { topUp: (lot ? lotShare(topUp, lot) : topUp).amount }),
    state: status === 'kept' ? 'release' : status === 'missed' ? 'forfeit' : 'due',
    ...(working.lacks.length > 0 && { needs: working.lacks }),
    basis: jurisdiction.basis(rule.sources),
  };
}

/** Of all the goods: a lot has its share of it. */
function amountOf(rule: SecurityRow, row: RouteRow, working: Working, fullDuty: Figure | undefined) {
  const { facts } = working;
  const fixed = rule.formula === 'bond' ? working.read('assessed.bond', 'bond') : undefined;
  if (fixed) return working.figure('bond', fixed.exact, 'as fixed', rule.sources);
  if (rule.formula === 'bond') return bondOf(rule, working, fullDuty);
  if (rule.formula === 'share_of_value') return shareOfValue(rule, working);
  // Not known here either: what it needs is named.
  if (!fullDuty) return fullDutyOf(row, working);
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

/** What the body that issued the paper holds: a part of the value. Undefined where its part is not known. */
function shareOfValue({ shares = [], sources }: SecurityRow, working: Working) {
  const share = shares.find(({ where }) => working.place.jurisdiction.check(where)(working.facts).status === 'met');
  if (!share) return undefined;
  const value = working.need('goods.value', 'value');
  const { percent } = share;
  return (
    value &&
    working.figure('security', value.exact.times(percent).div('100'), `${value.said.exact} × ${percent} %`, sources)
  );
}

function bondOf(rule: SecurityRow, working: Working, fullDuty: Figure | undefined) {
  const { facts, place } = working;
  const { bond } = place.jurisdiction.formulas;
  const fees = working.read('assessed.fees', 'fees');
  if (!fees) working.lack('assessed.fees');
  if (!fullDuty) working.lack('assessed.fullDuty');
  const { subheading, restricted } = facts.temporaryAdmission ?? {};
  const value = working.read('goods.value', 'value');
  if (restricted && !value) working.lack('goods.value');
  if (!bond || !fees || !fullDuty || (restricted && !value)) return undefined;
  if (restricted === undefined) working.lack('temporaryAdmission.restricted');
  // Without it the greater percentage stands, and it is asked for: some subheadings have a lesser one.
  if (subheading === undefined && !restricted) working.lack('temporaryAdmission.subheading');
  const { exact, formula } = bond({
    duties: Decimal(fullDuty.exact),
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
