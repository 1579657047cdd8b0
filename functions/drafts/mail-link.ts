import type { mailDraftLink as contract } from '../../shared/contracts/drafts.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import { mostMails, withMail } from '../../shared/drafts/draft.ts';
import { requestOf } from '../../shared/drafts/request.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadDraft, saveDraft } from '../../shared/storage/drafts.ts';
import { firstAnswer, rememberAnswer } from '../../shared/storage/idempotency.ts';
import { arrivalWrite } from '../../shared/storage/inbox.ts';
import { pause } from '../../shared/storage/transaction.ts';
import { type DraftDeps, outlookOf, refuseEnded } from './look-at-draft.ts';

/** Somebody was faster so often that the caller should come again. */
const attempts = 8;

/** Hands in that the link be mailed, once for a key: the inbox takes it from here. */
export function createMailLink({ table, load }: Pick<DraftDeps, 'table' | 'load'>) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { principal, params, idempotency, now } = request;
    const { brand } = principal;
    const answer = { body: { draft: params.draft } };
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (await firstAnswer(table, idempotency, now)) return answer;
      const draft = await loadDraft(table, brand, params.draft);
      refuseEnded(draft, request);
      const { stored } = await load(
        requestOf({ ...draft, product: undefined, words: {} }),
        principal,
        now,
        outlookOf(draft),
      );
      if (!draft.words.contact?.email && !stored.person.email)
        throw new ProblemError('step-not-legal', say('no_address'));
      if (draft.mailed >= mostMails) throw new ProblemError('too-many-tries', say('most_mails', { max: mostMails }));
      const body = JSON.stringify({ draft: draft.id });
      const id = `${idempotency.scope}@${now.toISOString()}`;
      const outcome = await saveDraft(table, withMail(draft, now), [
        arrivalWrite(table, { brand, provider: 'draft_link', id, body }, now),
        rememberAnswer(table, idempotency, { rma: draft.id, seq: draft.version + 1 }, now),
      ]);
      if (outcome.done) return answer;
      await pause(attempt);
    }
    throw new ProblemError('busy', undefined, { headers: { 'retry-after': '1' } });
  };
}
