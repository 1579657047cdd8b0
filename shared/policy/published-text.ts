import type { PublishedPolicy } from '../contracts/published-policy.ts';
import { chooseLanguage, type Language } from '../notifications/language.ts';
import { writtenTerms } from './terms-text.ts';

/** The published policies of a country as one plain text. */

interface Words {
  since(day: string): string;
  only(goods: string): string;
  tiers(names: string): string;
  rest: string;
}

const words: Record<Language, Words> = {
  en: {
    since: (day) => `In force since ${day}`,
    only: (goods) => `For ${goods}`,
    tiers: (names) => `For customers of ${names}`,
    rest: 'For everything that nothing below is for',
  },
  de: {
    since: (day) => `Gilt seit ${day}`,
    only: (goods) => `Für ${goods}`,
    tiers: (names) => `Für Kundinnen und Kunden mit ${names}`,
    rest: 'Für alles, wofür unten nichts anderes gilt',
  },
};

/** @param zone the brand's: days are told as its calendar has them */
export function publishedText({ policies, language }: PublishedPolicy, brandName: string, zone: string): string {
  const { language: spoken } = chooseLanguage(language);
  const say = words[spoken];
  const list = new Intl.ListFormat(spoken, { type: 'conjunction' });
  const day = (instant: string) =>
    new Intl.DateTimeFormat(spoken, { dateStyle: 'long', timeZone: zone }).format(new Date(instant));
  return policies
    .map(({ scope, inForceSince, ...terms }) => {
      const lines = [
        ...(scope?.categories ? [say.only(list.format(scope.categories))] : []),
        ...(scope?.tiers ? [say.tiers(list.format(scope.tiers))] : []),
        ...(!scope && policies.length > 1 ? [say.rest] : []),
        ...(inForceSince ? [say.since(day(inForceSince))] : []),
      ];
      return `${lines.length > 0 ? `${lines.join('. ')}.\n\n` : ''}${writtenTerms(terms, brandName)}`;
    })
    .join('\n');
}
