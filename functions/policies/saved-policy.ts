import type { PolicyFinding, SavedPolicy } from '../../shared/contracts/policies.ts';
import type { Language } from '../../shared/notifications/language.ts';
import { type PolicyBook, sinceEver } from '../../shared/policy/book.ts';
import { overlapsOf } from '../../shared/policy/check-overlaps.ts';
import { defaultPolicy } from '../../shared/policy/default-policy.ts';
import { isShipped, type PolicyRef, shippedPolicy } from '../../shared/policy/shipped.ts';
import { wordedFinding } from '../../shared/policy/worded-finding.ts';
import { loadPolicy, type PolicyWithDocument, type SavedVersion } from '../../shared/storage/policies.ts';
import type { Table } from '../../shared/storage/table.ts';

/** A version as it is answered: with what was found when it was saved, and what stands against it in the book now. */
export function savedPolicyOf(
  { errors: _, warnings: __, findings, ...version }: PolicyWithDocument,
  book: PolicyBook,
  language: Language,
  now: Date,
): SavedPolicy {
  const { policyId, title, document } = version;
  const beside = isShipped(version) ? [] : overlapsOf({ policyId, title, scope: document.scope }, book, now);
  const all = [...findings, ...beside];
  return {
    ...version,
    state: stateOf(version, book),
    sound: isSound(all),
    findings: all.map((one) => wordedFinding(one, language)),
  };
}

export const isSound = (findings: readonly Pick<PolicyFinding, 'level'>[]): boolean =>
  findings.every(({ level }) => level !== 'error');

/** Whether a version was put in force, or is going to be. */
export const stateOf = (version: PolicyRef, { activations }: PolicyBook): SavedPolicy['state'] =>
  isShipped(version) || activations.some((one) => one.policyId === version.policyId && one.version === version.version)
    ? 'kept'
    : 'draft';

/** The shipped policy as if it had been saved. */
export function shippedVersion(): PolicyWithDocument {
  const { id: _, version: __, ...document } = defaultPolicy;
  return {
    ...shippedPolicy,
    savedAt: sinceEver,
    savedBy: { role: 'system', id: 'homeward' },
    errors: 0,
    warnings: 0,
    document,
    findings: [],
  };
}

/** A version of a brand's policy, or the shipped one. */
export async function findPolicy(table: Table, brand: string, ref: PolicyRef): Promise<PolicyWithDocument | undefined> {
  return isShipped(ref) ? shippedVersion() : loadPolicy(table, brand, ref.policyId, ref.version);
}

/** A version as lists show it. */
export function listedOf(version: SavedVersion, book: PolicyBook) {
  return { ...version, state: stateOf(version, book), sound: version.errors === 0 };
}
