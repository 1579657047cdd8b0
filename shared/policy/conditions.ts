import { Environment, EvaluationError, type ParseResult } from '@marcbachmann/cel-js';
import type { PolicyDocument } from '../contracts/policy.ts';
import type { ConditionContext, Vocabulary } from './condition-context.ts';
import { costOf, dearest, largest, unfitPart } from './condition-cost.ts';
import { celType, factNames, optionalFacts } from './condition-facts.ts';
import { faultOf, nameAt, typeInWords } from './condition-faults.ts';
import { unknownWord } from './condition-words.ts';
import { type FindingSaid, says } from './finding.ts';

/*
 * What a condition of a policy may speak of, in CEL:
 *
 *   <fact>             each fact of a request (shared/contracts/facts.ts): reason == 'defective', quantity > 1, !business.
 *                      Money is in minor units of the request's currency, days are whole, a date compares as a text.
 *   windows.<name>     a window of the document, in days
 *   open.<name>        whether that window is still open today; unknown while the day of delivery is
 *   amounts.<name>     an amount of the document, in the request's currency
 *   known.<fact>       whether a fact is known that may be unknown
 *
 * with == != < <= > >= in && || ! ?: + - * / %, size, contains, startsWith, endsWith, and exists, exists_one, all, filter
 * and map over lists. No regular expressions, no fractions, no dates but as texts.
 *
 * A condition that meets an unknown fact without asking `known` first fails, and a failed condition never approves: the
 * request goes to a person. Names and types are checked when the policy is saved, and so are the words that facts are
 * compared with: a rule for a reason that does not exist would stay silent for ever.
 */

/** A rule needs a fact that is not known. */
export class UnknownFact extends Error {
  override readonly name = 'UnknownFact';
  /** Which it is, such as `condition` or `open.standard`. */
  readonly fact: string | undefined;
  constructor(message: string, fact?: string) {
    super(message);
    this.fact = fact;
  }
}

export type ConditionTree = ParseResult['ast'];

/** A condition, compiled. */
export interface Condition {
  /** Whether it holds. Throws, `UnknownFact` where it needs what is not known. */
  holds(context: ConditionContext): boolean;
  tree: ConditionTree;
  /** Steps it takes at most, whatever the facts. */
  cost: number;
}

type Named = Pick<PolicyDocument, 'windows' | 'amounts'>;

export const isCondition = (compiled: Condition | FindingSaid): compiled is Condition => 'holds' in compiled;

/** Compiles conditions for one document. The returned function answers a condition, or what is wrong with it. */
export function conditionsOf(document: Named, vocabulary: Vocabulary): (source: string) => Condition | FindingSaid {
  const { Windows, Open, Amounts, Known } = vocabulary;
  const all = <Type extends string>(names: readonly string[], type: Type) =>
    Object.fromEntries(names.map((name) => [name, type]));
  const windows = Object.keys(document.windows);
  const environment = new Environment({ limits: largest });
  for (const fact of factNames) environment.registerVariable(fact, celType(fact));
  environment
    .registerType('Windows', { ctor: Windows, fields: all(windows, 'int') })
    .registerType('Open', { ctor: Open, fields: all(windows, 'bool') })
    .registerType('Amounts', { ctor: Amounts, fields: all(Object.keys(document.amounts), 'int') })
    .registerType('Known', { ctor: Known, fields: all(optionalFacts, 'bool') })
    .registerVariable('windows', 'Windows')
    .registerVariable('open', 'Open')
    .registerVariable('amounts', 'Amounts')
    .registerVariable('known', 'Known');

  const members: Readonly<Record<string, readonly string[]>> = {
    windows,
    open: windows,
    amounts: Object.keys(document.amounts),
    known: optionalFacts,
  };
  const typeOf = (part: string) => environment.check(part).type;
  const wrong = (error: unknown, source: string) => faultOf(error, source, (name) => members[name], typeOf);

  return (source) => {
    let parsed: ParseResult;
    try {
      parsed = environment.parse(source);
    } catch (error) {
      return wrong(error, source);
    }
    const tree = parsed.ast;
    const unfit = unfitPart(tree);
    if (unfit) return unfit;
    const checked = parsed.check();
    if (!checked.valid) return wrong(checked.error, source);
    if (checked.type !== 'bool') return says('not_true_or_false', { type: typeInWords(checked.type ?? '') });
    const unheard = unknownWord(tree);
    if (unheard) return unheard;
    const cost = costOf(tree);
    if (cost > dearest.condition) return says('condition_too_costly', { steps: cost, max: dearest.condition });
    return {
      tree,
      cost,
      holds: (context) => {
        try {
          return parsed(context) === true;
        } catch (error) {
          if (error instanceof EvaluationError && unknown.has(error.code))
            throw new UnknownFact(error.summary, nameAt(error.node));
          throw error;
        }
      },
    };
  };
}

/** An unknown fact is absent from the context, and so is a window of which it cannot be told whether it is open. */
const unknown = new Set(['unknown_variable', 'no_such_key']);
