import type { createReturn as contract } from '../../shared/contracts/intake.ts';
import { createMakeReturn, type MakeReturnDeps } from '../../shared/intake/make-return.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';

/** Decides a request and makes a return of it: one read, one transaction, whoever else wants the same units. */
export function createCreateReturn(deps: MakeReturnDeps) {
  const makeReturn = createMakeReturn(deps);
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => ({
    body: await makeReturn(request, async () => ({ body: request.body })),
  });
}
