import { ProblemError } from '../../shared/contracts/errors.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import type { receiveParcel as contract } from '../../shared/contracts/staff.ts';
import { receive, type Scanned } from '../../shared/returns/goods.ts';
import { readRmaNumber } from '../../shared/returns/rma-number.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { type CommandDeps, runCommand } from '../../shared/runtime/return-command.ts';
import { returnByScan } from '../../shared/storage/lookups.ts';

/**
 * A scan at the dock finds the return; what was counted goes to quarantine. One in 37 serials of twelve characters reads as
 * an RMA number: where there is no such return, the code is looked up as what else it may be.
 */
export function createReceiveParcel(deps: CommandDeps) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { principal, body } = request;
    const receiveInto = async ({ rma, ...scanned }: Scanned & { rma: string }) => ({
      body: await runCommand(deps, request, rma, 'goods.receive', (current, context) =>
        receive(current, context, body.lines, scanned),
      ),
    });
    const rma = readRmaNumber(body.code);
    if (rma) {
      try {
        return await receiveInto({ rma });
      } catch (error) {
        if (!(error instanceof ProblemError && error.type === 'not-found')) throw error;
      }
    }
    const found = await returnByScan(deps.table, principal.brand, body.code);
    if (!found) throw new ProblemError('not-found', say('code_fits_no_return'));
    return receiveInto(found);
  };
}
