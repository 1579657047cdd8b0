import { type Tally, tallyOf } from '../../shared/batches/progress.ts';
import type { RowFault } from '../../shared/batches/rows.ts';
import { type Batch, mostErrors, type RowError } from '../../shared/contracts/batches.ts';
import { sentenceIn } from '../../shared/contracts/sentences/catalogue.ts';
import type { Language } from '../../shared/notifications/language.ts';
import type { StoredBatch } from '../../shared/storage/batches.ts';

/** Every fault of a batch's rows, in the order of the file. */
function faultsIn({ groups }: StoredBatch, unread: readonly RowFault[]): RowFault[] {
  return [...unread, ...groups.flatMap(({ faults }) => faults)].toSorted((a, b) => a.row - b.row);
}

/** What is wrong with which row, in words. */
export const errorsIn = (batch: StoredBatch, unread: readonly RowFault[], language: Language): RowError[] =>
  faultsIn(batch, unread).map(({ row, column, ...said }) => ({
    row,
    ...(column && { column }),
    code: said.code,
    detail: sentenceIn(language, said),
  }));

/** A batch as those who asked for it see it. */
export function batchView(batch: StoredBatch, unread: readonly RowFault[], language: Language): Batch {
  const { head, groups } = batch;
  const errors = errorsIn(batch, unread, language);
  const { waiting, reserved, inReturns, refused, givenBack }: Tally = tallyOf(head.rows, groups, unread);
  return {
    id: head.id,
    mode: head.mode,
    shipping: head.shipping,
    state: head.state,
    createdAt: head.createdAt,
    ...(head.state === 'reserving' && head.reservedUntil && { reservedUntil: head.reservedUntil }),
    rows: { all: head.rows, waiting, reserved, inReturns, refused, givenBack },
    returns: groups.flatMap(({ state, rma, orderNumber, outcome, rows, faults }) => {
      const bad = new Set(faults.map(({ row }) => row));
      return state === 'made' && rma && outcome
        ? [{ rma, orderNumber, outcome, rows: rows.filter((row) => !bad.has(row)) }]
        : [];
    }),
    errors: errors.slice(0, mostErrors),
    errorsInAll: errors.length,
  };
}
