import type { FiredRule, LineDecision, Problem, ReasonCode, Terms } from '../contracts/decision.ts';
import type { Facts } from '../contracts/facts.ts';
import type { PolicyDocument, PolicyText, RuleAnswer } from '../contracts/policy.ts';
import { type Compiled, type CompiledPolicy, type Guard, type Modifier, offerOf, type Rule } from './compile.ts';
import type { ConditionContext } from './condition-context.ts';
import { UnknownFact } from './conditions.ts';
import { doubt } from './doubt.ts';
import { feesOf } from './fees.ts';
import { termsWords } from './terms-words.ts';
import { textIn } from './text.ts';

const heldBack: PolicyText = {
  en: 'Thank you. Our team will look at your request and answer you soon.',
  de: 'Danke. Unser Team sieht sich Ihre Anfrage an und antwortet Ihnen bald.',
};

/** Stands among the rules where the resolution that was wished for is not offered. */
export const wishNotOffered = 'wish-not-offered';

const noFault: ReadonlySet<ReasonCode> = new Set<ReasonCode>(['customer_remorse', 'open_box']);

/**
 * Whether a request states a withdrawal: goods sent back for no fault of theirs, while a statutory right to do so is open.
 * It takes effect when it is stated (Directive 2011/83/EU, Arts. 9 and 11), so no guard suspends it.
 */
export const statesWithdrawal = ({ reason, withdrawalOpen }: Pick<Facts, 'reason' | 'withdrawalOpen'>): boolean =>
  withdrawalOpen === true && noFault.has(reason);

/**
 * What the policy answers to one line of a request. Pure, and it never throws: whatever cannot be evaluated is a problem
 * `policy_failed`, and the request goes to a person.
 *
 * All guards are asked, and each that holds is named; then the first rule that holds answers, or `otherwise`; where goods
 * come back, all modifiers are asked. Under a guard the answer is review, with the terms the rules would give, where they
 * would give any; where a statutory withdrawal is stated, guards are `checks` instead. What `holds` the label back changes
 * no outcome: it is a question to be answered before the goods move. `problems` holds only what the policy itself met;
 * doubts about the data are facts, and the caller's to show.
 *
 * @param language of the sentences (ISO 639-1)
 * @param wishAssumed nobody stated the wish among the facts: that it is not offered is no answer to anything
 */
export function decideLine(policy: CompiledPolicy, facts: Facts, language = 'en', wishAssumed = false): LineDecision {
  const { document } = policy;
  const lacking = Object.keys(document.amounts).filter(
    (name) => document.amounts[name]?.[facts.currency] === undefined,
  );
  if (lacking.length > 0)
    return undecided(document, `The policy states no ${lacking.join(', ')} in ${facts.currency}.`, language);

  const say = (text: PolicyText) => textIn(language, text);
  const fired = ({ id, title }: { id: string; title: PolicyText }): FiredRule => ({ id, why: say(title) });
  const tried: string[] = [];
  const context = policy.contextOf(facts);
  const asked = askGuards(policy.guards, context, tried, language);
  const withdrawal = statesWithdrawal(facts);
  const held = withdrawal ? [] : asked.held;
  const { problems } = asked;
  const rules = held.map(fired);
  const decision = (rest: Pick<LineDecision, 'outcome' | 'message'> & Partial<LineDecision>): LineDecision => ({
    ...rest,
    rules,
    tried,
    checks: withdrawal ? asked.held.map(fired) : [],
    problems,
    window: windowOf(policy, facts),
    policy: { id: document.id, version: document.version },
  });
  try {
    const rule = firstRule(policy, context, tried);
    rules.push(fired(rule));
    const { answer } = rule;
    const modifiers = modifiersThatHold(policy, answer, context, tried);
    rules.push(...modifiers.map(fired));
    const terms = termsOf(answer, modifiers, facts, document);
    const wish = wishAssumed ? undefined : wishIsNotOffered(terms, facts, language);
    if (wish) rules.push(wish);
    const holds = modifiers.flatMap((one) => ('hold' in one ? [one] : []));
    const reviewed = held.length > 0 || problems.length > 0 || (wish && document.wishNotOffered === 'review');
    const outcome = reviewed ? 'review' : answer.outcome;
    const hints = offerOf(answer)?.routeHints;
    return decision({
      outcome,
      ...(terms && { terms }),
      message: say(
        held[0]?.message ??
          (outcome !== answer.outcome || problems.length > 0 ? heldBack : (holds[0]?.message ?? answer.message)),
      ),
      ...(holds.length > 0 && { holds: [...new Set(holds.map(({ hold }) => hold))] }),
      ...(outcome === 'reject' && answer.outcome === 'reject' && answer.offers && { offers: answer.offers }),
      ...(hints && { routeHints: hints }),
    });
  } catch (error) {
    // Behind a guard an unknown fact is why a person looks, not a fault of the policy: then its terms cannot be told.
    if (asked.held.length === 0 || !(error instanceof UnknownFact)) problems.push(failed(sentenceOf(error), language));
    return decision({ outcome: 'review', message: say(held[0]?.message ?? heldBack) });
  }
}

