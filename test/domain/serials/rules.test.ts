import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SerialRule, serialRule } from '../../../shared/contracts/serial-rules.ts';
import { serialFault, serialRuleFor } from '../../../shared/serials/rules.ts';

const rule = (some: Partial<SerialRule>): SerialRule => serialRule.parse({ sample: 'SN-1', ...some });

describe('a serial number against its rule', () => {
  test.each<[string, Partial<SerialRule>, string, string | undefined]>([
    ['no rule but a sample asks for nothing', {}, 'ANY-7', undefined],
    ['the pattern is of the whole number', { pattern: '\\d{6}' }, '1234567', 'serial_malformed'],
    ['a number that fits', { pattern: 'LMX-\\d{6}' }, 'LMX-204518', undefined],
    ['one that does not', { pattern: 'LMX-\\d{6}' }, 'LMY-204518', 'serial_malformed'],
    ['choices stay inside', { pattern: 'A\\d|B\\d' }, 'A1', undefined],
    ['choices stay inside, at the end too', { pattern: 'A\\d|B\\d' }, 'XB1', 'serial_malformed'],
    ['too short', { length: { min: 5, max: 8 } }, 'A123', 'serial_malformed'],
    ['too long', { length: { min: 5, max: 8 } }, 'A12345678', 'serial_malformed'],
    ['just long enough', { length: { min: 5, max: 8 } }, 'A1234', undefined],
    ['an IMEI', { checkDigit: 'imei' }, '490154203237518', undefined],
    ['an IMEI with two digits swapped', { checkDigit: 'imei' }, '490154203237581', 'serial_check_digit'],
    ['an IMEI with blanks of its own', { checkDigit: 'imei' }, '49-015420-323751-8', undefined],
    ['too few digits for an IMEI', { checkDigit: 'imei' }, '4901542032375', 'serial_check_digit'],
    ['Luhn', { checkDigit: 'luhn' }, '79927398713', undefined],
    ['Luhn of letters', { checkDigit: 'luhn' }, 'ABC', 'serial_check_digit'],
    ['ISO 7064 MOD 11-2 with its X', { checkDigit: 'mod11_2' }, '0000-0002-1694-233X', undefined],
    ['ISO 7064 MOD 97-10', { checkDigit: 'mod97_10' }, '123482', undefined],
    ['a GTIN', { checkDigit: 'gtin' }, '4006381333931', undefined],
    ['a GTIN misread', { checkDigit: 'gtin' }, '4006381333913', 'serial_check_digit'],
    [
      'a check digit of a part',
      { pattern: 'LMX-(?<checked>\\d{11})', checkDigit: 'luhn' },
      'LMX-79927398713',
      undefined,
    ],
    [
      'a wrong one of a part',
      { pattern: 'LMX-(?<checked>\\d{11})', checkDigit: 'luhn' },
      'LMX-79927398714',
      'serial_check_digit',
    ],
    ['a pattern comes before its check digit', { pattern: '\\d{5}', checkDigit: 'luhn' }, 'X', 'serial_malformed'],
  ])('%s', (_, some, serial, fault) => {
    expect(serialFault(serial, rule(some))).toBe(fault);
  });

  test('of any IMEI, one digit misread is noticed', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 });
    const imei = rule({ checkDigit: 'imei' });
    fc.assert(
      fc.property(digits, fc.nat(13), fc.integer({ min: 1, max: 9 }), (front, at, by) => {
        const whole = '0123456789'.split('').map((last) => front.join('') + last);
        const [right = ''] = whole.filter((one) => serialFault(one, imei) === undefined);
        expect(right).not.toBe('');
        const misread = right.slice(0, at) + ((Number(right[at]) + by) % 10) + right.slice(at + 1);
        expect(serialFault(misread, imei)).toBe('serial_check_digit');
      }),
    );
  });
});

test('the first rule whose categories and models fit is for a line', () => {
  const rules = [
    rule({ categories: ['phones'], models: ['P-9', 'SKU-9'], sample: 'ONE' }),
    rule({ categories: ['phones'], sample: 'TWO' }),
    rule({ models: ['DOCK'], sample: 'DOCK' }),
  ];
  const chosen = (category: string, sku: string, model?: string) =>
    serialRuleFor(rules, { category, sku, model })?.sample;
  expect(chosen('phones', 'X', 'P-9')).toBe('ONE');
  expect(chosen('phones', 'SKU-9')).toBe('ONE');
  expect(chosen('phones', 'X')).toBe('TWO');
  expect(chosen('audio', 'X', 'P-9')).toBeUndefined();
  expect(chosen('audio', 'DOCK')).toBe('DOCK');
});
