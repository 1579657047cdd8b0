/** Currency by which shops of a country state their prices, for countries with a shop's usual currencies (ISO 4217, list one). */
const byCurrency = {
  AUD: 'AU',
  CAD: 'CA',
  CHF: 'CH LI',
  CZK: 'CZ',
  DKK: 'DK FO GL',
  EUR: 'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK',
  GBP: 'GB GG IM JE',
  HUF: 'HU',
  ISK: 'IS',
  JPY: 'JP',
  NOK: 'NO SJ',
  NZD: 'NZ',
  PLN: 'PL',
  RON: 'RO',
  SEK: 'SE',
  USD: 'AS GU MP PR US VI',
} as const;

const byCountry = new Map(
  Object.entries(byCurrency).flatMap(([currency, countries]) => countries.split(' ').map((one) => [one, currency])),
);

/** Undefined where it is not known: then who asks has to say it. */
export const currencyOf = (country: string): string | undefined => byCountry.get(country);
