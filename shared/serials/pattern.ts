import { type AST, RegExpParser } from '@eslint-community/regexpp';
import type { Said } from '../contracts/sentences/catalogue.ts';
import { longestSerial } from '../contracts/serial-rules.ts';
import { wholeOf } from './rules.ts';

/**
 * Whether an administrator's pattern may be used: it can be read, and no serial number, however it is made up, takes long
 * to be held against it. JavaScript's expressions backtrack, so what is bounded is the number of ways a pattern can be gone
 * through at all: one for a character, the product along a sequence, the sum over choices and over the counts of a
 * repetition (an open one ends at the longest serial number). `[A-Z]{2}\d{6,10}` has 5 ways, `(A?){40}` more than there
 * are atoms. Each way is tried once at most. An engine without backtracking (RE2) would need no such bound and 60 KB in
 * every function that decides; this is read when a configuration is saved, and only there.
 */
const mostWays = 2000;

export type PatternFault = Said & { code: 'pattern_unreadable' | 'pattern_costly' | 'pattern_not_supported' };

/** What is wrong with a pattern; nothing when it may be used. */
export function patternFault(pattern: string): PatternFault | undefined {
  let read: AST.Pattern;
  try {
    read = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true });
    wholeOf(pattern);
  } catch (error) {
    const detail = error instanceof Error ? error.message.slice(0, 200) : '';
    return { code: 'pattern_unreadable', values: { detail } };
  }
  try {
    const ways = waysOfAny(read.alternatives);
    return ways <= mostWays ? undefined : { code: 'pattern_costly', values: { max: mostWays } };
  } catch (error) {
    if (!(error instanceof NotSupported)) throw error;
    return { code: 'pattern_not_supported' };
  }
}

class NotSupported extends Error {}

/** Counts no further than what is too much anyway. */
const capped = (ways: number): number => Math.min(ways, mostWays + 1);

const waysOfAny = (alternatives: readonly AST.Alternative[]): number =>
  capped(alternatives.reduce((all, { elements }) => all + waysOfAll(elements), 0));

const waysOfAll = (elements: readonly AST.Element[]): number =>
  elements.reduce((all, element) => capped(all * waysOf(element)), 1);

function waysOf(element: AST.Element): number {
  switch (element.type) {
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      return 1;
    case 'Group':
    case 'CapturingGroup':
      return waysOfAny(element.alternatives);
    case 'Quantifier':
      if (element.min > longestSerial) throw new NotSupported(`No serial number has ${element.min} characters.`);
      return repeated(waysOf(element.element), element.min, Math.min(element.max, longestSerial));
    case 'Assertion':
      throw new NotSupported('Leave out ^, $, \\b and look-arounds: the whole serial number is always looked at.');
    case 'Backreference':
      throw new NotSupported('What a group held cannot be referred to again.');
  }
}

/** Ways of a repetition: for each count, the ways of so many in a row. */
function repeated(ways: number, least: number, most: number): number {
  let all = 0;
  for (let count = least; count <= most && all <= mostWays; count += 1) all += capped(ways ** count);
  return capped(all);
}
