import type { Problem as Doubt } from '../contracts/decision.ts';
import { filled, type SentenceValue } from '../contracts/sentences/catalogue.ts';
import { chooseLanguage } from '../notifications/language.ts';
import { doubtSentences } from './doubt-sentences.ts';

/**
 * A doubt about the data of a request, told to its customer.
 * @param language of the sentence (ISO 639-1)
 */
export function doubt(
  code: Doubt['code'],
  language: string | undefined,
  values?: Readonly<Record<string, SentenceValue>>,
): Doubt {
  return { code, detail: filled(chooseLanguage(language).language, doubtSentences[code], values).slice(0, 300) };
}
