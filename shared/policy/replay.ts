import type { LineDecision } from '../contracts/decision.ts';
import type { KeptDecision } from '../contracts/kept-decision.ts';
import type { CompiledPolicy } from './compile.ts';
import { decideLine } from './evaluate.ts';

/**
 * Comes to a kept decision again: from the facts it was made on, and the version of the policy that made it. Nothing else
 * goes in, so the same record gives the same answer on any day.
 * @throws Error when it is another version than the one that decided
 */
export function replayDecision({ facts, language, policy: used }: KeptDecision, policy: CompiledPolicy): LineDecision {
  const { id, version } = policy.document;
  if (id !== used.id || version !== used.version)
    throw new Error(`${used.id} ${used.version} decided, and cannot be replayed by ${id} ${version}`);
  return { ...decideLine(policy, facts, language), policy: used };
}
