import type { readDraft as contract } from '../../shared/contracts/drafts.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadDraft } from '../../shared/storage/drafts.ts';
import { replyWith } from './draft-view.ts';
import { type DraftDeps, refuseOutOfSight } from './look-at-draft.ts';

/** What each step holds, and what is still to be told. */
export function createReadDraft(deps: DraftDeps) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { principal, params } = request;
    const draft = await loadDraft(deps.table, principal.brand, params.draft);
    refuseOutOfSight(draft, request);
    return replyWith(deps, draft, request);
  };
}
