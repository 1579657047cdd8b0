import { sees } from '../../shared/access/principal.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { resendMessage as contract } from '../../shared/contracts/staff.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { rememberAnswer } from '../../shared/storage/idempotency.ts';
import { arrivalWrite } from '../../shared/storage/inbox.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';
import { transact } from '../../shared/storage/transaction.ts';

/** Has the message of an event sent once more; a repeated request asks for nothing new. */
export function createResendMessage({ table }: { table: Table }) {
  return async ({ params, principal, idempotency, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { rma, seq } = params;
    const current = await loadReturn(table, principal.brand, rma);
    if (!current || !sees(principal, current.head) || seq > current.head.version) throw new ProblemError('not-found');
    const arrival = {
      brand: principal.brand,
      provider: 'resend',
      id: idempotency.scope,
      body: JSON.stringify({ rma, seq }),
    } as const;
    await transact(table, [
      arrivalWrite(table, arrival, now),
      rememberAnswer(table, idempotency, { rma, seq, ids: [] }, now),
    ]);
    return { body: { rma, seq } };
  };
}
