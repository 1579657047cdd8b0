import type { ReasonCode } from '../contracts/decision.ts';
import type { EvidenceDemand, ReasonQuestion } from '../contracts/reasons.ts';

/** What each reason asks where a brand says nothing else: its label, its questions, and when evidence is due. */

export interface ShippedReason {
  label: { en: string; de: string };
  questions: readonly ReasonQuestion[];
  evidence: EvidenceDemand;
}

const twoWeeks: EvidenceDemand = { withinDays: 14, without: 'expire' };

const ask = (id: string, required: boolean, en: string, de: string): ReasonQuestion => ({
  id,
  required,
  text: { en, de },
});

const errorCode = ask('errorCode', false, 'Does it show an error code? Which?', 'Zeigt es einen Fehlercode? Welchen?');
const failure = [
  ask(
    'what',
    true,
    'What exactly is the issue? Say what happens, and when.',
    'Was genau ist das Problem? Sagen Sie, was geschieht, und wann.',
  ),
  ask('since', true, 'When did it begin?', 'Seit wann ist das so?'),
  ask('tried', true, 'What have you tried so far?', 'Was haben Sie schon versucht?'),
  errorCode,
];

/** In the order in which they are offered. */
export const shippedReasons: Readonly<Record<ReasonCode, ShippedReason>> = {
  defective: {
    label: { en: 'It does not work, or no longer', de: 'Es funktioniert nicht oder nicht mehr' },
    questions: failure,
    evidence: twoWeeks,
  },
  dead_on_arrival: {
    label: { en: 'It never worked', de: 'Es hat nie funktioniert' },
    questions: [
      ask(
        'what',
        true,
        'What exactly happens when you use it for the first time?',
        'Was genau geschieht, wenn Sie es zum ersten Mal benutzen?',
      ),
      ask('tried', false, 'What have you tried so far?', 'Was haben Sie schon versucht?'),
      errorCode,
    ],
    evidence: twoWeeks,
  },
  wrong_item: {
    label: { en: 'I got something else', de: 'Ich habe etwas anderes erhalten' },
    questions: [ask('what', false, 'What did you get instead?', 'Was haben Sie stattdessen erhalten?')],
    evidence: twoWeeks,
  },
  damaged_in_transit: {
    label: { en: 'It arrived damaged', de: 'Es kam beschädigt an' },
    questions: [
      ask('what', true, 'What exactly is damaged, and how?', 'Was genau ist beschädigt, und wie?'),
      ask('since', false, 'When did you notice it?', 'Wann haben Sie es bemerkt?'),
    ],
    evidence: twoWeeks,
  },
  missing_part: {
    label: { en: 'A part is missing', de: 'Ein Teil fehlt' },
    questions: [ask('what', true, 'Which part is missing?', 'Welches Teil fehlt?')],
    evidence: twoWeeks,
  },
  customer_remorse: {
    label: { en: 'I changed my mind', de: 'Ich habe es mir anders überlegt' },
    questions: [ask('what', false, 'Would you tell us why?', 'Möchten Sie uns sagen, warum?')],
    evidence: twoWeeks,
  },
  open_box: {
    label: { en: 'It had been opened or used before', de: 'Es war schon geöffnet oder benutzt' },
    questions: [ask('what', false, 'How did you notice?', 'Woran haben Sie es bemerkt?')],
    evidence: twoWeeks,
  },
  warranty_repair: {
    label: { en: 'A repair under warranty', de: 'Eine Reparatur unter Garantie' },
    questions: failure,
    evidence: twoWeeks,
  },
  demo_return: {
    label: { en: 'A demonstration unit goes back', de: 'Ein Vorführgerät geht zurück' },
    questions: [],
    evidence: twoWeeks,
  },
  recall: {
    label: { en: 'It was recalled', de: 'Es wurde zurückgerufen' },
    questions: [],
    evidence: twoWeeks,
  },
  end_of_lease: {
    label: { en: 'The lease has ended', de: 'Das Leasing ist zu Ende' },
    questions: [],
    evidence: twoWeeks,
  },
  other: {
    label: { en: 'Another reason', de: 'Ein anderer Grund' },
    questions: [ask('what', true, 'Why would you like to return it?', 'Warum möchten Sie es zurückgeben?')],
    evidence: twoWeeks,
  },
};
