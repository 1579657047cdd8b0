import type { Facts } from '../contracts/facts.ts';
import type { PolicyFinding } from '../contracts/policies.ts';
import type { Sampled } from './check-sample.ts';
import type { Compiled, CompiledPolicy } from './compile.ts';
import { answeredBy, type Budget, findFacts, type Space } from './reach.ts';

/** Which conditions always hold, never hold, or come too late, over the grid of a document's own boundaries. */

type Part = Compiled<{ id: string }>;

/** Guards and modifiers: each is asked whatever the others answer. */
export function checkAlone(
  part: 'guards' | 'modifiers',
  policy: CompiledPolicy,
  space: Space,
  sampled: Sampled,
  budget: Budget,
): PolicyFinding[] {
  return policy[part].flatMap((one, i) => alwaysOrNever(one, `/${part}/${i}/when`, space, sampled, budget));
}

function alwaysOrNever(
  { id, condition }: Part,
  pointer: string,
  space: Space,
  { held, passed }: Sampled,
  budget: Budget,
): PolicyFinding[] {
  const holding = findFacts(space, [{ condition, to: 'hold' }], budget);
  if (!held.has(id) && !holding.found) return holding.complete ? [neverHolds(id, pointer)] : [];
  const otherwise = passed.has(id) || findFacts(space, [{ condition, to: 'not_hold' }], budget);
  if (otherwise === true || otherwise.found || !otherwise.complete || !holding.found) return [];
  const detail = `The condition of ${id} always holds.`;
  return [{ level: 'warning', code: 'always_holds', pointer, detail, witness: holding.found }];
}

const neverHolds = (id: string, pointer: string): PolicyFinding => ({
  level: 'warning',
  code: 'never_holds',
  pointer,
  detail: `The condition of ${id} never holds.`,
});

/** Rules: the first that holds answers, so one that always holds is the last that is ever asked. */
export function checkRules(policy: CompiledPolicy, space: Space, sampled: Sampled, budget: Budget): PolicyFinding[] {
  const { rules } = policy;
  const findings: PolicyFinding[] = [];
  let left = 0;
  for (const [i, rule] of rules.entries()) {
    const pointer = `/rules/${i}/when`;
    const answers = sampled.held.has(rule.id);
    if (answers && sampled.passed.has(rule.id)) continue;
    if (budget.left <= 0) left += answers ? 0 : 1;
    else {
      const after = rules.length - i - 1;
      const [alone] = after > 0 ? alwaysOrNever(rule, pointer, space, sampled, budget) : [];
      if (alone?.code === 'always_holds') {
        findings.push({ ...alone, detail: `${alone.detail} Rules after it never answer: there are ${after}.` });
        break;
      }
      const late = alone || answers ? undefined : tooLate(policy, i, pointer, space, budget);
      if (late === 'not_sure') left += 1;
      else findings.push(...(alone ? [alone] : (late ?? [])));
    }
  }
  if (left === 0) return findings;
  const detail = `Of ${left} of the rules no request was found that they answer, and the check had to end before it was sure.`;
  return [...findings, { level: 'warning', code: 'reach_unknown', pointer: '/rules', detail }];
}

/** The share of the budget that one rule may use up, so that a few hard ones leave something for the others. */
const share = 10;

function tooLate(
  policy: CompiledPolicy,
  i: number,
  pointer: string,
  space: Space,
  budget: Budget,
): PolicyFinding[] | 'not_sure' {
  const rule = policy.rules[i];
  if (!rule) return [];
  const { condition, id } = rule;
  const own: Budget = { left: Math.ceil(budget.left / share) };
  const before = own.left;
  const search = findFacts(space, answeredBy(policy.rules, i), own);
  budget.left -= before - own.left;
  if (search.found) return [];
  if (!search.complete) return 'not_sure';
  const witness = findFacts(space, [{ condition, to: 'hold' }], budget).found;
  const by = witness && policy.rules.slice(0, i).find((one) => holdsOrFails(one, witness, space));
  if (!witness || !by) return [neverHolds(id, pointer)];
  const detail = `${id} never answers: whenever it holds an earlier rule is met first, here ${by.id}.`;
  return [{ level: 'warning', code: 'shadowed', pointer, detail, witness }];
}

function holdsOrFails({ condition }: Part, facts: Facts, { policy }: Space): boolean {
  try {
    return condition.holds(policy.contextOf(facts));
  } catch {
    return true;
  }
}
