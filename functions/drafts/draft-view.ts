import type * as z from 'zod';
import { type draftView as contract, type DraftPlace, draftStep } from '../../shared/contracts/drafts.ts';
import { type Said, say, sentenceIn } from '../../shared/contracts/sentences/catalogue.ts';
import type { Draft, DraftFile } from '../../shared/drafts/draft.ts';
import { type Refusal, refusals } from '../../shared/evidence/refusals.ts';
import { shownTo } from '../../shared/intake/shown-to.ts';
import { chooseLanguage, type Language } from '../../shared/notifications/language.ts';
import type { DecidedRequest } from '../../shared/returns/assess.ts';
import { assessmentOf } from '../../shared/returns/assessment.ts';
import { tagOf } from '../../shared/runtime/version-tag.ts';
import { type Asker, type DraftDeps, decidedOf, isReady, type Looked, lookAt } from './look-at-draft.ts';

/** A draft as its customer, and whoever helps them, sees it. */

type DraftView = z.input<typeof contract>;

const kindOf = {
  photo: { en: 'a photo', de: 'ein Foto' },
  photo_or_video: { en: 'a photo or a video', de: 'ein Foto oder ein Video' },
  document: { en: 'a document, such as the receipt', de: 'ein Dokument, etwa die Quittung' },
} as const;

const whyRefused = (reason: string | undefined) => refusals[reason as Refusal] ?? '';

function missingFile({ type, state, reason }: DraftFile): Said {
  if (state === 'refused') return say('file_refused', { why: whyRefused(reason) });
  return say('file_wanted', { file: kindOf[type] });
}

/** Of an ended draft nothing is left but what it became. */
function frameOf(draft: Draft): Omit<DraftView, 'state' | 'steps' | 'ready' | 'files' | 'uploads'> {
  const { id, version, orderNumber, stated, channel, locale, createdAt, until, rma } = draft;
  return {
    id,
    version,
    orderNumber,
    ...(stated && { stated }),
    channel,
    createdAt,
    until,
    ...(locale && { locale }),
    ...(rma && { rma }),
  };
}

function stepsOf({ draft, errors }: Looked, language: Language): DraftView['steps'] {
  return draftStep.options.map((step) => {
    const told = draft.reached[step] === 'completed';
    const missing =
      step === 'files'
        ? draft.files
            .filter(({ state, wanted }) => state !== 'attached' && wanted === 'demanded')
            .map((file) => ({
              pointer: `/${file.id}`,
              ...missingFile(file),
            }))
        : errors.filter((one) => one.step === step).map(({ error }) => error);
    const state = !told ? 'open' : missing.length > 0 ? 'incomplete' : 'complete';
    return {
      step,
      state,
      missing: told
        ? missing.map((one) => ({ pointer: one.pointer, code: one.code, detail: sentenceIn(language, one) }))
        : [],
    };
  });
}

/** @param decided what it would be answered, once it is ready */
async function viewOf(
  { slots }: Pick<DraftDeps, 'slots'>,
  looked: Looked,
  decided: DecidedRequest | undefined,
  { principal, speaks, now }: Asker,
): Promise<DraftView> {
  const { draft, loaded } = looked;
  const { language } = chooseLanguage(...speaks, draft.locale, ...loaded.locales);
  const steps = stepsOf(looked, language);
  const next: DraftPlace = steps.find(({ state }) => state !== 'complete')?.step ?? 'submit';
  const { product, files, words } = draft;
  return {
    ...frameOf(draft),
    state: 'open',
    steps,
    next,
    ready: isReady(looked),
    ...(product && { product }),
    ...words,
    files: files.map(({ id, type, state, reason }) => ({
      id,
      type,
      state,
      ...(state === 'refused' && {
        refused: { code: reason ?? '', detail: sentenceIn(language, say('file_refused', { why: whyRefused(reason) })) },
      }),
    })),
    uploads: await slots({ brand: draft.brand, draft: draft.id }, files, now),
    ...(decided && { assessment: shownTo(principal, assessmentOf(decided, loaded.stored.order.currency)) }),
  };
}

/** A draft, and its version as an entity tag. */
export interface DraftReply {
  body: DraftView;
  headers: { etag: string };
}

/** Answers with a draft as it is now. */
export async function replyWith(deps: DraftDeps, draft: Draft, asker: Asker, known?: Looked): Promise<DraftReply> {
  const headers = { etag: tagOf(draft.version) };
  if (draft.state !== 'open')
    return {
      headers,
      body: { ...frameOf(draft), state: 'submitted', steps: [], ready: false, files: [], uploads: [] },
    };
  const looked = known ?? (await lookAt(deps, draft, asker));
  const decided = await decidedOf(deps, looked, asker);
  return { headers, body: await viewOf(deps, looked, decided, asker) };
}
