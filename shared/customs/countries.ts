/**
 * ISO 3166-1 alpha-2 codes (August 2026), and two of its user-assigned ones: XI, which customs systems write for Northern
 * Ireland, and XK for Kosovo, as the Union's nomenclature of countries has it. Written down and not asked of `Intl`: that knows withdrawn codes too, and differs by release.
 */
const codes = `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF
  CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH
  GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW
  KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG
  NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN
  SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT
  ZA ZM ZW`;

const countries: ReadonlySet<string> = new Set([...codes.trim().split(/\s+/), 'XI', 'XK']);

/** Whether goods can come from or go to a place of this code. */
export const isCountry = (code: string): boolean => countries.has(code);

/** Codes that are written for a country and are none: the United Kingdom's top-level domain, and Greece in numbers for VAT. */
const writtenFor: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** The country that a code which is none is likely to mean; undefined where nothing is likely. */
export function countryMeant(code: string): string | undefined {
  const capitals = code.trim().toUpperCase();
  const meant = writtenFor[capitals] ?? capitals;
  return isCountry(meant) ? meant : undefined;
}
