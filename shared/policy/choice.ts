import type { EvidenceType, LineDecision, PolicyUsed, ReasonCode } from '../contracts/decision.ts';
import type { Facts } from '../contracts/facts.ts';
import type { PolicyText } from '../contracts/policy.ts';
import type { LawFacts } from '../contracts/rights.ts';
import type { CompiledPolicy } from './compile.ts';
import { decideLine, statesWithdrawal, undecided } from './evaluate.ts';
import { type Kinder, kinderOf, type Paid } from './kinder.ts';
import { gainOf, kindestTogether, type LineOptions } from './kindest.ts';
import type { LinePlace } from './scope.ts';
import { underLaw } from './statutory/under-law.ts';
import { textIn } from './text.ts';

/** Decides the lines of a request under the policy of the order's day, or of today where that one is kinder. */

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

/** A line as it is put to the policies. */
export interface LineAsked {
  choice: PolicyChoice;
  facts: Facts;
  /** What the law is asked with; absent in what was kept before it was asked: then the policies alone speak. */
  law?: LawFacts | undefined;
  /** What was paid for the units asked for. */
  paid: Paid;
  /** Of the sentences (ISO 639-1). Default English. */
  language?: string | undefined;
  /** It was stated as a withdrawal in so many words, by the function for it. */
  withdraws?: boolean | undefined;
  /** Nobody stated a wish: the one among the facts is assumed. */
  wishAssumed?: boolean | undefined;
}

/** What a line is answered: one thing, or what either of two policies says, whose outcomes are alike. */
export type Answers<One> =
  | { paid: Paid; settled: One }
  | { paid: Paid; ordered: LineDecision; current: LineDecision; language: string };

/** Of what nobody knows the price of, no terms can be told. */
export const isPriced = ({ problems }: Pick<Facts, 'problems'>): boolean => !problems.includes('price_unknown');

/**
 * What the policies answer to a line, each under the law. Whole decisions are compared, never the best parts of both: where
 * the outcomes differ the kinder one is the answer. Where one of the policies cannot be evaluated nobody can tell which is
 * kinder, and a person decides, unless the law does.
 * @param completed what each decision comes to before they are compared: under the law, unless it says otherwise
 */
export function answersTo(
  { choice, facts, law, paid, language = 'en', withdraws, wishAssumed }: LineAsked,
  completed = (decision: LineDecision, by: Usable): LineDecision =>
    law ? underLaw(decision, facts, law, { evidence: demandedBy(by, facts.reason), language, withdraws }) : decision,
): Answers<LineDecision> {
  const say = (text: PolicyText) => textIn(language, text);
  const decideBy = (policy: Usable): LineDecision => {
    const answered =
      'document' in policy ? decideLine(policy, facts, language, wishAssumed) : undecided(policy, policy.why, language);
    const { terms, ...rest } = completed(answered, policy);
    return { ...rest, ...(terms && isPriced(facts) && { terms }) };
  };
  if ('named' in choice) return { paid, settled: decideBy(choice.named) };
  const ordered = decideBy(choice.ordered);
  if (isSame(choice.ordered, choice.current)) return { paid, settled: chosen(ordered, 'order_date', say(texts.still)) };
  const current = decideBy(choice.current);
  const [of, now] = [refOf(ordered.policy), refOf(current.policy)];
  const without = (decision: LineDecision) =>
    chosen(decision, 'order_date', say(decision.outcome === 'review' ? texts.failed : texts.failedUnderLaw), now);
  if (hasFailed(ordered)) return { paid, settled: without(ordered) };
  if (hasFailed(current)) {
    // A withdrawal takes effect all the same.
    if (statesWithdrawal(facts)) return { paid, settled: without(ordered) };
    const { message, problems } = current;
    return { paid, settled: without({ ...ordered, outcome: 'review', message, problems }) };
  }
  const { kinder, by } = kinderOf(ordered, current, paid);
  if (by !== 'outcome') return { paid, ordered, current, language };
  if (kinder === 'second') return { paid, settled: chosen(current, 'now', say(texts.kinder.outcome), of) };
  return { paid, settled: chosen(ordered, 'order_date', say(texts.better), now) };
}

/**
 * Chooses for all lines of a request together: line by line the kinder outcome; among answers alike in that, those that pay
 * back the most for the whole request, with the one label that is charged for it (`kindestTogether`); then those with the
 * later end. So no line's choice costs the customer more on another, and no other choice, that of one policy for all lines
 * among them, would be kinder. Each line is told why its policy was chosen: what it is worth to the request.
 */
export function chooseTogether<One extends Pick<LineDecision, 'terms'>>(
  answers: readonly Answers<One>[],
): (One | LineDecision)[] {
  const lines = answers.map(
    (one): LineOptions => ({
      paid: one.paid,
      options: 'settled' in one ? [one.settled] : [one.ordered, one.current],
    }),
  );
  const picks = kindestTogether(lines);
  return answers.map((one, i) => {
    if ('settled' in one) return one.settled;
    const { ordered, current, language } = one;
    const [money, later] = gainOf(lines, picks, i);
    const say = (text: PolicyText) => textIn(language, text);
    if (picks[i] === 1)
      return chosen(current, 'now', say(texts.kinder[money > 0 ? 'refund' : 'window']), refOf(ordered.policy));
    const isBetter = money > 0 || later > 0;
    return chosen(ordered, 'order_date', say(isBetter ? texts.better : texts.alike), refOf(current.policy));
  });
}

/** Decides a line that is asked for alone. */
export function decideAlone(asked: LineAsked, completed?: Parameters<typeof answersTo>[1]): LineDecision {
  const [decision] = chooseTogether([answersTo(asked, completed)]);
  if (!decision) throw new Error('A line has an answer');
  return decision;
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
  failedUnderLaw: {
    en: 'One of the policies that apply cannot be evaluated; the withdrawal takes effect by law all the same.',
    de: 'Eine der Richtlinien, die gelten, lässt sich nicht auswerten; der Widerruf gilt nach dem Gesetz trotzdem.',
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
