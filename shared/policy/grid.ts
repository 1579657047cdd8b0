import type { Facts } from '../contracts/facts.ts';
import type { PolicyDocument } from '../contracts/policy.ts';
import { coverageTier } from '../contracts/rights.ts';
import { type Boundaries, boundariesOf } from './boundaries.ts';
import { celType, type Fact, factNames, optionalFacts } from './condition-facts.ts';
import { wordsOf } from './condition-words.ts';
import type { ConditionTree } from './conditions.ts';
import { addDays, type Day, daysBetween } from './days.ts';

/*
 * The facts on which a policy can change its mind: every word of a fact that has fixed words, yes, no and unknown, and of
 * numbers, texts and days those that the document compares with, one less and one more. Between two of them nothing
 * changes, so what holds on all of them holds everywhere, but for arithmetic that mixes facts.
 */

/** Facts that vary together, and the values they take: each a part of the facts of a request. */
export interface Dimension {
  /** Names conditions ask for that depend on it. */
  readonly names: ReadonlySet<string>;
  /** Values, given those chosen before. Money depends on the currency. */
  values(chosen: Partial<Facts>): readonly Partial<Facts>[];
}

const money: readonly Fact[] = ['valueMinor', 'requestValueMinor', 'returnedValueMinor'];
const dates: readonly Fact[] = ['today', 'deliveredOn', 'daysSinceDelivery'];
export const isMoney = ({ names }: Dimension): boolean => money.some((fact) => names.has(fact));
/** A Wednesday, in a week without holidays in most countries: windows end before a weekend. */
const ordinaryDay = '2026-06-10';

/** The facts that are the same wherever a condition does not ask: an ordinary request of the policy's scope. */
export function ordinaryFacts({ scope, amounts }: Pick<PolicyDocument, 'scope' | 'amounts'>): Facts {
  const currency = currenciesOf(amounts)[0] ?? 'EUR';
  const [tier] = scope?.tiers ?? [];
  return {
    reason: 'customer_remorse',
    category: scope?.categories?.[0] ?? 'general',
    currency,
    valueMinor: 10_000,
    requestValueMinor: 10_000,
    returnedValueMinor: 10_000,
    quantity: 1,
    flagged: false,
    business: false,
    country: scope?.countries?.[0] ?? 'DE',
    channel: scope?.channels?.[0] ?? 'portal',
    ...(tier && { tier }),
    today: ordinaryDay,
    deliveredOn: addDays(ordinaryDay, -10),
    daysSinceDelivery: 10,
    daysSinceOrder: 12,
    warrantyDaysLeft: 720,
    condition: 'opened',
    packaging: 'original',
    crossBorder: false,
    problems: [],
  };
}

/** The currencies all amounts are stated in; those one of them lacks are reviewed, whatever the rules say. */
export function currenciesOf(amounts: PolicyDocument['amounts']): string[] {
  const [first, ...others] = Object.values(amounts).map((by) => Object.keys(by));
  return (first ?? []).filter((currency) => others.every((other) => other.includes(currency)));
}

/** The dimensions of a document's conditions; facts that no condition asks for, and that `beside` does not name, have none. */
export function gridOf(
  document: PolicyDocument,
  trees: readonly ConditionTree[],
  beside: readonly Fact[] = [],
): Dimension[] {
  const bounds = boundariesOf(document, trees);
  const asked = new Set<string>([...bounds.asked, ...beside]);
  const apart: readonly Fact[] = [...money, ...dates, 'currency'];
  const single = factNames.filter((fact) => asked.has(fact) && !apart.includes(fact));
  return [
    ...currencyDimension(bounds, document, beside),
    ...single.map((fact) => dimensionOf(fact, bounds, document)),
    ...(dates.some((fact) => asked.has(fact)) ? [ageDimension(bounds, document)] : []),
    ...money.filter((fact) => asked.has(fact)).map((fact) => moneyDimension(fact, bounds)),
  ];
}

function dimensionOf(fact: Fact, bounds: Boundaries, document: PolicyDocument): Dimension {
  const known = knownValues(fact, bounds, document);
  const values = known.map((value): Partial<Facts> => ({ [fact]: value }));
  if (optionalFacts.includes(fact)) values.push({ [fact]: undefined });
  const fitting = (value: Partial<Facts>, chosen: Partial<Facts>) =>
    fact !== 'daysSinceOrder' || (value.daysSinceOrder ?? 10_000) >= (chosen.daysSinceDelivery ?? 0);
  return {
    names: new Set([fact]),
    values: (chosen) => values.filter((value) => fitting(value, chosen)),
  };
}

