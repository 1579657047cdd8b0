import type { LineDecision, PolicyUsed, Terms } from '../contracts/decision.ts';
import type { KeptDecision } from '../contracts/kept-decision.ts';
import { type Answers, answersTo, decideAlone, type PolicyChoice, type Usable } from './choice.ts';

/** Comes to kept decisions again: from the facts they were made on, those of the law among them, and the same policies. */

/** Names one version of a policy, as decisions do. */
type Named = Pick<PolicyUsed, 'id' | 'version'>;

/** Versions that a kept decision was made with. */
export const policiesOf = ({ policy: { id, version, other } }: KeptDecision): Named[] => [
  { id, version },
  ...(other ? [other] : []),
];

/** The policies of a kept decision in their parts; undefined where one of them is not there any more. */
export function choiceOf({ policy }: KeptDecision, policyOf: (named: Named) => Usable | undefined) {
  const used = policyOf(policy);
  const other = policy.other ? policyOf(policy.other) : used;
  if (!used || !other) return undefined;
  if (policy.chosen === undefined) return { named: used };
  return policy.chosen === 'now' ? { ordered: other, current: used } : { ordered: used, current: other };
}

/** What is kept of a line that its decision follows from, beside the policies. */
export type KeptGrounds = Pick<KeptDecision, 'facts' | 'law' | 'language' | 'paid' | 'withdraws' | 'wishAssumed'>;

/**
 * What a line of a request is answered again. Nothing but what was kept and the policies goes in, so the same record gives
 * the same answer on any day.
 */
export const answersAgain = (
  { facts, law, language, paid, withdraws, wishAssumed }: KeptGrounds,
  choice: PolicyChoice,
): Answers<LineDecision> => answersTo({ choice, facts, law, language, paid, withdraws, wishAssumed });

/** Decides a line again as if it were asked for alone. The label is charged once a return: that is no matter of the line. */
export const replayDecision = (
  { facts, law, language, paid, withdraws, wishAssumed }: KeptGrounds,
  choice: PolicyChoice,
): LineDecision => decideAlone({ choice, facts, law, language, paid, withdraws, wishAssumed });

/** Where a decision came out otherwise than it was kept. */
export interface Difference {
  field: string;
  kept?: unknown;
  again?: unknown;
}

/** @param terms of the decision made again, with one label charged for the whole return */
export function differencesOf(kept: KeptDecision, again: LineDecision, terms: Terms | undefined): Difference[] {
  const apartFromWhy = ({ because: _, ...used }: PolicyUsed) => used;
  const ids = (fired: readonly { id: string }[]) => fired.map(({ id }) => id);
  const sides: Record<string, readonly [unknown, unknown]> = {
    outcome: [kept.outcome, again.outcome],
    policy: [apartFromWhy(kept.policy), apartFromWhy(again.policy)],
    rules: [kept.rules, ids(again.rules)],
    tried: [kept.tried, again.tried],
    checks: [kept.checks, ids(again.checks)],
    problems: [kept.problems, [...kept.facts.problems, ...again.problems.map(({ code }) => code)]],
    holds: [kept.holds, again.holds],
    terms: [kept.terms, terms],
  };
  return Object.entries(sides).flatMap(([field, [was, is]]) =>
    isSame(was, is) ? [] : [{ field, ...(was !== undefined && { kept: was }), ...(is !== undefined && { again: is }) }],
  );
}

/** Whether two values say the same, in whatever order their fields are. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    [...names].every((name) => isSame((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]))
  );
}
