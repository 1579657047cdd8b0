import type { PolicyFinding } from '../contracts/policies.ts';
import { filled } from '../contracts/sentences/catalogue.ts';
import type { Text } from '../contracts/sentences/text.ts';
import { type Language, languages } from '../notifications/language.ts';
import type { FindingSaid, Found } from './finding.ts';
import { findingSentences } from './finding-sentences.ts';

/** A finding in the language of its reader. */
export function wordedFinding({ says, ...found }: Found, language: Language): PolicyFinding {
  const { level, code, pointer, witness } = found;
  return { level, code, pointer, detail: sentenceOf(says, language), ...(witness && { witness }) };
}

/** What a finding says, in every language: to be put into another sentence. */
export const inEveryLanguage = (says: FindingSaid): Text =>
  Object.fromEntries(languages.map((language) => [language, sentenceOf(says, language)])) as Text;

const sentenceOf = ({ code, values }: FindingSaid, language: Language) =>
  filled(language, findingSentences[code], values);
