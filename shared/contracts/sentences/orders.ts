import type { Texts } from './text.ts';

/** What is wrong with an order that an order system puts. */
export const orderSentences = {
  months_or_last_day: {
    en: 'A warranty needs its months from delivery, or its last day.',
    de: 'Eine Garantie braucht ihre Monate ab Lieferung oder ihren letzten Tag.',
  },
  cancelled_more_than_bought: {
    en: 'This is more than was bought.',
    de: 'Dies ist mehr, als gekauft wurde.',
  },
  tax_out_of_range: {
    en: 'The tax must be between nothing and what was paid.',
    de: 'Die Steuer muss zwischen nichts und dem bezahlten Betrag liegen.',
  },
  no_line_of_order: { en: 'This is no line of this order.', de: 'Dies ist keine Position dieser Bestellung.' },
  not_a_reference: {
    en: 'This must be a reference, not an e-mail address.',
    de: 'Dies muss eine Kennung sein, keine E-Mail-Adresse.',
  },
  not_a_decimal_amount: {
    en: 'This is no decimal amount such as "199.00".',
    de: 'Dies ist kein Dezimalbetrag wie "199.00".',
  },
} as const satisfies Texts;
