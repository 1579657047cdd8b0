import type { replayDeliveries as contract } from '../../shared/contracts/brands.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { firstAnswer, rememberAnswer } from '../../shared/storage/idempotency.ts';
import { arrivalWrite } from '../../shared/storage/inbox.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';
import { transact } from '../../shared/storage/transaction.ts';

/** Has a return's events delivered to the ERP again; a repeated request asks for nothing new. */
export function createReplayDeliveries({ table }: { table: Table }) {
  return async ({ params, body, idempotency, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand } = params;
    const { rma, from } = body;
    if (!(await loadReturn(table, brand, rma))) throw new ProblemError('not-found');
    // A key may be used again after a day; the inbox remembers for longer.
    const id = `${idempotency.scope}@${now.toISOString()}`;
    const outcome = await transact(table, [
      arrivalWrite(table, { brand, provider: 'replay', id, body: JSON.stringify({ rma, from }) }, now),
      rememberAnswer(table, idempotency, { rma, seq: from, ids: [] }, now),
    ]);
    const first = outcome.done ? { rma, seq: from } : await firstAnswer(table, idempotency, now);
    if (!first) throw new ProblemError('busy', undefined, { headers: { 'retry-after': '1' } });
    return { body: { rma: first.rma, from: first.seq } };
  };
}
