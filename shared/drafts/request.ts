import type { DraftStep, ProductStep } from '../contracts/drafts.ts';
import { type FieldError, fieldError, type ProblemType } from '../contracts/errors.ts';
import type { ReturnRequest } from '../contracts/intake.ts';
import { statedLine } from '../orders/stated-order.ts';
import { askedBack } from '../reasons/answers.ts';
import type { Draft } from './draft.ts';

/** A draft as the whole request it is on its way to, and what is wrong with that, told at the step it is of. */

type Asked = Pick<Draft, 'orderNumber' | 'stated' | 'locale' | 'product' | 'words'>;

/** Which of the lines told at a step is a product's, by their places: of two with the same line, the first is for the first. */
function placesOf(
  products: readonly { lineId: string }[] = [],
  told: readonly { lineId: string }[] = [],
): (number | undefined)[] {
  const left = told.map(({ lineId }, i) => ({ lineId, i }));
  return products.map(({ lineId }) => {
    const at = left.findIndex((one) => one.lineId === lineId);
    return at < 0 ? undefined : left.splice(at, 1)[0]?.i;
  });
}

/** Products of a draft; where none is chosen yet, one unit of each line that something is told of, or of the one it is about. */
function productsOf({ stated, product, words }: Pick<Draft, 'stated' | 'product' | 'words'>): ProductStep['lines'] {
  if (product) return product.lines;
  const { problem, purchase } = words;
  const told = problem?.lines ?? [];
  const beside = (purchase?.lines ?? []).filter(({ lineId }) => !told.some((one) => one.lineId === lineId));
  const lines = [...told, ...beside];
  return (stated && lines.length === 0 ? [{ lineId: statedLine }] : lines).map(({ lineId }) => ({
    lineId,
    quantity: 1,
    serials: [],
  }));
}

/** No reason is ever called this: it stands where none was given yet. */
const noReason = '';

/** The whole request as far as it is told: a step is then looked at by itself. */
export function requestOf(draft: Asked): ReturnRequest {
  const { orderNumber, stated, locale, words } = draft;
  const { purchaseOrder, lines: purchases } = words.purchase ?? {};
  const products = productsOf(draft);
  const ofProblem = placesOf(products, words.problem?.lines);
  const ofPurchase = placesOf(products, purchases);
  return {
    ...(stated ? { product: stated } : { orderNumber }),
    ...(locale && { locale }),
    ...(purchaseOrder && { purchaseOrder }),
    ...(words.contact && { contact: words.contact }),
    lines: products.map((line, i) => ({
      ...line,
      reason: noReason,
      ...words.problem?.lines[ofProblem[i] ?? -1],
      ...purchases?.[ofPurchase[i] ?? -1],
    })),
  };
}

/** A bad field of the whole request, and as what it is refused. */
export type Told = FieldError & { as: ProblemType };

/** What is wrong at a step, with a pointer into the step's own body. */
export interface StepError {
  step: DraftStep;
  error: FieldError;
  as: ProblemType;
  /** Only still to be told: it keeps nobody from saving the step. */
  asked: boolean;
}

const problemFields = new Set(['reason', 'preference', 'description', 'contested']);

/**
 * What is still to be told or put right, step by step.
 * @param errors of the whole request, with pointers into it
 * @param titleOf an order line, for people
 */
export function stepErrors(draft: Asked, errors: readonly Told[], titleOf: (lineId: string) => string): StepError[] {
  const place = placer(draft, titleOf);
  const missing: StepError[] = draft.product
    ? []
    : [{ step: 'product', error: fieldError('/lines', 'required'), as: 'invalid-request', asked: true }];
  return [
    ...missing,
    ...errors.flatMap(({ as, ...error }) => {
      const found = place(error);
      return found ? [{ ...found, as, asked: askedBack.has(found.error.code) }] : [];
    }),
  ];
}

/** Finds the step a field is of, and where it is there; undefined where that step cannot say anything yet. */
function placer(draft: Asked, titleOf: (lineId: string) => string) {
  const products = productsOf(draft);
  const ofProblem = placesOf(products, draft.words.problem?.lines);
  const ofPurchase = placesOf(products, draft.words.purchase?.lines);

  return (error: FieldError): Pick<StepError, 'step' | 'error'> | undefined => {
    const [, part, index, field, ...rest] = error.pointer.split('/');
    if (part === 'contact')
      return { step: 'contact', error: { ...error, pointer: error.pointer.slice('/contact'.length) } };
    // It was begun with that product: what is wrong with it by now is told where it is chosen.
    if (part === 'product') return { step: 'product', error: { ...error, pointer: '/lines' } };
    if (part !== 'lines') return { step: 'purchase', error };
    const i = Number(index);
    const at = (place: number) => ['', part, place, field, ...rest].join('/');
    if (field === 'purchase') {
      const told = ofPurchase[i];
      return { step: 'purchase', error: { ...error, pointer: told === undefined ? '/lines' : at(told) } };
    }
    if (field === undefined || !problemFields.has(field)) return draft.product && { step: 'product', error };
    const told = ofProblem[i];
    if (told !== undefined) return { step: 'problem', error: { ...error, pointer: at(told) } };
    if (field !== 'reason' || !draft.product) return undefined;
    const title = titleOf(products[i]?.lineId ?? '');
    return { step: 'problem', error: fieldError('/lines', 'reason_needed', { title }) };
  };
}

/** The same with pointers into the draft as it is read: `/problem/lines/0/reason`. */
export const inDraft = (errors: readonly StepError[]): FieldError[] =>
  errors.map(({ step, error }) => ({ ...error, pointer: `/${step}${error.pointer}` }));
