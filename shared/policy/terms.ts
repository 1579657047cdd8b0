import { type Alternative, reasonCode } from '../contracts/decision.ts';
import type { Facts } from '../contracts/facts.ts';
import type { PolicyDocument, PolicyFee } from '../contracts/policy.ts';
import type { PublishedCase, PublishedFee, PublishedTerms } from '../contracts/terms.ts';
import { moneyOf } from '../money/amount.ts';
import { type Compiled, type CompiledPolicy, compilePolicy, offerOf, type Rule } from './compile.ts';
import type { Fact } from './condition-facts.ts';
import { decideLine } from './evaluate.ts';
import { type Dimension, gridOf, ordinaryFacts } from './grid.ts';
import { lawOf } from './statutory/countries.ts';
import { withdrawalLaws, withNational } from './statutory/withdrawal-law.ts';
import { textIn } from './text.ts';

/*
 * What a policy answers, found out by asking it: for each reason, over every value, age, condition and cover on which it can
 * change its mind. So what is published is what is decided, however the conditions are written.
 */

/** For whom terms are published. */
export interface Readers {
  /** ISO 639-1. */
  language: string;
  country: string;
  currency: string;
}

type When = PublishedCase['when'];
type Answer = Omit<PublishedCase, 'reason' | 'when'>;

/** So many questions a policy is asked at most: about a second of one core, and more cases than anybody reads. */
const mostQuestions = 10_000;

/** A policy that tells more cases apart than can be published. */
export class TermsTooFine extends Error {}

/**
 * The terms of a policy as data: for a consumer with a good account, goods of the policy's scope that stay inside the customs
 * territory, and data without a doubt. Statutory rights stand beside it.
 * @throws TermsTooFine where there are too many cases to tell
 */
export function termsData(document: PolicyDocument, readers: Readers): PublishedTerms {
  const { language, country, currency } = readers;
  const policy = compilePolicy(document);
  const own = lawOf(country);
  const law = own && withdrawalLaws[own];
  const facts = { ...ordinaryFacts(document), country, currency };
  const asked = { policy, readers, facts, questions: { left: mostQuestions } };
  return {
    policy: { id: document.id, version: document.version, title: textIn(language, document.title) },
    language,
    country,
    currency,
    windowDays: document.windows.standard,
    holidayPeriods: document.holidayPeriods ?? [],
    ...(law && { withdrawal: { days: law.days, article: withNational(law.article, country) } }),
    cases: reasonCode.options.flatMap((reason) =>
      casesOf({ ...asked, facts: { ...facts, reason } }, axes).map(({ when, answer }) => ({ reason, when, ...answer })),
    ),
    deductions: document.modifiers.flatMap((one) =>
      'fee' in one ? [{ title: textIn(language, one.title), fee: feeIn(one.fee, document, currency) }] : [],
    ),
  };
}

/** One thing that answers depend on: facts in the order in which ranges are told, and how a range of them is told. */
interface Axis {
  facts: readonly Fact[];
  /** The values on which what is still open can turn. */
  values(grid: readonly Dimension[], facts: Facts): readonly Partial<Facts>[];
  /** Whether neighbours that are answered alike are told as a range; else any that are answered alike are told together. */
  ordered: boolean;
  told(first: Partial<Facts>, last: Partial<Facts>, together: readonly Partial<Facts>[], currency: string): When;
}

interface Asked {
  policy: CompiledPolicy;
  readers: Readers;
  facts: Facts;
  questions: { left: number };
}

interface Case {
  when: When;
  answer: Answer;
}

/** Asks axis by axis, and leaves out those on which the answer does not depend. */
function casesOf(asked: Asked, remaining: readonly Axis[]): Case[] {
  const [axis, ...axes] = remaining;
  if (!axis) return [{ when: {}, answer: answerTo(asked) }];
  const values = axis.values(openGrid(asked, remaining), asked.facts);
  if (values.length === 0) return casesOf(asked, axes);
  const groups: { values: Partial<Facts>[]; cases: Case[]; key: string }[] = [];
  for (const value of values) {
    const cases = casesOf({ ...asked, facts: { ...asked.facts, ...value } }, axes);
    const key = JSON.stringify(cases);
    const alike = axis.ordered ? groups.at(-1) : groups.find((one) => one.key === key);
    if (alike?.key === key) alike.values.push(value);
    else groups.push({ values: [value], cases, key });
  }
  if (groups.length <= 1) return groups[0]?.cases ?? [];
  return groups.flatMap(({ values: together, cases }) => {
    const [first = {}, last = first] = [together[0], together.at(-1)];
    const isFirst = first === values[0];
    const isLast = last === values.at(-1);
    const told = axis.told(isFirst ? {} : first, isLast ? {} : last, together, asked.readers.currency);
    return cases.map(({ when, answer }) => ({ when: { ...told, ...when }, answer }));
  });
}

