import type { PolicyText } from '../contracts/policy.ts';

/** The words of a policy in a language: that language's, else the English ones, else those there are. */
export function textIn(language: string, text: PolicyText): string {
  if (typeof text === 'string') return text;
  return text[language] ?? text.en ?? Object.values(text)[0] ?? '';
}
