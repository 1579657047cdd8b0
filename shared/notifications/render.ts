import type { BrandConfiguration } from '../contracts/configuration.ts';
import { formatMoney } from '../money/amount.ts';
import type { Item, Message } from './choose.ts';
import { chooseLanguage, type Language } from './language.ts';
import { asHtml, asText, type Letter } from './layout.ts';
import { de } from './templates/de.ts';
import { en } from './templates/en.ts';
import type { About, Texts, Wording } from './templates/texts.ts';
import { momentIn } from './withdrawal-words.ts';

/** Each language has every message, by type. */
export const textsIn: Record<Language, Texts> = { de, en };

/** What is known of the return beside the event itself. */
export interface MessageFacts {
  rma: string;
  /** The customer's. */
  locale?: string;
  /** Instant by which it is the customer's turn to have acted (ISO, UTC): evidence, answer, parcel. */
  due?: string;
}

/**
 * A message in the customer's language and the brand's dress. Nothing personal is in it, but for what `link` opens.
 * @param link the return's page, from `trackingLink`
 * @returns subject of one line; HTML with every value escaped; the same as plain text
 */
export function renderMessage({
  message,
  brandConfiguration: brand,
  facts,
  link,
}: {
  message: Message;
  brandConfiguration: Pick<BrandConfiguration, 'name' | 'logo' | 'colours' | 'links' | 'locale'>;
  facts: MessageFacts;
  link: string;
}): { subject: string; html: string; text: string } {
  const { language, locale } = chooseLanguage(facts.locale, brand.locale);
  const texts = textsIn[language];
  const about: About = {
    brand: brand.name,
    rma: facts.rma,
    due:
      facts.due && new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(facts.due)),
    moment: (instant, zone) => momentIn(instant, locale, zone),
    day: (instant, zone) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone }).format(new Date(instant)),
    money: (amount) => formatMoney(amount, locale),
  };
  const wording = wordingOf(texts, message, about);
  const { frame } = texts;
  const letter: Letter = {
    language,
    brand: brand.name,
    logo: brand.logo,
    colours: { ...brand.colours, onPrimary: readableOn(brand.colours.primary) },
    subject: wording.subject,
    greeting: frame.greeting,
    heading: wording.heading,
    paragraphs: wording.paragraphs,
    facts: [
      { label: frame.returnNumber, value: facts.rma },
      ...('trackingNumber' in message && message.trackingNumber
        ? [{ label: frame.trackingNumber, value: message.trackingNumber }]
        : []),
    ],
    items: { label: frame.items, lines: 'items' in message ? linesOf(message.items, texts) : [] },
    next: { label: frame.next, text: wording.next },
    action: { label: wording.action, link },
    links: [
      ...(brand.links.support ? [{ label: frame.support, link: brand.links.support }] : []),
      ...(brand.links.terms ? [{ label: frame.terms, link: brand.links.terms }] : []),
    ],
    because: frame.because(brand.name),
  };
  return { subject: wording.subject, html: asHtml(letter), text: asText(letter) };
}

/** The table of texts pairs each kind with its own message; the pairing is lost on a union, and true all the same. */
function wordingOf(texts: Texts, message: Message, about: About): Wording {
  const write = texts.messages[message.kind] as (message: Message, about: About) => Wording;
  return write(message, about);
}

/** `2 × Lamp`, with what became of it when not all fared alike, and why where the policy rejects it. */
function linesOf(items: readonly Item[], texts: Texts): string[] {
  const alike = new Set(items.map((item) => item.outcome)).size <= 1;
  return items.map(({ title, quantity, outcome, rejection }) => {
    const line = quantity === 1 ? title : `${quantity} × ${title}`;
    const fared = alike || !outcome ? line : `${line} (${texts.outcomes[outcome]})`;
    return rejection ? `${fared}: ${rejection.message}` : fared;
  });
}

/** Black or white, whichever is easier to read on a colour (WCAG 2.2, relative luminance and contrast). */
export function readableOn(colour: string): '#000000' | '#ffffff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? '#000000' : '#ffffff';
}
