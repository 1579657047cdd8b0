import type { ASTNode } from '@marcbachmann/cel-js';
import { nameOf, partsOf } from './condition-words.ts';
import { type FindingSaid, says } from './finding.ts';

/** How large a condition may be written: 200 nodes, 20 levels deep, lists of 50. */
export const largest = {
  maxAstNodes: 200,
  maxDepth: 20,
  maxListElements: 50,
  maxMapEntries: 0,
  maxCallArguments: 3,
} as const;

/**
 * How many steps a condition, and all conditions of a document together, may take at most. A step is about 20 ns: a
 * document that reaches its limit is asked in half a millisecond.
 */
export const dearest = { condition: 2_000, document: 25_000 } as const;

/** How long the texts and the list among the facts can be. */
export const longest = { text: 64, problems: 20 } as const;

/** Macros that do something with each element of a list. */
export const eachElement = new Set(['exists', 'exists_one', 'all', 'filter', 'map']);
export const ofTexts = new Set(['contains', 'startsWith', 'endsWith']);
const ops = new Set<string>('value id . [] list call rcall ?: || && !_ -_ == != < <= > >= in + - * / %'.split(' '));

/** What a condition must not be made of; nothing where it may be asked. */
export function unfitPart(node: ASTNode): FindingSaid | undefined {
  if (!ops.has(node.op)) return says('no_such_operator', { name: node.op });
  if (node.op === 'value' && !['string', 'bigint', 'boolean'].includes(typeof node.args))
    return typeof node.args === 'number' ? says('not_whole', { number: node.args }) : says('no_such_value');
  if ((node.op === 'call' && node.args[0] !== 'size') || (node.op === 'rcall' && !isKnown(node.args[0])))
    return says('no_such_function', { name: node.args[0], options: ['size', ...ofTexts, ...eachElement].join(', ') });
  for (const part of partsOf(node)) {
    const unfit = unfitPart(part);
    if (unfit) return unfit;
  }
  return undefined;
}

const isKnown = (name: string) => name === 'size' || eachElement.has(name) || ofTexts.has(name);

/** Steps so far, and how long what comes out is at most: elements of a list or characters of a text, and those of an element. */
interface Measure {
  steps: number;
  length: number;
  element: number;
}

/** The steps a condition takes at most, whatever the facts: each node once, what an element is asked once for each element. */
export const costOf = (tree: ASTNode): number => Math.ceil(measure(tree, new Map()).steps);

function measure(node: ASTNode, elements: ReadonlyMap<string, number>): Measure {
  const within = (part: ASTNode) => measure(part, elements);
  switch (node.op) {
    case 'value':
      return { steps: 1, length: typeof node.args === 'string' ? node.args.length : 1, element: 1 };
    case 'id': {
      if (node.args === 'problems') return { steps: 1, length: longest.problems, element: longest.text };
      return { steps: 1, length: elements.get(node.args) ?? longest.text, element: 1 };
    }
    case 'list': {
      const items = node.args.map(within);
      return {
        steps: 1 + stepsOf(items),
        length: items.length,
        element: Math.max(1, ...items.map((one) => one.length)),
      };
    }
    case 'rcall': {
      const [name, receiver, args] = node.args;
      const list = within(receiver);
      if (!eachElement.has(name)) {
        const others = args.map(within);
        const read = name === 'size' ? 1 : list.length;
        return { steps: 1 + list.steps + stepsOf(others) + read, length: 1, element: 1 };
      }
      const variable = nameOf(args[0]) ?? '';
      const bodies = args.slice(1).map((body) => measure(body, new Map(elements).set(variable, list.element)));
      const steps = 1 + list.steps + list.length * (1 + stepsOf(bodies));
      const made = name === 'map' ? (bodies.at(-1)?.length ?? 1) : list.element;
      return name === 'map' || name === 'filter'
        ? { steps, length: list.length, element: made }
        : { steps, length: 1, element: 1 };
    }
    case '+': {
      const [left, right] = node.args.map(within) as [Measure, Measure];
      const length = left.length + right.length;
      return { steps: 1 + left.steps + right.steps + length, length, element: Math.max(left.element, right.element) };
    }
    case '[]': {
      const [list, index] = node.args.map(within) as [Measure, Measure];
      return { steps: 1 + list.steps + index.steps, length: list.element, element: 1 };
    }
    case 'in': {
      const [sought, list] = node.args.map(within) as [Measure, Measure];
      return { steps: 1 + sought.steps + list.steps + list.length, length: 1, element: 1 };
    }
    default: {
      const parts = partsOf(node).map(within);
      const most = (of: 'length' | 'element') => Math.max(1, ...parts.map((part) => part[of]));
      return { steps: 1 + stepsOf(parts), length: most('length'), element: most('element') };
    }
  }
}

const stepsOf = (parts: readonly Measure[]): number => parts.reduce((all, { steps }) => all + steps, 0);
