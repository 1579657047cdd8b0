import { fieldError, ProblemError } from '../contracts/errors.ts';
import type { OverrideReason, Portion } from '../contracts/return.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import type { Context, Return } from './change.ts';

/**
 * A withdrawal has ended the contract when it was told, and money is owed from then on (Directive 2011/83/EU, Art. 12 and
 * 13): staff cannot end the return that carries it out as they end others. Where it was none in law (it came too late, the
 * law gives none for such goods), a manager ends it, and says why.
 */
export interface Ending {
  /** Why a withdrawal is ended, as a word. */
  override?: OverrideReason | undefined;
  /** The same in words, for staff. */
  reason?: string | undefined;
  /** Whether the person may end a withdrawal: a manager. */
  mayOverride?: boolean | undefined;
}

/** Who withdrew may also take that back, as long as nothing was sent. */
const withdrew: readonly string[] = ['customer', 'guest'];

/**
 * Portions as they are when they end, with the override on those that were withdrawn; and what the event says of it.
 * @throws ProblemError not-allowed for who is no manager; invalid-request without a reason, as a word and in words
 */
export function endingWithdrawals(
  portions: readonly Portion[],
  { head }: Pick<Return, 'head'>,
  { actor }: Context,
  { override, reason, mayOverride }: Ending,
): { portions: Portion[]; data: { override?: { code: OverrideReason; portions: string[] } } } {
  const withdrawn = portions.filter(({ withdrawal }) => withdrawal).map(({ id }) => id);
  if (withdrawn.length === 0 || withdrew.includes(actor.role)) return { portions: [...portions], data: {} };
  if (!mayOverride) throw new ProblemError('not-allowed', say('withdrawal_stands', { portions: withdrawn.join(', ') }));
  const errors = [
    ...(override ? [] : [fieldError('/override', 'ending_needs_reason')]),
    ...(reason ? [] : [fieldError('/reason', 'ending_needs_reason')]),
  ];
  if (!override || errors.length > 0) throw new ProblemError('invalid-request', undefined, { errors });
  const kept = { seq: head.version + 1, code: override };
  return {
    portions: portions.map((portion) => (portion.withdrawal ? { ...portion, override: kept } : portion)),
    data: { override: { code: override, portions: withdrawn } },
  };
}
