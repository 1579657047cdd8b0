import type { Sampled } from './check-sample.ts';
import type { Compiled, CompiledPolicy } from './compile.ts';
import { type Found, says, warning } from './finding.ts';
import { answeredBy, type Budget, findFacts, holdsOrFails, type Space } from './reach.ts';

/** Which conditions always hold, never hold, or come too late, over the grid of a document's own boundaries. */

type Part = Compiled<{ id: string }>;

/** Guards and modifiers: each is asked whatever the others answer. */
export function checkAlone(
  part: 'guards' | 'modifiers',
  policy: CompiledPolicy,
  space: Space,
  sampled: Sampled,
  budget: Budget,
): Found[] {
  return policy[part].flatMap((one, i) => alwaysOrNever(one, `/${part}/${i}/when`, space, sampled, budget));
}

function alwaysOrNever(
  { id, condition }: Part,
  pointer: string,
  space: Space,
  { held, passed }: Sampled,
  budget: Budget,
): Found[] {
  const holding = findFacts(space, [{ condition, to: 'hold' }], budget);
  if (!held.has(id) && !holding.found) return holding.complete ? [neverHolds(id, pointer)] : [];
  const otherwise = passed.has(id) || findFacts(space, [{ condition, to: 'not_hold' }], budget);
  if (otherwise === true || otherwise.found || !otherwise.complete || !holding.found) return [];
  return [warning('always_holds', pointer, says('always_holds', { id }), holding.found)];
}

const neverHolds = (id: string, pointer: string): Found => warning('never_holds', pointer, says('never_holds', { id }));

/** Rules: the first that holds answers, so one that always holds is the last that is ever asked. */
export function checkRules(policy: CompiledPolicy, space: Space, sampled: Sampled, budget: Budget): Found[] {
  const { rules } = policy;
  const findings: Found[] = [];
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
        findings.push({ ...alone, says: says('rest_never_answers', { id: rule.id, count: after }) });
        break;
      }
      const late = alone || answers ? undefined : tooLate(policy, i, pointer, space, budget);
      if (late === 'not_sure') left += 1;
      else findings.push(...(alone ? [alone] : (late ?? [])));
    }
  }
  if (left === 0) return findings;
  return [...findings, warning('reach_unknown', '/rules', says('reach_unknown', { count: left }))];
}

/** The share of the budget that one rule may use up, so that a few hard ones leave something for the others. */
const share = 10;

function tooLate(
  policy: CompiledPolicy,
  i: number,
  pointer: string,
  space: Space,
  budget: Budget,
): Found[] | 'not_sure' {
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
  const by = witness && policy.rules.slice(0, i).find((one) => holdsOrFails(one.condition, witness, space));
  if (!witness || !by) return [neverHolds(id, pointer)];
  return [warning('shadowed', pointer, says('shadowed', { id, by: by.id }), witness)];
}
