import { type Activation, conflictsIn, type PolicyBook } from './book.ts';
import { type Found, fault, says } from './finding.ts';
import { nameInBook } from './scope.ts';

/** What the check of a policy finds between it and what else is in force; what it finds in the document itself is `checkPolicy`'s. */

/**
 * Policies that are or will be in force, and that would share lines with this one so that neither is the narrower: it
 * cannot be put in force beside them.
 * @param now from when on
 */
export function overlapsOf(
  policy: Pick<Activation, 'policyId' | 'title' | 'scope'>,
  book: PolicyBook,
  now: Date,
): Found[] {
  const from = now.toISOString();
  const tried: Activation = { ...policy, number: 0, version: '', from };
  // Its own earlier versions end where it begins.
  const others = book.activations.filter(({ policyId }) => policyId !== policy.policyId);
  return conflictsIn({ ...book, activations: [...others, tried] }, from).flatMap(({ one, other }) => {
    const theirs = one.number === 0 ? other : one;
    return one.number === 0 || other.number === 0
      ? [fault('scope_overlap', '/scope', says('scope_shared', { other: nameInBook(theirs), own: nameInBook(policy) }))]
      : [];
  });
}
