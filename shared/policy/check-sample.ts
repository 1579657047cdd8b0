import type { Facts } from '../contracts/facts.ts';
import { untoldFee } from './check-fees.ts';
import { type Compiled, type CompiledPolicy, offerOf } from './compile.ts';
import { isDivisionByZero, summaryOf } from './condition-faults.ts';
import { UnknownFact } from './conditions.ts';
import { decideLine } from './evaluate.ts';
import { type FindingSaid, type Found, says, warning } from './finding.ts';
import { currenciesOf } from './grid.ts';
import type { Space } from './reach.ts';
import { lineFacts } from './scope.ts';

type Part = Compiled<{ id: string }>;

/** What a sample of decisions over the grid shows. */
export interface Sampled {
  /** Ids of what held, and of what was asked and did not. */
  held: ReadonlySet<string>;
  passed: ReadonlySet<string>;
  /** What held where: the id, one of the facts that scopes are made of, and its value. */
  answered: ReadonlySet<string>;
  /** Reasons for which some request was given terms. */
  given: ReadonlySet<Facts['reason']>;
  /** Requests the policy failed on, the first for each place it failed at. */
  failed: ReadonlyMap<string, Failure>;
}

interface Failure {
  facts: Facts;
  says: FindingSaid;
}

/** Decides `count` requests, mixed of the values of all dimensions: the same ones each time. */
export function sampleDecisions(policy: CompiledPolicy, space: Space, count: number): Sampled {
  const held = new Set<string>();
  const passed = new Set<string>();
  const answered = new Set<string>();
  const given = new Set<Facts['reason']>();
  const told = new Set<string>();
  const failed = new Map<string, Failure>();
  // Without a currency that has all amounts nothing is ever evaluated; that is found by itself.
  const hasCurrency =
    Object.keys(policy.document.amounts).length === 0 || currenciesOf(policy.document.amounts).length > 0;
  for (const facts of mixed(space, count)) {
    const { rules, tried, problems, terms } = decideLine(policy, facts);
    const failure = problems.find(({ code }) => code === 'policy_failed')?.cause;
    if (failure !== undefined && hasCurrency && !told.has(failure)) {
      told.add(failure);
      const place = failureOf(policy, facts, failure);
      if (!failed.has(place.pointer)) failed.set(place.pointer, { facts, says: place.says });
    }
    if (terms) given.add(facts.reason);
    const holding = new Set(rules.map(({ id }) => id));
    for (const id of tried) (holding.has(id) ? held : passed).add(id);
    for (const fact of lineFacts) for (const id of holding) answered.add(`${id} ${fact} ${facts[fact]}`);
  }
  return { held, passed, answered, given, failed };
}

/** Where in the document a policy fails on a request, and at what: a condition, or the fees of the rule that answers. */
function failureOf(policy: CompiledPolicy, facts: Facts, cause: string): { pointer: string; says: FindingSaid } {
  const { guards, rules, modifiers, document } = policy;
  const asks = asking(policy, facts);
  const failing = (name: string, parts: readonly Part[]) =>
    parts.flatMap((part, i) => {
      const { failed } = asks(part);
      return failed ? [{ pointer: `/${name}/${i}/when`, says: failed }] : [];
    });
  const at = rules.findIndex((part) => asks(part).holds !== false);
  const rule = rules[at];
  const [first] = [
    ...failing('guards', guards),
    ...failing('rules', rules).filter(({ pointer }) => pointer === `/rules/${at}/when`),
    ...failing('modifiers', modifiers),
  ];
  if (first) return first;
  const { answer } = rule ?? document.otherwise;
  const added = modifiers.flatMap((one) => ('fee' in one && asks(one).holds ? [one.fee] : []));
  const fees = [...(offerOf(answer)?.fees ?? []), ...added];
  const untold = untoldFee(fees, facts) ?? says('may_fail', { detail: cause });
  return { pointer: rule ? `/rules/${at}/answer` : '/otherwise/answer', says: untold };
}

/** Asks conditions on one request: whether they hold, or why that cannot be told. */
function asking({ contextOf }: CompiledPolicy, facts: Facts) {
  const context = contextOf(facts);
  return ({ id, condition }: Part): { holds?: boolean; failed?: FindingSaid } => {
    try {
      return { holds: condition.holds(context) };
    } catch (error) {
      if (error instanceof UnknownFact && error.fact)
        return { failed: says('needs_unknown', { id, name: error.fact }) };
      if (isDivisionByZero(error)) return { failed: says('divides_by_zero', { id }) };
      return { failed: says('may_fail', { detail: `${id}: ${summaryOf(error)}` }) };
    }
  };
}

/** Requests on which the policy cannot be evaluated: a person decides them, and an alarm is raised. */
export const failuresIn = ({ failed }: Sampled): Found[] =>
  [...failed].map(([pointer, { facts, says: said }]) => warning('may_fail', pointer, said, facts));

function* mixed({ dimensions, ordinary }: Space, count: number): Generator<Facts> {
  let state = 1;
  // Numerical Recipes' linear congruential generator: repeatable, and mixed enough to combine values.
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
  for (let i = 0; i < count; i += 1) {
    let chosen: Partial<Facts> = {};
    for (const dimension of dimensions) {
      const values = dimension.values(chosen);
      const one = values[next(values.length)] ?? {};
      // Most requests know their facts: an unknown one is drawn twice before it stays.
      const again = Object.values(one).includes(undefined);
      chosen = { ...chosen, ...(again ? values[next(values.length)] : one) };
    }
    yield Object.fromEntries(
      Object.entries({ ...ordinary, ...chosen }).filter(([, value]) => value !== undefined),
    ) as Facts;
  }
}
