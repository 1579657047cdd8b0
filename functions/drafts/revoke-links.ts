import { sees } from '../../shared/access/principal.ts';
import type { revokeDraftLinks as contract } from '../../shared/contracts/drafts.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { withoutLinks } from '../../shared/drafts/draft.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { changeDraft } from '../../shared/storage/drafts.ts';
import type { Table } from '../../shared/storage/table.ts';

/** Makes the links to a draft invalid that there are, once for a key: one that is mailed later is good again. */
export function createRevokeDraftLinks({ table }: { table: Table }) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { principal, params, idempotency, now } = request;
    const revoked = await changeDraft(
      table,
      { brand: principal.brand, id: params.draft },
      (draft) => {
        if (!sees(principal, draft)) throw new ProblemError('not-found');
        return withoutLinks(draft, now);
      },
      { key: idempotency, now },
    );
    if (!revoked) throw new ProblemError('not-found');
    return { body: { draft: params.draft } };
  };
}
