import { busy } from '../../shared/contracts/errors.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import type { confirmWithdrawal as contract } from '../../shared/contracts/withdrawal.ts';
import { type ConfirmPartsDeps, createConfirmParts } from '../../shared/intake/confirm-parts.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadWithEvents } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';
import { confirmedAs } from './confirmed-withdrawal.ts';

/**
 * Second step of the function to withdraw: it takes effect. Who confirms again goes on where it stopped, and gets the same
 * answer.
 */
export function createConfirmWithdrawal(deps: ConfirmPartsDeps) {
  const confirmParts = createConfirmParts(deps);
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { principal, params, now } = request;
    const { statement, events } = await confirmParts({ ...request, id: params.id });
    const firsts = await Promise.all(
      statement.made.map(async ({ rma }) => events.get(rma) ?? firstEvent(deps.table, principal.brand, rma)),
    );
    return { body: confirmedAs(params.id, statement, firsts, now) };
  };
}

async function firstEvent(table: Table, brand: string, rma: string): Promise<ReturnEvent> {
  const [first] = (await loadWithEvents(table, brand, rma))?.events ?? [];
  if (!first) throw busy();
  return first;
}
