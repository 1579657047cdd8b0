import type { PolicyDocument } from '../../shared/contracts/policy.ts';
import { type CompiledPolicy, compilePolicy } from '../../shared/policy/compile.ts';
import { defaultPolicy } from '../../shared/policy/default-policy.ts';
import { decideLine } from '../../shared/policy/evaluate.ts';
import { makeRequests } from '../fixtures/policy/make-requests.ts';
import { timed } from './processor-time.ts';

/** Processor time of a decision in a warm process, and of compiling its policy once. */
export interface DecisionTime {
  readonly rules: number;
  readonly microseconds: number;
  readonly compileMilliseconds: number;
}

const sizes = [8, 50, 500] as const;
const requests = makeRequests(20_260_302, 700).map(({ facts }) => facts);

/**
 * A policy of so many rules: the shipped ones, each for a category of its own that no request of the sample is of, and at
 * last one that answers. So every rule is asked, as long as a rule of people's own is.
 */
export function policyOf(rules: number): PolicyDocument {
  const { length } = defaultPolicy.rules;
  const shipped = (i: number) => defaultPolicy.rules[i % length] ?? defaultPolicy.rules[0];
  const own = Array.from({ length: rules - 1 }, (_, i) => {
    const rule = shipped(i);
    if (!rule) throw new Error('The shipped policy has rules');
    return { ...rule, id: `rule-${i}`, when: `(${rule.when}) && category == 'category-${i}'` };
  });
  const { answer, title } = defaultPolicy.otherwise;
  return { ...defaultPolicy, rules: [...own, { id: 'last', title, when: 'true', answer }] };
}

/** @param rounds how often the sample is decided */
export function measureDecisions(rounds: number): DecisionTime[] {
  return sizes.map((rules) => {
    const [compileMilliseconds, policy] = timed(() => compilePolicy(policyOf(rules)));
    decideAll(policy);
    const taken = Array.from({ length: rounds }, () => timed(() => decideAll(policy))[0]);
    const median = taken.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
    return { rules, microseconds: (1000 * median) / requests.length, compileMilliseconds };
  });
}

const decideAll = (policy: CompiledPolicy) => requests.map((facts) => decideLine(policy, facts));
