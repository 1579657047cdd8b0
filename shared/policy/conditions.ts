import { Environment, EvaluationError, type ParseResult } from '@marcbachmann/cel-js';
import { type Facts, facts } from '../contracts/decision.ts';
import type { PolicyDocument } from '../contracts/policy.ts';

/*
 * What a condition of a policy may speak of, in CEL:
 *
 *   reason preference category currency condition packaging     text: reason == 'defective', condition in ['used', 'damaged']
 *   valueMinor requestValueMinor returnedValueMinor quantity     whole numbers; money in minor units of the request's currency
 *   daysSinceDelivery warrantyDaysLeft                           whole days
 *   flagged business crossBorder                                 yes or no
 *   problems                                                     the doubts about the data, by code: size(problems) > 0
 *   windows.<name>                                               a window of the document, in days
 *   amounts.<name>                                               an amount of the document, in the request's currency
 *   known.<fact>                                                 whether preference, condition, packaging, daysSinceDelivery,
 *                                                                warrantyDaysLeft, crossBorder is known
 *
 * A condition that meets an unknown fact without asking `known` first fails, and a failed condition never approves: the
 * request goes to a person. Names and types are checked when the policy is saved, and so are the words that reason,
 * preference, condition and packaging are compared with: a rule for a reason that does not exist would stay silent for ever.
 */

type Fact = keyof Facts;
const types: Record<Fact, 'string' | 'int' | 'bool' | 'list<string>'> = {
  reason: 'string',
  preference: 'string',
  category: 'string',
  currency: 'string',
  valueMinor: 'int',
  requestValueMinor: 'int',
  returnedValueMinor: 'int',
  quantity: 'int',
  flagged: 'bool',
  business: 'bool',
  daysSinceDelivery: 'int',
  warrantyDaysLeft: 'int',
  condition: 'string',
  packaging: 'string',
  crossBorder: 'bool',
  problems: 'list<string>',
};
const factNames = Object.keys(types) as Fact[];
const optionalFacts = factNames.filter((fact) => facts.shape[fact].safeParse(undefined).success);

const vocabulary = new Map<string, readonly string[]>([
  ['reason', facts.shape.reason.options],
  ['preference', facts.shape.preference.unwrap().options],
  ['condition', facts.shape.condition.unwrap().options],
  ['packaging', facts.shape.packaging.unwrap().options],
]);

/** A rule needs a fact that is not known. */
export class UnknownFact extends Error {
  override readonly name = 'UnknownFact';
}

/** A condition, compiled: whether it holds. Throws, `UnknownFact` where it needs what is not known. */
export type Condition = (context: ConditionContext) => boolean;
export type ConditionContext = Readonly<Record<string, unknown>>;

/**
 * Compiles conditions for one document. The returned function answers a condition, or a sentence about what is wrong
 * with it. A condition is small: 200 nodes, 20 levels deep.
 */
export function conditionsOf(
  document: Pick<PolicyDocument, 'windows' | 'amounts'>,
): (source: string) => Condition | string {
  const whole = (names: string[]): Record<string, 'int'> => Object.fromEntries(names.map((name) => [name, 'int']));
  const environment = new Environment({ limits: { maxAstNodes: 200, maxDepth: 20, maxListElements: 50 } });
  for (const fact of factNames) environment.registerVariable(fact, types[fact]);
  environment
    .registerVariable({ name: 'windows', schema: whole(Object.keys(document.windows)) })
    .registerVariable({ name: 'amounts', schema: whole(Object.keys(document.amounts)) })
    .registerVariable({ name: 'known', schema: Object.fromEntries(optionalFacts.map((fact) => [fact, 'bool'])) });

  return (source) => {
    const checked = environment.check(source);
    if (!checked.valid) return checked.error?.summary ?? checked.error?.message ?? 'cannot be read';
    if (checked.type !== 'bool') return `must be true or false, but is of type ${checked.type}`;
    const parsed = environment.parse(source);
    const unheard = unknownWord(parsed.ast);
    if (unheard) return unheard;
    return (context) => {
      try {
        return parsed(context) === true;
      } catch (error) {
        if (error instanceof EvaluationError && error.code === 'unknown_variable') throw new UnknownFact(error.summary);
        throw error;
      }
    };
  };
}

/** The facts as conditions see them. */
export function contextOf(facts: Facts, document: Pick<PolicyDocument, 'windows' | 'amounts'>): ConditionContext {
  const context: Record<string, unknown> = {};
  for (const fact of factNames) {
    const value = facts[fact];
    if (value !== undefined) context[fact] = typeof value === 'number' ? BigInt(value) : value;
  }
  context.known = Object.fromEntries(optionalFacts.map((fact) => [fact, facts[fact] !== undefined]));
  context.windows = Object.fromEntries(Object.entries(document.windows).map(([name, days]) => [name, BigInt(days)]));
  context.amounts = Object.fromEntries(
    Object.entries(document.amounts).map(([name, by]) => [name, BigInt(by[facts.currency] ?? 0)]),
  );
  return context;
}

type Node = ParseResult['ast'];
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'op' in value;

/** A text that a fact of fixed words is compared with, and that is none of its words. */
function unknownWord(node: Node): string | undefined {
  const parts = (Array.isArray(node.args) ? node.args.flat() : [node.args]).filter(isNode);
  if (node.op === '==' || node.op === '!=' || node.op === 'in') {
    const subject = parts.find((part) => part.op === 'id' && vocabulary.has(String(part.args)));
    const words = subject && vocabulary.get(String(subject.args));
    const literals = parts
      .flatMap((part) => (part.op === 'list' ? part.args : [part]))
      .filter((part) => part.op === 'value');
    const unheard = words && literals.find((literal) => !words.includes(String(literal.args)));
    if (unheard) return `'${String(unheard.args)}' is no ${String(subject?.args)}; there are ${words.join(', ')}`;
  }
  for (const part of parts) {
    const unheard = unknownWord(part);
    if (unheard) return unheard;
  }
  return undefined;
}
