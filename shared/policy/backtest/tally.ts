import type { Outcome } from '../../contracts/decision.ts';
import type { Money } from '../../contracts/values.ts';
import { moneyOf } from '../../money/amount.ts';
import { isChanged, type LineAnew, type RequestAnew, wentOn, worthOf } from './decide-anew.ts';
import type { Answer } from './past-request.ts';

/**
 * What a backtest counts: whole numbers only (money in minor units), so that what was counted file by file is added up to
 * the same sums in whatever order.
 */

type Outcomes = Record<Outcome, number>;

export interface Side {
  outcomes: Outcomes;
  policyFailed: number;
  labelsPaidByBrand: number;
  /** By currency. */
  money: Record<string, Record<'refunds' | 'fees' | 'underReview', number>>;
}

export interface Lines {
  lines: number;
  changed: number;
  before: Side;
  after: Side;
}

export interface Tally {
  returns: { count: number; changed: number; unreadable: number; before: Outcomes; after: Outcomes };
  outOfScope: number;
  all: Lines;
  byReason: Record<string, Lines>;
  byCategory: Record<string, Lines>;
}

const noOutcomes = (): Outcomes => ({ approve: 0, returnless: 0, review: 0, reject: 0 });
const noSide = (): Side => ({ outcomes: noOutcomes(), policyFailed: 0, labelsPaidByBrand: 0, money: {} });
const noLines = (): Lines => ({ lines: 0, changed: 0, before: noSide(), after: noSide() });

export const noTally = (): Tally => ({
  returns: { count: 0, changed: 0, unreadable: 0, before: noOutcomes(), after: noOutcomes() },
  outOfScope: 0,
  all: noLines(),
  byReason: {},
  byCategory: {},
});

/** Counts a request that was decided anew into a tally. @returns the lines that changed */
export function countRequest(tally: Tally, request: RequestAnew): LineAnew[] {
  const changed = request.lines.filter((line) => isChanged(line, request));
  tally.returns.count += 1;
  if (changed.length > 0) tally.returns.changed += 1;
  tally.returns.before[request.before] += 1;
  tally.returns.after[request.after] += 1;
  for (const line of request.lines) {
    if (!line.inScope) tally.outOfScope += 1;
    const groups = [
      tally.all,
      own(tally.byReason, line.facts.reason, noLines),
      own(tally.byCategory, line.facts.category, noLines),
    ];
    for (const group of groups) {
      group.lines += 1;
      if (changed.includes(line)) group.changed += 1;
      countAnswer(group.before, line, line.before, request.before);
      countAnswer(group.after, line, line.after, request.after);
    }
  }
  return changed;
}

function countAnswer(side: Side, { paid }: LineAnew, answer: Answer, whole: Outcome): void {
  const outcome = wentOn(answer.outcome, whole);
  side.outcomes[outcome] += 1;
  if (answer.policyFailed) side.policyFailed += 1;
  if (outcome === 'approve' && answer.terms?.labelPayer === 'brand') side.labelsPaidByBrand += 1;
  const { refund, fees } = worthOf(paid, answer);
  const sums = own(side.money, refund.currency, () => ({ refunds: 0, fees: 0, underReview: 0 }));
  if (outcome === 'review') sums.underReview = plus(sums.underReview, refund);
  else if (outcome !== 'reject') {
    sums.refunds = plus(sums.refunds, refund);
    sums.fees = plus(sums.fees, fees);
  }
}

const plus = (sum: number, { currency, minor }: Money): number => moneyOf(currency, sum + minor).minor;

/** The entry of a name, made when it is not there; names are words of others, and none of them is the object's own. */
function own<Value>(all: Record<string, Value>, name: string, make: () => Value): Value {
  const known = Object.hasOwn(all, name) ? all[name] : undefined;
  if (known !== undefined) return known;
  const made = make();
  Object.defineProperty(all, name, { value: made, enumerable: true, configurable: true, writable: true });
  return made;
}

type Counts = number | { readonly [name: string]: Counts };

/** Two tallies added up. @throws Error where a sum can no longer be counted exactly */
export const addTallies = (a: Tally, b: Tally): Tally => added(a as never, b as never) as never as Tally;

function added(a: Counts, b: Counts): Counts {
  if (typeof a === 'number' && typeof b === 'number') {
    if (!Number.isSafeInteger(a + b)) throw new Error(`${a} + ${b} cannot be counted exactly`);
    return a + b;
  }
  if (typeof a === 'number' || typeof b === 'number') throw new Error('Counts of two kinds cannot be added');
  const one = (of: Counts, name: string) => (typeof of === 'object' && Object.hasOwn(of, name) ? of[name] : undefined);
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(
    names.map((name) => {
      const [left, right] = [one(a, name), one(b, name)];
      return [name, left === undefined ? (right ?? 0) : right === undefined ? left : added(left, right)];
    }),
  );
}
