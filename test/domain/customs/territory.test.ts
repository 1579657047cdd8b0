import { describe, expect, test } from 'vitest';
import { crossesBorder, customsCountry, customsTerritory } from '../../../shared/customs/territory.ts';

const members = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

import { isCountry } from '../../../shared/customs/countries.ts';

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
  ['US', 'PR', false],
  ['GB', 'IM', false],
  ['GB', 'XI', true],
  ['IE', 'XI', false],
  ['US', 'XI', true],
])('goods from %s to %s cross a border: %s', (from, to, crosses) => {
  expect(crossesBorder(from, to)).toBe(crosses);
  expect(crossesBorder(to, from)).toBe(crosses);
});

test.each([
  ['MC', 'EU'],
  ['GP', 'EU'],
  ['AX', 'EU'],
  ['IM', 'GB'],
  ['PR', 'US'],
  ['XI', 'XI'],
  ['GL', 'GL'],
  ['GI', 'GI'],
  ['JE', 'JE'],
  ['VI', 'VI'],
])('%s belongs to %s', (country, territory) => expect(customsTerritory(country)).toBe(territory));

test.each([
  [{ country: 'GB', postalCode: 'BT7 1NN' }, 'XI'],
  [{ country: 'GB', postalCode: 'bt1 5gs' }, 'XI'],
  [{ country: 'GB', postalCode: 'B1 1AA' }, 'GB'],
  [{ country: 'GB' }, 'GB'],
  [{ country: 'IE', postalCode: 'BT7 1NN' }, 'IE'],
])('customs know %j as %s', (place, country) => expect(customsCountry(place)).toBe(country));

test('countries are those of ISO 3166-1, and Northern Ireland', () => {
  expect(['DE', 'CH', 'SS', 'BQ', 'XI'].filter(isCountry)).toEqual(['DE', 'CH', 'SS', 'BQ', 'XI']);
  expect(['ZZ', 'EU', 'UK', 'AN', 'SU', 'de', ''].filter(isCountry)).toEqual([]);
});
