import type { settleByHand as contract } from '../../shared/contracts/staff.ts';
import { settleByHand } from '../../shared/returns/effects.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { type CommandDeps, runCommand } from '../../shared/runtime/return-command.ts';

/** Finance paid a refund by other means. */
export function createSettleByHand(deps: CommandDeps) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => ({
    body: await runCommand(deps, request, request.params.rma, 'money.settle', (current, context) =>
      settleByHand(current, context, request.params.instruction, request.body),
    ),
  });
}
