import type { Action } from '../access/permissions.ts';
import { actingRole, type Principal, sees } from '../access/principal.ts';
import type { CommandAnswer } from '../contracts/command-answer.ts';
import type { Change, Context, Return } from '../returns/change.ts';
import { commandReturn } from '../storage/command.ts';
import type { IdempotencyKey } from '../storage/idempotency-key.ts';
import { loadReturn } from '../storage/returns.ts';
import type { Table } from '../storage/table.ts';

/** A person's command on a return, from a route to its answer. */
export interface CommandDeps {
  table: Table;
  progressMinutes: number;
}

export interface CommandRequest {
  principal: Principal;
  idempotency: IdempotencyKey;
  now: Date;
}

/** Who acts, for the log: the role that allowed it, and the id at the issuer. */
export function contextOf(
  { principal, now }: Pick<CommandRequest, 'principal' | 'now'>,
  action: Action,
  progressMinutes: number,
): Context {
  return { now, actor: { role: actingRole(principal, action), id: principal.id }, progressMinutes };
}

/**
 * Decides and commits a command once, and renders the answer from what is true now; a repeated request gets the number
 * of the event its first run wrote.
 * @throws ProblemError not-found for a return out of the caller's sight
 */
export async function runCommand(
  { table, progressMinutes }: CommandDeps,
  request: CommandRequest,
  rma: string,
  action: Action,
  decide: (current: Return, context: Context) => Change | Promise<Change>,
): Promise<CommandAnswer> {
  const context = contextOf(request, action, progressMinutes);
  const { brand } = request.principal;
  const done = await commandReturn(table, { brand, rma }, (current) => decide(current, context), {
    now: request.now,
    idempotency: request.idempotency,
    visible: (current) => sees(request.principal, current.head),
  });
  if (done?.change) return commandAnswerOf(done.change.after, done.change.event.seq);
  // A repeated scan may have been read as another return's number first.
  const current = done?.repeated && (await loadReturn(table, brand, done.repeated.made));
  if (!current || !done.repeated) throw new Error('A command that was done has a return');
  return commandAnswerOf(current, done.repeated.seq);
}

export function commandAnswerOf({ head, portions }: Return, version: number): CommandAnswer {
  return {
    rma: head.rma,
    stage: head.stage,
    version,
    portions: portions.map(({ id, lineId, quantity, state }) => ({ id, lineId, quantity, state })),
  };
}
