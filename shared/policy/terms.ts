import { type Alternative, reasonCode } from '../contracts/decision.ts';
import type { Facts } from '../contracts/facts.ts';
import type { PolicyDocument, PolicyFee } from '../contracts/policy.ts';
import type { PublishedCase, PublishedFee, PublishedTerms } from '../contracts/terms.ts';
import { moneyOf } from '../money/amount.ts';
import { type CompiledPolicy, compilePolicy, offerOf, type Rule } from './compile.ts';
import { decideLine } from './evaluate.ts';
import { type Dimension, gridOf, ordinaryFacts } from './grid.ts';
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

/**
 * The terms of a policy as data: for a consumer with a good account, goods of the policy's scope that stay inside the customs
 * territory, and data without a doubt. Statutory rights stand beside it.
 */
export function termsData(document: PolicyDocument, readers: Readers): PublishedTerms {
  const { language, country, currency } = readers;
  const policy = compilePolicy(document);
  const asked = askable(policy, readers);
  return {
    policy: { id: document.id, version: document.version, title: textIn(language, document.title) },
    language,
    country,
    currency,
    windowDays: document.windows.standard,
    holidayPeriods: document.holidayPeriods ?? [],
    cases: reasonCode.options.flatMap((reason) =>
      casesOf({ ...asked, facts: { ...asked.facts, reason } }, asked.axes).map(({ when, answer }) => ({
        reason,
        when,
        ...answer,
      })),
    ),
    deductions: document.modifiers.flatMap((one) =>
      'fee' in one ? [{ title: textIn(language, one.title), fee: feeIn(one.fee, document, currency) }] : [],
    ),
  };
}

/** One thing that answers depend on: facts in the order in which ranges are told, and how a range of them is told. */
interface Axis {
  values: readonly Partial<Facts>[];
  /** Whether neighbours that are answered alike are told as a range; else any that are answered alike are told together. */
  ordered: boolean;
  told(first: Partial<Facts>, last: Partial<Facts>, together: readonly Partial<Facts>[]): When;
}

interface Asked {
  policy: CompiledPolicy;
  readers: Readers;
  facts: Facts;
}

interface Case {
  when: When;
  answer: Answer;
}

/** Asks axis by axis, and leaves out of what is told those on which the answer does not depend. */
function casesOf(asked: Asked, [axis, ...axes]: readonly Axis[]): Case[] {
  if (!axis) return [{ when: {}, answer: answerTo(asked) }];
  const groups: { values: Partial<Facts>[]; cases: Case[]; key: string }[] = [];
  for (const value of axis.values) {
    const cases = casesOf({ ...asked, facts: { ...asked.facts, ...value } }, axes);
    const key = JSON.stringify(cases);
    const alike = axis.ordered ? groups.at(-1) : groups.find((one) => one.key === key);
    if (alike?.key === key) alike.values.push(value);
    else groups.push({ values: [value], cases, key });
  }
  if (groups.length <= 1) return groups[0]?.cases ?? [];
  return groups.flatMap(({ values, cases }) => {
    const [first = {}, last = first] = [values[0], values.at(-1)];
    const isFirst = first === axis.values[0];
    const isLast = last === axis.values.at(-1);
    const told = axis.told(isFirst ? {} : first, isLast ? {} : last, values);
    return cases.map(({ when, answer }) => ({ when: { ...told, ...when }, answer }));
  });
}

function answerTo({ policy, facts, readers }: Asked): Answer {
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

/** The facts of a reader's request, and the axes a policy's conditions turn on. */
function askable(policy: CompiledPolicy, readers: Readers): Asked & { axes: Axis[] } {
  const { document } = policy;
  const { country, currency } = readers;
  const facts = { ...ordinaryFacts(document), country, currency };
  const trees = [...policy.guards, ...policy.rules, ...policy.modifiers].map(({ condition }) => condition.tree);
  const grid = gridOf(document, trees);
  const turning = (name: string): Dimension | undefined => grid.find(({ names }) => names.has(name));
  const known = (name: keyof Facts) =>
    (turning(name)?.values({ currency }) ?? []).filter((value) => value[name] !== undefined);
  const byNumber = (name: keyof Facts) => known(name).toSorted((a, b) => Number(a[name]) - Number(b[name]));
  // What is sent back is all of an order that ever is: a part of it may be answered otherwise.
  const values = (['valueMinor', 'requestValueMinor', 'returnedValueMinor'] as const).flatMap((name) =>
    known(name).map((value) => Number(value[name])),
  );
  const ages = byNumber('daysSinceDelivery').filter(({ today }) => today === facts.today);
  const amount = (minor: number | undefined) => (minor === undefined ? undefined : moneyOf(currency, minor));
  const axes: Axis[] = [
    {
      values: [...new Set(values)]
        .toSorted((a, b) => a - b)
        .map((minor) => ({ valueMinor: minor, requestValueMinor: minor, returnedValueMinor: minor })),
      ordered: true,
      told: (first, last) => without({ fromValue: amount(first.valueMinor), upToValue: amount(last.valueMinor) }),
    },
    {
      values: ages,
      ordered: true,
      told: (first, last) => without({ fromDay: first.daysSinceDelivery, upToDay: last.daysSinceDelivery }),
    },
    {
      values:
        turning('covered') || turning('warrantyDaysLeft')
          ? [
              { covered: true, warrantyDaysLeft: 100 },
              { covered: false, warrantyDaysLeft: -100, contested: false },
            ]
          : [],
      ordered: false,
      told: (_, __, [value]) => without({ covered: value?.covered }),
    },
    {
      values: known('condition'),
      ordered: false,
      told: (_, __, together) =>
        without({ conditions: together.flatMap(({ condition }) => (condition ? [condition] : [])) }),
    },
  ];
  return { policy, readers, facts, axes: axes.filter((axis) => axis.values.length > 0) };
}

const without = (when: { [Key in keyof When]: When[Key] | undefined }): When =>
  Object.fromEntries(Object.entries(when).filter(([, value]) => value !== undefined)) as When;
