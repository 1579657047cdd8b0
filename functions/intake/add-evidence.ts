import { sees } from '../../shared/access/principal.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { addEvidence as contract } from '../../shared/contracts/intake.ts';
import type { Slots } from '../../shared/intake/upload-slots.ts';
import { expectEvidence, missingEvidence } from '../../shared/returns/evidence.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { type CommandDeps, runCommand } from '../../shared/runtime/return-command.ts';
import { loadReturn } from '../../shared/storage/returns.ts';

/** Fresh forms for evidence that is still missing; with a type, for one more piece. */
export function createAddEvidence(deps: CommandDeps & { slots: Slots }) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { principal, params, body, now } = request;
    const { type } = body;
    if (type)
      await runCommand(deps, request, params.rma, 'return.add_evidence', (current, context) =>
        expectEvidence(current, context, type),
      );
    const current = await loadReturn(deps.table, principal.brand, params.rma);
    if (!current || !sees(principal, current.head)) throw new ProblemError('not-found');
    return { body: { rma: params.rma, uploads: await deps.slots(current.head, missingEvidence(current), now) } };
  };
}