/** The dimensions of what is not settled yet by the facts that are chosen: nothing else can change the answer. */
function openGrid({ policy, facts }: Asked, remaining: readonly Axis[]): Dimension[] {
  const missing = new Set<string>(remaining.flatMap((axis) => axis.facts));
  for (const name of ['open', ...(missing.has('daysSinceDelivery') ? ['today', 'deliveredOn'] : [])]) missing.add(name);
  const context = policy.contextOf(facts, missing);
  const verdictOf = ({ condition }: Compiled<unknown>): boolean | undefined => {
    try {
      return condition.holds(context);
    } catch {
      return undefined;
    }
  };
  const isOpen = (one: Compiled<unknown>) => verdictOf(one) === undefined;
  const rules: CompiledPolicy['rules'][number][] = [];
  for (const rule of policy.rules) {
    const verdict = verdictOf(rule);
    if (verdict !== false) rules.push(rule);
    if (verdict === true) break;
  }
  const open = [...policy.guards.filter(isOpen), ...rules.filter(isOpen), ...policy.modifiers.filter(isOpen)];
  // A table of fees may lack a row: then the answer turns on what the table asks for.
  const tables = [...rules, policy.document.otherwise].some(({ answer }) =>
    (offerOf(answer)?.fees ?? []).some((fee) => 'byConditionAndAge' in fee),
  );
  const trees = open.map(({ condition }) => condition.tree);
  return gridOf(policy.document, trees, tables ? ['daysSinceDelivery', 'condition'] : []);
}

const moneyFacts = ['valueMinor', 'requestValueMinor', 'returnedValueMinor'] as const;

/** Values of a fact that the open conditions turn on, without those on which it is unknown. */
const known = (grid: readonly Dimension[], name: Fact, { currency }: Facts): Partial<Facts>[] =>
  (grid.find(({ names }) => names.has(name))?.values({ currency }) ?? []).filter((value) => value[name] !== undefined);

const ascending = (numbers: Iterable<number>): number[] => [...new Set(numbers)].toSorted((a, b) => a - b);

const axes: readonly Axis[] = [
  {
    facts: moneyFacts,
    // What is sent back is all of an order that ever is: a part of it may be answered otherwise.
    values: (grid, facts) =>
      ascending(moneyFacts.flatMap((name) => known(grid, name, facts).map((value) => Number(value[name])))).map(
        (minor) => ({ valueMinor: minor, requestValueMinor: minor, returnedValueMinor: minor }),
      ),
    ordered: true,
    told: (first, last, _, currency) => {
      const amount = (minor: number | undefined) => (minor === undefined ? undefined : moneyOf(currency, minor));
      return without({ fromValue: amount(first.valueMinor), upToValue: amount(last.valueMinor) });
    },
  },
  {
    facts: ['daysSinceDelivery'],
    values: (grid, facts) =>
      known(grid, 'daysSinceDelivery', facts)
        .filter(({ today }) => today === facts.today)
        .toSorted((a, b) => Number(a.daysSinceDelivery) - Number(b.daysSinceDelivery)),
    ordered: true,
    told: (first, last) => without({ fromDay: first.daysSinceDelivery, upToDay: last.daysSinceDelivery }),
  },
  {
    facts: ['covered', 'warrantyDaysLeft', 'contested'],
    values: (grid, facts) => {
      const days = known(grid, 'warrantyDaysLeft', facts).map((value) => Number(value.warrantyDaysLeft));
      const isAsked = days.length > 0 || known(grid, 'covered', facts).length > 0;
      return (isAsked ? ascending([...days, -1, 0]) : []).map((left) => ({
        warrantyDaysLeft: left,
        covered: left >= 0,
        ...(left < 0 && { contested: false }),
      }));
    },
    ordered: true,
    told: (first, last) => {
      const from = first.warrantyDaysLeft;
      const upTo = last.warrantyDaysLeft;
      if (from === undefined && upTo === -1) return { covered: false };
      if (from === 0 && upTo === undefined) return { covered: true };
      return without({ fromWarrantyDaysLeft: from, upToWarrantyDaysLeft: upTo });
    },
  },
  {
    facts: ['condition'],
    values: (grid, facts) => known(grid, 'condition', facts),
    ordered: false,
    told: (_, __, together) =>
      without({ conditions: together.flatMap(({ condition }) => (condition ? [condition] : [])) }),
  },
];

function answerTo({ policy, facts, readers, questions }: Asked): Answer {
  questions.left -= 1;
  if (questions.left < 0) throw new TermsTooFine(`${policy.document.id} tells too many cases apart`);
  const { document } = policy;
  const decision = decideLine(policy, facts, readers.language);
  const { outcome, message, offers = [] } = decision;
  const ids = new Set(decision.rules.map(({ id }) => id));
  const rule = [...document.rules, document.otherwise].find(({ id }) => ids.has(id));
  const terms = outcome === 'review' ? undefined : decision.terms;
  return {
    outcome,
    message,
    ...(terms && { labelPayer: terms.labelPayer }),
    fees: terms && rule ? statedIn(rule, document, readers.currency) : [],
    resolutions: terms?.resolutions ?? [],
    // Whoever is looked at for another reason than the rule's is asked for what that person needs.
    evidence: (outcome === rule?.answer.outcome && decision.terms?.evidence) || [],
    refundsDelivery: terms?.refundsDelivery ?? false,
    offers: offers satisfies Alternative[],
  };
}

const statedIn = (rule: Pick<Rule, 'answer'>, document: PolicyDocument, currency: string): PublishedFee[] =>
  (offerOf(rule.answer)?.fees ?? []).map((one) => feeIn(one, document, currency));

function feeIn(fee: PolicyFee, { amounts }: PolicyDocument, currency: string): PublishedFee {
  if (!('amount' in fee)) return fee;
  return { kind: fee.kind, amount: moneyOf(currency, amounts[fee.amount]?.[currency] ?? 0) };
}

const without = (when: { [Key in keyof When]: When[Key] | undefined }): When =>
  Object.fromEntries(Object.entries(when).filter(([, value]) => value !== undefined)) as When;
