import type { Facts, LineDecision, Problem, Terms } from '../contracts/decision.ts';
import type { PolicyDocument, PolicyFee, RuleAnswer } from '../contracts/policy.ts';
import { type Condition, type ConditionContext, conditionsOf, contextOf, UnknownFact } from './conditions.ts';
import { feesOf } from './fees.ts';

/** A policy that cannot be used: every rule that is wrong, and what is wrong with it. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly faults: readonly { rule: string; problem: string }[];
  constructor(faults: readonly { rule: string; problem: string }[]) {
    super(`The policy cannot be used: ${faults.map(({ rule, problem }) => `${rule}: ${problem}`).join('; ')}`);
    this.faults = faults;
  }
}

type Guard = PolicyDocument['guards'][number];
type Rule = PolicyDocument['rules'][number];
type Modifier = PolicyDocument['modifiers'][number];
type Compiled<Part> = Part & { holds: Condition };

/** A policy whose conditions are compiled and checked; made once, used for many decisions. */
export type CompiledPolicy = {
  document: PolicyDocument;
  guards: Compiled<Guard>[];
  rules: Compiled<Rule>[];
  modifiers: Compiled<Modifier>[];
};

const offerOf = (answer: RuleAnswer) =>
  answer.outcome === 'reject' ? undefined : answer.outcome === 'review' ? answer.ifAgreed : answer;

/** Compiles a document. Throws `PolicyError` naming each rule with a bad condition, a used id or an unknown amount. */
export function compilePolicy(document: PolicyDocument): CompiledPolicy {
  const faults: { rule: string; problem: string }[] = [];
  const used = new Set<string>();
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
    if (typeof condition !== 'string') return { ...part, holds: condition };
    faults.push({ rule: part.id, problem: condition });
    return { ...part, holds: () => false };
  };

  const compiled = {
    document,
    guards: document.guards.map(withCondition),
    rules: document.rules.map(withCondition),
    modifiers: document.modifiers.map(withCondition),
  };
  claimId(document.otherwise.id);
  for (const rule of [...document.rules, document.otherwise]) checkFees(rule.id, offerOf(rule.answer)?.fees ?? []);
  for (const modifier of document.modifiers) checkFees(modifier.id, [modifier.fee]);
  if (faults.length > 0) throw new PolicyError(faults);
  return compiled;
}

const heldBack = 'Thank you. Our team will look at your request and answer you soon.';

/**
 * What the policy answers to one line of a request. Pure, and it never throws: whatever cannot be evaluated is a problem
 * `policy_failed`, and the request goes to a person.
 *
 * All guards are asked, and each that holds is named; then the first rule that holds answers, or `otherwise`. Under a
 * guard the answer is review, with the terms the rules would give, where they would give any. `problems` holds only what
 * the policy itself met; doubts about the data are facts, and the caller's to show.
 */
export function decideLine(policy: CompiledPolicy, facts: Facts): LineDecision {
  const { document } = policy;
  const decision = (rest: Omit<LineDecision, 'policy'>): LineDecision => ({
    ...rest,
    policy: { id: document.id, version: document.version },
  });

  const lacking = Object.keys(document.amounts).filter(
    (name) => document.amounts[name]?.[facts.currency] === undefined,
  );
  if (lacking.length > 0) {
    const problems = [failed(`The policy states no ${lacking.join(', ')} in ${facts.currency}.`)];
    return decision({ outcome: 'review', message: heldBack, rules: [], problems });
  }

  const context = contextOf(facts, document);
  const { held, problems } = askGuards(policy.guards, context);
  const rules = held.map(({ id, title }) => ({ id, why: title }));
  try {
    const rule = firstRule(policy, context);
    rules.push({ id: rule.id, why: rule.title });
    const modifiers = modifiersThatHold(policy, rule.answer, context);
    rules.push(...modifiers.map(({ id, title }) => ({ id, why: title })));
    const terms = termsOf(rule.answer, modifiers, facts, document);
    const wish = wishIsNotOffered(terms, facts);
    if (wish) rules.push(wish);
    const waits = held.length > 0 || problems.length > 0;
    const outcome = waits || (wish && document.wishNotOffered === 'review') ? 'review' : rule.answer.outcome;
    return decision({
      outcome,
      ...(terms && { terms }),
      message: outcome === rule.answer.outcome && !waits ? rule.answer.message : (held[0]?.message ?? heldBack),
      rules,
      problems,
    });
  } catch (error) {
    // Behind a guard an unknown fact is why a person looks, not a fault of the policy: then its terms cannot be told.
    if (held.length === 0 || !(error instanceof UnknownFact)) problems.push(failed(sentenceOf(error)));
    return decision({ outcome: 'review', message: held[0]?.message ?? heldBack, rules, problems });
  }
}

const failed = (detail: string): Problem => ({ code: 'policy_failed', detail: detail.slice(0, 300) });

const sentenceOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);

/** Asks a condition; an error names the rule it is in. */
function ask(part: Compiled<{ id: string }>, context: ConditionContext): boolean {
  try {
    return part.holds(context);
  } catch (error) {
    if (error instanceof UnknownFact) throw error;
    throw new Error(`The condition of ${part.id} cannot be answered: ${sentenceOf(error)}`);
  }
}

function askGuards(guards: readonly Compiled<Guard>[], context: ConditionContext) {
  const held: Guard[] = [];
  const problems: Problem[] = [];
  for (const guard of guards) {
    try {
      if (ask(guard, context)) held.push(guard);
    } catch (error) {
      problems.push(failed(sentenceOf(error)));
    }
  }
  return { held, problems };
}

const firstRule = (policy: CompiledPolicy, context: ConditionContext): Omit<Rule, 'when'> =>
  policy.rules.find((rule) => ask(rule, context)) ?? policy.document.otherwise;

/** Fees for what comes back: where nothing does, nothing is missing from it. */
const modifiersThatHold = (policy: CompiledPolicy, answer: RuleAnswer, context: ConditionContext): Modifier[] =>
  (offerOf(answer)?.labelPayer ?? 'none') === 'none'
    ? []
    : policy.modifiers.filter((modifier) => ask(modifier, context));

function termsOf(
  answer: RuleAnswer,
  modifiers: readonly Modifier[],
  facts: Facts,
  document: PolicyDocument,
): Terms | undefined {
  const offer = offerOf(answer);
  if (!offer) return undefined;
  return {
    labelPayer: offer.labelPayer,
    fees: feesOf([...offer.fees, ...modifiers.map(({ fee }) => fee)], facts, document),
    resolutions: offer.resolutions,
    evidence: document.evidence[facts.reason] ?? [],
    refundsDelivery: offer.refundsDelivery,
  };
}

function wishIsNotOffered(terms: Terms | undefined, facts: Facts) {
  if (!terms || facts.preference === undefined || terms.resolutions.includes(facts.preference)) return undefined;
  return {
    id: 'wish-not-offered',
    why: `${facts.preference} was wished for; offered are ${terms.resolutions.join(', ')}`,
  };
}
