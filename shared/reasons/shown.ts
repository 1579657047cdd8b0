import type * as z from 'zod';
import type { shownReason as contract } from '../contracts/reasons.ts';
import { textIn } from '../policy/text.ts';
import type { Reason } from './offered.ts';

/** A reason in one language, as a form shows it. */
export const shownReason = (
  { code, class: ofClass, label, questions, evidence }: Reason,
  language: string,
): z.infer<typeof contract> => ({
  code,
  class: ofClass,
  label: textIn(language, label),
  questions: questions.map(({ id, text, required, choices }) => ({
    id,
    text: textIn(language, text),
    required,
    ...(choices && { choices: choices.map((one) => ({ id: one.id, text: textIn(language, one.text) })) }),
  })),
  evidence,
});
