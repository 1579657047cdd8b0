import type { mailDraftLink as contract } from '../../shared/contracts/drafts.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import { mostMails, withMail } from '../../shared/drafts/draft.ts';
import { requestOf } from '../../shared/drafts/request.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { changeDraft } from '../../shared/storage/drafts.ts';
import { arrivalWrite } from '../../shared/storage/inbox.ts';
import { countMail } from '../../shared/storage/tries.ts';
import { type DraftDeps, outlookOf, refuseEnded } from './look-at-draft.ts';

/** Hands in that the link be mailed, once for a key: the inbox takes it from here. */
export function createMailLink({ table, load }: Pick<DraftDeps, 'table' | 'load'>) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { principal, params, idempotency, now } = request;
    const { brand } = principal;
    const id = params.draft;
    let counted = false;
    const mailed = await changeDraft(
      table,
      { brand, id },
      async (draft) => {
        refuseEnded(draft, request);
        const asked = requestOf({ ...draft, product: undefined, words: {} });
        const { stored } = await load(asked, principal, now, outlookOf(draft));
        const to = draft.words.contact?.email ?? stored.person.email;
        if (!to) throw new ProblemError('step-not-legal', say('no_address'));
        if (draft.mailed >= mostMails) throw new ProblemError('too-many-tries', say('most_mails', { max: mostMails }));
        if (!counted) await countMail(table, brand, { order: draft.orderNumber, to }, now);
        counted = true;
        const body = JSON.stringify({ draft: id });
        const arrival = {
          brand,
          provider: 'draft_link',
          id: `${idempotency.scope}@${now.toISOString()}`,
          body,
        } as const;
        return { ...withMail(draft, now), beside: [arrivalWrite(table, arrival, now)] };
      },
      { key: idempotency, now },
    );
    if (!mailed) throw new ProblemError('not-found');
    return { body: { draft: id } };
  };
}
