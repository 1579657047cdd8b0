import type { CustomsFacts } from '../contracts/customs.ts';
import type { Figure, Valuation } from '../contracts/customs-answers.ts';
import type { Money } from '../contracts/values.ts';
import { add, moneyOf } from '../money/amount.ts';
import { Decimal, larger, none, stateable, sumOf } from './decimal.ts';
import { dutyOn, lackRates } from './duty-rate.ts';
import { fullImportTax, importTaxOf } from './import-tax.ts';
import type { Place } from './jurisdiction.ts';
import { processingDuty } from './outward-processing.ts';
import type { RouteRow } from './pack.ts';
import { lotShare, ofLot } from './partial-lot.ts';
import { repaymentOf } from './rejected-goods.ts';
import { relievedDuty } from './relieved-duty.ts';
import { returnedGoodsDuty, surplusOf } from './returned-goods.ts';
import { monthlyDuty } from './temporary-admission.ts';
import { tooLarge, withinAmounts } from './within-amounts.ts';
import { Working } from './working.ts';

/** A route's figures, what it saves and what is paid by it: undefined where that could not be told. */
export interface Valued {
  valuation: Valuation;
  /** The duty without relief of all the goods, where the valuation is that of a lot. */
  fullDutyOfAll?: Figure;
  saves?: Sum;
  pays?: Sum;
}

/** Duty and import tax; without `tax` that is not known, and `total` is of duty alone. */
interface Sum {
  total: Money;
  tax?: Money;
}

/**
 * Values the goods of a movement by the formula of a route: duty, import tax, their bases, the duty without relief, what is
 * saved and what is paid. It values as if the route were open; whether it is, its conditions say. Whatever a figure would
 * need and the facts lack is named; no figure is guessed, and where one is too large for an amount there is none.
 */
export function valueRoute(row: RouteRow, facts: CustomsFacts, place: Place): Valued {
  const none = { lacks: [], takenAsNothing: [], notes: [tooLarge] };
  return (
    withinAmounts(() => valued(row, facts, place)) ?? {
      valuation: { currency: place.currency, relief: 'unknown', ...none },
    }
  );
}

function valued(row: RouteRow, facts: CustomsFacts, place: Place): Valued {
  const working = new Working(facts, place);
  const { duty: rule } = row;
  const fullDuty = fullDutyOf(row, working);
  const { base, duty: computed, repayment } = dutyOf(row, fullDuty, working);
  const stated = working.read('assessed.duty', 'duty');
  const duty =
    stated && rule.formula !== 'repayment'
      ? working.figure('duty', stated.exact, 'as assessed', rule.sources, [stated])
      : computed;
  const tax = importTaxOf(row, duty, working, rule.formula === 'returned_goods' ? surplusOf(facts) : undefined);
  // Who pays in full saves nothing, whatever the rate stated beside an assessed duty would come to.
  const full = rule.formula === 'full_value' ? duty : fullDuty;
  const saved = full && duty && savedBy(full, duty, row, working);

  const whole: Valuation = {
    currency: place.currency,
    relief: reliefOf(duty, full, repayment, row),
    ...(base && { dutyBase: base }),
    ...(duty && { duty }),
    ...(tax.base && { importTaxBase: tax.base }),
    ...(tax.tax && { importTax: tax.tax }),
    ...(tax.relieved !== undefined && { importTaxRelieved: tax.relieved }),
    ...(full && { fullDuty: full }),
    ...(saved && { saved }),
    ...(repayment && { repayment }),
    lacks: working.lacks,
    takenAsNothing: working.takenAsNothing,
    notes: working.notes,
  };
  const valuation = facts.lot ? ofLot(whole, facts.lot) : whole;
  const fullTax = fullImportTax(full, new Working(facts, place));
  const saves = savingOf(row, place, valuation, fullTax && facts.lot ? lotShare(fullTax, facts.lot) : fullTax);
  const pays = paidBy(row, place, valuation);
  return { valuation, ...(full && { fullDutyOfAll: full }), ...(saves && { saves }), ...(pays && { pays }) };
}

