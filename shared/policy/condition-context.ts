import type { Facts } from '../contracts/facts.ts';
import type { PolicyDocument } from '../contracts/policy.ts';
import { factNames, optionalFacts } from './condition-facts.ts';
import { windowEnd } from './windows.ts';

/*
 * What a condition is asked with: the facts, and beside them `windows`, `open`, `amounts` and `known`. Each of these is of a
 * class of its own, which spares CEL from copying plain objects for every condition; what needs work is worked out when it is
 * asked for. What is not known is undefined, and CEL fails on it.
 */

export type ConditionContext = Readonly<Record<string, unknown>>;

/** What of a request is asked about; `unchosen` are names that nothing is said of yet, while facts are being looked for. */
interface Subject {
  facts: Facts;
  unchosen: ReadonlySet<string>;
}
type Answer = (subject: Subject) => bigint | boolean | undefined;
export type AnswerClass = new (subject: Subject) => object;

/** A class whose fields are answered when they are read. */
function answering(answers: Readonly<Record<string, Answer>>): AnswerClass {
  class Answers {
    readonly subject: Subject;
    constructor(subject: Subject) {
      this.subject = subject;
    }
  }
  for (const [name, answer] of Object.entries(answers))
    Object.defineProperty(Answers.prototype, name, {
      get(this: Answers) {
        return answer(this.subject);
      },
    });
  return Answers;
}

const mapped = (names: readonly string[], answer: (name: string) => Answer) =>
  answering(Object.fromEntries(names.map((name) => [name, answer(name)])));

const Known = answering(
  Object.fromEntries(
    optionalFacts.map((fact) => [
      fact,
      ({ facts, unchosen }: Subject) => (unchosen.has(fact) ? undefined : facts[fact] !== undefined),
    ]),
  ),
);

/** What the conditions of one document may name beside the facts, and how they are asked. */
export interface Vocabulary {
  Windows: AnswerClass;
  Open: AnswerClass;
  Amounts: AnswerClass;
  Known: AnswerClass;
  contextOf(facts: Facts, unchosen?: ReadonlySet<string>): ConditionContext;
  /** The last day of a window of so many days; undefined while the day of delivery is not known. */
  endOf(days: number, facts: Dated): string | undefined;
}

const nothing: ReadonlySet<string> = new Set();

export function vocabularyOf(document: Pick<PolicyDocument, 'windows' | 'amounts' | 'holidayPeriods'>): Vocabulary {
  const windows = Object.keys(document.windows);
  const days = new Map(Object.entries(document.windows));
  const Windows = mapped(windows, (name) => {
    const length = BigInt(days.get(name) ?? 0);
    return () => length;
  });
  const endOf = rememberingEnds(document.holidayPeriods);
  const Open = mapped(
    windows,
    (name) =>
      ({ facts, unchosen }) =>
        unchosen.has('open') ? undefined : isWindowOpen(days.get(name) ?? 0, facts, endOf),
  );
  const Amounts = mapped(Object.keys(document.amounts), (name) => {
    const by = new Map(
      Object.entries(document.amounts[name] ?? {}).map(([currency, minor]) => [currency, BigInt(minor)]),
    );
    return ({ facts, unchosen }) => (unchosen.has('amounts') ? undefined : by.get(facts.currency));
  });
  return {
    Windows,
    Open,
    Amounts,
    Known,
    endOf,
    contextOf: (facts, unchosen = nothing) => {
      const subject = { facts, unchosen };
      const context: Record<string, unknown> = {
        windows: new Windows(subject),
        open: new Open(subject),
        amounts: new Amounts(subject),
        known: new Known(subject),
      };
      for (const fact of factNames) {
        const value = facts[fact];
        if (value !== undefined && !unchosen.has(fact))
          context[fact] = typeof value === 'number' ? BigInt(value) : value;
      }
      return context;
    },
  };
}

type Dated = Pick<Facts, 'deliveredOn' | 'today' | 'daysSinceDelivery' | 'country'>;

/**
 * Whether a window of so many days is still open; undefined where that cannot be known. Where only the days that have
 * passed are known, and not which, nothing extends a window.
 */
export function isWindowOpen(days: number, facts: Dated, endOf: Vocabulary['endOf'] = windowEnd): boolean | undefined {
  const { today, daysSinceDelivery } = facts;
  const until = today === undefined ? undefined : endOf(days, facts);
  if (until !== undefined && today !== undefined) return today <= until;
  return daysSinceDelivery === undefined ? undefined : daysSinceDelivery <= days;
}

const mostRemembered = 1_000;

/** Many conditions, and many requests of a backtest, ask for the end of the same window. */
function rememberingEnds(periods: PolicyDocument['holidayPeriods']): Vocabulary['endOf'] {
  const ends = new Map<string, string | undefined>();
  return (days, counted) => {
    const key = `${days} ${counted.deliveredOn} ${counted.country}`;
    if (ends.has(key)) return ends.get(key);
    const end = windowEnd(days, counted, periods);
    if (ends.size >= mostRemembered) ends.clear();
    ends.set(key, end);
    return end;
  };
}
