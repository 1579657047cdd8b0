import { ProblemError } from '../../shared/contracts/errors.ts';
import type { EvidencePlace } from '../../shared/evidence/keys.ts';
import { type CheckedUpload, recordEvidence } from '../../shared/returns/evidence.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { commandReturn } from '../../shared/storage/command.ts';
import type { Table } from '../../shared/storage/table.ts';

const actor = { role: 'system', id: 'evidence' } as const;

/**
 * Records checked uploads at their returns. A return nobody knows is nothing to try again: somebody uploaded for one that
 * is no more.
 */
export const createRecord =
  (deps: { readonly table: Table; readonly clock: Clock; readonly progressMinutes: number }) =>
  async (place: EvidencePlace, checked: CheckedUpload): Promise<void> => {
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
  };
