import * as Instant from 'temporal-polyfill/fns/Instant';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';

/**
 * The time zone a customer lives in: of the country, and where a country has several, of the postal code or the region. A
 * country with one zone is looked up in the runtime's own data (CLDR); the parts of larger ones are data here, with borders
 * as fine as postal prefixes are.
 */

/** As much of an address as tells the zone. */
export interface Place {
  country?: string | undefined;
  region?: string | undefined;
  postalCode?: string | undefined;
}

/** Postal prefixes (inclusive, compared by their own length) and regions of a zone. */
interface Part {
  zone: string;
  postal: string;
  regions?: string;
}

/**
 * `otherwise` is told of nobody knows where in the country: the zone where midnight comes last of those in which many live,
 * so that no customer's day ends early. Else it is where all live but for the parts.
 */
const divided: Readonly<Record<string, { otherwise: string; parts?: readonly Part[] }>> = {
  AR: { otherwise: 'America/Argentina/Buenos_Aires' },
  AU: {
    otherwise: 'Australia/Perth',
    parts: [
      { zone: 'Australia/Darwin', postal: '08-09', regions: 'NT' },
      { zone: 'Australia/Sydney', postal: '02 1 2', regions: 'NSW ACT' },
      { zone: 'Australia/Melbourne', postal: '3 8', regions: 'VIC' },
      { zone: 'Australia/Brisbane', postal: '4 9', regions: 'QLD' },
      { zone: 'Australia/Adelaide', postal: '5', regions: 'SA' },
      { zone: 'Australia/Perth', postal: '6', regions: 'WA' },
      { zone: 'Australia/Hobart', postal: '7', regions: 'TAS' },
    ],
  },
  BR: {
    otherwise: 'America/Sao_Paulo',
    parts: [
      { zone: 'America/Rio_Branco', postal: '699', regions: 'AC' },
      { zone: 'America/Boa_Vista', postal: '693', regions: 'RR' },
      { zone: 'America/Manaus', postal: '690-698', regions: 'AM' },
      { zone: 'America/Porto_Velho', postal: '768-769', regions: 'RO' },
      { zone: 'America/Cuiaba', postal: '780-788', regions: 'MT' },
      { zone: 'America/Campo_Grande', postal: '79', regions: 'MS' },
    ],
  },
  CA: {
    otherwise: 'America/Vancouver',
    parts: [
      { zone: 'America/St_Johns', postal: 'A', regions: 'NL' },
      { zone: 'America/Halifax', postal: 'B C E', regions: 'NS PE NB' },
      { zone: 'America/Toronto', postal: 'G H J K L M N P', regions: 'QC ON' },
      { zone: 'America/Winnipeg', postal: 'R', regions: 'MB' },
      { zone: 'America/Regina', postal: 'S', regions: 'SK' },
      { zone: 'America/Edmonton', postal: 'T X', regions: 'AB NT' },
      { zone: 'America/Vancouver', postal: 'V', regions: 'BC' },
      { zone: 'America/Whitehorse', postal: 'Y', regions: 'YT' },
    ],
  },
  CL: { otherwise: 'America/Santiago' },
  CN: { otherwise: 'Asia/Shanghai' },
  CY: { otherwise: 'Asia/Nicosia' },
  DE: { otherwise: 'Europe/Berlin' },
  EC: { otherwise: 'America/Guayaquil' },
  ES: { otherwise: 'Europe/Madrid', parts: [{ zone: 'Atlantic/Canary', postal: '35 38', regions: 'GC TF CN' }] },
  FR: {
    otherwise: 'Europe/Paris',
    parts: [
      { zone: 'America/Guadeloupe', postal: '971' },
      { zone: 'America/Martinique', postal: '972' },
      { zone: 'America/Cayenne', postal: '973' },
      { zone: 'Indian/Reunion', postal: '974' },
      { zone: 'Indian/Mayotte', postal: '976' },
    ],
  },
  ID: { otherwise: 'Asia/Jakarta' },
  KZ: { otherwise: 'Asia/Almaty' },
  MX: {
    otherwise: 'America/Mexico_City',
    parts: [
      { zone: 'America/Tijuana', postal: '21-22', regions: 'BC' },
      { zone: 'America/Mazatlan', postal: '23 63 80-82', regions: 'BCS NAY SIN' },
      { zone: 'America/Hermosillo', postal: '83-85', regions: 'SON' },
      { zone: 'America/Cancun', postal: '77', regions: 'ROO' },
    ],
  },
  MY: { otherwise: 'Asia/Kuala_Lumpur' },
  NZ: { otherwise: 'Pacific/Auckland' },
  PT: { otherwise: 'Europe/Lisbon', parts: [{ zone: 'Atlantic/Azores', postal: '95-99' }] },
  UA: { otherwise: 'Europe/Kyiv' },
  US: {
    otherwise: 'America/Los_Angeles',
    parts: [
      { zone: 'Pacific/Honolulu', postal: '967-968', regions: 'HI' },
      { zone: 'America/Anchorage', postal: '995-999', regions: 'AK' },
      { zone: 'America/Phoenix', postal: '850-865', regions: 'AZ' },
      {
        zone: 'America/Denver',
        postal: '576-577 586-599 693 798-799 80-83 840-847 870-885',
        regions: 'CO ID MT NM UT WY',
      },
      { zone: 'America/Los_Angeles', postal: '835 838 889-961 97-994', regions: 'CA NV OR WA' },
      {
        zone: 'America/Chicago',
        postal: '324-325 350-372 380-397 420-424 463-464 476-477 50-79',
        regions: 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI',
      },
      {
        zone: 'America/New_York',
        postal: '0-4',
        regions: 'CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV',
      },
    ],
  },
};

