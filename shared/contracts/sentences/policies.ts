import type { Texts } from './text.ts';

/** What is wrong with a policy, or with putting one in force. */
export const policySentences = {
  expression: { en: 'This cannot be evaluated: {detail}', de: 'Dies kann nicht ausgewertet werden: {detail}' },
  policy_finding: {
    en: 'The check found “{finding}”: {detail}',
    de: 'Die Prüfung fand „{finding}“: {detail}',
  },
  policy_faults: { en: 'It has faults: mend them first.', de: 'Sie hat Fehler: beheben Sie diese zuerst.' },
  policy_warnings: {
    en: 'There are warnings: mend what they name, or send "acceptWarnings": true.',
    de: 'Es gibt Warnungen: beheben Sie, was sie nennen, oder senden Sie "acceptWarnings": true.',
  },
  document_or_version: {
    en: 'Give a document or name a version, not both.',
    de: 'Geben Sie ein Dokument an oder nennen Sie eine Version, nicht beides.',
  },
  shipped_name: {
    en: 'This is the name of the shipped policy: choose another.',
    de: 'So heißt die mitgelieferte Richtlinie: wählen Sie einen anderen Namen.',
  },
  policy_most_bytes: {
    en: 'A policy has at most {max} bytes as JSON; this one has {bytes}.',
    de: 'Eine Richtlinie hat als JSON höchstens {max} Bytes; diese hat {bytes}.',
  },
  no_policy_version: {
    en: 'There is no version {version} of this policy.',
    de: 'Von dieser Richtlinie gibt es keine Version {version}.',
  },
  currency_of_country: {
    en: 'Say in which currency: none is known for {country}.',
    de: 'Geben Sie die Währung an: für {country} ist keine bekannt.',
  },
  too_fine_to_publish: {
    en: 'The policy tells more cases apart than can be listed. Ask what a return would be answered instead.',
    de: 'Die Richtlinie unterscheidet mehr Fälle, als sich auflisten lassen. Fragen Sie stattdessen an, was für eine Retoure gelten würde.',
  },
  currency_not_stated: {
    en: 'The policy states no amounts in {currency}; it does in {options}.',
    de: 'Die Richtlinie nennt keine Beträge in {currency}; sie nennt welche in {options}.',
  },
  policy_not_chosen: {
    en: 'Which policy decides, and as of when, is not yours to choose: leave "policy" and "at" out.',
    de: 'Welche Richtlinie entscheidet, und zu welcher Zeit, wählen nicht Sie: lassen Sie "policy" und "at" weg.',
  },
  in_the_past: {
    en: 'This is in the past: leave it out for now.',
    de: 'Dies liegt in der Vergangenheit: lassen Sie es weg für jetzt.',
  },
  not_after_from: {
    en: 'It must end after it has begun.',
    de: 'Sie muss enden, nachdem sie begonnen hat.',
  },
  not_the_first: {
    en: 'Only the first policy of a brand, in force at once, can cover the orders placed before it.',
    de: 'Nur die erste Richtlinie einer Marke, die sofort gilt, kann frühere Bestellungen abdecken.',
  },
  in_force_already: {
    en: 'Version {version} is in force then already.',
    de: 'Version {version} gilt dann bereits.',
  },
  after_its_end: { en: 'It ends on {until} anyway.', de: 'Sie endet ohnehin am {until}.' },
  never_in_force: {
    en: 'Version {version} is in force now, or never was: activate it.',
    de: 'Version {version} gilt jetzt, oder galt nie: schalten Sie sie ein.',
  },
  shipped_never_ends: {
    en: 'The shipped policy cannot be ended: it decides what no other policy does.',
    de: 'Die mitgelieferte Richtlinie kann nicht beendet werden: sie entscheidet, was keine andere entscheidet.',
  },
  activation_over: {
    en: 'Activation {activation} is over already, or was called off.',
    de: 'Die Einschaltung {activation} ist schon vorbei, oder wurde abgesagt.',
  },
  nothing_to_roll_back: {
    en: 'This policy is not in force, so there is nothing to roll back.',
    de: 'Diese Richtlinie gilt nicht, darum gibt es nichts zurückzusetzen.',
  },
  no_earlier_version: {
    en: 'There is no earlier version of it: end activation {activation} instead.',
    de: 'Es gibt keine frühere Version davon: beenden Sie stattdessen die Einschaltung {activation}.',
  },
  most_activations: {
    en: 'A policy book holds {max} activations.',
    de: 'Ein Richtlinienbuch enthält höchstens {max} Einschaltungen.',
  },
  scope_overlap: {
    en: '{one} and {other} would both decide the same lines from {from} on, and neither is the narrower one. Narrow a scope, or end one first.',
    de: '{one} und {other} würden ab {from} dieselben Positionen entscheiden, und keine ist die engere. Grenzen Sie eine ein, oder beenden Sie eine zuerst.',
  },
} as const satisfies Texts;
