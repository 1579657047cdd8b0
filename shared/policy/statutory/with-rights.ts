import type { EvidenceType, FiredRule, LineDecision, Resolution, Terms } from '../../contracts/decision.ts';
import type { Facts } from '../../contracts/facts.ts';
import type { Entitlement, StatutoryRight } from '../../contracts/rights.ts';
import { claimsLack } from '../entitlement.ts';
import { statesWithdrawal, wishNotOffered } from '../evaluate.ts';
import { priceReduction } from './conformity-law.ts';
import { lawOf } from './countries.ts';
import { rightWords } from './words.ts';

/** What is asked for, and what the law says of it. */
export interface Claimed {
  facts: Pick<Facts, 'reason' | 'preference' | 'today' | 'withdrawalOpen'>;
  rights: readonly StatutoryRight[];
  entitlement?: Entitlement | undefined;
  /** Evidence that the policy demands for the reason, whatever it answers. */
  evidence: readonly EvidenceType[];
  /** Whether the consumer was told of the cost of sending back: else the trader bears it (Directive 2011/83/EU, Art. 14(1)). */
  toldOfCost: boolean;
  /** Of the sentences (ISO 639-1). */
  language: string;
  /** It was stated as a withdrawal in so many words, by the function for it. */
  withdraws?: boolean | undefined;
}

/**
 * A policy's decision under the law: the kinder of both, in each part of it; no policy takes a right away. Pure.
 *
 * - **Withdrawal** (stated while it is open): takes effect. What would have sent it to a person is a check beside it; money
 *   back is always among the resolutions, standard delivery included (Art. 13); nothing is demanded and no fee is charged but
 *   the way back (Art. 14). Goods are kept and refunded only where the policy says so and nobody has to look.
 * - **Withdrawal that may be open** (nobody can say when its time began): never taken as over. The terms are a withdrawal's;
 *   a person looks, unless the policy agrees without a fee that a withdrawal would not bear.
 * - **Goods not as agreed**: what the law gives is offered too, free of charge. Rejected by the policy, it is approved while
 *   the lack is presumed to have been there, and a person looks while the consumer may still show it. Where the policy has the
 *   goods kept, who wishes for a repair sends them in. After a repair or a replacement that did not help there is a lower
 *   price to be had as well: a person agrees on it, and credits it.
 */
export function withRights(decision: LineDecision, claimed: Claimed): LineDecision {
  const { rights, entitlement, facts, withdraws } = claimed;
  const known: LineDecision = { ...decision, rights: [...rights], ...(entitlement && { entitlement }) };
  const withdrawal = rights.find(({ kind }) => kind === 'withdrawal');
  if (withdrawal?.status === 'open' && statesWithdrawal(facts)) return withdrawn(known, withdrawal, claimed);
  const wouldState = withdraws || statesWithdrawal({ ...facts, withdrawalOpen: true });
  if (withdrawal?.status === 'unknown' && wouldState) return maybeWithdrawn(known, withdrawal, claimed);
  const open = rights.filter(({ status }) => status === 'open');
  const lack = claimsLack(facts.reason) ? open.filter(({ kind }) => kind !== 'withdrawal') : [];
  return lack.length > 0 ? underLack(known, lack, claimed) : known;
}

/** Stands among the rules where the law gave what the policy does not. */
export const lawRule = (kind: StatutoryRight['kind']): string => `law-${kind.replaceAll('_', '-')}`;

const fired = ({ kind, article }: StatutoryRight): FiredRule => ({ id: lawRule(kind), why: article });

function withdrawn(decision: LineDecision, right: StatutoryRight, claimed: Claimed): LineDecision {
  const { offers: _, ...rest } = decision;
  const { outcome, terms, rules, problems } = rest;
  // A rule that sends it to a person, and a policy that could not be asked, are looked into beside it like a guard.
  const looked = outcome === 'review' ? rules : [];
  const failed = problems.map(({ code, detail, cause }) => ({ id: code, why: cause ?? detail }));
  const checks = [...decision.checks, ...looked, ...(outcome === 'review' ? failed : [])];
  const kept = outcome === 'returnless' && checks.length === 0;
  const agreed = withdrawalTerms(terms, kept, claimed);
  const words = rightWords(claimed.language).decided;
  return {
    ...rest,
    outcome: kept ? 'returnless' : 'approve',
    terms: agreed,
    message: kept ? decision.message : rest.holds ? words.withdrawalHeld : words.withdrawal,
    rules: [...withoutGranted(rules, agreed, claimed), fired(right)],
    checks,
  };
}

