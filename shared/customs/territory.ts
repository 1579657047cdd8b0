/**
 * Customs territories: goods that stay inside one cross no customs border. Where a territory takes in more than one
 * country code it is named here; every other country is a territory of its own.
 *
 *   EU   the 27 member states with Monaco, Åland and the French overseas departments that have codes of their own
 *        (Regulation (EU) No 952/2013, Art. 4)
 *   GB   Great Britain with the Isle of Man
 *   XI   Northern Ireland: in the customs territory of the United Kingdom, but goods come and go under the Union's rules
 *        (Windsor Framework), so between it and the Union there is no customs border, and towards Great Britain there is
 *   US   the states with the District of Columbia and Puerto Rico (19 CFR 101.1)
 *
 * Left out are parts of a country without a code of their own (Büsingen, Heligoland, Livigno, Ceuta, Melilla): an address
 * there counts as the country's, and the declaration is the broker's to correct.
 */
const territories: Record<string, string> = {
  EU: 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK MC AX GP MQ GF RE YT MF',
  GB: 'GB IM',
  US: 'US PR',
};
const byCountry = new Map(
  Object.entries(territories).flatMap(([territory, countries]) =>
    countries.split(' ').map((country): [string, string] => [country, territory]),
  ),
);

/** The customs territory a country belongs to: `EU`, or a country's own code. */
export function customsTerritory(country: string): string {
  return byCountry.get(country) ?? country;
}

/** Whether goods that go from one country to the other cross a customs border. */
export function crossesBorder(from: string, to: string): boolean {
  const [a, b] = [customsTerritory(from), customsTerritory(to)];
  return a !== b && !((a === 'XI' && b === 'EU') || (a === 'EU' && b === 'XI'));
}

/** The code customs know a place by: the country's, but XI where a British postcode says Northern Ireland (BT). */
export function customsCountry(place: { country: string; postalCode?: string | undefined }): string {
  return place.country === 'GB' && /^\s*BT\d/i.test(place.postalCode ?? '') ? 'XI' : place.country;
}
