import type { Texts } from './text.ts';

/** Why a backtest is not run, or not again. */
export const backtestSentences = {
  ends_before_it_begins: {
    en: 'The last day is before the first.',
    de: 'Der letzte Tag liegt vor dem ersten.',
  },
  days_to_come: {
    en: 'Nothing has happened on these days yet.',
    de: 'An diesen Tagen ist noch nichts geschehen.',
  },
  too_many_days: {
    en: 'This can be {max} days at most: ask for one part after the other.',
    de: 'Dies können höchstens {max} Tage sein: fragen Sie einen Teil nach dem anderen an.',
  },
  no_policy_saved: {
    en: 'No policy of this name was saved.',
    de: 'Unter diesem Namen wurde keine Richtlinie gespeichert.',
  },
  backtest_not_ended: {
    en: 'Only a backtest that failed or was interrupted is started again.',
    de: 'Nur ein Backtest, der fehlschlug oder unterbrochen wurde, wird noch einmal gestartet.',
  },
} as const satisfies Texts;
