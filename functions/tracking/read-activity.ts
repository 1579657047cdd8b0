import { sees } from '../../shared/access/principal.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { readActivity as contract } from '../../shared/contracts/tracking.ts';
import { firstBreak } from '../../shared/returns/event-chain.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadWithEvents } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';

/** The log of a return, and whether its chain is whole: every event there, none changed. */
export function createReadActivity({ table }: { table: Table }) {
  return async ({ principal, params }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const found = await loadWithEvents(table, principal.brand, params.rma);
    if (!found || !sees(principal, found.current.head)) throw new ProblemError('not-found');
    const { head } = found.current;
    const last = found.events.at(-1);
    const broken = firstBreak(found.events) ?? (last?.hash === head.lastHash ? undefined : head.version);
    return {
      body: {
        rma: head.rma,
        whole: broken === undefined,
        ...(broken !== undefined && { firstBreak: broken }),
        problems: head.problems,
        events: found.events,
        notes: found.current.statement.conversation.filter(({ kind }) => kind === 'note' || kind === 'refusal'),
      },
    };
  };
}
