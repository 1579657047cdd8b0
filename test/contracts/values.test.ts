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

test.each([
  ['2026-02-28', true],
  ['2026-02-30', false],
  ['1899-12-31', false],
  ['2199-12-31', true],
  ['9999-12-31', false],
])('%j is a day there can be: %s', (day, can) => {
  expect(v.date.safeParse(day).success).toBe(can);
  expect(v.instant.safeParse(`${day}T00:00:00Z`).success).toBe(can);
});
