import type { CustomsFacts } from '../contracts/customs.ts';
import type { CustomsDeadline, CustomsSecurity } from '../contracts/customs-answers.ts';
import type { Money } from '../contracts/values.ts';
import { moneyOf, subtract } from '../money/amount.ts';
import { addMonths, type Day, pastWeekend } from './calendar.ts';
import { factAt, pointerTo } from './condition.ts';
import { Decimal, none } from './decimal.ts';
import type { Place } from './jurisdiction.ts';
import type { RouteRow, SecurityRow } from './pack.ts';
import type { Valued } from './valuation.ts';
import { Working } from './working.ts';

const dayAt = (facts: CustomsFacts, path: string | undefined): Day | undefined =>
  path === undefined ? undefined : (factAt(path)(facts) as Day | undefined);

/**
 * A time limit of a pack: its last day, and whether it was kept. Months are counted as `calendar.ts` says. Without an event
 * that should have happened by then it is open until that day; after it nothing is known, and the answer says so: that a
 * fact is not stated does not mean that nothing happened.
 */
export function deadlineOf(id: string, facts: CustomsFacts, place: Place, atStake: Money | undefined): CustomsDeadline {
  const { jurisdiction } = place;
  const row = jurisdiction.document.deadlines[id];
  if (!row) throw new Error(`The pack ${jurisdiction.code} has no deadline ${id}`);
  const startedOn = dayAt(facts, row.starts);
  const months =
    row.instead?.find(({ where }) => jurisdiction.check(where)(facts).status === 'met')?.months ?? row.months;
  const fixed = dayAt(facts, row.extended) ?? dayAt(facts, row.until);
  const day = fixed ?? (startedOn && months !== undefined ? addMonths(startedOn, months) : undefined);
  const moved = day && jurisdiction.document.months.weekendsMove ? pastWeekend(day) : day;
  const happened = dayAt(facts, row.ends);
  const missing = [day ? undefined : (row.starts ?? row.until), happened ? undefined : row.ends].flatMap(
    (path) => path ?? [],
  );
  const status = statusOf({ day, moved, happened, on: facts.on });
  return {
    id,
    title: row.title,
    ...(day && { day }),
    ...(moved && moved !== day && { nextWorkingDay: moved }),
    ...(startedOn && { startedOn }),
    ...(months !== undefined && { months }),
    status,
    ...(row.extension !== undefined && { extension: row.extension }),
    ...(row.longestMonths !== undefined && { longestMonths: row.longestMonths }),
    ...(atStake && { dutyAtStake: atStake }),
    ...(missing.length > 0 && { needs: missing.map(pointerTo) }),
    basis: jurisdiction.basis([...row.sources, ...jurisdiction.document.months.sources]),
  };
}

interface Days {
  day: Day | undefined;
  moved: Day | undefined;
  happened: Day | undefined;
  on: Day;
}

function statusOf({ day, moved, happened, on }: Days): CustomsDeadline['status'] {
  if (!day || !moved) return 'unknown';
  if (!happened) return on <= day ? 'open' : 'unknown';
  if (happened <= day) return 'kept';
  return happened <= moved ? 'unknown' : 'missed';
}

/** Security of a route: how much, and whether it is still due, free again, or forfeit, by the deadline that releases it. */
export function securityOf(
  row: RouteRow,
  facts: CustomsFacts,
  place: Place,
  { valuation }: Valued,
  deadlines: readonly CustomsDeadline[],
): CustomsSecurity | undefined {
  const { jurisdiction } = place;
  const rule = row.security === undefined ? undefined : jurisdiction.document.securities[row.security];
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
      Object.entries(place.jurisdiction.document.figures).map(([name, figure]) => [name, Decimal(figure)]),
    ),
  });
  return working.figure('bond', exact, formula, rule.sources);
}
