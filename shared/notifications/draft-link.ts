import type { BrandConfiguration } from '../contracts/configuration.ts';
import { chooseLanguage, type Language } from './language.ts';
import { asHtml, asText } from './layout.ts';
import { readableOn, textsIn } from './render.ts';

/** The letter by which somebody takes their draft up again. Nothing of the draft is in it, but for what the link opens. */

interface Words {
  subject: string;
  heading: string;
  paragraph: string;
  next: (until: string) => string;
  action: string;
}

const words: Record<Language, Words> = {
  en: {
    subject: 'Your return request is saved',
    heading: 'Go on whenever you like',
    paragraph: 'We keep what you have told us so far. With this link you take it up again, on any device.',
    next: (until) =>
      `Please send it off by ${until}: then it expires, and what you told us is deleted. Nothing is asked for before.`,
    action: 'Go on with the request',
  },
  de: {
    subject: 'Ihre Rücksendeanfrage ist gespeichert',
    heading: 'Machen Sie weiter, wann Sie möchten',
    paragraph: 'Wir bewahren auf, was Sie uns bisher gesagt haben. Mit diesem Link machen Sie weiter, auf jedem Gerät.',
    next: (until) =>
      `Bitte schicken Sie die Anfrage bis zum ${until} ab: dann verfällt sie, und was Sie uns gesagt haben, wird gelöscht. Vorher ist nichts angefragt.`,
    action: 'Weiter mit der Anfrage',
  },
};

/**
 * @param locale the draft's
 * @param until instant it expires (ISO, UTC)
 * @param link to the page that takes it up again
 */
export function renderDraftLink({
  brandConfiguration: brand,
  locale: own,
  until,
  link,
}: {
  brandConfiguration: Pick<BrandConfiguration, 'name' | 'logo' | 'colours' | 'links' | 'locale'>;
  locale: string | undefined;
  until: string;
  link: string;
}): { subject: string; html: string; text: string } {
  const { language, locale } = chooseLanguage(own, brand.locale);
  const { subject, heading, paragraph, next, action } = words[language];
  const { frame } = textsIn[language];
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(until));
  const letter = {
    language,
    brand: brand.name,
    logo: brand.logo,
    colours: { ...brand.colours, onPrimary: readableOn(brand.colours.primary) },
    subject,
    greeting: frame.greeting,
    heading,
    paragraphs: [paragraph],
    facts: [],
    items: { label: frame.items, lines: [] },
    next: { label: frame.next, text: next(day) },
    action: { label: action, link },
    links: [
      ...(brand.links.support ? [{ label: frame.support, link: brand.links.support }] : []),
      ...(brand.links.terms ? [{ label: frame.terms, link: brand.links.terms }] : []),
    ],
    because: frame.because(brand.name),
  };
  return { subject, html: asHtml(letter), text: asText(letter) };
}
