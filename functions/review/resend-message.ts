import { sees } from '../../shared/access/principal.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { resendMessage as contract } from '../../shared/contracts/staff.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { askAgain } from '../../shared/storage/asked-again.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';

/** Has the message of an event sent once more; a repeated request asks for nothing new. */
export function createResendMessage({ table }: { table: Table }) {
  return async ({ params, principal, idempotency, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { rma, seq } = params;
    const current = await loadReturn(table, principal.brand, rma);
    if (!current || !sees(principal, current.head) || seq > current.head.version) throw new ProblemError('not-found');
    const answer = { made: rma, seq };
    const asked = { provider: 'resend', body: JSON.stringify({ rma, seq }), idempotency, answer } as const;
    const first = await askAgain(table, asked, now);
    return { body: { rma: first.made, seq: first.seq } };
  };
}
