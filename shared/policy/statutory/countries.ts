/** Whose law a consumer's contract is under (Regulation (EC) 593/2008, Art. 6: where the consumer lives). */
export type Law = 'EU' | 'GB';

const union = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '));

/** Parts of member states with a code of their own, where the Union's law holds (TFEU, Art. 355). */
const parts: Readonly<Record<string, string>> = {
  AX: 'FI',
  GF: 'FR',
  GP: 'FR',
  MF: 'FR',
  MQ: 'FR',
  RE: 'FR',
  YT: 'FR',
};

/** The state a territory's consumer law is that of. */
export const stateOf = (country: string): string => parts[country] ?? country;

/** The law this engine knows for a country; elsewhere (the United States among them) the shown policy and the contract bind. */
export function lawOf(country: string): Law | undefined {
  if (country === 'GB') return 'GB';
  return union.has(stateOf(country)) ? 'EU' : undefined;
}