/** A withdrawal of which nobody can say yet whether it is in time. */
function maybeWithdrawn(decision: LineDecision, right: StatutoryRight, claimed: Claimed): LineDecision {
  const { offers: _, ...rest } = decision;
  const { outcome, terms, rules } = rest;
  const isFree = terms?.fees.every(({ kind }) => kind === 'return_shipping') ?? false;
  const agrees = isFree && (outcome === 'approve' || outcome === 'returnless');
  const agreed = withdrawalTerms(terms, terms?.labelPayer === 'none', claimed);
  return {
    ...rest,
    outcome: agrees ? outcome : 'review',
    terms: agreed,
    message: agrees || outcome === 'review' ? rest.message : rightWords(claimed.language).decided.withdrawalUnclear,
    rules: [...withoutGranted(rules, agreed, claimed), fired(right)],
  };
}

/** @param kept whether the goods stay with the consumer */
function withdrawalTerms(terms: Terms | undefined, kept: boolean, { toldOfCost }: Claimed): Terms {
  const labelPayer = kept ? 'none' : terms?.labelPayer === 'brand' || !toldOfCost ? 'brand' : 'customer';
  const resolutions = united(['refund'], terms?.resolutions);
  return {
    labelPayer,
    fees: terms && labelPayer === 'customer' ? terms.fees.filter(({ kind }) => kind === 'return_shipping') : [],
    resolutions: kept ? withoutGoods(resolutions) : resolutions,
    evidence: [],
    refundsDelivery: true,
  };
}

/** What the law offers for goods not as agreed, first what is asked for first. */
const remedies: Readonly<Record<Exclude<StatutoryRight['kind'], 'withdrawal'>, readonly Resolution[]>> = {
  short_term_rejection: ['refund', 'replacement', 'repair'],
  final_rejection: ['refund', 'replacement', 'repair'],
  conformity: ['repair', 'replacement'],
};

/** What cannot be given while the goods stay where they are; others are sent or paid all the same. */
export const needsTheGoods = (resolution: Resolution): boolean => resolution === 'repair';

const withoutGoods = (resolutions: readonly Resolution[]): Resolution[] =>
  resolutions.filter((one) => !needsTheGoods(one));

/** What is agreed for goods not as agreed: by the policy, and by law. */
function lackTerms(terms: Terms | undefined, lawful: readonly Resolution[], { facts, evidence }: Claimed): Terms {
  const { preference } = facts;
  const toBeSentIn = preference !== undefined && needsTheGoods(preference) && lawful.includes(preference);
  const kept = terms?.labelPayer === 'none' && !toBeSentIn;
  const resolutions = united(terms?.resolutions ?? [], lawful);
  return {
    labelPayer: kept ? 'none' : 'brand',
    fees: [],
    resolutions: kept ? withoutGoods(resolutions) : resolutions,
    evidence: terms?.evidence ?? [...evidence],
    refundsDelivery: terms?.refundsDelivery ?? false,
  };
}

function underLack(decision: LineDecision, lack: readonly StatutoryRight[], claimed: Claimed): LineDecision {
  const { terms, outcome } = decision;
  const lawful = lack.flatMap(({ kind }) => (kind === 'withdrawal' ? [] : remedies[kind]));
  const agreed = lackTerms(terms, lawful, claimed);
  const answered = withLowerPrice(decision, lack);
  // Where the policy gives as much already, there is nothing to say.
  const gives = terms && terms.fees.length === 0 && terms.labelPayer === agreed.labelPayer;
  if (gives && terms.resolutions.length === agreed.resolutions.length) return answered;
  const given = {
    ...answered,
    terms: agreed,
    rules: [...withoutGranted(decision.rules, agreed, claimed), ...lack.map(fired)],
  };
  const words = rightWords(claimed.language).decided;
  if (outcome === 'returnless' && agreed.labelPayer !== 'none')
    return { ...given, outcome: 'approve', message: words.sentIn };
  if (outcome !== 'reject') return given;
  const { today = '9' } = claimed.facts;
  const presumed = lack.some(
    ({ presumedUntil, kind }) =>
      kind === 'short_term_rejection' || (presumedUntil !== undefined && today <= presumedUntil),
  );
  return { ...given, outcome: presumed ? 'approve' : 'review', message: presumed ? words.presumed : words.toBeShown };
}

/** What is offered in place: under the law nothing that has to be paid for; a lower price once a remedy has failed. */
function withLowerPrice(decision: LineDecision, lack: readonly StatutoryRight[]): LineDecision {
  const { offers: _, ...rest } = decision;
  const final = lack.find(({ kind }) => kind === 'final_rejection');
  const law = final && lawOf(final.country);
  if (!law) return rest;
  const check = { id: 'law-price-reduction', why: priceReduction[law] };
  return { ...rest, checks: [...rest.checks, check], offers: ['price_reduction'] };
}

/** The rules that fired, less the one that says a wish is not offered, where it is now. */
const withoutGranted = (
  rules: readonly FiredRule[],
  { resolutions }: Terms,
  { facts: { preference } }: Claimed,
): FiredRule[] => {
  const granted = preference !== undefined && resolutions.includes(preference);
  return rules.filter(({ id }) => !(granted && id === wishNotOffered));
};

const united = (first: readonly Resolution[], more: readonly Resolution[] = []): Resolution[] => [
  ...new Set([...first, ...more]),
];
