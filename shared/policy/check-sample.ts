import type { Facts } from '../contracts/facts.ts';
import type { PolicyFinding } from '../contracts/policies.ts';
import type { Compiled, CompiledPolicy } from './compile.ts';
import { decideLine } from './evaluate.ts';
import type { Space } from './reach.ts';

type Part = Compiled<{ id: string }>;

/** What a sample of decisions over the grid shows. */
export interface Sampled {
  /** Ids of what held, and of what was asked and did not. */
  held: ReadonlySet<string>;
  passed: ReadonlySet<string>;
  /** Reasons for which some request was given terms. */
  given: ReadonlySet<Facts['reason']>;
  /** Requests the policy failed on, the first for each place it failed at. */
  failed: ReadonlyMap<string, { facts: Facts; detail: string }>;
}

/** Decides `count` requests, mixed of the values of all dimensions: the same ones each time. */
export function sampleDecisions(policy: CompiledPolicy, space: Space, count: number): Sampled {
  const held = new Set<string>();
  const passed = new Set<string>();
  const given = new Set<Facts['reason']>();
  const told = new Set<string>();
  const failed = new Map<string, { facts: Facts; detail: string }>();
  for (const facts of mixed(space, count)) {
    const { rules, tried, problems, terms } = decideLine(policy, facts);
    const failure = problems.find(({ code }) => code === 'policy_failed')?.cause;
    if (failure !== undefined && !told.has(failure)) {
      told.add(failure);
      const place = placeOfFailure(policy, facts);
      if (!failed.has(place)) failed.set(place, { facts, detail: failure });
    }
    if (terms) given.add(facts.reason);
    const holding = new Set(rules.map(({ id }) => id));
    for (const id of tried) (holding.has(id) ? held : passed).add(id);
  }
  return { held, passed, given, failed };
}

/** Where in the document a policy fails on a request: a condition, or the fees of the rule that answers. */
function placeOfFailure({ guards, rules, modifiers, contextOf }: CompiledPolicy, facts: Facts): string {
  const context = contextOf(facts);
  const holds = ({ condition }: Part): boolean | undefined => {
    try {
      return condition.holds(context);
    } catch {
      return undefined;
    }
  };
  const failing = (parts: readonly Part[]) => parts.findIndex((part) => holds(part) === undefined);
  if (failing(guards) >= 0) return `/guards/${failing(guards)}/when`;
  const at = rules.findIndex((rule) => holds(rule) !== false);
  const rule = rules[at];
  if (rule && holds(rule) === undefined) return `/rules/${at}/when`;
  if (failing(modifiers) >= 0) return `/modifiers/${failing(modifiers)}/when`;
  return rule ? `/rules/${at}/answer` : '/otherwise/answer';
}

/** Requests on which the policy cannot be evaluated: a person decides them, and an alarm is raised. */
export const failuresIn = ({ failed }: Sampled): PolicyFinding[] =>
  [...failed].map(([pointer, { facts, detail }]) => ({
    level: 'warning',
    code: 'may_fail',
    pointer,
    detail: `Some requests cannot be decided by this, and go to a person with an alarm. ${detail}`,
    witness: facts,
  }));

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
