import type { Money } from '../contracts/values.ts';
import { exponents } from './currencies.ts';

/*
 * Exact arithmetic on `Money` (whole minor units). Written here and not taken from a library: amounts are integers
 * already, so what is needed is a dozen lines of checked integer arithmetic. dinero.js 2 (2 KB gz) would wrap each amount
 * in an object of its own and gives the remainder of an allocation to the first shares, not to the largest remainders;
 * big.js (3 KB gz) computes decimals, and leaves exponent, currency and rounding to its caller all the same.
 */

export type MoneyFault =
  | 'currency_unknown'
  | 'currencies_differ'
  | 'not_an_amount'
  | 'too_exact'
  | 'too_large'
  | 'not_shareable';

/** An amount that cannot be, or must not be, computed. `code` says why in a word, the message in a sentence. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
  readonly code: MoneyFault;
  constructor(code: MoneyFault, message: string) {
    super(message);
    this.code = code;
  }
}

/** Digits after the decimal point of a currency (ISO 4217). Throws `currency_unknown`. */
export function exponentOf(currency: string): number {
  const exponent = exponents.get(currency);
  if (exponent === undefined)
    throw new MoneyError('currency_unknown', `${currency} is no ISO 4217 currency with a minor unit`);
  return exponent;
}

/** `minor` whole minor units. Throws `too_large` where a number can no longer count them one by one (over 9 × 10^15). */
export function moneyOf(currency: string, minor: number | bigint): Money {
  const whole = Number(minor);
  if (!Number.isSafeInteger(whole)) throw new MoneyError('too_large', `${minor} minor units cannot be counted exactly`);
  return { currency, minor: whole };
}

export const zero = (currency: string): Money => ({ currency, minor: 0 });

function sameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency)
    throw new MoneyError('currencies_differ', `${a.currency} and ${b.currency} cannot be computed together`);
}

/** a + b, of one currency. */
export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return moneyOf(a.currency, a.minor + b.minor);
}

/** a − b, of one currency; may be negative. */
export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return moneyOf(a.currency, a.minor - b.minor);
}

/** The sum of amounts that are all in `currency`; of none, zero. */
export const sum = (currency: string, amounts: readonly Money[]): Money => amounts.reduce(add, zero(currency));

/** Below 0 if a is less than b, 0 if they are equal, above 0 if a is more. */
export function compare(a: Money, b: Money): number {
  sameCurrency(a, b);
  return a.minor - b.minor;
}

/** The smaller of two amounts. */
export const min = (a: Money, b: Money): Money => (compare(a, b) <= 0 ? a : b);

/** `times` whole units of one price. */
export const multiply = (amount: Money, times: number): Money =>
  moneyOf(amount.currency, BigInt(amount.minor) * BigInt(times));

/**
 * A part of an amount, in basis points (2500 = 25 %), rounded to the minor unit by the only rounding rule there is here:
 * to the nearest, a half away from zero. It is what shops, tax offices and a customer's own calculator do, and it treats a
 * charge and its credit alike: the share of −x is the negative share of x. (Half to even would let 25 % of 0.10 and of
 * 0.30 go different ways, which no customer can be told.)
 */
export function basisPointsOf(amount: Money, basisPoints: number): Money {
  const product = BigInt(amount.minor) * BigInt(basisPoints);
  const magnitude = product < 0n ? -product : product;
  const rounded = (magnitude * 2n + 10_000n) / 20_000n;
  return moneyOf(amount.currency, product < 0n ? -rounded : rounded);
}

/**
 * An amount from a decimal text in major units ("199.00", "-3.5", "1200"), exactly: digits beyond the currency's minor
 * unit are refused (`too_exact`) unless they are zeros. No exponents, no thousands separators, no signs but a minus.
 */
export function parseMoney(text: string, currency: string): Money {
  const exponent = exponentOf(currency);
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?$/.exec(text.trim()) ?? [];
  if (whole === '') throw new MoneyError('not_an_amount', 'is no decimal amount like 199.00');
  if (/[1-9]/.test(fraction.slice(exponent)))
    throw new MoneyError('too_exact', `has more than the ${exponent} decimal digits of ${currency}`);
  const minor = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  return moneyOf(currency, sign ? -minor : minor);
}

/** The amount in major units as a decimal text with all its digits: 1999 EUR cents are "19.99", 1999 yen "1999". */
export function majorUnits(amount: Money): `${number}` {
  const exponent = exponentOf(amount.currency);
  const digits = String(Math.abs(amount.minor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const text = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
  return `${amount.minor < 0 ? '-' : ''}${text}` as `${number}`;
}

/** The amount as people of that locale (BCP 47) read it: "€1,299.00", "1.299,00 €". From the decimal text, never a float. */
export function formatMoney(amount: Money, locale: string): string {
  const exponent = exponentOf(amount.currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: amount.currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  }).format(majorUnits(amount));
}
