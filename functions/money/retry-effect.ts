import type { retryEffect as contract } from '../../shared/contracts/staff.ts';
import { retryEffect } from '../../shared/returns/effects.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { type CommandDeps, runCommand } from '../../shared/runtime/return-command.ts';

/** Finance has a failed instruction sent again. */
export function createRetryEffect(deps: CommandDeps) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => ({
    body: await runCommand(deps, request, request.params.rma, 'money.retry', (current, context) =>
      retryEffect(current, context, request.params.instruction, request.body.reason),
    ),
  });
}
