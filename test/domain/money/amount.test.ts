import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  basisPointsOf,
  compare,
  exponentOf,
  formatMoney,
  MoneyError,
  majorUnits,
  min,
  moneyOf,
  multiply,
  parseMoney,
  subtract,
  sum,
  zero,
} from '../../../shared/money/amount.ts';
import { exponents, isCurrency } from '../../../shared/money/currencies.ts';

const eur = (minor: number) => moneyOf('EUR', minor);
const amounts = fc.record({
  currency: fc.constantFrom(...exponents.keys()),
  minor: fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
});
const faultOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof MoneyError) return error.code;
    throw error;
  }
  return undefined;
};

describe('currencies', () => {
  test.each([
    ['JPY', 0],
    ['KRW', 0],
    ['EUR', 2],
    ['USD', 2],
    ['HUF', 2],
    ['KWD', 3],
    ['IQD', 3],
    ['CLF', 4],
  ])('%s has %i digits after the point (ISO 4217)', (code, digits) => expect(exponentOf(code)).toBe(digits));

  test('no code has two exponents, and codes without a minor unit are no money', () => {
    expect(exponents.size).toBe(17 + 139 + 7 + 2 + 3);
    expect(['XAU', 'XXX', 'XTS', 'ABC', 'eur', ''].filter(isCurrency)).toEqual([]);
    expect(faultOf(() => exponentOf('XXX'))).toBe('currency_unknown');
  });
});

describe('amounts are read exactly from decimal texts', () => {
  test.each([
    ['199.00', 'EUR', 19900],
    ['199', 'EUR', 19900],
    ['0.1', 'EUR', 10],
    ['-3.5', 'EUR', -350],
    ['1.1000', 'EUR', 110],
    ['1200', 'JPY', 1200],
    ['1200.00', 'JPY', 1200],
    ['1.234', 'KWD', 1234],
    ['0.0001', 'CLF', 1],
    ['-0.00', 'EUR', 0],
    ['90071992547409.91', 'EUR', 9007199254740991],
  ])('%s %s is %i minor units', (text, currency, minor) =>
    expect(parseMoney(text, currency)).toEqual({ currency, minor }),
  );

  test.each([
    ['1.999', 'EUR', 'too_exact'],
    ['0.5', 'JPY', 'too_exact'],
    ['1.2345', 'KWD', 'too_exact'],
    ['1,99', 'EUR', 'not_an_amount'],
    ['1e3', 'EUR', 'not_an_amount'],
    ['.5', 'EUR', 'not_an_amount'],
    ['5.', 'EUR', 'not_an_amount'],
    ['+5', 'EUR', 'not_an_amount'],
    ['', 'EUR', 'not_an_amount'],
    ['NaN', 'EUR', 'not_an_amount'],
    ['90071992547409.92', 'EUR', 'too_large'],
    ['1.00', 'XYZ', 'currency_unknown'],
  ])('%s %s is refused: %s', (text, currency, code) => expect(faultOf(() => parseMoney(text, currency))).toBe(code));

  test('what is written in major units reads back as the same amount, in every currency', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(parseMoney(majorUnits(amount), amount.currency)).toEqual(amount);
      }),
    );
  });

  test.each([
    [{ currency: 'EUR', minor: 5 }, '0.05'],
    [{ currency: 'EUR', minor: -5 }, '-0.05'],
    [{ currency: 'JPY', minor: 1999 }, '1999'],
    [{ currency: 'KWD', minor: 1999 }, '1.999'],
    [{ currency: 'CLF', minor: 0 }, '0.0000'],
  ])('%j in major units is %s', (amount, text) => expect(majorUnits(amount)).toBe(text));
});

describe('people read amounts in their language, with the digits of the currency', () => {
  test.each([
    [{ currency: 'EUR', minor: 129900 }, 'de-DE', '1.299,00 €'],
    [{ currency: 'EUR', minor: 129900 }, 'en-IE', '€1,299.00'],
    [{ currency: 'GBP', minor: -450 }, 'en-GB', '-£4.50'],
    [{ currency: 'JPY', minor: 4000 }, 'en-US', '¥4,000'],
    [{ currency: 'IQD', minor: 1500 }, 'en-US', 'IQD 1.500'],
    [{ currency: 'EUR', minor: 9007199254740991 }, 'en-IE', '€90,071,992,547,409.91'],
  ])('%j for %s is %s', (amount, locale, text) =>
    expect(formatMoney(amount, locale).replaceAll(/[\u00a0\u202f]/g, ' ')).toBe(text),
  );
});

const credit = ({ currency, minor }: { currency: string; minor: number }) => ({ currency, minor: 0 - minor });

describe('arithmetic is exact', () => {
  test('what is added and taken away again leaves the amount, and −0 never appears', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: -1_000_000, max: 1_000_000 }), (amount, minor) => {
        const other = { currency: amount.currency, minor };
        expect(subtract(add(amount, other), other)).toEqual(amount);
        expect(add(amount, credit(amount))).toEqual(zero(amount.currency));
        expect(Object.is(subtract(amount, amount).minor, 0)).toBe(true);
        expect(Math.sign(compare(amount, other))).toBe(-Math.sign(compare(other, amount)) + 0);
        expect(min(amount, other).minor).toBe(Math.min(amount.minor, minor));
      }),
    );
  });

  test('ten times 23.90 is 239.00, and nothing of nothing is nothing', () => {
    expect(multiply(eur(2390), 10)).toEqual(eur(23900));
    expect(sum('EUR', [eur(10), eur(20), eur(-5)])).toEqual(eur(25));
    expect(sum('EUR', [])).toEqual(zero('EUR'));
  });

  test('currencies are never mixed, and what cannot be counted exactly is refused', () => {
    for (const work of [add, subtract, compare, min])
      expect(faultOf(() => work(eur(1), moneyOf('USD', 1)))).toBe('currencies_differ');
    expect(faultOf(() => add(eur(Number.MAX_SAFE_INTEGER), eur(1)))).toBe('too_large');
    expect(faultOf(() => multiply(eur(Number.MAX_SAFE_INTEGER), 2))).toBe('too_large');
    expect(faultOf(() => moneyOf('EUR', 0.5))).toBe('too_large');
  });
});

describe('every path rounds by one rule: to the nearest minor unit, a half away from zero', () => {
  test.each([
    [23900, 2500, 5975],
    [10, 2500, 3],
    [30, 2500, 8],
    [50, 2500, 13],
    [-10, 2500, -3],
    [1, 4999, 0],
    [1, 5000, 1],
    [-1, 5000, -1],
    [19999, 1750, 3500],
    [12345, 0, 0],
    [12345, 10_000, 12345],
    [9007199254740991, 10_000, 9007199254740991],
  ])('%i minor units at %i basis points are %i', (minor, basisPoints, part) =>
    expect(basisPointsOf(eur(minor), basisPoints)).toEqual(eur(part)),
  );

  test('a charge and its credit are alike, and a part is within half a minor unit of the exact one', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (amount, basisPoints) => {
        const part = basisPointsOf(amount, basisPoints);
        expect(basisPointsOf(credit(amount), basisPoints)).toEqual(credit(part));
        const off = BigInt(part.minor) * 10_000n - BigInt(amount.minor) * BigInt(basisPoints);
        expect(off * 2n >= -10_000n && off * 2n <= 10_000n).toBe(true);
      }),
    );
  });
});
