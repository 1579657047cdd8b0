import { randomBytes } from 'node:crypto';
import { channelOf, type Principal, sees } from '../access/principal.ts';
import { type FieldError, ProblemError } from '../contracts/errors.ts';
import type { ReturnRequest } from '../contracts/intake.ts';
import type { ReturnEvent } from '../contracts/return-event.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import { withoutLabelFee } from '../returns/consignment-label.ts';
import { requestReturn } from '../returns/request.ts';
import { newRmaNumber } from '../returns/rma-number.ts';
import { firstHalf, isDivisible, leftOf, nextPart, type StatedLine } from '../returns/withdrawal-parts.ts';
import { contextOf } from '../runtime/return-command.ts';
import { commitOnce } from '../storage/command.ts';
import type { IdempotencyKey } from '../storage/idempotency-key.ts';
import { countedIn } from '../storage/site-counts.ts';
import type { Table } from '../storage/table.ts';
import { confirmWrite, findWithdrawal, leaveOut, type StoredWithdrawal } from '../storage/withdrawals.ts';
import type { Assessor } from './assessor.ts';

export interface ConfirmPartsDeps {
  table: Table;
  progressMinutes: number;
  assess: Assessor;
}

/** Thrown to leave the commit: nothing is left to be confirmed. */
class Confirmed extends Error {}

/** Who confirms which statement, and when. */
export interface Confirming {
  principal: Principal;
  id: string;
  /** Of the request, where one does; the rest of a statement is confirmed under none. */
  idempotency?: IdempotencyKey | undefined;
  now: Date;
}

/**
 * Confirms a statement: a return is made of it by the path every request takes, in one transaction with the statement; of a
 * large order several, as many as transactions carry. Each part is confirmed once: who confirms again goes on where it
 * stopped. It is judged as of the time it was stated: who stated it in time is in time.
 * @returns the statement as it stands then, and the first events of the returns that were made just now
 */
export function createConfirmParts(deps: ConfirmPartsDeps) {
  return async (by: Confirming): Promise<{ statement: StoredWithdrawal; events: Map<string, ReturnEvent> }> => {
    const events = new Map<string, ReturnEvent>();
    let statement = await confirmNext(deps, by, events);
    while (leftOver(statement).length > 0) statement = await confirmNext(deps, by, events, statement);
    return { statement, events };
  };
}

/** What of a statement is not confirmed yet. */
export const leftOver = ({ lines, made, elsewhere }: StoredWithdrawal): StatedLine[] =>
  leftOf(lines, [...made.map((one) => one.lines), elsewhere]);

/**
 * Makes the next return of a statement, or finds that all were made, or that somebody else has made it.
 * @param before as it stood after an earlier part of the same run
 * @returns the statement as it stands then
 * @throws ProblemError of the decision
 */
