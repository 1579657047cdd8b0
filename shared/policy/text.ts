import type { LocalText } from '../contracts/values.ts';

/** Words in a language: that language's, else the English ones, else those there are. */
export function textIn(language: string, text: LocalText): string {
  if (typeof text === 'string') return text;
  return text[language] ?? text.en ?? Object.values(text)[0] ?? '';
}
