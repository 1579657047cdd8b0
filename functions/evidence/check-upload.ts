import { createHash } from 'node:crypto';
import type { Files } from '../../shared/adapters/files/s3.ts';
import { checkEvidence, refusalBySize } from '../../shared/evidence/check.ts';
import { type EvidencePlace, keptKey, uploadKey } from '../../shared/evidence/keys.ts';
import type { CheckedUpload } from '../../shared/returns/evidence.ts';

export interface CheckUploadDeps {
  readonly objects: Files;
  /**
   * Records the result at the return, or the draft: the same result again, or one for a piece that is attached, changes
   * nothing. Answers the place it belongs to now, where a draft has become a return since.
   */
  readonly record: (place: EvidencePlace, checked: CheckedUpload) => Promise<EvidencePlace | undefined>;
}

/** What became of an upload; `gone` when the file was not there any more, or was replaced while it was looked at. */
export type CheckedAs = CheckedUpload | { readonly state: 'gone' };

/**
 * Checks an uploaded file, keeps it where it cannot be overwritten when it is good, and records the result. What is kept
 * is the very bytes that were looked at, never a second reading of the key: whoever holds the upload's form may put
 * another file there at any moment (that one is told of by an event of its own). Done twice it does the same again.
 */
export function createCheckUpload({ objects, record }: CheckUploadDeps) {
  return async (place: EvidencePlace): Promise<CheckedAs> => {
    const checked = await look(objects, place, place);
    const elsewhere = checked.state === 'gone' ? undefined : await record(place, checked);
    if (!elsewhere) return checked;
    const again = await look(objects, place, elsewhere);
    if (again.state !== 'gone') await record(elsewhere, again);
    return again;
  };
}

/** @param place the file was uploaded to @param at place it is evidence of */
async function look(objects: Files, place: EvidencePlace, at: EvidencePlace): Promise<CheckedAs> {
  const key = uploadKey(place);
  const head = await objects.head(key);
  if (head === undefined) return { state: 'gone' };
  const bySize = refusalBySize(head.bytes, head.contentType);
  if (bySize !== undefined) return { state: 'refused', reason: bySize };
  const bytes = await objects.get(key, head.etag);
  if (bytes === undefined) return { state: 'gone' };
  const check = await checkEvidence(bytes, head.contentType);
  if (!check.ok) return { state: 'refused', reason: check.reason };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const kept = keptKey(at, sha256);
  await objects.putOnce(kept, bytes, check.contentType);
  return { state: 'attached', contentType: check.contentType, bytes: bytes.length, sha256, key: kept };
}
