import { fieldError, ProblemError } from '../contracts/errors.ts';
import type { Facts } from '../contracts/facts.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import type { PolicyBook } from '../policy/book.ts';
import { type PolicyChoice, placeOf, type Usable } from '../policy/choice.ts';
import { type PolicyRef, policyInForce } from '../policy/shipped.ts';
import type { PolicyReader } from '../storage/policy-reader.ts';

/** Which policies decide the lines of a request, by a brand's book. */
export interface InForce {
  brand: string;
  book: PolicyBook;
  placedAt: string;
  at: Date;
}

/**
 * Decides with the policies that are in force for each line. Deciding is pure and knows a line's place only as it goes: what
 * turns out to be missing in memory is read, and then it is decided once more.
 */
export async function withPolicies<Decided>(
  policies: PolicyReader,
  { brand, book, placedAt, at }: InForce,
  decide: (choose: (facts: Facts) => PolicyChoice) => Decided,
): Promise<Decided> {
  const missing = new Map<string, PolicyRef>();
  const read = new Map<string, Usable>();
  const use = (ref: PolicyRef): Usable => {
    const name = `${ref.policyId} ${ref.version}`;
    const found = policies.kept(brand, ref) ?? read.get(name);
    if (!found) missing.set(name, ref);
    return found ?? notThere(ref);
  };
  const choose = (facts: Facts): PolicyChoice => {
    const place = placeOf(facts);
    const inForce = (instant: string) => use(policyInForce(book, instant, place));
    return { ordered: inForce(placedAt), current: inForce(at.toISOString()) };
  };
  const decided = decide(choose);
  if (missing.size === 0) return decided;
  await Promise.all(
    [...missing].map(async ([name, ref]) => read.set(name, (await policies.load(brand, ref)) ?? notThere(ref))),
  );
  return decide(choose);
}

const notThere = ({ policyId, version }: PolicyRef): Usable => ({
  id: policyId,
  version,
  why: 'The book names a version that is not there.',
});

/**
 * A version that was asked for by name; `draft` is the newest.
 * @throws ProblemError invalid-request where there is none, policy-not-sound where it cannot be evaluated
 */
export async function namedPolicy(policies: PolicyReader, brand: string, wanted: PolicyRef): Promise<PolicyChoice> {
  const version = wanted.version === 'draft' ? await policies.newest(brand, wanted.policyId) : wanted.version;
  const named = version && (await policies.load(brand, { ...wanted, version }));
  if (!named)
    throw new ProblemError('invalid-request', undefined, {
      errors: [fieldError('/policy/version', 'no_policy_version', { version: wanted.version })],
    });
  if ('why' in named)
    throw new ProblemError('policy-not-sound', say('policy_faults'), {
      errors: [fieldError('/policy/version', 'expression', { detail: named.why.slice(0, 500) })],
    });
  return { named };
}
