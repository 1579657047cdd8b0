import type { LineDecision, PolicyUsed } from '../contracts/decision.ts';
import type { KeptDecision } from '../contracts/kept-decision.ts';
import { type Answers, chooseTogether, type Usable } from '../policy/choice.ts';
import { answersAgain, choiceOf, type Difference, differencesOf } from '../policy/replay.ts';
import { cancelled, withoutPolicy } from './cancellation.ts';
import { chargedOneLabel } from './offered.ts';

/** A line of a past request, decided again; `again` is absent where a policy that decided is not there any more. */
export interface ReplayedLine {
  kept: KeptDecision;
  again?: LineDecision;
  differences: Difference[];
}

/**
 * Decides a whole past request again and tells where it comes out otherwise. Lines are chosen for together; one whose policy
 * is not there any more stays as it was kept.
 */
export function replayRequest(
  lines: readonly KeptDecision[],
  policyOf: (named: Pick<PolicyUsed, 'id' | 'version'>) => Usable | undefined,
): ReplayedLine[] {
  const answers = lines.map((kept): Answers<LineDecision | Pick<KeptDecision, 'terms'>> => {
    const { paid, terms } = kept;
    if (kept.policy.id === withoutPolicy.id) return { paid, settled: cancelled(kept.language).answered };
    const choice = choiceOf(kept, policyOf);
    return choice ? answersAgain(kept, choice) : { paid, settled: { terms } };
  });
  const decisions = chooseTogether(answers);
  const decided = lines.map((kept, i) => {
    const decision = decisions[i];
    return { kept, again: decision && 'message' in decision ? decision : undefined };
  });
  const charged = chargedOneLabel(decided.map(({ kept, again }) => (again ? again.terms : kept.terms)));
  return decided.map(({ kept, again }, i) => {
    if (!again) return { kept, differences: [] };
    const terms = charged[i];
    return { kept, again: { ...again, ...(terms && { terms }) }, differences: differencesOf(kept, again, terms) };
  });
}
