import type { ConsignmentLine, ConsignmentPlace, OutboundReference } from '../../contracts/customs-consignment.ts';
import type { CustomsPaper } from '../../contracts/customs-paper.ts';
import type { CustomsParty } from '../../contracts/customs-party.ts';
import type { Money } from '../../contracts/values.ts';
import { majorUnits } from '../../money/amount.ts';

/** How what a consignment holds is written on its papers: in English, which customs offices everywhere read. */

export const paperTitles = {
  commercial_invoice: 'Commercial invoice',
  pro_forma_invoice: 'Pro-forma invoice',
  packing_list: 'Packing list',
  repair_declaration: 'Repair declaration',
  shippers_letter: "Shipper's letter of instruction",
  broker_data_set: 'Data set for the customs broker',
  certificates: 'Papers that others issue',
} as const satisfies Record<CustomsPaper, string>;

const purposes = {
  repair: 'Goods sent for repair; they are to come back after it.',
  exchange: 'Defective goods sent back in exchange for others.',
  return: 'Returned goods: sent back to the seller.',
  demonstration: 'Goods sent for temporary use; they are to come back unaltered.',
} as const satisfies Record<NonNullable<ConsignmentLine['activity']>, string>;

export const purposeOf = ({ activity }: Pick<ConsignmentLine, 'activity'>): string | undefined =>
  activity && purposes[activity];

/** `EUR 1299.00`: the code first and a point, as customs papers have it; every digit of the currency, none more. */
export const moneyText = (amount: Money): string => `${amount.currency} ${majorUnits(amount)}`;

/** Grams as kilograms with three digits, exactly. */
export function kilograms(grams: number): string {
  const text = String(grams).padStart(4, '0');
  return `${text.slice(0, -3)}.${text.slice(-3)}`;
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** A country with its code; XI is no country of ISO 3166, but customs know it. */
export const countryText = (code: string): string =>
  code === 'XI' ? 'Northern Ireland (XI)' : `${countryNames.of(code) ?? code} (${code})`;

export function placeLines(place: ConsignmentPlace): string[] {
  const { name, line1, line2, city, region, postalCode, country } = place;
  const town = [postalCode, city].filter(Boolean).join(' ');
  return [name, line1, line2, town || undefined, region, countryText(country)].filter((line) => line !== undefined);
}

const numberNames = {
  eori: 'EORI',
  us_importer_number: 'US importer number',
  other: 'Number',
} as const satisfies Record<CustomsParty['kind'], string>;

export const partyLines = ({ name, country, kind, number }: CustomsParty): string[] => [
  name,
  countryText(country),
  `${numberNames[kind]}: ${number}`,
];

export const outboundText = ({ invoice, mrn, exportedOn }: OutboundReference): string =>
  [`Invoice ${invoice}`, mrn && `export declaration (MRN) ${mrn}`, exportedOn && `exported on ${exportedOn}`]
    .filter(Boolean)
    .join(', ');

const batteries = {
  none: undefined,
  other: 'Batteries, none of them lithium',
  lithium: 'Lithium batteries',
  UN3480: 'UN3480 lithium ion batteries',
  UN3481: 'UN3481 lithium ion batteries in or with equipment',
  UN3090: 'UN3090 lithium metal batteries',
  UN3091: 'UN3091 lithium metal batteries in or with equipment',
} as const satisfies Record<NonNullable<ConsignmentLine['battery']>, string | undefined>;

/** What must be said of batteries; undefined where there are none, or nobody told. */
export const batteryText = ({ battery }: Pick<ConsignmentLine, 'battery'>): string | undefined =>
  battery && batteries[battery];
