import { type ASTNode, TypeError as CelTypeError, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import type { LocalText } from '../contracts/values.ts';
import { largest } from './condition-cost.ts';
import { type FindingSaid, says } from './finding.ts';

/** What CEL has against a condition, by the codes and places of its errors; its own words are for programmers, in English. */

/** What `open`, `known` and their like are by themselves. */
const several = {
  en: 'several facts, of which one is to be named',
  de: 'mehrere Angaben, von denen eine zu nennen ist',
};

/** A type of CEL, as it stands in a sentence. */
export function typeInWords(type: string): LocalText {
  switch (type) {
    case 'int':
      return { en: 'a whole number', de: 'eine ganze Zahl' };
    case 'string':
      return { en: 'a text', de: 'ein Text' };
    case 'bool':
      return { en: 'true or false', de: 'wahr oder falsch' };
    default:
      return type.startsWith('list') ? { en: 'a list', de: 'eine Liste' } : several;
  }
}

/**
 * @param options what may stand after a name and a dot, such as `windows.`
 * @param typeOf the type of a part of the condition, where it has one by itself
 */
export function faultOf(
  error: unknown,
  source: string,
  options: (name: string) => readonly string[] | undefined,
  typeOf: (part: string) => string | undefined,
): FindingSaid {
  const detail = summaryOf(error);
  if (error instanceof ParseError) {
    const { elements, levels, parts } = limits;
    if (error.code === 'limit_exceeded') return says('condition_too_large', { parts, levels, elements, detail });
    const start = error.range?.start;
    if (start === undefined) return says('not_evaluable', { detail });
    const rest = source.slice(start, start + 20);
    return rest === '' ? says('ends_early') : says('not_readable', { position: start + 1, rest });
  }
  const node = error instanceof CelTypeError ? error.node : undefined;
  if (!(error instanceof CelTypeError) || !node) return says('not_evaluable', { detail });
  const name = nameAt(node);
  if (error.code === 'unknown_variable' && name) return says('no_such_fact', { name });
  if (error.code === 'no_such_key' && name) {
    const [of = ''] = name.split('.');
    return says('no_such_name', { name, options: options(of)?.join(', ') || '–' });
  }
  if ((error.code === 'no_such_overload' || error.code === 'invalid_logical_operand') && isPair(node.args)) {
    const [left, right] = node.args.map((part) => typeOf(writtenAs(part, source)));
    if (left && right)
      return says('wrong_types', { part: writtenAs(node, source), left: typeInWords(left), right: typeInWords(right) });
  }
  return says('not_evaluable', { detail });
}

const limits = { parts: largest.maxAstNodes, levels: largest.maxDepth, elements: largest.maxListElements };

/** The name a node is, such as `quantity` or `open.standard`. */
export function nameAt(node: ASTNode | undefined): string | undefined {
  if (node?.op === 'id') return node.args;
  if (node?.op !== '.') return undefined;
  const [of, name] = node.args;
  return of.op === 'id' ? `${of.args}.${name}` : undefined;
}

/** A part of a condition as it is written; the ends CEL states leave out the outermost brackets. */
function writtenAs({ start, end }: ASTNode, source: string): string {
  let [from, to, open] = [start, end, 0];
  // Brackets within a text are not the condition's.
  for (const letter of source.slice(from, to).replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g, '')) {
    if (letter === '(') open += 1;
    else if (letter === ')' && open > 0) open -= 1;
    else if (letter === ')') from = Math.max(0, source.lastIndexOf('(', from - 1));
  }
  for (; open > 0 && to < source.length; open -= 1) to = source.indexOf(')', to) + 1 || source.length;
  return source.slice(from, to);
}

const isPair = (args: unknown): args is [ASTNode, ASTNode] =>
  Array.isArray(args) && args.length === 2 && args.every((one) => typeof one === 'object' && one && 'op' in one);

/** What is wrong where a condition was asked, without the part of it that CEL shows below. */
export const summaryOf = (error: unknown): string =>
  error instanceof Error ? ('summary' in error && String(error.summary)) || error.message : 'cannot be read';

export const isDivisionByZero = (error: unknown): boolean =>
  error instanceof EvaluationError && (error.code === 'division_by_zero' || error.code === 'modulo_by_zero');
