import type { Language } from '../../notifications/language.ts';
import { textIn } from '../../policy/text.ts';
import type { LocalText } from '../values.ts';
import { backtestSentences } from './backtests.ts';
import { batchSentences } from './batches.ts';
import { configurationSentences } from './configuration.ts';
import { customsSentences } from './customs.ts';
import { detailSentences } from './details.ts';
import { fieldSentences } from './fields.ts';
import { orderSentences } from './orders.ts';
import { policySentences } from './policies.ts';
import { requestSentences } from './requests.ts';
import { staffSentences } from './staff.ts';
import type { Text } from './text.ts';
import { withdrawalSentences } from './withdrawals.ts';

/** Every sentence an answer may hold about what is wrong, by its stable code, in each language. A code is never renamed. */
export const sentences = {
  ...fieldSentences,
  ...requestSentences,
  ...orderSentences,
  ...staffSentences,
  ...configurationSentences,
  ...policySentences,
  ...backtestSentences,
  ...customsSentences,
  ...detailSentences,
  ...batchSentences,
  ...withdrawalSentences,
} as const;
export type SentenceCode = keyof typeof sentences;

/** Names in braces of a text. */
type NamesIn<Words extends string> = Words extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** What is put into a sentence: as it is, or words there are in several languages. */
export type SentenceValue = number | LocalText;

/** What has to be put into a text: nothing, or a value for each name in its braces. */
export type ValuesIn<Words extends string> = [NamesIn<Words>] extends [never]
  ? []
  : [values: Readonly<Record<NamesIn<Words>, SentenceValue>>];
export type SentenceValues<Code extends SentenceCode> = ValuesIn<(typeof sentences)[Code]['en']>;

/** A sentence that is to be said, in whatever language the reader has. */
export interface Said {
  code: SentenceCode;
  values?: Readonly<Record<string, SentenceValue>>;
}

/** A sentence by its code, with what is put into it. */
export function say<Code extends SentenceCode>(code: Code, ...[values]: SentenceValues<Code>): Said {
  return { code, ...(values && { values }) };
}

/** The sentence in a language; a date that is put in (2026-11-02) is written as the language writes dates. */
export function sentenceIn(language: Language, { code, values = {} }: Said): string {
  return filled(language, sentences[code], values);
}

/** A text in a language, with what its braces name put in: within quotation marks just as it is, for it is what somebody wrote. */
export function filled(language: Language, text: Text, values: NonNullable<Said['values']> = {}): string {
  return text[language].replace(
    /([“„]?)\{(\w+)\}/g,
    (_, quote: string, name: string) => quote + written(language, values[name] ?? '', quote !== ''),
  );
}

function written(language: Language, value: SentenceValue, quoted: boolean): string {
  if (typeof value === 'number') return String(value);
  const words = textIn(language, value);
  return !quoted && /^\d{4}-\d{2}-\d{2}$/.test(words)
    ? new Date(words).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'UTC' })
    : words;
}

/** Whether a text is the code of a sentence. */
export const isSentenceCode = (text: string | undefined): text is SentenceCode =>
  text !== undefined && Object.hasOwn(sentences, text);
