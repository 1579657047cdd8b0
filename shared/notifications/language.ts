/** Every language there are texts in: those of messages, and the plain words of the tracking page. */
export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

/** Locales in order of preference; what is not known may stand among them. */
export type Locales = readonly (string | undefined)[];

/**
 * The language a customer is written to in: that of the first locale there are texts for, English where there is none.
 * @param locales in order of preference: the customer's, then the brand's
 * @returns the language, and the locale numbers and dates are written by
 */
export function chooseLanguage(...locales: Locales): { language: Language; locale: string } {
  return firstSpoken(locales) ?? { language: 'en', locale: 'en' };
}

/** The first locale there are texts for, with its language. */
export function firstSpoken(locales: Locales): { language: Language; locale: string } | undefined {
  for (const locale of locales) {
    const language = languages.find((one) => one === locale?.split('-')[0]?.toLowerCase());
    if (locale && language) return { language, locale };
  }
  return undefined;
}

/** Locales of an Accept-Language header, the most wanted first (RFC 9110, section 12.5.4); those not wanted are left out. */
export function acceptedLocales(header: string | undefined): string[] {
  return (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [locale = '', ...parameters] = part.split(';').map((one) => one.trim());
      const weight = parameters.find((one) => /^q=/i.test(one))?.slice(2);
      return { locale, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ locale, weight }) => /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i.test(locale) && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ locale }) => locale);
}
