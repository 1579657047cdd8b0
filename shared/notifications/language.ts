/** Every language there are texts in: those of messages, and the plain words of the tracking page. */
export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

/**
 * The language a customer is written to in: that of the first locale there are texts for, English where there is none.
 * @param locales in order of preference: the customer's, then the brand's
 * @returns the language, and the locale numbers and dates are written by
 */
export function chooseLanguage(...locales: (string | undefined)[]): { language: Language; locale: string } {
  for (const locale of locales) {
    const language = languages.find((one) => one === locale?.split('-')[0]);
    if (locale && language) return { language, locale };
  }
  return { language: 'en', locale: 'en' };
}
