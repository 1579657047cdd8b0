import type { LineDecision, PolicyUsed } from '../contracts/decision.ts';
import type { KeptDecision } from '../contracts/kept-decision.ts';
import type { Usable } from '../policy/choice.ts';
import { choiceOf, type Difference, differencesOf, replayDecision } from '../policy/replay.ts';
import { cancelled, withoutPolicy } from './cancellation.ts';
import { chargedOneLabel } from './offered.ts';

/** A line of a past request, decided again; `again` is absent where a policy that decided is not there any more. */
export interface ReplayedLine {
  kept: KeptDecision;
  again?: LineDecision;
  differences: Difference[];
}

/** Decides a whole past request again, line by line, and tells where it comes out otherwise. */
export function replayRequest(
  lines: readonly KeptDecision[],
  policyOf: (named: Pick<PolicyUsed, 'id' | 'version'>) => Usable | undefined,
): ReplayedLine[] {
  const decided = lines.map((kept) => {
    if (kept.policy.id === withoutPolicy.id) return { kept, again: cancelled(kept.language).answered };
    const choice = choiceOf(kept, policyOf);
    return { kept, again: choice && replayDecision(kept, choice) };
  });
  const charged = chargedOneLabel(decided.map(({ kept, again }) => (again ? again.terms : kept.terms)));
  return decided.map(({ kept, again }, i) => {
    if (!again) return { kept, differences: [] };
    const terms = charged[i];
    return { kept, again: { ...again, ...(terms && { terms }) }, differences: differencesOf(kept, again, terms) };
  });
}
