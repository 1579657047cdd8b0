import type { Texts } from './text.ts';

/** Why something is not covered by a withdrawal, or cannot be confirmed. */
export const withdrawalSentences = {
  not_a_withdrawal: { en: 'This is no withdrawal of ours.', de: 'Dies ist kein Widerruf bei uns.' },
  withdrawal_over: {
    en: 'The time to withdraw ended on {date}. You can still ask for an ordinary return.',
    de: 'Die Widerrufsfrist endete am {date}. Sie können noch eine gewöhnliche Rückgabe anfragen.',
  },
  withdrawal_excluded: {
    en: 'The law gives no right of withdrawal here: {because}. You can still ask for an ordinary return.',
    de: 'Ein Widerrufsrecht besteht hier nach dem Gesetz nicht: {because}. Sie können noch eine gewöhnliche Rückgabe anfragen.',
  },
  withdrawal_business: {
    en: 'The right of withdrawal is for consumers, and this was bought by a business. You can still ask for an ordinary return.',
    de: 'Das Widerrufsrecht gilt für Verbraucher, und dies hat ein Unternehmen gekauft. Sie können noch eine gewöhnliche Rückgabe anfragen.',
  },
  withdrawal_no_law: {
    en: 'Where this was delivered, no law gives a right of withdrawal. You can still ask for an ordinary return.',
    de: 'Wohin dies geliefert wurde, gibt kein Gesetz ein Widerrufsrecht. Sie können noch eine gewöhnliche Rückgabe anfragen.',
  },
  withdrawal_nothing_left: {
    en: 'There is nothing left of this to withdraw from: it is part of a return, or was cancelled.',
    de: 'Davon ist nichts mehr da, was widerrufen werden kann: es ist Teil einer Retoure oder wurde storniert.',
  },
  withdrawal_expired: {
    en: 'This was not confirmed within an hour. Please state your withdrawal again.',
    de: 'Dies wurde nicht binnen einer Stunde bestätigt. Bitte erklären Sie Ihren Widerruf noch einmal.',
  },
  withdrawal_stands: {
    en: 'The customer has withdrawn from the contract for {portions}: their money is owed, and this cannot be ended. A manager may, where it was no withdrawal in law, and says why.',
    de: 'Für {portions} hat der Kunde den Vertrag widerrufen: Das Geld ist geschuldet, und dies kann nicht beendet werden. Eine Führungskraft darf es, wo es rechtlich kein Widerruf war, und begründet es.',
  },
  ending_needs_reason: {
    en: 'To end what the customer withdrew from, say why: as a word in `override`, and in words in `reason`.',
    de: 'Um zu beenden, was der Kunde widerrufen hat, sagen Sie warum: als Wort in `override` und in Worten in `reason`.',
  },
  nothing_to_check: {
    en: 'There is nothing to be looked into here.',
    de: 'Hier ist nichts zu prüfen.',
  },
} as const satisfies Texts;
