import type { LineDecision } from '../contracts/decision.ts';
import type { KeptDecision } from '../contracts/kept-decision.ts';
import type { CompiledPolicy } from './compile.ts';
import { decideLine } from './evaluate.ts';
import { underLaw } from './statutory/under-law.ts';

/**
 * Comes to a kept decision again: from the facts it was made on, those of the law among them, and the version of the policy
 * that made it. Nothing else goes in, so the same record gives the same answer on any day.
 * @throws Error when it is another version than the one that decided
 */
export function replayDecision(kept: KeptDecision, policy: CompiledPolicy): LineDecision {
  const { policy: used } = kept;
  const { id, version } = policy.document;
  if (id !== used.id || version !== used.version)
    throw new Error(`${used.id} ${used.version} decided, and cannot be replayed by ${id} ${version}`);
  return { ...decideKept(kept, policy), policy: used };
}

/** What any policy answers to the facts of a kept decision, under the law as it was for them. */
export function decideKept(
  { facts, law, language }: Pick<KeptDecision, 'facts' | 'law' | 'language'>,
  policy: CompiledPolicy,
): LineDecision {
  const answered = decideLine(policy, facts, language);
  const evidence = policy.document.evidence[facts.reason] ?? [];
  return law ? underLaw(answered, facts, law, { evidence, language }) : answered;
}
