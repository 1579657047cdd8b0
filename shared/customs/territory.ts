/**
 * Customs territory of a country: goods that stay inside one cross no border. The European Union is one (Regulation (EU)
 * No 952/2013, Art. 4, by member state; its special territories come with the jurisdictions).
 */
const unionMembers = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

export function customsTerritory(country: string): string {
  return unionMembers.has(country) ? 'EU' : country;
}

export function crossesBorder(from: string, to: string): boolean {
  return customsTerritory(from) !== customsTerritory(to);
}
