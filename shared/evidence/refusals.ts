import type { Language } from '../notifications/language.ts';

/** Why an uploaded file is not taken as evidence, each with the sentence a person reads. */
export const refusals = {
  empty: {
    en: 'The file is empty.',
    de: 'Die Datei ist leer.',
  },
  too_large: {
    en: 'The file is larger than is accepted.',
    de: 'Die Datei ist größer als erlaubt.',
  },
  type_not_allowed: {
    en: 'This kind of file is not accepted: send a JPEG, PNG or HEIC picture, an MP4 video or a PDF.',
    de: 'Diese Art von Datei nehmen wir nicht an: Senden Sie ein Bild als JPEG, PNG oder HEIC, ein Video als MP4 oder ein PDF.',
  },
  not_as_declared: {
    en: 'The content of the file is not of the type it was uploaded as.',
    de: 'Der Inhalt der Datei ist nicht von der Art, als die sie hochgeladen wurde.',
  },
  incomplete: {
    en: 'The file breaks off before its end: send it again.',
    de: 'Die Datei bricht vor ihrem Ende ab: Laden Sie sie noch einmal hoch.',
  },
  unreadable: {
    en: 'The file is damaged and cannot be read.',
    de: 'Die Datei ist beschädigt und kann nicht gelesen werden.',
  },
  too_many_pixels: {
    en: 'The picture has more pixels than are accepted: send it in a smaller size.',
    de: 'Das Bild hat zu viele Bildpunkte: Senden Sie es kleiner.',
  },
  blank: {
    en: 'The picture shows nothing: it is one colour all over.',
    de: 'Auf dem Bild ist nichts zu sehen: Es hat überall dieselbe Farbe.',
  },
  no_picture: {
    en: 'The video has no picture.',
    de: 'Das Video enthält kein Bild.',
  },
  no_page: {
    en: 'The document has no page.',
    de: 'Das Dokument enthält keine Seite.',
  },
  encrypted: {
    en: 'The document is protected by a password: send it without.',
    de: 'Das Dokument ist durch ein Passwort geschützt: Senden Sie es ohne.',
  },
} as const satisfies Record<string, Record<Language, string>>;
export type Refusal = keyof typeof refusals;

/** The sentences of one language. */
export const refusalsIn = (language: Language): Record<Refusal, string> =>
  Object.fromEntries(Object.entries(refusals).map(([code, text]) => [code, text[language]])) as Record<Refusal, string>;
