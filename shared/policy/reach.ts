import type { Facts } from '../contracts/facts.ts';
import { askedBy } from './boundaries.ts';
import type { CompiledPolicy } from './compile.ts';
import type { ConditionContext } from './condition-context.ts';
import type { Condition } from './conditions.ts';
import { type Dimension, isMoney } from './grid.ts';

/*
 * Looks for the facts of a request on which some conditions hold and others do not: fact by fact, leaving a branch as soon
 * as one of the conditions is settled the wrong way. That needs no more than CEL itself: what is not chosen yet is absent,
 * and && and || answer without it where they can.
 */

/** What a condition is to do on the facts that are looked for; `not_hold` is to be false, or to fail on an unknown fact. */
export interface Wanted {
  condition: Condition;
  to: 'hold' | 'be_false' | 'not_hold';
}

export interface Search {
  /** Facts on which all is as wanted. */
  found?: Facts;
  /** Whether every combination was looked through: then, if nothing was found, there is nothing. */
  complete: boolean;
}

/** How many steps may be taken. A search that uses up what is left is not complete. */
export interface Budget {
  left: number;
}

export interface Space {
  policy: CompiledPolicy;
  dimensions: readonly Dimension[];
  /** Where no dimension says otherwise. */
  ordinary: Facts;
}

/** That a request is answered by the rule at this place, or by none where there is no such rule: those before it do not hold. */
export const answeredBy = (rules: readonly { condition: Condition }[], place: number): Wanted[] =>
  rules
    .slice(0, place + 1)
    .map(({ condition }, i): Wanted => ({ condition, to: i === place ? 'hold' : 'be_false' }))
    .toReversed();

/** A condition that fails takes as long as so many that do not, and so does putting facts together for them. */
const failing = 50;
const looking = 20;

type Verdict = 'as_wanted' | 'open' | 'wrong';

/**
 * @param accept a further demand on facts that are complete
 * @param beside names that `accept` looks at, whether or not a condition asks for them
 */
export function findFacts(
  space: Space,
  wanted: readonly Wanted[],
  budget: Budget,
  accept: (facts: Facts) => boolean = () => true,
  beside: readonly string[] = [],
): Search {
  const demands = wanted.map((one) => ({ ...one, asks: askedBy(one.condition.tree) }));
  const order = inOrder(space.dimensions, [...demands.map(({ asks }) => asks), new Set(beside)]);
  let complete = true;

  const search = (depth: number, chosen: Partial<Facts>, open: typeof demands): Facts | undefined => {
    const dimension = order[depth];
    if (!dimension) {
      const facts = factsOf({ ...space.ordinary, ...chosen });
      budget.left -= failing;
      return open.length === 0 && accept(facts) ? facts : undefined;
    }
    const missing = new Set(order.slice(depth + 1).flatMap(({ names }) => [...names]));
    for (const value of dimension.values(chosen)) {
      budget.left -= looking;
      const next = { ...chosen, ...value };
      const context = space.policy.contextOf(factsOf({ ...space.ordinary, ...next }), missing);
      const left: typeof demands = [];
      let wrong = false;
      if (budget.left <= 0) {
        complete = false;
        return undefined;
      }
      for (const demand of open) {
        if (depth > 0 && !touches(demand.asks, dimension)) {
          left.push(demand);
          continue;
        }
        const verdict = judge(demand, context, missing, budget);
        if (verdict === 'wrong') {
          wrong = true;
          break;
        }
        if (verdict === 'open') left.push(demand);
      }
      const found = wrong ? undefined : search(depth + 1, next, left);
      if (found) return found;
      if (!complete) return undefined;
    }
    return undefined;
  };

  // Most of a failed condition's time goes into where it failed, which nobody reads here.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const nothingToChoose = order.length === 0;
    const open = nothingToChoose ? remaining(demands, space) : demands;
    const found = open && search(0, {}, nothingToChoose ? [] : open);
    return { ...(found && { found }), complete };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Without dimensions there is one request: whether all is as wanted on it. */
function remaining<Demand extends Wanted & { asks: ReadonlySet<string> }>(
  demands: Demand[],
  { ordinary, policy }: Space,
) {
  const context = policy.contextOf(ordinary);
  return demands.every((demand) => judge(demand, context, new Set(), { left: 0 }) === 'as_wanted')
    ? demands
    : undefined;
}

const touches = (asks: ReadonlySet<string>, { names }: Dimension) => [...names].some((name) => asks.has(name));

function judge(
  { condition, to, asks }: Wanted & { asks: ReadonlySet<string> },
  context: ConditionContext,
  missing: ReadonlySet<string>,
  budget: Budget,
): Verdict {
  budget.left -= 1;
  try {
    return condition.holds(context) === (to === 'hold') ? 'as_wanted' : 'wrong';
  } catch {
    budget.left -= failing;
    if ([...asks].some((name) => missing.has(name))) return 'open';
    return to === 'not_hold' ? 'as_wanted' : 'wrong';
  }
}

/** Whether a condition holds on facts, or fails on them: then it is what the request comes to, whatever follows. */
export function holdsOrFails(condition: Condition, facts: Facts, { policy }: Space): boolean {
  try {
    return condition.holds(policy.contextOf(facts));
  } catch {
    return true;
  }
}

/** Facts without those that are chosen to be unknown. */
export function factsOf(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Facts;
}

/**
 * Currencies first, because amounts depend on them; then what the first demand asks for, then what most ask for. Values in
 * money keep the order in which one is no more than the next.
 */
function inOrder(dimensions: readonly Dimension[], asks: readonly ReadonlySet<string>[]): Dimension[] {
  const rank = (dimension: Dimension) => {
    if (dimension.names.has('currency')) return Number.NEGATIVE_INFINITY;
    const [first] = asks;
    const count = asks.filter((names) => touches(names, dimension)).length;
    return (first && touches(first, dimension) ? -1_000 : 0) - count;
  };
  const used = dimensions
    .filter((dimension) => dimension.names.has('currency') || asks.some((names) => touches(names, dimension)))
    .toSorted((a, b) => rank(a) - rank(b));
  const inMoney = dimensions.filter((dimension) => used.includes(dimension) && isMoney(dimension));
  return used.map((dimension) => (isMoney(dimension) ? (inMoney.shift() ?? dimension) : dimension));
}
