import type { PolicyDocument, PolicyFee, RuleAnswer } from '../contracts/policy.ts';
import { dearest } from './condition-cost.ts';
import { type Condition, conditionsOf } from './conditions.ts';

/** A policy that cannot be used: every rule that is wrong, and what is wrong with it. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly faults: readonly { rule: string; problem: string }[];
  constructor(faults: readonly { rule: string; problem: string }[]) {
    super(`The policy cannot be used: ${faults.map(({ rule, problem }) => `${rule}: ${problem}`).join('; ')}`);
    this.faults = faults;
  }
}

export type Guard = PolicyDocument['guards'][number];
export type Rule = PolicyDocument['rules'][number];
export type Modifier = PolicyDocument['modifiers'][number];
export type Compiled<Part> = Part & { condition: Condition };

/** A policy whose conditions are compiled and checked; made once, used for many decisions. */
export type CompiledPolicy = {
  document: PolicyDocument;
  guards: Compiled<Guard>[];
  rules: Compiled<Rule>[];
  modifiers: Compiled<Modifier>[];
};

/** What an answer offers, or would once a person agrees. */
export const offerOf = (answer: RuleAnswer) =>
  answer.outcome === 'reject' ? undefined : answer.outcome === 'review' ? answer.ifAgreed : answer;

/** Stands for a condition that could not be compiled. */
const never = { holds: () => false, cost: 0 } as unknown as Condition;

/** Compiles a document. Throws `PolicyError` naming each rule with a bad condition, a used id or an unknown amount. */
export function compilePolicy(document: PolicyDocument): CompiledPolicy {
  const faults: { rule: string; problem: string }[] = [];
  const used = new Set<string>();
  let steps = 0;
  const compile = conditionsOf(document);

  const claimId = (rule: string) => {
    if (used.has(rule)) faults.push({ rule, problem: 'this id is used twice' });
    used.add(rule);
  };
  const checkFees = (rule: string, fees: readonly PolicyFee[]) => {
    for (const fee of fees)
      if ('amount' in fee && !Object.hasOwn(document.amounts, fee.amount))
        faults.push({ rule, problem: `the policy has no amount called ${fee.amount}` });
  };
  const withCondition = <Part extends { id: string; when: string }>(part: Part): Compiled<Part> => {
    claimId(part.id);
    const condition = compile(part.when);
    if (typeof condition === 'string') {
      faults.push({ rule: part.id, problem: condition });
      return { ...part, condition: never };
    }
    steps += condition.cost;
    if (steps > dearest.document && steps - condition.cost <= dearest.document)
      faults.push({ rule: part.id, problem: `with this, the policy may take more than ${dearest.document} steps` });
    return { ...part, condition };
  };

  const compiled = {
    document,
    guards: document.guards.map(withCondition),
    rules: document.rules.map(withCondition),
    modifiers: document.modifiers.map(withCondition),
  };
  claimId(document.otherwise.id);
  for (const rule of [...document.rules, document.otherwise]) checkFees(rule.id, offerOf(rule.answer)?.fees ?? []);
  for (const modifier of document.modifiers) if ('fee' in modifier) checkFees(modifier.id, [modifier.fee]);
  if (faults.length > 0) throw new PolicyError(faults);
  return compiled;
}
