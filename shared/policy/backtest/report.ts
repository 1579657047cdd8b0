import type { BacktestLineSide, BacktestReport } from '../../contracts/backtest-report.ts';
import type { Outcome, ReasonCode } from '../../contracts/decision.ts';
import { moneyOf } from '../../money/amount.ts';
import { addTallies, type Lines, noTally, type Side, type Tally } from './tally.ts';

/** Categories shown one by one: a brand may have thousands, and a report is read by people. */
export const mostCategories = 200;

/** A tally as people read it: what changed most comes first. */
export function reportOf(tally: Tally): BacktestReport {
  const { returns, all } = tally;
  const categories = ranked(tally.byCategory);
  const others = categories.slice(mostCategories).map(([, lines]) => lines);
  return {
    returns: returns.count,
    lines: all.lines,
    changed: { returns: returns.changed, lines: all.changed },
    outOfScope: tally.outOfScope,
    unreadable: returns.unreadable,
    before: returnSide(returns.before, all.before),
    after: returnSide(returns.after, all.after),
    byReason: ranked(tally.byReason).map(([reason, lines]) => ({ reason: reason as ReasonCode, ...linesOf(lines) })),
    byCategory: categories.slice(0, mostCategories).map(([category, lines]) => ({ category, ...linesOf(lines) })),
    ...(others.length > 0 && { otherCategories: linesOf(others.reduce(addLines)) }),
  };
}

const ranked = (groups: Record<string, Lines>): [string, Lines][] =>
  Object.entries(groups).sort(
    ([a, one], [b, other]) => other.changed - one.changed || other.lines - one.lines || (a < b ? -1 : 1),
  );

const addLines = (a: Lines, b: Lines): Lines => addTallies({ ...noTally(), all: a }, { ...noTally(), all: b }).all;

const linesOf = ({ lines, changed, before, after }: Lines) => ({
  lines,
  changed,
  before: lineSide(before),
  after: lineSide(after),
});

const lineSide = ({ money, ...counts }: Side): BacktestLineSide => ({ ...counts, money: moneyIn(money) });

function returnSide(outcomes: Record<Outcome, number>, { outcomes: _, money, ...counts }: Side) {
  const all = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  const automatic = all - outcomes.review;
  return {
    outcomes,
    automatic: { returns: automatic, basisPoints: all === 0 ? 0 : Math.floor((automatic * 20_000 + all) / (2 * all)) },
    ...counts,
    money: moneyIn(money),
  };
}

const moneyIn = (money: Side['money']) =>
  Object.entries(money)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, { refunds, fees, underReview }]) => ({
      refunds: moneyOf(currency, refunds),
      fees: moneyOf(currency, fees),
      underReview: moneyOf(currency, underReview),
    }));
