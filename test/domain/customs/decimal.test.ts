import { describe, expect, test } from 'vitest';
import { Decimal, type Rounding, roundMoney, textOf } from '../../../shared/customs/decimal.ts';

describe('an exact amount is rounded to the minor unit by the rule of the place', () => {
  test.each<[string, string, Rounding, number]>([
    ['107.6920', 'EUR', 'half_up', 10_769],
    ['62.625', 'EUR', 'half_up', 6_263],
    ['62.625', 'EUR', 'half_even', 6_262],
    ['62.635', 'EUR', 'half_even', 6_264],
    ['62.629', 'EUR', 'down', 6_262],
    ['0.005', 'GBP', 'half_up', 1],
    ['1999.5', 'JPY', 'half_up', 2_000],
    ['1.2345', 'KWD', 'half_up', 1_235],
  ])('%s %s, %s: %i', (exact, currency, rounding, minor) =>
    expect(roundMoney(Decimal(exact), currency, rounding)).toEqual({ currency, minor }),
  );
});

test('a float cannot slip in', () => expect(() => Decimal(0.1)).toThrow());

test('a quotient without an end is shown to ten digits, and computed to thirty', () => {
  const third = Decimal('1').div('3');
  expect(textOf(third)).toBe('0.3333333333');
  expect(roundMoney(third.times('3'), 'EUR', 'half_up').minor).toBe(100);
});
