import type { ASTNode } from '@marcbachmann/cel-js';
import type * as z from 'zod';
import { problem } from '../contracts/decision.ts';
import { type Facts, facts } from '../contracts/facts.ts';
import { type FindingSaid, says } from './finding.ts';

/** The nodes a node of a condition is made of. */
export function partsOf(node: ASTNode): ASTNode[] {
  const all = Array.isArray(node.args) ? node.args.flat() : [node.args];
  return all.filter((part): part is ASTNode => typeof part === 'object' && part !== null && 'op' in part);
}

/** The name a node is, where it is one: of a fact, or of an element of a list. */
export const nameOf = (node: ASTNode | undefined): string | undefined => (node?.op === 'id' ? node.args : undefined);

/** The words a fact may have, where they are fixed. */
export function wordsOf(fact: string): readonly string[] | undefined {
  if (fact === 'problems') return problem.shape.code.options;
  const schema = facts.shape[fact as keyof Facts] as z.ZodType | undefined;
  const inner = schema && 'unwrap' in schema ? (schema as z.ZodOptional<z.ZodType>).unwrap() : schema;
  return inner && 'options' in inner ? (inner as z.ZodEnum).options.map(String) : undefined;
}

const compares = new Set<string>(['==', '!=', '<', '<=', '>', '>=', 'in']);

/** A text that a fact is compared with, and that the fact can never be. */
export function unknownWord(node: ASTNode): FindingSaid | undefined {
  const parts = partsOf(node);
  if (compares.has(node.op)) {
    const subject = parts.map(nameOf).find((name) => name !== undefined && Object.hasOwn(facts.shape, name));
    const literals = parts
      .flatMap((part) => (part.op === 'list' ? part.args : [part]))
      .filter(({ op }) => op === 'value');
    for (const { args } of literals) {
      const unheard = subject && typeof args === 'string' && refused(subject as keyof Facts, args);
      if (unheard) return unheard;
    }
  }
  for (const part of parts) {
    const unheard = unknownWord(part);
    if (unheard) return unheard;
  }
  return undefined;
}

/** How facts of a certain form are written in a condition. */
const examples: Partial<Record<keyof Facts, string>> = {
  country: "'DE'",
  currency: "'EUR'",
  today: "'2026-12-24'",
  deliveredOn: "'2026-12-24'",
};

function refused(fact: keyof Facts, word: string): FindingSaid | undefined {
  const words = wordsOf(fact);
  if (words) return words.includes(word) ? undefined : says('no_such_word', { word, fact, options: words.join(', ') });
  if (facts.shape[fact].safeParse(word).success) return undefined;
  const example = examples[fact];
  return example ? says('not_its_form', { word, fact, example }) : says('never_its_word', { word, fact });
}
