import type { Language } from '../../notifications/language.ts';
import { backtestSentences } from './backtests.ts';
import { configurationSentences } from './configuration.ts';
import { detailSentences } from './details.ts';
import { fieldSentences } from './fields.ts';
import { orderSentences } from './orders.ts';
import { policySentences } from './policies.ts';
import { requestSentences } from './requests.ts';
import { staffSentences } from './staff.ts';
import type { Text } from './text.ts';

/** Every sentence an answer may hold about what is wrong, by its stable code, in each language. A code is never renamed. */
export const sentences = {
  ...fieldSentences,
  ...requestSentences,
  ...orderSentences,
  ...staffSentences,
  ...configurationSentences,
  ...policySentences,
  ...backtestSentences,
  ...detailSentences,
} as const;
export type SentenceCode = keyof typeof sentences;

/** Names in braces of a text. */
type NamesIn<Words extends string> = Words extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type Values<Code extends SentenceCode> = NamesIn<(typeof sentences)[Code]['en']>;

/** What has to be put into a sentence: nothing, or a value for each name in its braces. */
export type SentenceValues<Code extends SentenceCode> = [Values<Code>] extends [never]
  ? []
  : [values: Readonly<Record<Values<Code>, string | number>>];

/** A sentence that is to be said, in whatever language the reader has. */
export interface Said {
  code: SentenceCode;
  values?: Readonly<Record<string, string | number>>;
}

/** A sentence by its code, with what is put into it. */
export function say<Code extends SentenceCode>(code: Code, ...[values]: SentenceValues<Code>): Said {
  return { code, ...(values && { values }) };
}

/** The sentence in a language; a date that is put in (2026-11-02) is written as the language writes dates. */
export function sentenceIn(language: Language, { code, values = {} }: Said): string {
  const text: Text = sentences[code];
  return text[language].replace(/\{(\w+)\}/g, (_, name: string) => written(language, String(values[name] ?? '')));
}

const written = (language: Language, value: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(value)
    ? new Date(value).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' })
    : value;

/** Whether a text is the code of a sentence. */
export const isSentenceCode = (text: string | undefined): text is SentenceCode =>
  text !== undefined && Object.hasOwn(sentences, text);