async function confirmNext(
  { table, progressMinutes, assess }: ConfirmPartsDeps,
  by: Confirming,
  events: Map<string, ReturnEvent>,
  before?: StoredWithdrawal,
): Promise<StoredWithdrawal> {
  const { principal, id, idempotency, now } = by;
  const context = contextOf(by, 'withdrawal.confirm', progressMinutes);
  const rma = newRmaNumber(randomBytes);
  let seen: StoredWithdrawal | undefined;
  let part: StatedLine[] = [];
  let divided: StatedLine[] | undefined;
  for (;;)
    try {
      // A further part is the statement's own: the key remembers the first that was made under it.
      const done = await commitOnce(table, before ? undefined : idempotency, now, async () => {
        const statement = await own(table, principal, id, now);
        if (seen && seen.made.length !== statement.made.length) divided = undefined;
        seen = statement;
        part = divided ?? nextPart(leftOver(statement));
        if (part.length === 0) throw new Confirmed();
        const { made, confirmBy, statedAt, confirmedAt, name } = statement;
        if (made.length === 0 && confirmBy < now.toISOString())
          throw new ProblemError('step-not-legal', say('withdrawal_expired'));
        const asked = requestOf(statement, part);
        const { stored, decided, siteDay } = await assess(asked, principal, now, {
          at: new Date(statedAt),
          withdraws: true,
        });
        const withdrawal = { id, name, ...(confirmedAt && { toldAt: new Date(confirmedAt) }) };
        // That it takes several returns is for us: the way back is charged with the first.
        const charged = made.length > 0 ? withoutLabelFee(decided) : decided;
        const requested = requestReturn(
          { rma, ...stored, request: asked, decided: charged, channel: channelOf(principal), withdrawal },
          context,
        );
        const { change, counted } = countedIn(table, requested, siteDay);
        const lines = part.map(({ lineId, quantity }) => ({ lineId, quantity }));
        const whole = leftOver({ ...statement, made: [...made, { rma, lines }] }).length === 0;
        const also = [confirmWrite(table, statement, { part: { rma, lines }, whole, by: principal, now }), ...counted];
        return { change, options: { claimsVersion: stored.claimsVersion, also } };
      });
      if (!done.change || !seen) return await own(table, principal, id, now);
      events.set(rma, done.change.event);
      const { made, confirmedAt = now.toISOString() } = seen;
      return { ...seen, confirmedAt, made: [...made, { rma, lines: part }] };
    } catch (error) {
      if (error instanceof Confirmed && seen) return seen;
      if (!(error instanceof ProblemError)) throw error;
      if (error.type === 'too-many-items' && isDivisible(part)) {
        divided = firstHalf(part);
        continue;
      }
      if (error.type !== 'not-returnable') throw error;
      // Confirmed by somebody else between the two reads, its goods are taken: by this very statement.
      const current = await own(table, principal, id, now);
      if (current.made.length !== seen?.made.length) return current;
      // What took effect stands for the rest, whatever of it the customer has returned by another return meanwhile.
      const lines = current.made.length > 0 ? takenElsewhere(part, error.errors ?? []) : undefined;
      if (!lines) throw error;
      const whole = leftOver({ ...current, elsewhere: [...current.elsewhere, ...lines] }).length === 0;
      await leaveOut(table, current, { lines, whole, now });
      return await own(table, principal, id, now);
    }
}

/** What other returns have of a part, where that is all that refuses it; of units with serials it is not known which they are. */
function takenElsewhere(
  part: readonly StatedLine[],
  errors: readonly FieldError[],
): StoredWithdrawal['elsewhere'] | undefined {
  const found = errors.map(({ pointer, code, values }) => {
    const line = part[Number(/^\/lines\/(\d+)\//.exec(pointer)?.[1])];
    const left = code === 'all_returned' ? 0 : code === 'too_many' ? Number(values?.left) : undefined;
    return line?.serials.length === 0 && left !== undefined
      ? { lineId: line.lineId, quantity: line.quantity - left }
      : undefined;
  });
  return found.length > 0 && found.every((one) => one !== undefined) ? found : undefined;
}

async function own(table: Table, principal: Principal, id: string, now: Date): Promise<StoredWithdrawal> {
  const statement = await findWithdrawal(table, principal.brand, id, now);
  if (!statement || !sees(principal, statement)) throw new ProblemError('not-found', say('not_a_withdrawal'));
  return statement;
}

/** A part of the statement as the request it is: no reason is asked, and money back is what the law gives. */
const requestOf = (
  { orderNumber, lines, email, locale }: StoredWithdrawal,
  part: readonly StatedLine[],
): ReturnRequest => ({
  orderNumber,
  lines: part.map(({ lineId, quantity, serials }) => {
    const whole = lines.some((line) => line.lineId === lineId && line.quantity === quantity);
    return {
      lineId,
      quantity,
      reason: 'customer_remorse',
      preference: 'refund',
      // Of all of a line all serials come back, named or not.
      serials: whole ? [] : serials,
    };
  }),
  contact: { email },
  locale,
});
