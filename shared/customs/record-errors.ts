import type { CustomsParty } from '../contracts/customs-party.ts';
import type { CustomsAuthorisation, CustomsLane } from '../contracts/customs-records.ts';
import { type FieldError, fieldError } from '../contracts/errors.ts';
import { countryMeant, isCountry } from './countries.ts';
import { crossesBorder, customsTerritory } from './territory.ts';

/**
 * What is wrong with records that compliance puts: places that are none, and numbers that customs there do not know. Asked
 * when they are put, and not when they are read: what was kept before can be seen, and put right.
 */

/** @param lane as it is named: `CH-EU`, `CH-DE` */
export function laneErrors(lane: string, { exporterOfRecord, importerOfRecord }: CustomsLane): FieldError[] {
  const [origin = '', destination = ''] = lane.split('-');
  const unknown = [origin, destination].flatMap((place) => placeErrors(place, '/path/lane'));
  if (unknown.length > 0) return unknown.slice(0, 1);
  return [
    ...(crossesBorder(origin, destination)
      ? []
      : [fieldError('/path/lane', 'lane_crosses_no_border', { origin, destination })]),
    ...eoriErrors(exporterOfRecord, origin, '/exporterOfRecord'),
    ...eoriErrors(importerOfRecord, destination, '/importerOfRecord'),
  ];
}

export const authorisationErrors = ({ jurisdiction, holder }: CustomsAuthorisation): FieldError[] => [
  ...placeErrors(jurisdiction, '/jurisdiction'),
  ...eoriErrors(holder, jurisdiction, '/holder'),
];

function placeErrors(place: string, pointer: string): FieldError[] {
  if (place === 'EU' || isCountry(place)) return [];
  const meant = countryMeant(place) ?? (place.toUpperCase() === 'EU' ? 'EU' : undefined);
  return [
    meant === undefined
      ? fieldError(pointer, 'lane_place_unknown', { place })
      : fieldError(pointer, 'lane_place_written_otherwise', { place, meant }),
  ];
}

/**
 * An EORI begins with who gave it: a member state or, of Northern Ireland, XI (Delegated Regulation (EU) 2015/2446, Annex B;
 * Windsor Framework); Great Britain gives its own. Elsewhere it is a number like any other, if it is one.
 */
function eoriErrors(party: CustomsParty | undefined, place: string, under: string): FieldError[] {
  if (party?.kind !== 'eori') return [];
  const begins = party.number.slice(0, 2);
  const pointer = `${under}/number`;
  const ofUnion = begins === 'XI' || (begins !== 'EU' && customsTerritory(begins) === 'EU');
  if (!ofUnion && begins !== 'GB') return [fieldError(pointer, 'eori_of_no_such_country', { begins })];
  const territory = customsTerritory(place);
  if ((territory === 'EU' || territory === 'XI') && !ofUnion)
    return [fieldError(pointer, 'eori_not_of_the_union', { begins })];
  return territory === 'GB' && ofUnion ? [fieldError(pointer, 'eori_not_of_great_britain', { begins })] : [];
}
