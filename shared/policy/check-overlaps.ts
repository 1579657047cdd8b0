import type { PolicyFinding } from '../contracts/policies.ts';
import { type Activation, conflictsIn, type PolicyBook } from './book.ts';
import { scopeInWords } from './scope.ts';

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
): PolicyFinding[] {
  const from = now.toISOString();
  const tried: Activation = { ...policy, number: 0, version: '', from };
  // Its own earlier versions end where it begins.
  const others = book.activations.filter(({ policyId }) => policyId !== policy.policyId);
  return conflictsIn({ ...book, activations: [...others, tried] }, from).flatMap(({ one, other }) => {
    const theirs = one.number === 0 ? other : one;
    return one.number === 0 || other.number === 0
      ? [
          {
            level: 'error',
            code: 'scope_overlap',
            pointer: '/scope',
            detail: `“${theirs.title}” (${theirs.policyId}: ${scopeInWords(theirs.scope)}) would decide the same lines as this policy (${scopeInWords(policy.scope)}), and neither is the narrower one: narrow a scope, end that one, or save this as its next version.`,
          } as const,
        ]
      : [];
  });
}
