import type { CustomsFacts } from '../contracts/customs.ts';
import type { Truth } from '../contracts/customs-answers.ts';
import { addMonths } from './calendar.ts';
import type { Test } from './pack.ts';

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

/** Paths a test speaks of. */
export function pathsIn(test: Test): string[] {
  if ('any' in test) return test.any.flatMap(pathsIn);
  if ('all' in test) return test.all.flatMap(pathsIn);
  if ('first' in test) return test.first.flatMap(pathsIn);
  if ('not' in test) return pathsIn(test.not);
  if ('same' in test) return test.same;
  if ('among' in test) return test.among;
  if ('notAfter' in test) return test.notAfter;
  if ('within' in test) return [test.within.from, test.within.until];
  if ('granted' in test) return [test.granted];
  return ['stated' in test ? test.stated : test.fact];
}

/**
 * Compiles a test.
 * @param here whether a country is in the territory whose rules these are
 */
export function compile(test: Test, here: (country: string) => boolean): Check {
  const compileAll = (tests: readonly Test[]) => tests.map((one) => compile(one, here));
  if ('any' in test) return any(compileAll(test.any));
  if ('all' in test) return all(compileAll(test.all));
  if ('first' in test) return first(compileAll(test.first));
  if ('not' in test) return not(compile(test.not, here));
  if ('stated' in test) {
    const read = factAt(test.stated);
    return (facts) => told(read(facts) !== undefined);
  }
  if ('granted' in test) {
    const read = factAt(test.granted);
    return (facts) => told(read(facts) === true);
  }
  if ('same' in test) return ofTwo(test.same, (a, b) => alike(a, b, test.digits));
  if ('among' in test) return ofTwo(test.among, isAmong);
  if ('notAfter' in test) return ofTwo(test.notAfter, (a, b) => String(a) <= String(b));
  if ('within' in test) {
    const { from, until, months } = test.within;
    return ofTwo([from, until], (a, b) => String(b) <= addMonths(String(a), months));
  }
  return ofOne(test, here);
}

type OneFact = Extract<Test, { fact: string }>;

function ofOne(test: OneFact, here: (country: string) => boolean): Check {
  const read = factAt(test.fact);
  return (facts) => {
    const value = read(facts);
    if (value === undefined) return unknown(test.fact);
    if ('is' in test) return told(value === test.is);
    if ('in' in test) return told(test.in.includes(String(value)));
    if ('notIn' in test) return told(!test.notIn.includes(String(value)));
    if ('here' in test) return told(here(String(value)) === test.here);
    if ('aboveZero' in test) return told(hasValue(value) === test.aboveZero);
    if ('atMost' in test) return told(Number(value) <= test.atMost);
    const { currency, minor } = value as { currency: string; minor: number };
    return currency === test.over.currency ? told(minor > test.over.minor) : unknown(test.fact);
  };
}

function ofTwo(paths: readonly [string, string], holds: (a: unknown, b: unknown) => boolean): Check {
  const [readA, readB] = [factAt(paths[0]), factAt(paths[1])];
  return (facts) => {
    const [a, b] = [readA(facts), readB(facts)];
    if (a !== undefined && b !== undefined) return told(holds(a, b));
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

/** A part of a list is among it, in whatever order; the same thing is not there twice. */
const isAmong = (part: unknown, whole: unknown): boolean =>
  Array.isArray(part) &&
  Array.isArray(whole) &&
  new Set(part).size === part.length &&
  part.every((one) => whole.includes(one));

/** Codes are alike when their first digits are. */
function alike(a: unknown, b: unknown, digits: number | undefined): boolean {
  const cut = (value: unknown) => (digits === undefined ? String(value) : String(value).slice(0, digits));
  return cut(a) === cut(b);
}

/** Whether an amount, a number or a duty rate is above nothing: any part of a rate counts. */
function hasValue(value: unknown): boolean {
  if (typeof value === 'number') return value > 0;
  if (typeof value === 'string') return /[1-9]/.test(value);
  if (typeof value !== 'object' || value === null) return false;
  if ('minor' in value) return Number(value.minor) > 0;
  const rate = value as NonNullable<NonNullable<CustomsFacts['rates']>['duty']>;
  const parts = [rate.percent, rate.atLeast?.amount, ...(rate.specific ?? []).map(({ amount }) => amount)];
  return parts.some((part) => part !== undefined && /[1-9]/.test(part));
}
