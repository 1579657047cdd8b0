import { actingRole, channelOf } from '../../shared/access/principal.ts';
import type { OrderRows } from '../../shared/batches/parts.ts';
import type { Group } from '../../shared/batches/progress.ts';
import { rowFault } from '../../shared/batches/rows.ts';
import { busy, ProblemError } from '../../shared/contracts/errors.ts';
import { chooseLanguage } from '../../shared/notifications/language.ts';
import type { Change } from '../../shared/returns/change.ts';
import { heldBy } from '../../shared/returns/claims.ts';
import { settlesLabel } from '../../shared/returns/consignment-label.ts';
import { requestReturn } from '../../shared/returns/request.ts';
import { groupWrite, keepDecided } from '../../shared/storage/batch-groups.ts';
import { askerOf, type BatchHead, settleLabel, stillIn } from '../../shared/storage/batches.ts';
import { claimWrites, nothingHeld } from '../../shared/storage/claims.ts';
import { authorisationWrites } from '../../shared/storage/customs-records.ts';
import { commitChange } from '../../shared/storage/returns.ts';
import { countedIn } from '../../shared/storage/site-counts.ts';
import type { Table } from '../../shared/storage/table.ts';
import { type Outcome, pause, transact } from '../../shared/storage/transaction.ts';
import type { createDecidePart, DecidedPart } from './decide-part.ts';

export interface WorkPartDeps {
  table: Table;
  decidePart: ReturnType<typeof createDecidePart>;
  newRma(): string;
  progressMinutes: number;
}

/** What is done with good rows: a return at once, their units held for one, or nothing. */
export type Doing = 'make' | 'reserve' | 'check';

/** Somebody was faster so often that the batch should come again. */
const attempts = 8;

/**
 * Works off the next rows of an order, once: what came of them is written in the transaction that does it.
 * @returns the group, or undefined when somebody else has done it, or the batch has moved on
 * @throws ProblemError busy after many lost races
 */
export function createWorkPart({ table, decidePart, newRma, progressMinutes }: WorkPartDeps) {
  return async (head: BatchHead, waiting: OrderRows, doing: Doing, now: Date): Promise<Group | undefined> => {
    const rma = newRma();
    const taken = new Map<string, number>();
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const part = await decidePart(head, waiting, taken, now);
      const made = part.good && changeOf(head, part.good, { rma, now, progressMinutes });
      const group = groupOf(waiting.orderNumber, part, made, doing);
      const outcome = await commit(table, head, { group, part, made, now });
      if (outcome === 'too_much') return commitRefused(table, head, group, now);
      if (outcome.done) return group;
      if (outcome.refused.some((name) => name === 'group' || name === 'batch')) return undefined;
      for (const name of outcome.refused) {
        const serial = name.startsWith('serial:') ? name.slice('serial:'.length) : undefined;
        if (serial) taken.set(serial, (taken.get(serial) ?? 0) + 1);
      }
      await pause(attempt);
    }
    throw busy();
  };
}

interface Made {
  rma: string;
  change: Change;
}

function changeOf(
  head: BatchHead,
  { request, stored, decided, brand }: NonNullable<DecidedPart['good']>,
  { rma, now, progressMinutes }: { rma: string; now: Date; progressMinutes: number },
): Made {
  const asker = askerOf(head);
  const { locale } = chooseLanguage(stored.order.locale, brand.locale);
  const change = requestReturn(
    { rma, ...stored, request: { ...request, locale }, decided, channel: channelOf(asker), batch: head },
    { now, actor: { role: actingRole(asker, 'batch.create'), id: asker.id }, progressMinutes },
  );
  return { rma, change };
}

function groupOf(
  orderNumber: string,
  { rows, faults, good }: DecidedPart,
  made: Made | undefined,
  doing: Doing,
): Group {
  const group = { first: Math.min(...rows), orderNumber, rows, faults };
  if (!good || !made) return { ...group, state: 'refused' };
  // One row that is refused refuses all: nothing is taken for those beside it.
  if (doing === 'check' || (doing === 'reserve' && faults.length > 0)) return { ...group, state: 'checked' };
  const state = doing === 'make' ? 'made' : 'reserved';
  return { ...group, state, rma: made.rma, outcome: good.decided.outcome };
}

interface Commit {
  group: Group;
  part: DecidedPart;
  made: Made | undefined;
  now: Date;
}

async function commit(
  table: Table,
  head: BatchHead,
  { group, part, made, now }: Commit,
): Promise<Outcome | 'too_much'> {
  const { good } = part;
  const worked = await groupWrite(table, head, group, now);
  if (!good || !made || group.rma === undefined) return transact(table, [stillIn(table, head), worked]);
  const settles = head.shipping === 'pallet' && !head.labelSettled && settlesLabel(good.decided);
  const beside = [settles ? settleLabel(table, head) : stillIn(table, head), worked];
  const { claimsVersion } = good.stored;
  const { after } = made.change;
  try {
    if (group.state === 'made') {
      const { change, counted } = countedIn(table, made.change, good.siteDay);
      return await commitChange(table, change, { claimsVersion, also: [...beside, ...counted] });
    }
    const held = heldBy(after.portions);
    const kept = {
      request: good.request,
      locale: after.head.locale,
      decided: good.decided,
      ...(good.siteDay && { sentOn: good.siteDay.day, sites: good.siteDay.sites }),
    };
    return await transact(table, [
      ...claimWrites(table, after.head, nothingHeld, held, claimsVersion),
      ...authorisationWrites(table, head.brand, [], after.portions),
      await keepDecided(table, head, group.first, kept, now),
      ...beside,
    ]);
  } catch (error) {
    if (error instanceof ProblemError && error.type === 'too-many-items') return 'too_much';
    throw error;
  }
}

/** Rows that no transaction carries: a quantity so large that only the whole of it has that many serials. */
async function commitRefused(table: Table, head: BatchHead, group: Group, now: Date): Promise<Group | undefined> {
  const { first, orderNumber, rows } = group;
  const faults = rows.map((row) => rowFault(row, 'quantity', 'row_too_many_units'));
  const refused: Group = { first, orderNumber, rows, state: 'refused', faults };
  const outcome = await transact(table, [stillIn(table, head), await groupWrite(table, head, refused, now)]);
  return outcome.done ? refused : undefined;
}