/** The end of the window that customers are shown; none where the day of delivery is unknown, or none that a calendar has. */
function windowOf(policy: CompiledPolicy, facts: Facts): NonNullable<LineDecision['window']> {
  try {
    const until = policy.endOf(policy.document.windows.standard, facts);
    return { ...(until && { until }) };
  } catch {
    return {};
  }
}

/** The answer where a policy cannot be asked at all, and why: a person decides. */
export function undecided(
  { id, version }: { id: string; version: string },
  why: string,
  language = 'en',
): LineDecision {
  return {
    outcome: 'review',
    message: textIn(language, heldBack),
    rules: [],
    tried: [],
    checks: [],
    problems: [failed(why, language)],
    policy: { id, version },
  };
}

const failed = (cause: string, language: string): Problem => ({
  ...doubt('policy_failed', language),
  cause: cause.slice(0, 300),
});

const sentenceOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);

/** Asks a condition; an error names the rule it is in. */
function ask(part: Compiled<{ id: string }>, context: ConditionContext, tried: string[]): boolean {
  tried.push(part.id);
  try {
    return part.condition.holds(context);
  } catch (error) {
    if (error instanceof UnknownFact) throw new UnknownFact(`${part.id} needs what is not known: ${error.message}`);
    throw new Error(`The condition of ${part.id} cannot be answered: ${sentenceOf(error)}`);
  }
}

function askGuards(guards: readonly Compiled<Guard>[], context: ConditionContext, tried: string[], language: string) {
  const held: Guard[] = [];
  const problems: Problem[] = [];
  for (const guard of guards) {
    try {
      if (ask(guard, context, tried)) held.push(guard);
    } catch (error) {
      problems.push(failed(sentenceOf(error), language));
    }
  }
  return { held, problems };
}

function firstRule(
  { rules, document: { otherwise } }: CompiledPolicy,
  context: ConditionContext,
  tried: string[],
): Omit<Rule, 'when'> {
  const rule = rules.find((one) => ask(one, context, tried));
  if (!rule) tried.push(otherwise.id);
  return rule ?? otherwise;
}

/** Fees and questions of what comes back: where nothing does, nothing is missing from it and nothing crosses a border. */
const modifiersThatHold = (
  policy: CompiledPolicy,
  answer: RuleAnswer,
  context: ConditionContext,
  tried: string[],
): Modifier[] =>
  (offerOf(answer)?.labelPayer ?? 'none') === 'none'
    ? []
    : policy.modifiers.filter((modifier) => ask(modifier, context, tried));

function termsOf(
  answer: RuleAnswer,
  modifiers: readonly Modifier[],
  facts: Facts,
  document: PolicyDocument,
): Terms | undefined {
  const offer = offerOf(answer);
  if (!offer) return undefined;
  const added = modifiers.flatMap((one) => ('fee' in one ? [one.fee] : []));
  return {
    labelPayer: offer.labelPayer,
    fees: feesOf([...offer.fees, ...added], facts, document),
    resolutions: offer.resolutions,
    evidence: [...(document.evidence[facts.reason] ?? []), ...(offer.evidence ?? [])],
    refundsDelivery: offer.refundsDelivery,
  };
}

function wishIsNotOffered(terms: Terms | undefined, facts: Facts, language: string): FiredRule | undefined {
  if (!terms || facts.preference === undefined || terms.resolutions.includes(facts.preference)) return undefined;
  const { resolutions, wished } = termsWords(language);
  const offered = terms.resolutions.map((one) => resolutions[one]).join(', ');
  return { id: wishNotOffered, why: wished(resolutions[facts.preference], offered) };
}