function knownValues(fact: Fact, { integers, texts }: Boundaries, { scope }: PolicyDocument): unknown[] {
  const compared = [...(texts.get(fact) ?? [])];
  const within = (allowed: readonly string[] | undefined, other: string) =>
    allowed ?? [...compared, ...(compared.includes(other) ? [] : [other])];
  switch (fact) {
    case 'category':
      return [...within(scope?.categories, 'general')];
    case 'tier':
      return [...within(scope?.tiers, 'another')];
    case 'country':
      return [...within(scope?.countries, 'CH')];
    case 'channel':
      return [...(scope?.channels ?? wordsOf(fact) ?? [])];
    case 'coverageTier':
      return [...coverageTier.options];
    case 'problems':
      return [[], ...(wordsOf(fact) ?? []).map((code) => [code])];
  }
  switch (celType(fact)) {
    case 'bool':
      return [true, false];
    case 'int':
      return around(integers(fact, ''), fact === 'quantity' ? [1, 2] : [-1, 0, 1]).filter(
        (value) => fact !== 'quantity' || value >= 1,
      );
    default:
      return [...(wordsOf(fact) ?? compared)];
  }
}

/** Each value, one less and one more, and some that are always there. */
function around(values: Iterable<number>, beside: readonly number[]): number[] {
  const all = [...values].flatMap((value) => [value - 1, value, value + 1]);
  return [...new Set([...all, ...beside])].filter(Number.isSafeInteger).sort((a, b) => a - b);
}

/**
 * Every currency where conditions ask for it; where only amounts depend on it, one of each order of the amounts: one with a
 * slip of the pen is in an order of its own.
 */
function currencyDimension(
  { asked, integers, texts }: Boundaries,
  { amounts }: PolicyDocument,
  beside: readonly Fact[],
): Dimension[] {
  const names = new Set(['currency', 'amounts']);
  const dimension = (currencies: Iterable<string>): Dimension[] => {
    const values = [...currencies].map((currency) => ({ currency }));
    return values.length > 0 ? [{ names, values: () => values }] : [];
  };
  const stated = currenciesOf(amounts);
  if (asked.has('currency') || beside.includes('currency'))
    return dimension(stated.length > 0 ? stated : new Set([...(texts.get('currency') ?? []), 'EUR', 'USD']));
  if (!asked.has('amounts')) return [];
  const literals = [...integers('valueMinor', '')];
  const orderOf = (currency: string) => {
    const points = [...Object.values(amounts).map((by) => by[currency] ?? 0), ...literals];
    return points.map((one) => points.filter((other) => other < one).length).join();
  };
  const byOrder = new Map(stated.toReversed().map((currency) => [orderOf(currency), currency]));
  return dimension(byOrder.values());
}

/**
 * What of an order is asked for now is no more than what is asked for in all: chosen in that order, and the same where it is
 * not chosen.
 */
function moneyDimension(fact: Fact, { integers }: Boundaries): Dimension {
  const before = money.slice(0, money.indexOf(fact));
  const after = money.slice(money.indexOf(fact) + 1);
  const known = new Map<string, number[]>();
  const turning = (currency: string): number[] => {
    const values = known.get(currency) ?? around(integers(fact, currency), [1, 10_000]);
    known.set(currency, values);
    return values;
  };
  return {
    names: new Set([fact]),
    values: (chosen) => {
      const least = Math.max(1, ...before.map((one) => Number(chosen[one] ?? 1)));
      const alike = [fact, ...after, ...before.filter((one) => chosen[one] === undefined)];
      return turning(chosen.currency ?? '')
        .filter((value) => value >= least)
        .map((value) => Object.fromEntries(alike.map((one) => [one, value])) as Partial<Facts>);
    },
  };
}

/** Today, the day of delivery and the days between them, as one. */
function ageDimension(
  { integers, texts, asked }: Boundaries,
  { windows, holidayPeriods = [] }: PolicyDocument,
): Dimension {
  const days = around(integers('daysSinceDelivery', ''), [0]);
  const ends = asked.has('open') ? Object.values(windows).flatMap((length) => [length, length + 1, length + 5]) : [];
  const ages = [...new Set([...days, ...ends])].filter((age) => age >= 0 && age <= 36_500);
  const literal = (fact: Fact) =>
    [...(texts.get(fact) ?? [])].flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]);
  const todays = [ordinaryDay, ...literal('today'), ...holidayPeriods.map(({ until }) => until)];
  const delivered = [
    ...literal('deliveredOn'),
    ...holidayPeriods.flatMap(({ deliveredFrom, deliveredTo }) => [deliveredFrom, deliveredTo]),
  ];
  const at = (today: Day, deliveredOn: Day): Partial<Facts> => ({
    today,
    deliveredOn,
    daysSinceDelivery: daysBetween(deliveredOn, today),
  });
  const known = todays.flatMap((today) => [
    ...ages.map((age) => at(today, addDays(today, -age))),
    ...delivered.filter((day) => day <= today).map((day) => at(today, day)),
  ]);
  const unknown = { today: ordinaryDay, deliveredOn: undefined, daysSinceDelivery: undefined };
  const values = [...known, unknown];
  return { names: new Set([...dates, 'open']), values: () => values };
}
