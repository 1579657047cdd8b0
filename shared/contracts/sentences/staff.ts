import type { Texts } from './text.ts';

/** Why a command of staff is refused. */
export const staffSentences = {
  credit_over_rest: {
    en: 'Only {left} {currency} are left of what was paid for this line.',
    de: 'Von dem, was für diese Position bezahlt wurde, sind nur noch {left} {currency} übrig.',
  },
  credit_of_kit: {
    en: 'The price of a kit is not credited as a whole: the same money stands for the kit and for its pieces.',
    de: 'Der Preis eines Sets wird nicht als Ganzes gutgeschrieben: Dasselbe Geld steht für das Set und für seine Teile.',
  },
  terms_missing: {
    en: 'The policy could propose no terms for this: give them.',
    de: 'Die Richtlinie konnte dafür keine Bedingungen vorschlagen: geben Sie welche an.',
  },
  reason_missing: {
    en: 'Terms other than those of the policy need a reason.',
    de: 'Andere Bedingungen als die der Richtlinie brauchen eine Begründung.',
  },
  resolution_not_allowed: { en: 'Allowed here: {options}.', de: 'Hier erlaubt: {options}.' },
  one_portion: {
    en: 'Fees and deductions are for one portion: name it.',
    de: 'Gebühren und Abzüge gelten für einen Teil: nennen Sie ihn.',
  },
  evidence_too_late: {
    en: 'Leave it out: who approves has seen what there is. Ask the customer for more.',
    de: 'Lassen Sie es weg: wer genehmigt, hat gesehen, was da ist. Fragen Sie den Kunden nach mehr.',
  },
  no_refund: {
    en: 'Nothing is paid back here that a deduction could be taken off.',
    de: 'Hier wird nichts ausgezahlt, von dem etwas abgezogen werden könnte.',
  },
  more_than_refund: {
    en: 'This is more than would be paid back.',
    de: 'Dies ist mehr, als ausgezahlt würde.',
  },
  more_than_expected: {
    en: '{more} more of line {line} came than this return expects. Set them aside and ask support.',
    de: 'Von Position {line} kamen {more} mehr, als diese Retoure erwartet. Legen Sie sie beiseite und fragen Sie den Support.',
  },
  count_needed: {
    en: 'The scan does not say what came: count it, line by line.',
    de: 'Der Scan sagt nicht, was kam: zählen Sie es, Position für Position.',
  },
  more_than_received: {
    en: '{received} are in quarantine, {graded} were graded.',
    de: '{received} sind in Quarantäne, {graded} wurden bewertet.',
  },
} as const satisfies Texts;
