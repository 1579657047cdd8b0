import type { Texts } from './text.ts';

/** What is wrong with facts about goods that cross a border, and with what is kept of lanes and authorisations. */
export const customsSentences = {
  country_unknown: {
    en: 'This is no country of ISO 3166-1 in two letters, nor XI (Northern Ireland) or XK (Kosovo).',
    de: 'Dies ist kein Land nach ISO 3166-1 in zwei Buchstaben, und auch nicht XI (Nordirland) oder XK (Kosovo).',
  },
  country_written_otherwise: {
    en: 'This is no country of ISO 3166-1 in two letters: {meant} is, if that is meant.',
    de: 'Dies ist kein Land nach ISO 3166-1 in zwei Buchstaben: {meant} ist eines, falls dies gemeint ist.',
  },
  country_is_the_union: {
    en: 'The European Union is no country: please name the member state, such as DE.',
    de: 'Die Europäische Union ist kein Land: Bitte nennen Sie den Mitgliedstaat, etwa DE.',
  },
  lane_place_unknown: {
    en: 'A lane goes from one customs territory to another, and {place} is none: EU for its member states, XI for Northern Ireland, else a country of ISO 3166-1 in two capitals (GB, CH).',
    de: 'Eine Strecke führt von einem Zollgebiet in ein anderes, und {place} ist keines: EU für ihre Mitgliedstaaten, XI für Nordirland, sonst ein Land nach ISO 3166-1 in zwei Großbuchstaben (GB, CH).',
  },
  lane_place_written_otherwise: {
    en: 'A lane goes from one customs territory to another, and {place} is none: {meant} is, if that is meant.',
    de: 'Eine Strecke führt von einem Zollgebiet in ein anderes, und {place} ist keines: {meant} ist eines, falls dies gemeint ist.',
  },
  lane_crosses_no_border: {
    en: 'Goods that go from {origin} to {destination} cross no customs border: nobody is of record there.',
    de: 'Waren von {origin} nach {destination} überqueren keine Zollgrenze: Dort ist niemand Anmelder.',
  },
  eori_of_no_such_country: {
    en: 'No EORI begins with {begins}: it begins with a member state of the European Union, XI or GB. Give another number as `other`.',
    de: 'Keine EORI beginnt mit {begins}: Sie beginnt mit einem Mitgliedstaat der Europäischen Union, XI oder GB. Eine andere Nummer geben Sie als `other` an.',
  },
  eori_not_of_the_union: {
    en: 'Customs of the European Union know no EORI that begins with {begins}: it begins with a member state, or XI.',
    de: 'Der Zoll der Europäischen Union kennt keine EORI, die mit {begins} beginnt: Sie beginnt mit einem Mitgliedstaat oder XI.',
  },
  eori_not_of_great_britain: {
    en: 'Customs of Great Britain know no EORI that begins with {begins}: it begins with GB.',
    de: 'Der Zoll Großbritanniens kennt keine EORI, die mit {begins} beginnt: Sie beginnt mit GB.',
  },
  commodity_code_malformed: {
    en: 'A commodity code has eight digits (CN) or ten (TARIC).',
    de: 'Eine Warennummer hat acht Ziffern (KN) oder zehn (TARIC).',
  },
  tariff_number_malformed: {
    en: 'A number of the US tariff has four to ten digits with their points, such as 8515.31.0000.',
    de: 'Eine Nummer des US-Tarifs hat vier bis zehn Ziffern mit ihren Punkten, etwa 8515.31.0000.',
  },
  not_a_day: {
    en: 'This is no calendar day, such as 2026-11-02.',
    de: 'Dies ist kein Kalendertag wie 2026-11-02.',
  },
  not_a_decimal: {
    en: 'This is no decimal number as a text, such as 3.7.',
    de: 'Dies ist keine Dezimalzahl als Text, etwa 3.7.',
  },
  value_negative: { en: 'An amount must not be negative.', de: 'Ein Betrag darf nicht negativ sein.' },
  value_missing: {
    en: 'This says nothing yet: a figure above zero is needed.',
    de: 'Dies sagt noch nichts: Nötig ist eine Zahl über null.',
  },
  charge_stated_twice: {
    en: 'The charge is stated as a whole and itemised: please state one of the two.',
    de: 'Die Kosten stehen als Ganzes und nach Posten da: Bitte geben Sie eines von beiden an.',
  },
  charge_although_free: {
    en: 'The work or the replacement is stated to be free of charge, and here is a charge: please correct one of the two.',
    de: 'Die Arbeit oder der Ersatz ist als kostenlos angegeben, und hier stehen Kosten: Bitte berichtigen Sie eines von beiden.',
  },
  dates_out_of_order: {
    en: 'This day is before `{first}`, which has to come first.',
    de: 'Dieser Tag liegt vor `{first}`, das zuerst kommen muss.',
  },
  exported_in_the_future: {
    en: 'This day of export is in the future (today is {today}): please state it once the goods have left.',
    de: 'Dieser Tag der Ausfuhr liegt in der Zukunft (heute ist der {today}): Bitte geben Sie ihn an, sobald die Ware ausgeführt ist.',
  },
  exported_after_the_day: {
    en: 'The goods cannot have left by then: this is after {day}, the day that is asked of. Only goods that go for work or for a temporary use leave later. Please correct the day, or state the activity.',
    de: 'Bis dahin kann die Ware nicht ausgeführt sein: Dieser Tag liegt nach dem {day}, nach dem gefragt ist. Nur Ware, die zur Arbeit oder zu vorübergehendem Gebrauch geht, wird später ausgeführt. Bitte berichtigen Sie den Tag oder geben Sie an, was mit der Ware geschieht (`activity`).',
  },
  lot_too_large: {
    en: 'The lot takes more units than there are.',
    de: 'Die Teilmenge nimmt mehr Stücke, als es gibt.',
  },
  more_units_than_goods: {
    en: '{units} units are sent back, but there are only {of}: please correct one of the two.',
    de: '{units} Stücke gehen zurück, es sind aber nur {of}: Bitte berichtigen Sie eine der beiden Zahlen.',
  },
  units_differ: {
    en: 'The lots are of {of} units, but there are {units} of the goods: please correct one of the two.',
    de: 'Die Teilmengen sind von {of} Stücken, die Ware aber hat {units}: Bitte berichtigen Sie eine der beiden Zahlen.',
  },
  more_units_than_invoiced: {
    en: 'Here are {units} units, but the outbound invoice is of {of}: please correct one of the two.',
    de: 'Hier sind {units} Stücke, die Ausgangsrechnung aber hat nur {of}: Bitte berichtigen Sie eine der beiden Zahlen.',
  },
  altered_and_unaltered: {
    en: 'The goods are stated to be in the state in which they left, and to have been altered: please correct one of the two.',
    de: 'Die Ware ist als unverändert angegeben, und als verändert: Bitte berichtigen Sie eines von beiden.',
  },
  improved_and_only_necessary: {
    en: 'What was done is stated to have been no more than necessary, and to have improved the goods: please correct one of the two.',
    de: 'Die Arbeit ist als bloß notwendig angegeben, und als Verbesserung der Ware: Bitte berichtigen Sie eines von beiden.',
  },
  rate_too_large: {
    en: 'A rate here has at most {most} before the point: please check it.',
    de: 'Ein Satz hat hier höchstens {most} vor dem Punkt: Bitte prüfen Sie ihn.',
  },
  rate_missing: {
    en: 'The amounts are in more than one currency: please state the customs rate of {from} to {to}.',
    de: 'Die Beträge stehen in mehr als einer Währung: Bitte geben Sie den Zollkurs von {from} in {to} an.',
  },
  no_rules_for_day: {
    en: 'No customs rules for this movement had begun on {day}.',
    de: 'Am {day} galten noch keine Zollregeln für diese Bewegung.',
  },
  no_customs_border: {
    en: 'Goods that go from {origin} to {destination} cross no customs border: there is nothing to value.',
    de: 'Waren von {origin} nach {destination} überqueren keine Zollgrenze: Zu bewerten gibt es nichts.',
  },
  jurisdiction_unknown: {
    en: 'There are no customs rules for {jurisdiction} here.',
    de: 'Zollregeln für {jurisdiction} gibt es hier nicht.',
  },
  jurisdiction_not_of_the_movement: {
    en: '{jurisdiction} is at neither end of a movement from {origin} to {destination}.',
    de: '{jurisdiction} liegt an keinem Ende einer Bewegung von {origin} nach {destination}.',
  },
  not_a_party_number: {
    en: 'This is no number of that kind: an EORI is DE1234567890123, a US importer number 12-3456789XX.',
    de: 'Dies ist keine Nummer dieser Art: Eine EORI ist DE1234567890123, eine US-Importeurnummer 12-3456789XX.',
  },
  no_customs_question: {
    en: 'Portion {portion} has no customs question that can still be decided.',
    de: 'Teilmenge {portion} hat keine Zollfrage, die noch entschieden werden kann.',
  },
  rules_decide_here: {
    en: 'There are rules for {lane} here: please state the facts that decide it.',
    de: 'Für {lane} gibt es hier Regeln: Bitte geben Sie die Tatsachen an, die es entscheiden.',
  },
  route_not_valued: {
    en: '{jurisdiction} has no such route from {origin} to {destination} on {day}.',
    de: '{jurisdiction} kennt am {day} keinen solchen Weg von {origin} nach {destination}.',
  },
} as const satisfies Texts;
