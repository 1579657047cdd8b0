import type { Texts } from './text.ts';

/** Why a return cannot be asked for like this, or what is still missing. */
export const requestSentences = {
  unknown_line: { en: 'The order has no line {line}.', de: 'Die Bestellung hat keine Position {line}.' },
  file_wanted: { en: 'Please send {file}.', de: 'Bitte senden Sie {file}.' },
  file_refused: {
    en: 'We could not use your file. {why} Please send another one.',
    de: 'Wir konnten Ihre Datei nicht verwenden. {why} Bitte senden Sie eine andere.',
  },
  reason_needed: {
    en: 'Please tell us why “{title}” comes back.',
    de: 'Bitte sagen Sie uns, warum „{title}“ zurückkommt.',
  },
  reason_not_offered: {
    en: 'This reason is not offered for this product. Please choose one of: {options}.',
    de: 'Dieser Grund steht für dieses Produkt nicht zur Wahl. Bitte wählen Sie eines von: {options}.',
  },
  description_missing: { en: 'Please tell us: {question}', de: 'Bitte sagen Sie uns: {question}' },
  description_vague: {
    en: '“{said}” does not tell us enough. {question}',
    de: '„{said}“ sagt uns noch nicht genug. {question}',
  },
  since_missing: { en: 'Please tell us: {question}', de: 'Bitte sagen Sie uns: {question}' },
  tried_missing: { en: 'Please tell us: {question}', de: 'Bitte sagen Sie uns: {question}' },
  error_code_missing: { en: 'Please tell us: {question}', de: 'Bitte sagen Sie uns: {question}' },
  answer_missing: { en: 'Please tell us: {question}', de: 'Bitte sagen Sie uns: {question}' },
  too_many_answers: {
    en: 'These are more answers than any reason has questions.',
    de: 'Das sind mehr Antworten, als ein Grund Fragen hat.',
  },
  serial_twice: { en: '{serial} is named twice.', de: '{serial} ist zweimal angegeben.' },
  serial_malformed: {
    en: '{serial} is no serial number of this product: they look like {sample}.',
    de: '{serial} ist keine Seriennummer dieses Produkts: sie sehen aus wie {sample}.',
  },
  serial_check_digit: {
    en: '{serial} has a wrong digit or letter: please read it again. They look like {sample}.',
    de: '{serial} hat eine falsche Ziffer oder einen falschen Buchstaben: bitte lesen Sie sie noch einmal. Sie sehen aus wie {sample}.',
  },
  serial_in_open_return: {
    en: '{serial} is already in an open return.',
    de: '{serial} ist bereits in einer offenen Retoure.',
  },
  too_many_serials: {
    en: '{serials} serial numbers are named for {quantity} of these.',
    de: '{serials} Seriennummern sind für {quantity} Stück angegeben.',
  },
  purchase_order_missing: {
    en: 'State the number of your purchase order: your company has agreed on it.',
    de: 'Geben Sie die Nummer Ihrer Bestellung (Purchase Order) an: Ihr Unternehmen hat das vereinbart.',
  },
  parcel_too_heavy: {
    en: 'Parcel {parcel} would weigh {grams} g; the carrier takes {most} g.',
    de: 'Paket {parcel} würde {grams} g wiegen; der Paketdienst nimmt {most} g.',
  },
  parcel_too_full: {
    en: 'Parcel {parcel} would hold {units} units; the most is {most}.',
    de: 'Paket {parcel} würde {units} Stück enthalten; höchstens sind es {most}.',
  },
  parcels_differ: {
    en: 'The parcels hold {packed} units, and {quantity} are to go back.',
    de: 'In den Paketen sind {packed} Stück, zurückgehen sollen {quantity}.',
  },
  order_or_product: {
    en: 'Name either the order or a product.',
    de: 'Nennen Sie entweder die Bestellung oder ein Produkt.',
  },
  product_needs_account: {
    en: 'A product without its order can be asked for only when signed in.',
    de: 'Ein Produkt ohne seine Bestellung kann nur angemeldet angefragt werden.',
  },
  product_unknown: {
    en: 'We do not know this product yet: say what it is, as on its label or box.',
    de: 'Wir kennen dieses Produkt noch nicht: Sagen Sie, was es ist, wie auf dem Etikett oder Karton.',
  },
  one_product: {
    en: 'A product is asked for by itself, in one line.',
    de: 'Ein Produkt wird für sich allein angefragt, in einer Position.',
  },
  price_missing: {
    en: 'What did it cost? The receipt says it.',
    de: 'Was hat es gekostet? Der Beleg sagt es.',
  },
  in_the_future: { en: 'This day has not come yet.', de: 'Dieser Tag liegt in der Zukunft.' },
  customer_missing: {
    en: 'Say which customer this is for.',
    de: 'Geben Sie an, für welchen Kunden das ist.',
  },
  other_customer: {
    en: 'This order is not one of customer {customer}.',
    de: 'Diese Bestellung ist keine von Kunde {customer}.',
  },
  too_many: {
    en: 'Only {left} of these can still be returned.',
    de: 'Davon können nur noch {left} zurückgegeben werden.',
  },
  taken_out_of_order: {
    en: 'This was cancelled, or the shop took it back already.',
    de: 'Dies wurde storniert, oder der Shop hat es schon zurückgenommen.',
  },
  too_many_unshipped: {
    en: 'Only {left} of these have not been shipped.',
    de: 'Davon sind nur {left} noch nicht verschickt.',
  },
  already_shipped: {
    en: 'All of these have been shipped, or cancelled already.',
    de: 'Davon ist alles schon verschickt oder storniert.',
  },
  not_shipped: {
    en: 'This has not been shipped yet: it can be taken out of the order.',
    de: 'Dies ist noch nicht verschickt: Es kann aus der Bestellung genommen werden.',
  },
  not_delivered: {
    en: 'This has not been delivered yet, so it cannot be returned.',
    de: 'Dies ist noch nicht geliefert, darum kann es nicht zurückgegeben werden.',
  },
  all_returned: {
    en: 'Every unit that was delivered is already part of a return.',
    de: 'Alles, was geliefert wurde, ist bereits Teil einer Retoure.',
  },
  delivery_unknown: {
    en: 'We do not know yet when this was delivered; our team will check a request for it.',
    de: 'Wir wissen noch nicht, wann dies geliefert wurde; unser Team prüft eine Anfrage dazu.',
  },
  window_over: {
    en: 'The time for returns ended on {date}; a fault under warranty can still be reported.',
    de: 'Die Zeit für Rückgaben endete am {date}; ein Garantiefall kann noch gemeldet werden.',
  },
} as const satisfies Texts;