/** The duty without any relief: as assessed, or the rate on the whole value, which is the same whatever the route. */
export function fullDutyOf(row: RouteRow, working: Working): Figure | undefined {
  const { sources } = row.duty;
  if (row.duty.formula === 'repayment') {
    const paid = working.read('assessed.dutyPaid', 'duty_paid');
    return paid && working.figure('full duty', paid.exact, 'as paid', sources, [paid]);
  }
  const assessed = working.read('assessed.fullDuty', 'full_duty');
  if (assessed) return working.figure('full duty', assessed.exact, 'as assessed', sources, [assessed]);
  const value = working.wholeValue();
  if (!value) return lackRates(working);
  const rated = dutyOn(sumOf(value.map(({ exact }) => exact)), 'whole', working);
  return rated && working.figure('full duty', rated.exact, rated.formula, sources);
}

function dutyOf(
  row: RouteRow,
  fullDuty: Figure | undefined,
  working: Working,
): { base?: Figure | undefined; duty?: Figure | undefined; repayment?: Figure | undefined } {
  const { duty: rule } = row;
  switch (rule.formula) {
    case 'processing_cost':
      return processingDuty(rule, working);
    case 'relieved':
      return relievedDuty(rule, working);
    case 'returned_goods':
      return { duty: returnedGoodsDuty(rule, fullDuty, working) };
    case 'monthly_share':
      return { duty: monthlyDuty(rule, fullDuty, working) };
    case 'repayment':
      return { repayment: repaymentOf(rule, working) };
    case 'full_value': {
      const value = working.wholeValue();
      return { base: value && working.total('duty base', value, rule.sources), duty: fullDuty };
    }
  }
}

/** Never below nothing, and so never above the full duty: who would owe more by a route does not take it. */
function savedBy(fullDuty: Figure, duty: Figure, row: RouteRow, working: Working): Figure {
  const rest = larger(none, Decimal(fullDuty.exact).minus(duty.exact));
  const formula = `${fullDuty.exact} − ${duty.exact}, at least 0`;
  const minor = Math.max(0, fullDuty.amount.minor - duty.amount.minor);
  // Of the amounts as they are charged: what is saved and what is owed then sum to the full duty.
  return {
    ...working.figure('saved', rest, formula, row.duty.sources),
    amount: moneyOf(fullDuty.amount.currency, minor),
  };
}

function reliefOf(
  duty: Figure | undefined,
  fullDuty: Figure | undefined,
  repayment: Figure | undefined,
  row: RouteRow,
): Valuation['relief'] {
  if (row.duty.formula === 'full_value') return 'none';
  const owed = repayment && fullDuty ? fullDuty.amount.minor - repayment.amount.minor : duty?.amount.minor;
  if (row.duty.formula === 'relieved' && owed === 0) return 'total';
  if (owed === undefined) return 'unknown';
  if (fullDuty?.amount.minor === 0) return 'none';
  if (owed <= 0) return 'total';
  return fullDuty === undefined ? 'partial' : owed < fullDuty.amount.minor ? 'partial' : 'none';
}

/** Duty saved or paid back, and the import tax spared. Undefined where the duty is not known. */
function savingOf(row: RouteRow, place: Place, valuation: Valuation, fullTax: Figure | undefined): Sum | undefined {
  const { importTax: tax } = valuation;
  const duty = (valuation.repayment ?? valuation.saved)?.amount;
  if (!duty) return undefined;
  const nothing = moneyOf(duty.currency, 0);
  if (isUntaxed(row, place)) return { total: duty, tax: nothing };
  if (!tax || !fullTax) return { total: duty };
  const spared = moneyOf(duty.currency, Math.max(0, fullTax.amount.minor - tax.amount.minor));
  return { total: stateable(add(duty, spared)), tax: spared };
}

/** What is paid for the import, by which routes are compared. Undefined where the duty is not known, or nothing is imported. */
function paidBy(row: RouteRow, place: Place, { duty, importTax }: Valuation): Sum | undefined {
  if (!duty || row.route === 'destroy_locally') return undefined;
  const { amount } = duty;
  if (isUntaxed(row, place)) return { total: amount, tax: moneyOf(amount.currency, 0) };
  return importTax ? { total: stateable(add(amount, importTax.amount)), tax: importTax.amount } : { total: amount };
}

const isUntaxed = (row: RouteRow, { jurisdiction }: Place): boolean =>
  row.importTax === 'none' || Object.keys(jurisdiction.document.importTax ?? {}).length === 0;
