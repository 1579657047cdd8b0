import { may } from '../../shared/access/permissions.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { previewReturn as contract } from '../../shared/contracts/intake.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import type { Assessor } from '../../shared/intake/assessor.ts';
import { shownTo } from '../../shared/intake/shown-to.ts';
import { assessmentOf } from '../../shared/returns/assessment.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';

/**
 * Shows what a request would be answered: nothing is written, sent or counted. Staff may have it decided by any version of
 * any policy, and as if it were asked for at another time.
 */
export function createPreviewReturn({ assess }: { assess: Assessor }) {
  return async ({ body, principal, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { policy, at, ...request } = body;
    if ((policy || at) && !may(principal.roles, 'return.preview_policy'))
      throw new ProblemError('not-allowed', say('policy_not_chosen'));
    const { stored, decided } = await assess(request, principal, now, {
      ...(policy && { policy: { policyId: policy.id, version: policy.version } }),
      ...(at && { at: new Date(at) }),
    });
    return { body: shownTo(principal, assessmentOf(decided, stored.order.currency)) };
  };
}
