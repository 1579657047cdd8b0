import { rightWords } from '../policy/statutory/words.ts';
import type { DecidedLine } from './assess.ts';
import { serialDoubtCodes } from './serials.ts';

/** What the customer is told of a line, once it is known of the whole line: its label, and the numbers it was named with. */

const doubted: ReadonlySet<string> = new Set(serialDoubtCodes);

/**
 * The line's message. Who withdrew is told not to send anything while the label is held; a serial number in doubt is to be
 * checked by the one person who can read it off the product.
 * @param held whether the label of the line is held, for customs or for want of a place that can take it
 * @param language of the sentences (ISO 639-1)
 */
export function lineMessage(
  { decision, portion }: Pick<DecidedLine, 'decision' | 'portion'>,
  held: boolean,
  language: string,
): string {
  const { outcome, message, problems } = decision;
  const waits = held && portion.withdrawal && outcome === 'approve';
  const said = waits ? rightWords(language).decided.withdrawalHeld : message;
  if (outcome !== 'approve' && outcome !== 'review') return said;
  return [said, ...problems.flatMap(({ code, detail }) => (doubted.has(code) ? [detail] : []))].join(' ');
}
