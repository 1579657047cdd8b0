import { ProblemError } from '../../shared/contracts/errors.ts';
import type { receiveParcel as contract } from '../../shared/contracts/staff.ts';
import { receive } from '../../shared/returns/goods.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { type CommandDeps, runCommand } from '../../shared/runtime/return-command.ts';
import { returnByScan } from '../../shared/storage/lookups.ts';

/** A scan at the dock finds the return; what was counted goes to quarantine. */
export function createReceiveParcel(deps: CommandDeps) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { principal, body } = request;
    const rma = await returnByScan(deps.table, principal.brand, body.code);
    if (!rma)
      throw new ProblemError(
        'not-found',
        'No return fits this code. Scan the RMA, tracking or serial number, or set the parcel aside.',
      );
    return {
      body: await runCommand(deps, request, rma, 'goods.receive', (current, context) =>
        receive(current, context, body.lines),
      ),
    };
  };
}
