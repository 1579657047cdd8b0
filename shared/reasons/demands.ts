import type { EvidenceType, Terms } from '../contracts/decision.ts';
import type { PolicyDocument } from '../contracts/policy.ts';
import type { WithoutEvidence } from '../contracts/reasons.ts';
import type { Reason } from './offered.ts';

/** Evidence that is demanded for a line: which pieces, in how many days, and what happens when they have not come. */
export interface Demands {
  types: readonly EvidenceType[];
  withinDays: number;
  without: WithoutEvidence;
}

/**
 * The demands of a reason. Where it names pieces, they stand in place of those the policy demands for its class; what a
 * rule of the policy demands beside them stays.
 * @param policy that answered; `law` where a withdrawal is stated, which no reason's demand holds up
 * @param terms of its answer; none where it offers nothing: then nothing is demanded
 */
export function demandsOf(
  { class: ofClass, evidence: { pieces, withinDays, without } }: Pick<Reason, 'class' | 'evidence'>,
  terms: Pick<Terms, 'evidence'> | undefined,
  policy: Pick<PolicyDocument, 'evidence'> | 'law' | undefined,
): Demands {
  const asked = terms?.evidence ?? [];
  const types =
    pieces && terms && policy !== 'law'
      ? [
          ...pieces.flatMap(({ type, count }) => Array.from({ length: count }, () => type)),
          ...asked.slice(policy?.evidence[ofClass]?.length ?? 0),
        ]
      : asked;
  return { types, withinDays, without };
}
