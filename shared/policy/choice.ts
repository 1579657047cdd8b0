import type { EvidenceType, LineDecision, PolicyUsed, ReasonCode } from '../contracts/decision.ts';
import type { Facts } from '../contracts/facts.ts';
import type { PolicyText } from '../contracts/policy.ts';
import type { LawFacts } from '../contracts/rights.ts';
import type { CompiledPolicy } from './compile.ts';
import { decideLine, statesWithdrawal, undecided } from './evaluate.ts';
import { type Kinder, kinderOf, type Paid } from './kinder.ts';
import type { LinePlace } from './scope.ts';
import { underLaw } from './statutory/under-law.ts';
import { textIn } from './text.ts';

/** Decides a line under the policy of the order's day, or of today where that one is kinder. */

/** A policy that is in force and cannot be used: a person decides. */
export interface Unusable {
  id: string;
  version: string;
  why: string;
}

export type Usable = CompiledPolicy | Unusable;

/** What can decide a line: the policy in force when the order was placed and the one in force now, or one that was named. */
export type PolicyChoice = { ordered: Usable; current: Usable } | { named: Usable };

/** Evidence a policy demands for a reason, whatever it answers; none where it cannot be used. */
const demandedBy = (policy: Usable, reason: ReasonCode): readonly EvidenceType[] =>
  ('document' in policy && policy.document.evidence[reason]) || [];

/** What of a line's facts decides whose policy it is under. */
export const placeOf = ({ category, country, channel, tier }: Facts): LinePlace => ({
  category,
  country,
  channel,
  tier,
});

/**
 * Whole decisions are compared, never the best parts of both. Where one of the policies cannot be evaluated nobody can tell
 * which is kinder, and a person decides.
 * @param paid what was paid for the units asked for
 * @param language of the sentences (ISO 639-1)
 * @param completed what each decision comes to before they are compared, for instance under the law
 */
export function decideUnder(
  choice: PolicyChoice,
  facts: Facts,
  paid: Paid,
  language = 'en',
  completed: (decision: LineDecision, policy: Usable) => LineDecision = (decision) => decision,
): LineDecision {
  const say = (text: PolicyText) => textIn(language, text);
  const decideBy = (policy: Usable) =>
    completed(
      'document' in policy ? decideLine(policy, facts, language) : undecided(policy, policy.why, language),
      policy,
    );
  if ('named' in choice) return decideBy(choice.named);
  const ordered = decideBy(choice.ordered);
  if (isSame(choice.ordered, choice.current)) return chosen(ordered, 'order_date', say(texts.still));
  const current = decideBy(choice.current);
  const [of, now] = [refOf(ordered.policy), refOf(current.policy)];
  if (hasFailed(ordered)) return chosen(ordered, 'order_date', say(texts.failed), now);
  if (hasFailed(current)) {
    // A withdrawal takes effect all the same.
    if (statesWithdrawal(facts)) return chosen(ordered, 'order_date', say(texts.failed), now);
    const { message, problems } = current;
    return chosen({ ...ordered, outcome: 'review', message, problems }, 'order_date', say(texts.failed), now);
  }
  const { kinder, by } = kinderOf(ordered, current, paid);
  if (kinder === 'second' && by) return chosen(current, 'now', say(texts.kinder[by]), of);
  return chosen(ordered, 'order_date', say(kinder === 'neither' ? texts.alike : texts.better), now);
}

/** The same under the law: of each policy's answer and what the law gives, the kinder; then of the policies the kinder. */
export function decideUnderLaw(
  choice: PolicyChoice,
  facts: Facts,
  law: LawFacts,
  paid: Paid,
  language = 'en',
  withdraws = false,
): LineDecision {
  return decideUnder(choice, facts, paid, language, (decision, by) =>
    underLaw(decision, facts, law, { evidence: demandedBy(by, facts.reason), language, withdraws }),
  );
}

const hasFailed = ({ problems }: LineDecision): boolean => problems.some(({ code }) => code === 'policy_failed');

const refOf = ({ id, version }: PolicyUsed) => ({ id, version });
const nameOf = (policy: Usable) => ('document' in policy ? policy.document : policy);
const isSame = (one: Usable, other: Usable): boolean =>
  nameOf(one).id === nameOf(other).id && nameOf(one).version === nameOf(other).version;

const chosen = (
  decision: LineDecision,
  which: NonNullable<PolicyUsed['chosen']>,
  because: string,
  other?: PolicyUsed['other'],
): LineDecision => ({
  ...decision,
  policy: { ...refOf(decision.policy), chosen: which, because, ...(other && { other }) },
});

const texts = {
  still: {
    en: 'It was in force when the order was placed, and still is.',
    de: 'Sie galt, als bestellt wurde, und gilt noch.',
  },
  better: {
    en: 'It was in force when the order was placed, and is kinder to the customer than the one in force now.',
    de: 'Sie galt, als bestellt wurde, und ist für die Kundin oder den Kunden günstiger als die jetzige.',
  },
  alike: {
    en: 'It was in force when the order was placed, and the one in force now gives the same.',
    de: 'Sie galt, als bestellt wurde, und die jetzige gibt dasselbe.',
  },
  failed: {
    en: 'One of the policies that apply cannot be evaluated, so a person decides.',
    de: 'Eine der Richtlinien, die gelten, lässt sich nicht auswerten; darum entscheidet ein Mensch.',
  },
  kinder: {
    outcome: {
      en: 'It is in force now, and its answer is kinder than that of the policy in force when the order was placed.',
      de: 'Sie gilt jetzt, und ihre Antwort ist günstiger als die der Richtlinie, die galt, als bestellt wurde.',
    },
    refund: {
      en: 'It is in force now, and pays back more than the policy in force when the order was placed.',
      de: 'Sie gilt jetzt, und sie erstattet mehr als die Richtlinie, die galt, als bestellt wurde.',
    },
    window: {
      en: 'It is in force now, and leaves more time than the policy in force when the order was placed.',
      de: 'Sie gilt jetzt, und sie lässt mehr Zeit als die Richtlinie, die galt, als bestellt wurde.',
    },
  } satisfies Record<NonNullable<Kinder['by']>, PolicyText>,
} as const;
