import { busy, ProblemError } from '../contracts/errors.ts';
import type { Change, Return } from '../returns/change.ts';
import { type FirstAnswer, firstAnswer } from './idempotency.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { type CommitOptions, commitChange, loadReturn } from './returns.ts';
import type { Table } from './table.ts';
import { type Outcome, pause } from './transaction.ts';

/** What became of a command: its change, or what its first run with the same key did. */
export type Done = { change: Change; repeated?: never } | { repeated: FirstAnswer; change?: never };

/** Somebody was faster so often that the caller should come again. */
const attempts = 8;

/**
 * Decide → commit, until one holds: a lost race is decided anew on what is true then.
 * @param decideOnce reads, decides and says what to commit; what it throws is the answer, unless this very request was
 *   done before
 * @throws ProblemError of the decision; busy after many lost races
 */
export async function commitOnce(
  table: Table,
  key: IdempotencyKey | undefined,
  now: Date,
  decideOnce: () => Promise<{ change: Change; options?: CommitOptions }>,
  refused: (names: readonly string[]) => void = () => {},
): Promise<Done> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    let outcome: Outcome;
    try {
      const { change, options = {} } = await decideOnce();
      outcome = await commitChange(table, change, { ...options, ...(key && { idempotency: key }) });
      if (outcome.done) return { change };
      refused(outcome.refused);
    } catch (error) {
      // A repeated request often can no longer be decided (its units are taken: by itself).
      const repeated = key && error instanceof ProblemError ? await firstAnswer(table, key, now) : undefined;
      if (repeated) return { repeated };
      throw error;
    }
    if (key && outcome.refused.includes('idempotency')) {
      const repeated = await firstAnswer(table, key, now);
      if (repeated) return { repeated };
    }
    await pause(attempt);
  }
  throw busy();
}

/**
 * Runs a command on a return: one read, one decision, one transaction.
 * @param decide may answer undefined: there is nothing to do
 * @throws ProblemError not-found when there is no such return, or `visible` says it is none of the caller's
 */
export async function commandReturn(
  table: Table,
  target: { brand: string; rma: string },
  decide: (current: Return) => Change | undefined | Promise<Change | undefined>,
  options: CommitOptions & { now: Date; visible?: (current: Return) => boolean },
): Promise<Done | undefined> {
  const { idempotency, now, visible, ...commit } = options;
  let nothingToDo = false;
  const nothing = new Error('nothing to do');
  try {
    return await commitOnce(table, idempotency, now, async () => {
      const current = await loadReturn(table, target.brand, target.rma);
      if (!current || visible?.(current) === false) throw new ProblemError('not-found');
      const change = await decide(current);
      if (!change) {
        nothingToDo = true;
        throw nothing;
      }
      return { change, options: commit };
    });
  } catch (error) {
    if (nothingToDo && error === nothing) return undefined;
    throw error;
  }
}
