import type { EvidenceType, FiredRule, LineDecision, Resolution, Terms } from '../../contracts/decision.ts';
import type { Facts } from '../../contracts/facts.ts';
import type { Entitlement, StatutoryRight } from '../../contracts/rights.ts';
import { claimsLack } from '../entitlement.ts';
import { statesWithdrawal, wishNotOffered } from '../evaluate.ts';
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
 * - **Goods not as agreed**: what the law gives is offered too, free of charge. Rejected by the policy, it is approved while
 *   the lack is presumed to have been there, and a person looks while the consumer may still show it.
 */
export function withRights(decision: LineDecision, claimed: Claimed): LineDecision {
  const { rights, entitlement, facts } = claimed;
  const known: LineDecision = { ...decision, rights: [...rights], ...(entitlement && { entitlement }) };
  const open = rights.filter(({ status }) => status === 'open');
  const withdrawal = open.find(({ kind }) => kind === 'withdrawal');
  const doubtful = rights.find(({ kind, status }) => kind === 'withdrawal' && status === 'unknown');
  if (withdrawal && statesWithdrawal(facts)) return withdrawn(known, withdrawal, claimed);
  // Stated while nobody can say when its time began: it is kept as what it is, and a person finds out.
  if (doubtful && claimed.withdraws)
    return { ...withdrawn(known, doubtful, claimed), outcome: 'review', message: decision.message };
  const lack = claimsLack(facts.reason) ? open.filter(({ kind }) => kind !== 'withdrawal') : [];
  return lack.length > 0 ? underLack(known, lack, claimed) : known;
}

const fired = ({ kind, article }: StatutoryRight): FiredRule => ({
  id: `law-${kind.replaceAll('_', '-')}`,
  why: article,
});

function withdrawn(decision: LineDecision, right: StatutoryRight, { toldOfCost, language }: Claimed): LineDecision {
  const { outcome, terms, rules, problems } = decision;
  // A rule that sends it to a person, and a policy that could not be asked, are looked into beside it like a guard.
  const looked = outcome === 'review' ? rules : [];
  const failed = problems.map(({ code, detail, cause }) => ({ id: code, why: cause ?? detail }));
  const checks = [...decision.checks, ...looked, ...(outcome === 'review' ? failed : [])];
  const kept = outcome === 'returnless' && checks.length === 0;
  const labelPayer = kept ? 'none' : terms?.labelPayer === 'brand' || !toldOfCost ? 'brand' : 'customer';
  const ways = terms && labelPayer === 'customer' ? terms.fees.filter(({ kind }) => kind === 'return_shipping') : [];
  const agreed: Terms = {
    labelPayer,
    fees: ways,
    resolutions: united(['refund'], terms?.resolutions),
    evidence: [],
    refundsDelivery: true,
  };
  return {
    ...decision,
    outcome: kept ? 'returnless' : 'approve',
    terms: agreed,
    message: kept ? decision.message : rightWords(language).decided.withdrawal,
    rules: [...rules, fired(right)],
    checks,
  };
}

/** What the law offers for goods not as agreed, first what is asked for first. */
const remedies: Readonly<Record<Exclude<StatutoryRight['kind'], 'withdrawal'>, readonly Resolution[]>> = {
  short_term_rejection: ['refund', 'replacement', 'repair'],
  final_rejection: ['refund', 'replacement', 'repair'],
  conformity: ['repair', 'replacement'],
};

function underLack(decision: LineDecision, lack: readonly StatutoryRight[], claimed: Claimed): LineDecision {
  const { terms, outcome, rules } = decision;
  const words = rightWords(claimed.language).decided;
  const lawful = lack.flatMap(({ kind }) => (kind === 'withdrawal' ? [] : remedies[kind]));
  const agreed: Terms = {
    labelPayer: terms?.labelPayer === 'none' ? 'none' : 'brand',
    fees: [],
    resolutions: united(terms?.resolutions ?? [], lawful),
    evidence: terms?.evidence ?? [...claimed.evidence],
    refundsDelivery: terms?.refundsDelivery ?? false,
  };
  // Where the policy gives as much already, there is nothing to say.
  const gives = terms && terms.fees.length === 0 && terms.labelPayer === agreed.labelPayer;
  if (gives && lawful.every((one) => terms.resolutions.includes(one))) return decision;
  const { preference, today } = claimed.facts;
  const offered = preference !== undefined && agreed.resolutions.includes(preference);
  const fires = [...rules.filter(({ id }) => !(offered && id === wishNotOffered)), ...lack.map(fired)];
  if (outcome !== 'reject') return { ...decision, terms: agreed, rules: fires };
  const { offers: _, ...rest } = decision;
  const presumed = lack.some(
    ({ presumedUntil, kind }) =>
      kind === 'short_term_rejection' || (presumedUntil !== undefined && (today ?? '9') <= presumedUntil),
  );
  return {
    ...rest,
    outcome: presumed ? 'approve' : 'review',
    terms: agreed,
    message: presumed ? words.presumed : words.toBeShown,
    rules: fires,
  };
}

const united = (first: readonly Resolution[], more: readonly Resolution[] = []): Resolution[] => [
  ...new Set([...first, ...more]),
];
