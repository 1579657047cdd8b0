import type { Texts } from './text.ts';

/** What is wrong with the value of a field, whatever the field: said of every body and query that is read. */
export const fieldSentences = {
  year_out_of_range: {
    en: 'This year cannot be: give one from 1900 to 2199.',
    de: 'Dieses Jahr kann nicht sein: Geben Sie eines von 1900 bis 2199 an.',
  },
  required: { en: 'Please fill this in.', de: 'Bitte füllen Sie dies aus.' },
  unknown_field: { en: 'This field is not known here.', de: 'Dieses Feld ist hier nicht bekannt.' },
  name_not_allowed: { en: 'This name is not allowed here.', de: 'Dieser Name ist hier nicht erlaubt.' },
  not_text: { en: 'This must be a text.', de: 'Dies muss ein Text sein.' },
  not_a_number: { en: 'This must be a number.', de: 'Dies muss eine Zahl sein.' },
  not_a_whole_number: { en: 'This must be a whole number.', de: 'Dies muss eine ganze Zahl sein.' },
  not_yes_or_no: {
    en: 'This must be yes or no (true or false).',
    de: 'Dies muss Ja oder Nein sein (true oder false).',
  },
  not_a_list: { en: 'This must be a list.', de: 'Dies muss eine Liste sein.' },
  not_an_object: { en: 'This must be a group of fields.', de: 'Dies muss eine Gruppe von Feldern sein.' },
  not_as_described: { en: 'This is not as it should be.', de: 'Diese Angabe ist nicht so, wie sie sein muss.' },
  not_one_of: { en: 'Please choose one of: {options}.', de: 'Bitte wählen Sie eines von: {options}.' },
  too_short: { en: 'Please use at least {min} characters.', de: 'Bitte verwenden Sie mindestens {min} Zeichen.' },
  too_long: { en: 'Please use at most {max} characters.', de: 'Bitte verwenden Sie höchstens {max} Zeichen.' },
  too_small: { en: 'This must be at least {min}.', de: 'Dies muss mindestens {min} sein.' },
  too_large: { en: 'This must be at most {max}.', de: 'Dies darf höchstens {max} sein.' },
  not_above: { en: 'This must be more than {min}.', de: 'Dies muss mehr als {min} sein.' },
  not_below: { en: 'This must be less than {max}.', de: 'Dies muss weniger als {max} sein.' },
  not_a_multiple: { en: 'This must be a multiple of {step}.', de: 'Dies muss ein Vielfaches von {step} sein.' },
  too_few_entries: { en: 'Please give at least {min}.', de: 'Bitte geben Sie mindestens {min} an.' },
  too_many_entries: { en: 'Please give at most {max}.', de: 'Bitte geben Sie höchstens {max} an.' },
  not_the_format: {
    en: 'This does not have the form it must have.',
    de: 'Dies hat nicht die Form, die es haben muss.',
  },
  not_an_email: {
    en: 'This is not an e-mail address, such as kim@customer.example.',
    de: 'Dies ist keine E-Mail-Adresse wie kim@customer.example.',
  },
  not_a_link: {
    en: 'This is not a web address that begins with http:// or https://.',
    de: 'Dies ist keine Webadresse, die mit http:// oder https:// beginnt.',
  },
  not_a_time: {
    en: 'This is not a time such as 2026-11-02T09:30:00Z.',
    de: 'Dies ist kein Zeitpunkt wie 2026-11-02T09:30:00Z.',
  },
  not_a_date: { en: 'This is not a date such as 2026-11-02.', de: 'Dies ist kein Datum wie 2026-11-02.' },
  not_a_currency: {
    en: 'This is not a currency of ISO 4217, such as EUR.',
    de: 'Dies ist keine Währung nach ISO 4217 wie EUR.',
  },
  not_a_country: {
    en: 'This is not a country by its two letters, such as DE.',
    de: 'Dies ist kein Land in zwei Buchstaben wie DE.',
  },
  not_a_time_zone: {
    en: 'This is not a time zone of the IANA database, such as Europe/Berlin.',
    de: 'Dies ist keine Zeitzone der IANA-Datenbank wie Europe/Berlin.',
  },
  not_a_locale: {
    en: 'This is not a language such as de or en-GB.',
    de: 'Dies ist keine Sprache wie de oder en-GB.',
  },
  not_an_order_number: {
    en: 'This cannot be an order number: leave out blanks and / \\ ? %.',
    de: 'Dies kann keine Bestellnummer sein: ohne Leerzeichen und / \\ ? %.',
  },
  not_an_rma_number: {
    en: 'This is not a return number such as 7K3F-9XTB-2MQT.',
    de: 'Dies ist keine Retourennummer wie 7K3F-9XTB-2MQT.',
  },
  not_a_site: {
    en: 'This cannot be the name of a site: it has small letters, digits and hyphens.',
    de: 'Dies kann kein Name eines Standorts sein: er hat Kleinbuchstaben, Ziffern und Bindestriche.',
  },
  not_a_serial: {
    en: 'This cannot be a serial number: it has 3 to 40 letters, digits and . / -, without spaces.',
    de: 'Dies kann keine Seriennummer sein: sie hat 3 bis 40 Buchstaben, Ziffern und . / -, ohne Leerzeichen.',
  },
  not_a_document_number: {
    en: 'This must be a number or reference of letters, digits, blanks and . _ : / # -.',
    de: 'Dies muss eine Nummer aus Buchstaben, Ziffern, Leerzeichen und . _ : / # - sein.',
  },
  not_a_code: {
    en: 'This is not a code of small letters, digits and underscores.',
    de: 'Dies ist kein Code aus Kleinbuchstaben, Ziffern und Unterstrichen.',
  },
  not_an_id: { en: 'This cannot be used as an id.', de: 'Dies kann nicht als Kennung dienen.' },
  negative: { en: 'This must not be less than nothing.', de: 'Dies darf nicht weniger als nichts sein.' },
  wrong_currency: { en: 'This must be in {currency}.', de: 'Dies muss in {currency} angegeben sein.' },
  used_twice: { en: 'This is used twice.', de: 'Dies kommt zweimal vor.' },
  period_too_long: { en: 'Please ask for {max} days at most.', de: 'Bitte fragen Sie nach höchstens {max} Tagen.' },
  not_json: { en: 'The body is not JSON in UTF-8.', de: 'Der Inhalt ist kein JSON in UTF-8.' },
  not_unicode: { en: 'The text holds half a character.', de: 'Der Text enthält ein halbes Zeichen.' },
  invalid_cursor: { en: 'Start again from the first page.', de: 'Beginnen Sie wieder mit der ersten Seite.' },
} as const satisfies Texts;
