import type { FailureDescription } from '../contracts/decision.ts';
import { type FieldError, fieldError } from '../contracts/errors.ts';
import type { ReasonQuestion } from '../contracts/reasons.ts';
import type { Reason } from './offered.ts';
import { isVague } from './vague.ts';

/** What a customer has not said yet: each missing answer is asked for by its own question. */

const missing = {
  what: 'description_missing',
  since: 'since_missing',
  tried: 'tried_missing',
  errorCode: 'error_code_missing',
} as const;
type KnownQuestion = keyof typeof missing;

/** Codes of what is only still to be told. */
export const askedBack: ReadonlySet<string> = new Set([
  ...Object.values(missing),
  'answer_missing',
  'description_vague',
  'reason_needed',
]);

const isKnown = (id: string): id is KnownQuestion => Object.hasOwn(missing, id);

/** Reasons by which something is wrong with the goods: "broken" helps nobody who has to repair them. */
const failures: ReadonlySet<string> = new Set([
  'defective',
  'dead_on_arrival',
  'warranty_repair',
  'damaged_in_transit',
]);

/**
 * Questions that are still to be answered, and answers to none.
 * @param pointer of the description
 */
export function openQuestions(
  { class: ofClass, questions }: Pick<Reason, 'class' | 'questions'>,
  description: FailureDescription | undefined,
  pointer: string,
): FieldError[] {
  const asked = new Set(questions.map(({ id }) => id));
  const strange = Object.keys(description?.answers ?? {})
    .filter((id) => !asked.has(id) || isKnown(id))
    .map((id) => fieldError(`${pointer}/answers/${id}`, 'unknown_field'));
  return [
    ...questions.flatMap((question) => {
      const said = isKnown(question.id) ? description?.[question.id] : description?.answers?.[question.id];
      const at = `${pointer}/${isKnown(question.id) ? '' : 'answers/'}${question.id}`;
      return asksAgain(question, said, at, failures.has(ofClass));
    }),
    ...strange,
  ];
}

function asksAgain(question: ReasonQuestion, said: string | undefined, at: string, strict: boolean): FieldError[] {
  const { id, text, required, choices } = question;
  if (said === undefined)
    return required ? [fieldError(at, isKnown(id) ? missing[id] : 'answer_missing', { question: text })] : [];
  if (choices && !choices.some((one) => one.id === said))
    return [fieldError(at, 'not_one_of', { options: choices.map((one) => one.id).join(', ') })];
  if (id === 'what' && required && strict && isVague(said))
    return [fieldError(at, 'description_vague', { said: said.slice(0, 60), question: text })];
  return [];
}
