import type {
  DraftStep,
  saveDraftContact,
  saveDraftFiles,
  saveDraftProblem,
  saveDraftProduct,
  saveDraftPurchase,
} from '../../shared/contracts/drafts.ts';
import { inLanguagesOf, ProblemError } from '../../shared/contracts/errors.ts';
import type { BodyOf } from '../../shared/contracts/route.ts';
import { type Draft, type StepContent, saveStep } from '../../shared/drafts/draft.ts';
import { expectFiles } from '../../shared/drafts/files.ts';
import type { StepError } from '../../shared/drafts/request.ts';
import { demandedTypes } from '../../shared/returns/request.ts';
import type { Request } from '../../shared/runtime/http.ts';
import { versionWanted } from '../../shared/runtime/version-tag.ts';
import { changeDraft } from '../../shared/storage/drafts.ts';
import { type DraftReply, replyWith } from './draft-view.ts';
import { type DraftDeps, decidedOf, type Looked, lookAt, refuseAll, refuseEnded } from './look-at-draft.ts';

/** A request to save a step, whichever it is. */
type StepRequest<Body> = Pick<Request<typeof saveDraftFiles>, 'principal' | 'params' | 'header' | 'speaks' | 'now'> & {
  body: Body;
};

/**
 * Saves a step. What is wrong with it is refused; what is only still to be told is kept, and asked for in the answer. A
 * draft holds no units, so its own are free when it is saved again.
 * @param contentOf what the body says of the draft; with how it was looked at, where the request stays the same
 */
function createSaveStep<Body>(
  deps: DraftDeps,
  step: DraftStep,
  contentOf: (request: StepRequest<Body>, draft: Draft) => StepContent | Promise<StepContent & { looked: Looked }>,
) {
  return async (request: StepRequest<Body>): Promise<DraftReply> => {
    const { principal, params, header, now } = request;
    let looked: Looked | undefined;
    const draft = await changeDraft(deps.table, { brand: principal.brand, id: params.draft }, async (current) => {
      refuseEnded(current, request);
      const wanted = versionWanted(header('if-match'), current.version);
      if (wanted !== undefined && wanted !== current.version) throw new ProblemError('version-conflict');
      const { looked: known, ...content }: StepContent & { looked?: Looked } = await contentOf(request, current);
      const change = saveStep(current, step, content, now);
      looked = known ? { ...known, draft: change.after } : await lookAt(deps, change.after, request);
      const { errors, loaded } = looked;
      inLanguagesOf([change.after.locale, ...loaded.locales], () => refuseWrong(step, errors));
      return change;
    });
    refuseEnded(draft, request);
    return replyWith(deps, draft, request, looked);
  };
}

/** @throws ProblemError invalid-request or not-returnable, for what is wrong at this step itself */
function refuseWrong(step: DraftStep, errors: readonly StepError[]): void {
  const own = errors.filter((one) => one.step === step && !one.asked);
  refuseAll(own.map(({ error, as }) => ({ ...error, as })));
}

export const createSaveProduct = (deps: DraftDeps) =>
  createSaveStep<BodyOf<typeof saveDraftProduct>>(deps, 'product', ({ body }) => ({ product: body }));

export const createSaveContact = (deps: DraftDeps) =>
  createSaveStep<BodyOf<typeof saveDraftContact>>(deps, 'contact', ({ body }) => ({ words: { contact: body } }));

export const createSavePurchase = (deps: DraftDeps) =>
  createSaveStep<BodyOf<typeof saveDraftPurchase>>(deps, 'purchase', ({ body }) => ({ words: { purchase: body } }));

export const createSaveProblem = (deps: DraftDeps) =>
  createSaveStep<BodyOf<typeof saveDraftProblem>>(deps, 'problem', ({ body }) => ({ words: { problem: body } }));

/** What is demanded is known once products and problems are told; until then only what the customer adds is expected. */
export const createSaveFiles = (deps: DraftDeps) =>
  createSaveStep<BodyOf<typeof saveDraftFiles>>(deps, 'files', async (request, draft) => {
    const looked = await lookAt(deps, draft, request);
    const decided = await decidedOf(deps, looked, request);
    const files = expectFiles(draft.files, decided ? demandedTypes(decided) : [], request.body.more, request.now);
    return { files, looked };
  });
