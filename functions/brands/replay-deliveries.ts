import type { replayDeliveries as contract } from '../../shared/contracts/brands.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { askAgain } from '../../shared/storage/asked-again.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';

/** Has a return's events delivered to the ERP again; a repeated request asks for nothing new. */
export function createReplayDeliveries({ table }: { table: Table }) {
  return async ({ params, body, idempotency, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { rma, from } = body;
    if (!(await loadReturn(table, params.brand, rma))) throw new ProblemError('not-found');
    const answer = { made: rma, seq: from };
    const asked = { provider: 'replay', body: JSON.stringify({ rma, from }), idempotency, answer } as const;
    const first = await askAgain(table, asked, now);
    return { body: { rma: first.made, from: first.seq } };
  };
}
