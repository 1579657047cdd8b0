import type { ASTNode } from '@marcbachmann/cel-js';
import { facts } from '../contracts/facts.ts';
import type { PolicyDocument } from '../contracts/policy.ts';
import { offerOf } from './compile.ts';
import { type Fact, factNames } from './condition-facts.ts';
import { partsOf } from './condition-words.ts';
import type { ConditionTree } from './conditions.ts';

/** What a document's conditions ask for, and what they compare it with. */
export interface Boundaries {
  /** Facts, and `open` and `amounts` where these are spoken of. */
  readonly asked: ReadonlySet<string>;
  /** Numbers a fact is compared with. Amounts count in a currency; without one, only what is the same in all. */
  integers(fact: Fact, currency: string): ReadonlySet<number>;
  readonly texts: ReadonlyMap<Fact, ReadonlySet<string>>;
}

const comparisons = new Set<string>(['==', '!=', '<', '<=', '>', '>=', 'in', 'rcall']);
const money: readonly Fact[] = ['valueMinor', 'requestValueMinor', 'returnedValueMinor'];
const mostConstants = 12;

/** Reads the conditions of a document. Fee tables count too: they compare the days since delivery. */
export function boundariesOf(document: PolicyDocument, trees: readonly ConditionTree[]): Boundaries {
  const asked = new Set(trees.flatMap((tree) => [...askedBy(tree)]));
  const compared = trees.flatMap(comparisonsIn).map((node) => ({ node, about: askedBy(node) }));
  const texts = new Map<Fact, Set<string>>();
  for (const { node, about } of compared)
    for (const fact of factNames)
      for (const text of about.has(fact) ? textsIn(node) : [])
        if (facts.shape[fact].safeParse(text).success) texts.set(fact, (texts.get(fact) ?? new Set()).add(text));

  const integersOf = (fact: Fact, currency: string): Set<number> => {
    const alike = money.includes(fact) ? money : [fact];
    const own = compared.filter(({ about }) => alike.some((one) => about.has(one)));
    const constants = own.flatMap(({ node }) => withSums(constantsIn(node, document, currency)));
    return new Set(fact === 'daysSinceDelivery' ? [...constants, ...agesOfFees(document)] : constants);
  };
  const known = new Map<string, Set<number>>();
  return {
    asked,
    texts,
    integers: (fact, currency) => {
      const key = `${fact} ${currency}`;
      const found = known.get(key) ?? integersOf(fact, currency);
      known.set(key, found);
      return found;
    },
  };
}

/** Names of what a condition, or a part of one, depends on: facts, `open`, `amounts`. */
export function askedBy(node: ASTNode): Set<string> {
  if (node.op === 'id') return new Set(node.args in facts.shape || node.args === 'open' ? [node.args] : []);
  if (node.op === '.' && node.args[0].op === 'id') {
    const [{ args: from }, name] = node.args;
    if (from === 'known') return new Set([name]);
    if (from === 'open') return new Set(['open']);
    if (from === 'amounts') return new Set(['amounts']);
    if (from === 'windows') return new Set();
  }
  return new Set(partsOf(node).flatMap((part) => [...askedBy(part)]));
}

const agesOfFees = ({ rules, otherwise }: PolicyDocument): number[] =>
  [...rules, otherwise]
    .flatMap(({ answer }) => offerOf(answer)?.fees ?? [])
    .flatMap((fee) => ('byConditionAndAge' in fee ? fee.byConditionAndAge : []))
    .flatMap(({ upToDays }) => (upToDays === undefined ? [] : [upToDays]));

const comparisonsIn = (node: ASTNode): ASTNode[] =>
  comparisons.has(node.op) ? [node, ...partsOf(node).flatMap(comparisonsIn)] : partsOf(node).flatMap(comparisonsIn);

const textsIn = (node: ASTNode): string[] =>
  node.op === 'value' ? (typeof node.args === 'string' ? [node.args] : []) : partsOf(node).flatMap(textsIn);

/** The largest parts of a node that are the same for every request, as numbers. */
function constantsIn(node: ASTNode, document: PolicyDocument, currency: string): number[] {
  const value = constantOf(node, document, currency);
  if (value !== undefined) return [value];
  return partsOf(node).flatMap((part) => constantsIn(part, document, currency));
}

function constantOf(node: ASTNode, document: PolicyDocument, currency: string): number | undefined {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'bigint' ? Number(node.args) : undefined;
    case '.': {
      const [of, name] = node.args;
      if (of.op !== 'id') return undefined;
      if (of.args === 'windows') return document.windows[name];
      return of.args === 'amounts' ? document.amounts[name]?.[currency] : undefined;
    }
    case '-_': {
      const value = constantOf(node.args, document, currency);
      return value === undefined ? undefined : -value;
    }
    case '+':
    case '-':
    case '*':
    case '/': {
      const [left, right] = node.args.map((part) => constantOf(part, document, currency));
      return left === undefined || right === undefined ? undefined : arithmetic[node.op](left, right);
    }
    default:
      return undefined;
  }
}

const arithmetic = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => (b === 0 ? undefined : Math.trunc(a / b)),
};

/** Where numbers are added to what is compared, their sums and differences are where it turns. */
function withSums(constants: readonly number[]): number[] {
  const few = constants.slice(0, mostConstants);
  const both = few.flatMap((a, i) => few.slice(i + 1).flatMap((b) => [a + b, a - b, b - a]));
  return few.length <= 4 ? [...few, ...both] : [...constants];
}
