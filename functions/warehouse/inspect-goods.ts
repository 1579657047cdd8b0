import type { inspectGoods as contract } from '../../shared/contracts/staff.ts';
import { inspect } from '../../shared/returns/goods.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { type CommandDeps, runCommand } from '../../shared/runtime/return-command.ts';

/** An inspector grades goods in quarantine. */
export function createInspectGoods(deps: CommandDeps) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => ({
    body: await runCommand(deps, request, request.params.rma, 'goods.inspect', (current, context) =>
      inspect(current, context, request.body.portion, request.body.findings),
    ),
  });
}
