import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kilometresBetween, type Place, pointOf } from '../../../shared/routing/distance.ts';
import { countryPoints, postcodePoints } from '../../../shared/routing/points.ts';

const berlin = { latitude: 52_520, longitude: 13_405 };
const point = fc.record({
  latitude: fc.integer({ min: -90_000, max: 90_000 }),
  longitude: fc.integer({ min: -180_000, max: 180_000 }),
});

test.each([
  ['nowhere', berlin, 0],
  ['Munich', { latitude: 48_137, longitude: 11_575 }, 504],
  ['London', { latitude: 51_507, longitude: -128 }, 932],
  ['New York', { latitude: 40_713, longitude: -74_006 }, 6385],
  ['Auckland', { latitude: -36_848, longitude: 174_763 }, 17_735],
  ['the other side of the earth', { latitude: -52_520, longitude: -166_595 }, 20_015],
])('Berlin to %s', (_, to, kilometres) => {
  expect(Math.abs(kilometresBetween(berlin, to) - kilometres)).toBeLessThanOrEqual(kilometres / 200);
});

test('the same there and back, never longer than half around the earth, and none to where one is', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      expect(kilometresBetween(a, b)).toBe(kilometresBetween(b, a));
      expect(kilometresBetween(a, b)).toBeLessThanOrEqual(20_016);
      expect(kilometresBetween(a, a)).toBe(0);
    }),
  );
});

test('the day line is no distance', () => {
  const [west, east] = [
    { latitude: 0, longitude: 179_900 },
    { latitude: 0, longitude: -179_900 },
  ];
  expect(kilometresBetween(west, east)).toBe(22);
});

test.each<[string, Place, ReturnType<typeof pointOf>]>([
  ['a location', { country: 'DE', postalCode: '80331', location: berlin }, berlin],
  ['a postcode', { country: 'US', postalCode: '90210' }, { latitude: 38_000, longitude: -120_000 }],
  ['a postcode of letters', { country: 'CA', postalCode: ' v5k 0a1' }, { latitude: 49_000, longitude: -123_000 }],
  ['a postcode of no known area', { country: 'CA', postalCode: 'Z1' }, { latitude: 44_000, longitude: -78_000 }],
  ['a country', { country: 'FR' }, { latitude: 47_000, longitude: 2_000 }],
  ['a country nobody knows the middle of', { country: 'AQ' }, undefined],
])('where %s is', (_, place, expected) => {
  expect(pointOf(place)).toEqual(expected);
});

test('all points are on the earth, and a postcode is within reach of its country', () => {
  for (const [latitude, longitude] of Object.values(countryPoints)) {
    expect(Math.abs(latitude)).toBeLessThanOrEqual(90);
    expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
  }
  for (const [country, areas] of Object.entries(postcodePoints))
    for (const first of Object.keys(areas)) {
      const [here, middle] = [pointOf({ country, postalCode: first }), pointOf({ country })];
      expect(here && middle && kilometresBetween(here, middle)).toBeLessThan(5500);
    }
});
