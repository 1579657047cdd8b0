import { expect, test } from 'vitest';
import * as v from '../../shared/contracts/values.ts';

test.each([
  ['EUR', true],
  ['JPY', true],
  ['ABC', false],
  ['XXX', false],
  ['eur', false],
  ['', false],
])('%j is a currency of ISO 4217: %s', (text, known) => {
  expect(v.currency.safeParse(text).success).toBe(known);
  expect(v.money.safeParse({ currency: text, minor: 1 }).success).toBe(known);
});
