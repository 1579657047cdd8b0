import { type readFunnel as contract, draftPlace } from '../../shared/contracts/drafts.ts';
import { fieldError, refuse } from '../../shared/contracts/errors.ts';
import { daysBetween } from '../../shared/policy/days.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { readFunnel } from '../../shared/storage/funnel.ts';
import type { Table } from '../../shared/storage/table.ts';

const mostDays = 366;

/** How far drafts came that were begun in a period. */
export function createReadFunnel({ table }: { table: Table }) {
  return async ({ params, query }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { from, to } = query;
    if (to < from) refuse('invalid-request', [fieldError('/query/to', 'before_first_day')]);
    if (daysBetween(from, to) >= mostDays)
      refuse('invalid-request', [fieldError('/query/to', 'period_too_long', { max: mostDays })]);
    const funnel = await readFunnel(table, params.brand, query);
    const steps = draftPlace.options.map((step) => ({ step, ...funnel[step] }));
    const started = funnel.product.started;
    const submitted = funnel.submit.completed;
    const abandoned = steps.reduce((sum, one) => sum + one.abandoned, 0);
    return {
      body: { from, to, drafts: { started, submitted, abandoned, open: started - submitted - abandoned }, steps },
    };
  };
}
