import type { previewReturn as contract } from '../../shared/contracts/intake.ts';
import { assessmentOf } from '../../shared/returns/assess.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import type { Assessor } from './assessor.ts';

/** Shows what a request would be answered: nothing is written, sent or counted. */
export function createPreviewReturn({ assess }: { assess: Assessor }) {
  return async ({ body, principal, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { stored, decided } = await assess(body, principal, now);
    return { body: assessmentOf(decided, stored.order.currency) };
  };
}
