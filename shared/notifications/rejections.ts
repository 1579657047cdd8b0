import type { Portion } from '../contracts/return.ts';
import type { Language } from './language.ts';

/**
 * Why the policy rejects something, in a language: a policy is written in English, and the rules that it comes with are
 * known here by their ids. Another rule says what it says.
 */
export type Rejection = NonNullable<Portion['rejection']>;

const sentences: Record<Language, Partial<Record<string, string>>> = {
  en: {},
  de: {
    'warranty-expired':
      'Die Garantie ist abgelaufen, darum können wir es nicht zurücknehmen; wir bieten Ihnen eine bezahlte Reparatur an.',
    'window-over': 'Die Frist für Rücksendungen ist vorbei, darum können wir es nicht zurücknehmen.',
  },
};

export const rejectionIn = (language: Language, { rule, message }: Rejection): string =>
  sentences[language][rule] ?? message;
