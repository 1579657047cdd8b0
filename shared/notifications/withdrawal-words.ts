import type { Language } from './language.ts';

/** Words of the function to withdraw, by language. The labels are the law's own (Directive 2011/83/EU, Art. 11a(1), (3)). */
export interface WithdrawalWords {
  labels: { withdraw: string; confirm: string };
  /** The statement as the customer confirms it. */
  statement: (about: { name: string; order: string; lines: readonly string[]; email: string }) => string;
  /** How it is acknowledged. */
  acknowledgement: (email: string) => string;
  /** On the file of the acknowledgement. */
  page: {
    title: string;
    intro: (brand: string) => string;
    labels: Record<'name' | 'order' | 'lines' | 'contact' | 'submitted' | 'return', string>;
  };
}

const en: WithdrawalWords = {
  labels: { withdraw: 'Withdraw from contract here', confirm: 'Confirm withdrawal' },
  statement: ({ name, order, lines, email }) =>
    `I, ${name}, withdraw from my contract for the following goods of order ${order}: ${lines.join('; ')}. Please answer to ${email}.`,
  acknowledgement: (email) =>
    `We acknowledge your withdrawal by e-mail to ${email}, with its content and the time you submitted it; the page of your return has it as a PDF.`,
  page: {
    title: 'Acknowledgement of your withdrawal',
    intro: (brand) => `${brand} has received the following withdrawal from a contract.`,
    labels: {
      name: 'Name',
      order: 'Order',
      lines: 'Goods',
      contact: 'Contact',
      submitted: 'Submitted',
      return: 'Return number',
    },
  },
};

const de: WithdrawalWords = {
  labels: { withdraw: 'Vertrag hier widerrufen', confirm: 'Widerruf bestätigen' },
  statement: ({ name, order, lines, email }) =>
    `Hiermit widerrufe ich, ${name}, den Vertrag über folgende Ware der Bestellung ${order}: ${lines.join('; ')}. Bitte antworten Sie an ${email}.`,
  acknowledgement: (email) =>
    `Wir bestätigen den Eingang Ihres Widerrufs per E-Mail an ${email}, mit Inhalt und Zeitpunkt; auf der Seite Ihrer Rückgabe finden Sie die Bestätigung als PDF.`,
  page: {
    title: 'Eingangsbestätigung Ihres Widerrufs',
    intro: (brand) => `Folgender Widerruf ist bei ${brand} eingegangen.`,
    labels: {
      name: 'Name',
      order: 'Bestellung',
      lines: 'Ware',
      contact: 'Kontakt',
      submitted: 'Eingegangen',
      return: 'Retourennummer',
    },
  },
};

const words: Record<Language, WithdrawalWords> = { de, en };
export const withdrawalWords = (language: Language): WithdrawalWords => words[language];

/** A line of goods in words. */
export const goodsLine = ({ title, quantity }: { title: string; quantity: number }): string =>
  quantity === 1 ? title : `${quantity} × ${title}`;

/** Day and time with its zone, as people of a locale write them: to the second, for it is a proof. */
export const momentIn = (instant: string, locale: string, zone: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone: zone }).format(new Date(instant));
