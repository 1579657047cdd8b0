import { may } from '../../shared/access/permissions.ts';
import type { cancelReturn as contract } from '../../shared/contracts/intake.ts';
import { cancel } from '../../shared/returns/ending.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { type CommandDeps, runCommand } from '../../shared/runtime/return-command.ts';

/** Cancels what is not on its way yet; its units can be returned again. */
export function createCancelReturn(deps: CommandDeps) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => ({
    body: await runCommand(deps, request, request.params.rma, 'return.cancel', (current, context) =>
      cancel(current, context, request.body.reason, {
        override: request.body.override,
        mayOverride: may(request.principal.roles, 'return.override'),
      }),
    ),
  });
}
