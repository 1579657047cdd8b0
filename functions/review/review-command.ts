import type { Principal } from '../../shared/access/principal.ts';
import type { CommandAnswer } from '../../shared/contracts/command-answer.ts';
import type { BodyOf } from '../../shared/contracts/route.ts';
import type {
  approveReturn,
  askCustomer,
  finishChecks,
  rejectReturn,
  revokeLinks,
  settleDispute,
} from '../../shared/contracts/staff.ts';
import type { Change, Context, Return } from '../../shared/returns/change.ts';
import type { Request } from '../../shared/runtime/http.ts';
import { type CommandDeps, runCommand } from '../../shared/runtime/return-command.ts';

type ReviewRoute =
  | typeof approveReturn
  | typeof askCustomer
  | typeof finishChecks
  | typeof rejectReturn
  | typeof revokeLinks
  | typeof settleDispute;

/** A reviewer's command: the decision in `shared/returns/review.ts`, bound to its route. */
export function reviewCommand<R extends ReviewRoute>(
  deps: CommandDeps,
  route: R,
  decide: (current: Return, context: Context, body: BodyOf<R>, principal: Principal) => Change | Promise<Change>,
) {
  return async ({ params, body, principal, idempotency, now }: Request<R>): Promise<{ body: CommandAnswer }> => ({
    body: await runCommand(
      deps,
      {
        principal: principal as Principal,
        idempotency: idempotency as Request<ReviewRoute>['idempotency'],
        now,
      },
      (params as { rma: string }).rma,
      route.action,
      (current, context) => decide(current, context, body, principal as Principal),
    ),
  });
}
