import { de } from './templates/de.ts';
import { en } from './templates/en.ts';
import type { Texts } from './templates/texts.ts';

/** Every language there are texts in; each has every message, by type. */
export const languages = { de, en } as const satisfies Record<string, Texts>;
export type Language = keyof typeof languages;

/**
 * The language a customer is written to in: that of the first locale there are texts for, English where there is none.
 * @param locales in order of preference: the customer's, then the brand's
 * @returns the language, and the locale numbers and dates are written by
 */
export function chooseLanguage(...locales: (string | undefined)[]): { language: Language; locale: string } {
  for (const locale of locales) {
    const language = locale?.split('-')[0];
    if (locale && language && Object.hasOwn(languages, language)) return { language: language as Language, locale };
  }
  return { language: 'en', locale: 'en' };
}
