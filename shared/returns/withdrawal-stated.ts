import type { Outcome, Resolution } from '../contracts/decision.ts';
import type { Facts } from '../contracts/facts.ts';
import { statesWithdrawal } from '../policy/evaluate.ts';

/**
 * How a line is withdrawn from: in so many words, by the function for it; with an ordinary request of goods that a right to
 * withdraw is open for; or not at all. What belongs to the law of a line is asked of this one value.
 */
export type WithdrawalStated = 'function' | 'stated' | 'none';

/** @param withdraws it came in by the function to withdraw */
export function withdrawalStated(
  facts: Pick<Facts, 'reason' | 'withdrawalOpen'>,
  withdraws: boolean | undefined,
): WithdrawalStated {
  if (withdraws) return 'function';
  return statesWithdrawal(facts) ? 'stated' : 'none';
}

/**
 * Whether units are withdrawn from. By the function, whatever else is to be found out, and those that were not shipped with
 * them; with an ordinary request where money back is asked for and nobody has to look.
 */
export function isWithdrawn(
  how: WithdrawalStated,
  { resolution, outcome, shipped }: { resolution: Resolution; outcome: Outcome; shipped: boolean },
): boolean {
  if (how === 'function') return resolution === 'refund' || !shipped;
  return how === 'stated' && outcome !== 'review' && resolution === 'refund';
}
