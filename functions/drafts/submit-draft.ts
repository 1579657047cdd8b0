import type { CopyOnce } from '../../shared/adapters/files/copies.ts';
import type { submitDraft as contract } from '../../shared/contracts/drafts.ts';
import { fieldError, ProblemError, refuse } from '../../shared/contracts/errors.ts';
import { type Draft, type DraftFile, submitted } from '../../shared/drafts/draft.ts';
import { evidenceFrom } from '../../shared/drafts/files.ts';
import { inDraft, requestOf, stepErrors } from '../../shared/drafts/request.ts';
import { evidenceKey } from '../../shared/evidence/keys.ts';
import { createMakeReturn, firstAnswerOf, type MakeReturnDeps } from '../../shared/intake/make-return.ts';
import { soldLines } from '../../shared/orders/kits.ts';
import { demandedTypes } from '../../shared/returns/request.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { draftWrites, loadDraft } from '../../shared/storage/drafts.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import { outlookOf, refuseEnded, refuseOutOfSight } from './look-at-draft.ts';

/**
 * Makes a return of a draft, the way a whole request becomes one; the draft ends in the same transaction. However often, and
 * by whomever, it is submitted: it becomes one return, and all are answered with that.
 */
export function createSubmitDraft(deps: MakeReturnDeps & { copyOnce: CopyOnce }) {
  const { table, copyOnce } = deps;
  const makeReturn = createMakeReturn(deps);

  /** Files that are there are copied to where evidence is kept for good; one that is gone by now is wanted again. */
  async function keptFiles({ brand, files }: Draft): Promise<DraftFile[]> {
    return Promise.all(
      files.map(async (file): Promise<DraftFile> => {
        if (file.state !== 'attached' || !file.key || !file.sha256) return file;
        const key = evidenceKey(brand, file.sha256);
        if ((await copyOnce(file.key, key)) === 'there') return { ...file, key };
        const { id, type, wanted, at } = file;
        return { id, type, wanted, at, state: 'expected' };
      }),
    );
  }

  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { principal, params, now } = request;
    const load = () => loadDraft(table, principal.brand, params.draft);
    let draft: Draft | undefined;
    try {
      const body = await makeReturn(request, async () => {
        const current = await load();
        refuseEnded(current, request);
        draft = current;
        if (!current.product) refuse('invalid-request', [fieldError('/product/lines', 'required')]);
        return {
          body: requestOf(current),
          outlook: outlookOf(current),
          // A file that is kept for good is found by its return's record only: of a refused request there is none.
          from: async (decided, rma) => {
            const files = await keptFiles(current);
            const { evidence, moved } = evidenceFrom(files, demandedTypes(decided), now);
            return { evidence, also: draftWrites(table, submitted(current, rma, moved, now)) };
          },
        };
      });
      return { body };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // Whoever comes second finds the units taken: by this very draft.
      const latest = await load();
      refuseOutOfSight(latest, request);
      const made = latest.rma && (await firstAnswerOf(deps, principal.brand, latest.rma, now));
      if (made) return { body: made };
      throw draft?.product && error.errors ? await toldInDraft(table, draft, error) : error;
    }
  };
}

/** What is wrong with the request, told where the draft says it. */
async function toldInDraft(table: MakeReturnDeps['table'], draft: Draft, error: ProblemError): Promise<ProblemError> {
  const stored = await loadOrder(table, draft.brand, draft.orderNumber);
  const titles = new Map(stored && soldLines(stored.order).map(({ id, title }) => [id, title]));
  const titleOf = (lineId: string) => titles.get(lineId) ?? draft.stated?.title ?? lineId;
  const told = (error.errors ?? []).map((one) => ({ ...one, as: error.type }));
  const mapped = new ProblemError(error.type, undefined, { errors: inDraft(stepErrors(draft, told, titleOf)) });
  mapped.locales = [draft.locale, ...error.locales];
  return mapped;
}
