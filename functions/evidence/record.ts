import { ProblemError } from '../../shared/contracts/errors.ts';
import { isOver, withFiles } from '../../shared/drafts/draft.ts';
import { recordFile } from '../../shared/drafts/files.ts';
import type { EvidencePlace } from '../../shared/evidence/keys.ts';
import { type CheckedUpload, recordEvidence } from '../../shared/returns/evidence.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { commandReturn } from '../../shared/storage/command.ts';
import { changeDraft } from '../../shared/storage/drafts.ts';
import type { Table } from '../../shared/storage/table.ts';

const actor = { role: 'system', id: 'evidence' } as const;

export interface RecordDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly progressMinutes: number;
}

/**
 * Records checked uploads at their returns and drafts. What nobody knows is nothing to try again: somebody uploaded for a
 * return, or a draft, that is no more. A draft's file whose draft was submitted meanwhile belongs to the return now.
 */
export const createRecord =
  (deps: RecordDeps) =>
  async (place: EvidencePlace, checked: CheckedUpload): Promise<EvidencePlace | undefined> => {
    if (place.draft !== undefined) return recordAtDraft(deps, place, checked);
    const context = { now: deps.clock(), actor, progressMinutes: deps.progressMinutes };
    try {
      await commandReturn(
        deps.table,
        { brand: place.brand, rma: place.rma },
        (current) => recordEvidence(current, context, place.evidenceId, checked),
        { now: context.now },
      );
    } catch (error) {
      if (!(error instanceof ProblemError && error.type === 'not-found')) throw error;
    }
    return undefined;
  };

async function recordAtDraft(
  { table, clock }: RecordDeps,
  { brand, draft: id, evidenceId }: EvidencePlace & { draft: string },
  checked: CheckedUpload,
): Promise<EvidencePlace | undefined> {
  const now = clock();
  const draft = await changeDraft(table, { brand, id }, (current) => {
    if (current.state !== 'open' || isOver(current, now)) return undefined;
    const files = recordFile(current, evidenceId, checked, now);
    return files && withFiles(current, files, now);
  });
  const moved = draft?.moved?.[evidenceId];
  return draft?.rma && moved ? { brand, rma: draft.rma, evidenceId: moved } : undefined;
}
