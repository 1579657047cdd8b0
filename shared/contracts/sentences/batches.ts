import type { Texts } from './text.ts';

/** What is wrong with a file of returns, or with one of its rows. */
export const batchSentences = {
  csv_encoding: {
    en: 'The file is not in UTF-8. Save it as "CSV UTF-8".',
    de: 'Die Datei ist nicht in UTF-8. Speichern Sie sie als „CSV UTF-8“.',
  },
  csv_unreadable: {
    en: 'The file cannot be read from line {line} on: a quotation mark is missing there, or one too many.',
    de: 'Die Datei ist ab Zeile {line} nicht lesbar: Dort fehlt ein Anführungszeichen, oder es ist eines zu viel.',
  },
  csv_without_rows: {
    en: 'The file has no rows below its headings.',
    de: 'Die Datei hat keine Zeilen unter den Überschriften.',
  },
  csv_too_many_rows: {
    en: 'The file has {rows} rows; {max} is the limit. Send the rest as another batch.',
    de: 'Die Datei hat {rows} Zeilen; {max} sind die Grenze. Senden Sie den Rest als weitere Datei.',
  },
  csv_unknown_column: {
    en: 'No column is called "{column}". There are: {columns}.',
    de: 'Keine Spalte heißt „{column}“. Es gibt: {columns}.',
  },
  csv_column_twice: { en: 'The column {column} is there twice.', de: 'Die Spalte {column} gibt es zweimal.' },
  csv_column_missing: { en: 'The column {column} is missing.', de: 'Die Spalte {column} fehlt.' },
  row_overflows: {
    en: 'The row has more cells than there are headings. Put texts with a separator in quotation marks.',
    de: 'Die Zeile hat mehr Zellen, als es Überschriften gibt. Setzen Sie Texte mit Trennzeichen in Anführungszeichen.',
  },
  row_without_product: {
    en: 'Say which product it is: by line, SKU or serial number.',
    de: 'Sagen Sie, welches Produkt es ist: mit Position, Artikelnummer oder Seriennummer.',
  },
  row_serial_of_one: {
    en: "A serial number is one unit's: give each a row of its own.",
    de: 'Eine Seriennummer gehört zu einem Stück: Geben Sie jeder eine eigene Zeile.',
  },
  row_serial_twice: { en: '{serial} is in row {row} already.', de: '{serial} steht schon in Zeile {row}.' },
  row_order_not_found: {
    en: 'There is no order {order} for you.',
    de: 'Für Sie gibt es keine Bestellung {order}.',
  },
  row_other_sku: {
    en: 'Line {line} of the order has not the SKU {sku}.',
    de: 'Position {line} der Bestellung hat nicht die Artikelnummer {sku}.',
  },
  row_unknown_sku: { en: 'The order has no SKU {sku}.', de: 'Die Bestellung hat keine Artikelnummer {sku}.' },
  row_sku_twice: {
    en: 'Several lines of the order have the SKU {sku}: say which line it is.',
    de: 'Mehrere Positionen der Bestellung haben die Artikelnummer {sku}: Sagen Sie, welche Position es ist.',
  },
  row_unknown_serial: {
    en: '{serial} was not sold with this order. If it was, say the line or the SKU as well.',
    de: '{serial} wurde nicht mit dieser Bestellung verkauft. Falls doch, nennen Sie auch Position oder Artikelnummer.',
  },
  row_too_many_units: {
    en: 'This is more than one return can carry: spread the units over several rows.',
    de: 'Das ist mehr, als eine Retoure tragen kann: Verteilen Sie die Stücke auf mehrere Zeilen.',
  },
  row_no_pallet: {
    en: 'Pallets are not agreed with the company of this order.',
    de: 'Mit der Firma dieser Bestellung sind keine Paletten vereinbart.',
  },
} as const satisfies Texts;
