import type { CustomsFacts } from '../contracts/customs.ts';
import type { Truth } from '../contracts/customs-answers.ts';
import type { Money } from '../contracts/values.ts';
import { addMonths } from './calendar.ts';
import { Decimal, type Exact, exactOf } from './decimal.ts';
import { rateBetween } from './exchange.ts';
import type { Formulas } from './jurisdiction.ts';
import type { DeadlineRow, Test } from './pack.ts';
import { lastDay, limitOf, timeliness } from './time-limit.ts';

/** Tests of a pack, compiled: what the facts say to them, in three values (strong Kleene logic). */

/** What a test comes to, and the facts it would need to be told. */
export interface Verdict {
  readonly status: Truth;
  /** Paths of facts; empty unless unknown. */
  readonly needs: readonly string[];
}
export type Check = (facts: CustomsFacts) => Verdict;

const met: Verdict = { status: 'met', needs: [] };
const notMet: Verdict = { status: 'not_met', needs: [] };
const told = (holds: boolean): Verdict => (holds ? met : notMet);
const unknown = (...needs: string[]): Verdict => ({ status: 'unknown', needs });

/** A path as the JSON pointer of the fact. */
export const pointerTo = (path: string): string => `/${path.replaceAll('.', '/')}`;

/** The path of the fact a JSON pointer names. */
export const pathOf = (pointer: string): string => pointer.slice(1).replaceAll('/', '.');

/** Reads the fact at a path; undefined where it, or something above it, is not stated. An empty list states nothing. */
export function factAt(path: string): (facts: CustomsFacts) => unknown {
  const steps = path.split('.');
  return (facts) => {
    let value: unknown = facts;
    for (const step of steps) {
      if (typeof value !== 'object' || value === null) return undefined;
      value = (value as Record<string, unknown>)[step];
    }
    return Array.isArray(value) && value.length === 0 ? undefined : value;
  };
}

/**
 * What tests of a pack depend on: its deadlines, whether a last day moves past a weekend, and which exchange rate is the one
 * for a day.
 */
export interface Limits {
  weekendsMove: boolean;
  deadlines: Readonly<Record<string, DeadlineRow>>;
  rateInForce?: Formulas['rateInForce'];
}
const noLimits: Limits = { weekendsMove: false, deadlines: {} };

/**
 * Compiles a test.
 * @param here whether a country is in the territory whose rules these are
 */
export function compile(test: Test, here: (country: string) => boolean, limits = noLimits): Check {
  const compileAll = (tests: readonly Test[]) => tests.map((one) => compile(one, here, limits));
  if ('any' in test) return any(compileAll(test.any));
  if ('all' in test) return all(compileAll(test.all));
  if ('first' in test) return first(compileAll(test.first));
  if ('not' in test) return not(compile(test.not, here, limits));
  if ('stated' in test) {
    const read = factAt(test.stated);
    return (facts) => told(read(facts) !== undefined);
  }
  if ('granted' in test) {
    const read = factAt(test.granted);
    return (facts) => told(read(facts) === true);
  }
  if ('same' in test) return ofTwo(test.same, (a, b) => told(alike(a, b, test.digits)));
  if ('among' in test) return ofTwo(test.among, (part, whole) => told(isAmong(part, whole)));
  if ('notAfter' in test) return ofTwo(test.notAfter, (a, b) => told(String(a) <= String(b)));
  if ('within' in test) {
    const { from, until, months } = test.within;
    return ofTwo([from, until], (a, b) =>
      timely(timeliness(lastDay(addMonths(String(a), months), limits.weekendsMove), String(b)), [until]),
    );
  }
  if ('kept' in test) return ofLimit(test.kept, here, limits);
  return ofOne(test, here, limits);
}

type OneFact = Extract<Test, { fact: string }>;

function ofOne(test: OneFact, here: (country: string) => boolean, limits: Limits): Check {
  const read = factAt(test.fact);
  return (facts) => {
    const value = read(facts);
    if (value === undefined) return unknown(test.fact);
    if ('is' in test) return told(value === test.is);
    if ('in' in test) return told(test.in.includes(String(value)));
    if ('notIn' in test) return told(!test.notIn.includes(String(value)));
    if ('here' in test) return told(here(String(value)) === test.here);
    if ('aboveZero' in test) return told(hasValue(value) === test.aboveZero);
    if ('notBefore' in test) return told(String(value) >= test.notBefore);
    if ('atMost' in test) return told(Number(value) <= test.atMost);
    const exact = inCurrency(value as Money, test.over.currency, facts, limits);
    return exact ? isOver(exact, test, facts) : unknown('exchangeRates');
  };
}

/** A share is never more than the whole: where that is not over the limit, the counts need not be known. */
function isOver(exact: Exact, { over, share }: Extract<OneFact, { over: Money }>, facts: CustomsFacts): Verdict {
  const limit = exactOf(over);
  if (!exact.gt(limit)) return notMet;
  if (!share) return met;
  const [units, of] = share.map((path) => factAt(path)(facts));
  if (units === undefined || of === undefined)
    return unknown(...share.filter((path) => factAt(path)(facts) === undefined));
  return told(exact.times(String(units)).gt(limit.times(String(of))));
}

