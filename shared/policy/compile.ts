import type { PolicyDocument, PolicyFee, RuleAnswer } from '../contracts/policy.ts';
import { type Vocabulary, vocabularyOf } from './condition-context.ts';
import { dearest } from './condition-cost.ts';
import { type Condition, conditionsOf, isCondition } from './conditions.ts';
import { type FindingSaid, says } from './finding.ts';

export interface PolicyFault {
  rule: string;
  code: 'expression' | 'id_used_twice' | 'amount_unknown';
  /** Where in the document (RFC 6901). */
  pointer: string;
  /** What is wrong; it is worded for who reads it. */
  says: FindingSaid;
}

/** A policy that cannot be used: every rule that is wrong, and what is wrong with it. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly faults: readonly PolicyFault[];
  constructor(faults: readonly PolicyFault[]) {
    super(`The policy cannot be used: ${faults.map((one) => `${one.rule}: ${inShort(one.says)}`).join('; ')}`);
    this.faults = faults;
  }
}

/** For logs. */
const inShort = ({ code, values }: FindingSaid) => (values ? `${code} ${JSON.stringify(values)}` : code);

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
  contextOf: Vocabulary['contextOf'];
  endOf: Vocabulary['endOf'];
};

/** What an answer offers, or would once a person agrees. */
export const offerOf = (answer: RuleAnswer) =>
  answer.outcome === 'reject' ? undefined : answer.outcome === 'review' ? answer.ifAgreed : answer;

/** Stands for a condition that could not be compiled. */
const never = { holds: () => false, cost: 0 } as unknown as Condition;

/** Compiles a document. Throws `PolicyError` naming each rule with a bad condition, a used id or an unknown amount. */
export function compilePolicy(document: PolicyDocument): CompiledPolicy {
  const faults: PolicyFault[] = [];
  const used = new Set<string>();
  let steps = 0;
  const vocabulary = vocabularyOf(document);
  const compile = conditionsOf(document, vocabulary);

  const claimId = (rule: string, pointer: string) => {
    if (used.has(rule)) faults.push({ rule, code: 'id_used_twice', pointer: `${pointer}/id`, says: says('id_twice') });
    used.add(rule);
  };
  const checkAmounts = (rule: string, pointer: string, fees: readonly PolicyFee[]) => {
    for (const fee of fees)
      if ('amount' in fee && !Object.hasOwn(document.amounts, fee.amount))
        faults.push({
          rule,
          code: 'amount_unknown',
          pointer,
          says: says('no_such_amount', { name: fee.amount }),
        });
  };
  const withConditions = <Part extends { id: string; when: string }>(name: string, parts: readonly Part[]) =>
    parts.map((part, i): Compiled<Part> => {
      const pointer = `/${name}/${i}`;
      claimId(part.id, pointer);
      const wrong = (said: FindingSaid) =>
        faults.push({ rule: part.id, code: 'expression', pointer: `${pointer}/when`, says: said });
      const condition = compile(part.when);
      if (!isCondition(condition)) {
        wrong(condition);
        return { ...part, condition: never };
      }
      steps += condition.cost;
      if (steps > dearest.document && steps - condition.cost <= dearest.document)
        wrong(says('policy_too_costly', { max: dearest.document }));
      return { ...part, condition };
    });

  const compiled = {
    document,
    guards: withConditions('guards', document.guards),
    rules: withConditions('rules', document.rules),
    modifiers: withConditions('modifiers', document.modifiers),
    contextOf: vocabulary.contextOf,
    endOf: vocabulary.endOf,
  };
  claimId(document.otherwise.id, '/otherwise');
  for (const [i, rule] of [...document.rules, document.otherwise].entries())
    checkAmounts(
      rule.id,
      i < document.rules.length ? `/rules/${i}/answer` : '/otherwise/answer',
      offerOf(rule.answer)?.fees ?? [],
    );
  for (const [i, modifier] of document.modifiers.entries())
    if ('fee' in modifier) checkAmounts(modifier.id, `/modifiers/${i}/fee`, [modifier.fee]);
  if (faults.length > 0) throw new PolicyError(faults);
  return compiled;
}
