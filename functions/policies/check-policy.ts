import { ProblemError } from '../../shared/contracts/errors.ts';
import type { checkPolicy as contract, PolicyDraft } from '../../shared/contracts/policies.ts';
import { checkPolicy } from '../../shared/policy/check.ts';
import { overlapsOf } from '../../shared/policy/check-overlaps.ts';
import { titleOf } from '../../shared/policy/shipped.ts';
import { wordedFinding } from '../../shared/policy/worded-finding.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { newestVersion } from '../../shared/storage/policies.ts';
import { loadBook } from '../../shared/storage/policy-book.ts';
import type { Table } from '../../shared/storage/table.ts';
import { refuseTooLarge } from './save-draft.ts';
import { findPolicy, isSound } from './saved-policy.ts';

/** Checks a policy that is given, or one that is saved. Nothing is written. */
export function createCheckPolicy({ table }: { table: Table }) {
  return async ({ params, body, language, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand, policyId } = params;
    const document = body.document ?? (await savedDocument(table, params, body.version));
    refuseTooLarge(document);
    const book = await loadBook(table, brand, true);
    const findings = [
      ...checkPolicy({ id: policyId, version: body.version ?? 'draft', ...document }),
      ...overlapsOf({ policyId, title: titleOf(document), scope: document.scope }, book, now),
    ];
    const reader = await language();
    return { body: { sound: isSound(findings), findings: findings.map((one) => wordedFinding(one, reader)) } };
  };
}

/** A version that is saved, the newest where none is named. @throws ProblemError not-found */
export async function savedDocument(
  table: Table,
  { brand, policyId }: { brand: string; policyId: string },
  wanted: string | undefined,
): Promise<PolicyDraft> {
  const version = wanted ?? (await newestVersion(table, brand, policyId))?.version;
  const found = version && (await findPolicy(table, brand, { policyId, version }));
  if (!found) throw new ProblemError('not-found');
  return found.document;
}
