import type { CustomsFacts } from '../contracts/customs.ts';
import { ProblemError } from '../contracts/errors.ts';
import type { CompletedFacts, CustomsDecision } from '../contracts/return-customs.ts';
import type { Clearance } from '../contracts/return-customs-answer.ts';
import { type MovementRecords, usedBy } from '../customs/movement.ts';
import type { Context, Return } from '../returns/change.ts';
import { authorisationsOf, decisionOf } from '../returns/customs.ts';
import { readMovementRecords } from '../storage/customs-records.ts';
import type { Table } from '../storage/table.ts';

interface Deps {
  table: Table;
  engine: Pick<typeof import('../customs/engine.ts'), 'completeFacts' | 'decideFacts'>;
}

export interface Again {
  /** All that people stated, by now. */
  stated: CompletedFacts;
  /** What the goods go for, where that has changed. */
  activity?: CustomsFacts['activity'];
  cleared?: Clearance | undefined;
}

/**
 * A customs question of a return, decided anew: the next version, with what people stated and with who is of record by now.
 * @throws ProblemError invalid-request, where facts contradict each other
 */
export async function decidedAgain(
  { table, engine }: Deps,
  current: Return,
  last: CustomsDecision,
  { stated, activity, cleared }: Again,
  context: Context,
): Promise<CustomsDecision> {
  const { origin, destination } = last.facts;
  const kept = await readMovementRecords(table, current.head.brand, origin, destination);
  const records = withoutOwnUses(kept, authorisationsOf(current.portions));
  const on = context.now.toISOString().slice(0, 10);
  const known = engine.completeFacts(last, { ...stated, ...(activity && { activity }) }, records, on);
  if ('errors' in known) throw new ProblemError('invalid-request', undefined, { errors: known.errors });
  const decided = engine.decideFacts(known.facts, records.lane, cleared);
  const used = usedBy(decided.answer, known.authorisation);
  const line = { ...decided, ...(used && { authorisation: used.authorisation }) };
  return decisionOf(last.portion, last.version + 1, line, context, stated);
}

/** A return's own use of an authorisation does not stand in its way when it is decided anew. */
const withoutOwnUses = (records: MovementRecords, own: ReadonlySet<string>): MovementRecords => ({
  ...records,
  authorisations: records.authorisations.map((one) =>
    own.has(one.authorisation) ? { ...one, used: one.used - 1 } : one,
  ),
});
