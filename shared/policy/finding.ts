import type { PolicyFinding } from '../contracts/policies.ts';
import type { SentenceValue, ValuesIn } from '../contracts/sentences/catalogue.ts';
import type { findingSentences } from './finding-sentences.ts';

/*
 * What the check of a policy finds, before it is worded. Only types are taken from the sentences: policies are compiled in
 * functions that tell nobody what is wrong with one.
 */

export type FindingSentence = keyof typeof findingSentences;

/** A sentence of the check that is to be said, in whatever language the reader has. */
export interface FindingSaid {
  code: FindingSentence;
  values?: Readonly<Record<string, SentenceValue>> | undefined;
}

/** Of a condition, or of what there is in place of a name, a sentence shows the beginning: a finding is kept with its policy. */
const longestWords = 160;

/** A sentence of the check by its code, with what is put into it. */
export function says<Code extends FindingSentence>(
  code: Code,
  ...[values]: ValuesIn<(typeof findingSentences)[Code]['en']>
): FindingSaid {
  if (!values) return { code };
  return {
    code,
    values: Object.fromEntries(Object.entries<SentenceValue>(values).map(([name, value]) => [name, cut(value)])),
  };
}

const cut = (value: SentenceValue): SentenceValue =>
  typeof value === 'string' && value.length > longestWords ? `${value.slice(0, longestWords)}…` : value;

/** A finding as it is made and kept: it is worded for each reader. */
export interface Found extends Omit<PolicyFinding, 'detail'> {
  says: FindingSaid;
}

/** A warning, with a request that shows it where there is one. */
export const warning = (
  code: Found['code'],
  pointer: string,
  said: FindingSaid,
  witness?: Found['witness'],
): Found => ({ level: 'warning', code, pointer, says: said, ...(witness && { witness }) });

/** What keeps a policy from being put in force. */
export const fault = (code: Found['code'], pointer: string, said: FindingSaid): Found => ({
  level: 'error',
  code,
  pointer,
  says: said,
});
