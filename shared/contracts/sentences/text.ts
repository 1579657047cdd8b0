import type { Language } from '../../notifications/language.ts';

/** A sentence in every language there is; what stands in braces is put in when it is said. */
export type Text = Readonly<Record<Language, string>>;

/** Sentences by their codes. */
export type Texts = Readonly<Record<string, Text>>;
