import { describe, expect, test } from 'vitest';
import { crossesBorder, customsTerritory } from '../../../shared/customs/territory.ts';

const members = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

describe('the European Union is one customs territory (Regulation (EU) No 952/2013, Art. 4)', () => {
  test('of 27 members', () => expect(members).toHaveLength(27));
  test.each(members)('%s belongs to it', (country) => expect(customsTerritory(country)).toBe('EU'));
  test.each(['GB', 'CH', 'NO', 'IS', 'LI', 'US', 'TR', 'UA'])('%s does not', (country) =>
    expect(customsTerritory(country)).toBe(country),
  );
});

test.each([
  ['DE', 'DE', false],
  ['DE', 'FR', false],
  ['GB', 'GB', false],
  ['US', 'US', false],
  ['DE', 'GB', true],
  ['GB', 'IE', true],
  ['CH', 'AT', true],
  ['US', 'DE', true],
])('goods from %s to %s cross a border: %s', (from, to, crosses) => {
  expect(crossesBorder(from, to)).toBe(crosses);
  expect(crossesBorder(to, from)).toBe(crosses);
});