const timely = (found: ReturnType<typeof timeliness>, needs: readonly string[]): Verdict =>
  found === 'unknown' ? unknown(...needs) : told(found === 'kept');

/** A time limit of the pack, kept: by its days or, where these are not known, by the months that are stated. */
function ofLimit(id: string, here: (country: string) => boolean, limits: Limits): Check {
  const row = limits.deadlines[id];
  if (!row) throw new Error(`There is no deadline ${id}`);
  const instead = new Map((row.instead ?? []).map(({ where }) => [where, compile(where, here, limits)]));
  return (facts) => {
    const read = (path: string) => factAt(path)(facts);
    const verdict = (where: Test) => instead.get(where)?.(facts) ?? notMet;
    const limit = limitOf(row, { read, verdict }, limits.weekendsMove);
    if (limit.waived) return met;
    const { happened } = limit;
    const undated = limit.undated && row.extended !== undefined ? [row.extended] : [];
    const open = [...limit.undecided, ...undated];
    if (limit.day && happened) return timely(timeliness(limit, happened), open.length > 0 ? open : [row.ends]);
    const missing = [...(limit.day ? [] : [row.starts ?? row.until ?? row.ends]), ...(happened ? [] : [row.ends])];
    const elapsed = row.elapsed === undefined ? undefined : read(row.elapsed);
    if (elapsed === undefined || limit.months === undefined) return unknown(...missing, ...undated);
    if (Number(elapsed) <= limit.months) return met;
    if (limit.monthsAtMost !== undefined && Number(elapsed) <= limit.monthsAtMost) return unknown(...open);
    const extended = row.extended !== undefined && read(row.extended) !== undefined;
    return limit.undated || extended ? unknown(...missing, ...undated) : notMet;
  };
}

function ofTwo(paths: readonly [string, string], verdict: (a: unknown, b: unknown) => Verdict): Check {
  const [readA, readB] = [factAt(paths[0]), factAt(paths[1])];
  return (facts) => {
    const [a, b] = [readA(facts), readB(facts)];
    if (a !== undefined && b !== undefined) return verdict(a, b);
    return unknown(...(a === undefined ? [paths[0]] : []), ...(b === undefined ? [paths[1]] : []));
  };
}

const needsOf = (verdicts: readonly Verdict[]) => [...new Set(verdicts.flatMap(({ needs }) => needs))].toSorted();

const any =
  (checks: readonly Check[]): Check =>
  (facts) => {
    const verdicts = checks.map((check) => check(facts));
    if (verdicts.some(({ status }) => status === 'met')) return met;
    const needs = needsOf(verdicts);
    return needs.length > 0 ? unknown(...needs) : notMet;
  };

const all =
  (checks: readonly Check[]): Check =>
  (facts) => {
    const verdicts = checks.map((check) => check(facts));
    if (verdicts.some(({ status }) => status === 'not_met')) return notMet;
    const needs = needsOf(verdicts);
    return needs.length > 0 ? unknown(...needs) : met;
  };

const first =
  (checks: readonly Check[]): Check =>
  (facts) => {
    const verdicts = checks.map((check) => check(facts));
    return verdicts.find(({ status }) => status !== 'unknown') ?? unknown(...needsOf(verdicts));
  };

const not =
  (check: Check): Check =>
  (facts) => {
    const verdict = check(facts);
    return verdict.status === 'unknown' ? verdict : told(verdict.status === 'not_met');
  };

/** An amount in another currency, unrounded, at the rate that is in force; undefined where no rate is stated for it. */
function inCurrency(
  amount: Money,
  currency: string,
  facts: CustomsFacts,
  { rateInForce = () => true }: Limits,
): Exact | undefined {
  if (amount.currency === currency) return exactOf(amount);
  const found = rateBetween(facts, amount.currency, currency, (publishedOn) => rateInForce(facts.on, publishedOn));
  if (!found) return undefined;
  const rate = Decimal(found.rate);
  return found.from === amount.currency ? exactOf(amount).times(rate) : exactOf(amount).div(rate);
}

/** A part of a list is among it, in whatever order; the same thing is not there twice. */
const isAmong = (part: unknown, whole: unknown): boolean =>
  Array.isArray(part) &&
  Array.isArray(whole) &&
  new Set(part).size === part.length &&
  part.every((one) => whole.includes(one));

/** Codes are alike when their first digits are; words whatever their case. */
function alike(a: unknown, b: unknown, digits: number | undefined): boolean {
  const cut = (value: unknown) => (digits === undefined ? inOneCase(value) : String(value).slice(0, digits));
  return cut(a) === cut(b);
}

const inOneCase = (value: unknown) => String(value).toLowerCase().trim().replace(/\s+/g, ' ');

/** Whether an amount, a number, a duty rate or one of several rates is above nothing: any part of a rate counts. */
function hasValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasValue);
  if (typeof value === 'number') return value > 0;
  if (typeof value === 'string') return /[1-9]/.test(value);
  if (typeof value !== 'object' || value === null) return false;
  if ('minor' in value) return Number(value.minor) > 0;
  const rate = value as NonNullable<NonNullable<CustomsFacts['rates']>['duty']>;
  const parts = [rate.percent, rate.atLeast?.amount, ...(rate.specific ?? []).map(({ amount }) => amount)];
  return parts.some((part) => part !== undefined && /[1-9]/.test(part));
}
