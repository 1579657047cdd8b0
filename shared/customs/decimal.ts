import Big from 'big.js';
import { largestAmount, type Money } from '../contracts/values.ts';
import { exponentOf, MoneyError, majorUnits, moneyOf } from '../money/amount.ts';

/*
 * Decimal arithmetic for rates, exchange and shares, where whole minor units are not enough. big.js: 7 KB in a bundle and
 * all that is needed (decimal.js is 32 KB, for roots and logarithms nobody owes; dinero.js 5 KB, but scaled integers that
 * cannot hold a quotient). Numbers are refused (`strict`): a float cannot slip in.
 */
export const Decimal = Object.assign(Big(), {
  strict: true,
  /** Digits of a quotient: far beyond what rounding to a minor unit can notice. */
  DP: 30,
  PE: 40,
  NE: -40,
});

export type Exact = Big.Big;

export const none: Exact = Decimal('0');

/** How a jurisdiction rounds an amount to the minor unit. */
export type Rounding = 'half_up' | 'half_even' | 'down';
const modes = { down: 0, half_up: 1, half_even: 2 } as const satisfies Record<Rounding, Big.RoundingMode>;

/** An amount in major units, exactly. */
export const exactOf = (amount: Money): Exact => Decimal(majorUnits(amount));

/** An exact amount as money, rounded to the currency's minor unit. Throws `too_large` where no answer can state it. */
export function roundMoney(exact: Exact, currency: string, rounding: Rounding): Money {
  const exponent = exponentOf(currency);
  const minor = exact.times(Decimal(`1e${exponent}`)).round(0, modes[rounding]);
  return stateable(moneyOf(currency, BigInt(minor.toFixed())));
}

/** An amount as an answer may state it. Throws `too_large` above the most that any amount may be. */
export function stateable(amount: Money): Money {
  if (Math.abs(amount.minor) <= largestAmount) return amount;
  throw new MoneyError('too_large', `${amount.minor} minor units are more than an amount may be`);
}

/** A decimal as people write it: no exponent, at most ten digits after the point. */
export const textOf = (exact: Exact): string => exact.round(10).toFixed();

export const sumOf = (parts: readonly Exact[]): Exact => parts.reduce((all, part) => all.plus(part), none);
export const larger = (a: Exact, b: Exact): Exact => (a.lt(b) ? b : a);
export const smaller = (a: Exact, b: Exact): Exact => (a.gt(b) ? b : a);
