import type { Texts } from './text.ts';

/** What is wrong with what an administrator sets: a brand's configuration and its policies. */
export const configurationSentences = {
  token_before_fragment: {
    en: 'Put the token after the #: what comes before it is written to logs on its way.',
    de: 'Setzen Sie das Token hinter das #: was davor steht, wird unterwegs in Protokolle geschrieben.',
  },
  not_https: { en: 'Events are sent over https only.', de: 'Ereignisse werden nur über https gesendet.' },
  secret_missing: {
    en: 'Events are signed: give the secret the ERP verifies them with.',
    de: 'Ereignisse sind signiert: geben Sie das Geheimnis an, mit dem das ERP sie prüft.',
  },
  not_a_standard_secret: {
    en: 'This must be base64 of 24 to 64 bytes, whsec_ before it or not (Standard Webhooks).',
    de: 'Dies muss Base64 von 24 bis 64 Bytes sein, mit oder ohne whsec_ davor (Standard Webhooks).',
  },
  not_a_colour: { en: 'This is not a colour such as #1f4e5f.', de: 'Dies ist keine Farbe wie #1f4e5f.' },
  pattern_unreadable: {
    en: 'This pattern cannot be read: {detail}',
    de: 'Dieses Muster kann nicht gelesen werden: {detail}',
  },
  pattern_costly: {
    en: 'It can be gone through in more than {max} ways: use exact counts, and fewer open repetitions.',
    de: 'Es kann auf mehr als {max} Wegen durchlaufen werden: verwenden Sie genaue Anzahlen und weniger offene Wiederholungen.',
  },
  pattern_not_supported: {
    en: 'Leave out ^, $, \\b, look-arounds, references to groups, and counts longer than a serial number.',
    de: 'Ohne ^, $, \\b, Vor- und Rückschau, Verweise auf Gruppen und Anzahlen, die länger als eine Seriennummer sind.',
  },
  class_missing: {
    en: 'Name the class that this code of your own belongs to.',
    de: 'Nennen Sie die Klasse, zu der dieser eigene Code gehört.',
  },
  category_in_two_sets: {
    en: 'A category is in two sets: each belongs to one.',
    de: 'Eine Kategorie ist in zwei Gruppen: jede gehört in eine.',
  },
  site_name_reserved: {
    en: 'This word stands for the return address: name the site otherwise.',
    de: 'Dieses Wort steht für die Rücksendeadresse: Nennen Sie den Standort anders.',
  },
  one_currency: {
    en: 'State the costs of all sites in one currency: they are compared.',
    de: 'Geben Sie die Kosten aller Standorte in einer Währung an: Sie werden verglichen.',
  },
  max_below_min: { en: 'This is less than the least.', de: 'Dies ist weniger als das Mindeste.' },
  not_a_brand: {
    en: 'This is not the short name of a brand: small letters, digits and hyphens.',
    de: 'Dies ist kein Kurzname einer Marke: Kleinbuchstaben, Ziffern und Bindestriche.',
  },
  not_a_hyphenated_name: {
    en: 'This is not a name of small letters, digits and hyphens.',
    de: 'Dies ist kein Name aus Kleinbuchstaben, Ziffern und Bindestrichen.',
  },
  not_a_language: {
    en: 'This is not a language by its two letters, such as de.',
    de: 'Dies ist keine Sprache in zwei Buchstaben wie de.',
  },
  no_language: {
    en: 'Please give a text in one language at least.',
    de: 'Bitte geben Sie einen Text in mindestens einer Sprache an.',
  },
  before_first_day: { en: 'This is before the first day.', de: 'Dies liegt vor dem ersten Tag.' },
  not_a_version: {
    en: 'This is not a version: 1 to 32 letters, digits, dots and hyphens.',
    de: 'Dies ist keine Version: 1 bis 32 Buchstaben, Ziffern, Punkte und Bindestriche.',
  },
  not_a_camel_case_name: {
    en: 'This is not a name in camelCase.',
    de: 'Dies ist kein Name in camelCase.',
  },
} as const satisfies Texts;
