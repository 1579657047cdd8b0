import { countryPoints, postcodePoints } from './points.ts';

/** How far two places are apart. */

/** In thousandths of a degree, north and east positive (WGS 84). */
export interface Point {
  latitude: number;
  longitude: number;
}

export interface Place {
  country: string;
  postalCode?: string | undefined;
  location?: Point | undefined;
}

/** Mean radius of the earth in kilometres (IUGG). */
const earthRadius = 6371;
const radians = (thousandths: number) => (thousandths * Math.PI) / 180_000;

/** The great circle between two places in whole kilometres, by the haversine formula. */
export function kilometresBetween(a: Point, b: Point): number {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const east = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const chord = north + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east;
  return Math.round(2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(chord))));
}

/**
 * Where a place is: where it says so; else in the middle of what the first character of its postcode stands for; else of its
 * country. Undefined where nobody knows.
 */
export function pointOf({ country, postalCode, location }: Place): Point | undefined {
  if (location) return location;
  const first = postalCode?.trim().charAt(0).toUpperCase() ?? '';
  const degrees = postcodePoints[country]?.[first] ?? countryPoints[country];
  return degrees && { latitude: degrees[0] * 1000, longitude: degrees[1] * 1000 };
}
