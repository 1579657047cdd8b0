import { actingRole, type Principal } from '../../shared/access/principal.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { type savePolicyDraft as contract, largestPolicy, type PolicyDraft } from '../../shared/contracts/policies.ts';
import type { PolicyActor } from '../../shared/contracts/policy-book.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import { shippedPolicyId } from '../../shared/policy/book.ts';
import { checkPolicy } from '../../shared/policy/check.ts';
import { titleOf } from '../../shared/policy/shipped.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { tagOf, versionWanted } from '../../shared/runtime/version-tag.ts';
import { newestVersion, savePolicy } from '../../shared/storage/policies.ts';
import { loadBook } from '../../shared/storage/policy-book.ts';
import type { Table } from '../../shared/storage/table.ts';
import { savedPolicyOf } from './saved-policy.ts';

/** Saves what a manager has written so far, faults and all: it is checked, and the findings are answered and kept. */
export function createSaveDraft({ table }: { table: Table }) {
  return async ({
    params,
    body,
    header,
    principal,
    language,
    now,
  }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand, policyId } = params;
    if (policyId === shippedPolicyId) throw new ProblemError('policy-book-conflict', say('shipped_name'));
    refuseTooLarge(body);
    const ifMatch = header('if-match');
    const newest = ifMatch === undefined ? 0 : Number((await newestVersion(table, brand, policyId))?.version ?? 0);
    const expected = versionWanted(ifMatch, newest);
    const findings = checkPolicy({ id: policyId, version: 'draft', ...body });
    const policy = { policyId, title: titleOf(body), document: body, findings, by: actorOf(principal, 'policy.save') };
    const saved = await savePolicy(table, brand, policy, expected, now);
    const book = await loadBook(table, brand, true);
    return { body: savedPolicyOf(saved, book, await language(), now), headers: { etag: tagOf(Number(saved.version)) } };
  };
}

/** @throws ProblemError too-large with the limit */
export function refuseTooLarge(document: PolicyDraft): void {
  const bytes = Buffer.byteLength(JSON.stringify(document));
  if (bytes > largestPolicy)
    throw new ProblemError('too-large', say('policy_most_bytes', { max: largestPolicy, bytes }));
}

/** Who did it, as the history names them. */
export const actorOf = (principal: Principal, action: 'policy.save' | 'policy.activate'): PolicyActor => ({
  role: actingRole(principal, action),
  id: principal.id,
});