/** Whether a code begins with a prefix (`35`), or lies in a span of them (`995-999`). */
function begins(code: string, prefix: string): boolean {
  const [from = '', to = from] = prefix.split('-');
  return code.slice(0, from.length) >= from && code.slice(0, to.length) <= to;
}

function partFor(parts: readonly Part[], place: Place): string | undefined {
  const code = place.postalCode?.replace(/[^0-9A-Z]/gi, '').toUpperCase();
  const region = place.region?.trim().toUpperCase();
  const byCode = code && parts.find(({ postal }) => postal.split(' ').some((prefix) => begins(code, prefix)));
  const found = byCode || (region && parts.find(({ regions }) => regions?.split(' ').includes(region)));
  return found ? found.zone : undefined;
}

const found = new Map<string, string | undefined>();

/** Of a country's zones the one where midnight comes last: no customer's day ends early. */
function westernmost(country: string): string | undefined {
  if (!found.has(country)) {
    const zones = new Intl.Locale('und', { region: country }).getTimeZones() ?? [];
    found.set(country, zones.toSorted((a, b) => offsetOf(a) - offsetOf(b))[0]);
  }
  return found.get(country);
}

/** Minutes east of Greenwich, in a northern winter. */
function offsetOf(zone: string): number {
  const winter = Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(Date.UTC(2026, 0, 1)), zone);
  return ZonedDateTime.offsetNanoseconds(winter) / 60_000_000_000;
}

/**
 * IANA zone of a place; `brandZone` where the country is not known or has none.
 * @param place the customer's address; a region is its code (`IL`), as shops write it
 */
export function zoneOf(place: Place, brandZone: string): string {
  const { country } = place;
  if (!country) return brandZone;
  const one = divided[country];
  if (one) return partFor(one.parts ?? [], place) ?? one.otherwise;
  return westernmost(country) ?? brandZone;
}

/** Where a customer counts days: the time zone, and the country whose public holidays count; absent: unknown. */
export interface Whereabouts {
  zone: string;
  country?: string | undefined;
}

/** The zone of a brand: the one it states, else that of the country its goods come back to. */
export const brandZone = ({ country, timeZone }: { country: string; timeZone?: string | undefined }): string =>
  timeZone ?? zoneOf({ country }, 'UTC');

/**
 * Where the customer of an order counts days: where its goods were delivered. The address tells the zone more exactly than
 * the country the order keeps; after an erasure that country is all there is.
 * @param address the order's, of the person behind it; or, where the order names no country, the one given with a request
 */
export function whereabouts(
  { shipToCountry }: { shipToCountry?: string | undefined },
  address: Place | undefined,
  brandZone: string,
): Whereabouts {
  const country = shipToCountry ?? address?.country;
  const place = address?.country === country ? address : { country };
  return { zone: zoneOf(place ?? {}, brandZone), country };
}
