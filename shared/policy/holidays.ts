import { easter, orthodoxEaster } from 'date-easter';
import { addDays, type Day, weekday } from './days.ts';

/*
 * Public holidays by country: days on which a period does not end (Reg. (EEC, Euratom) 1182/71, Art. 2(1) and 3(4)). As
 * rules of a dozen words a country, from its own law named beside it (CY, GR: the list that the Official Journal carries
 * each year under Art. 2(1)), because the library of the field, date-holidays, brings every village of the world (1.6 MB) and
 * data under CC BY-SA. Looked through for 2024 to 2030 in November 2026.
 *
 * A holiday of a part of a country counts for all of it (after the bar): a customer whose address does not say where they
 * live gains a day at most, and none loses one.
 *
 *   12-25       that day each year            1@05-25     first Monday from 25 May on (1 Monday … 7 Sunday)
 *   E-2  E+39   days from Easter Sunday       O+50        days from the Orthodox one
 *   12-25>      where it falls on a weekend, the next working day is a holiday too
 */
const rules: Readonly<Record<string, string>> = {
  // Feiertagsruhegesetz § 1, Arbeitsruhegesetz § 7
  AT: '01-01 01-06 E+1 05-01 E+39 E+50 E+60 08-15 10-26 11-01 12-08 12-25 12-26',
  // Arrêté royal 18/4/1974, art. 1
  BE: '01-01 E+1 05-01 E+39 E+50 07-21 08-15 11-01 11-11 12-25',
  // Labour Code, Art. 154
  BG: '01-01> 03-03> O-2 O-1 O+1 05-01> 05-06> 05-24> 09-06> 09-22> 12-24> 12-25> 12-26>',
  // By canton; Obligationenrecht Art. 78
  CH: '01-01 E+39 08-01 12-25 | 01-02 01-06 03-19 E-2 E+1 05-01 E+50 E+60 06-29 08-15 11-01 12-08 12-26',
  CY: '01-01 01-06 O-48 03-25 04-01 O-2 O+1 O+2 05-01 O+50 08-15 10-01 10-28 12-24 12-25 12-26',
  // Zákon 245/2000 Sb.
  CZ: '01-01 E-2 E+1 05-01 05-08 07-05 07-06 09-28 10-28 11-17 12-24 12-25 12-26',
  // Feiertagsgesetze der Länder; BGB § 193
  DE: '01-01 E-2 E+1 05-01 E+39 E+50 10-03 12-25 12-26 | 01-06 03-08 E+60 08-15 09-20 10-31 11-01 3@11-16',
  // Lov om lukkeloven § 1, without the Great Prayer Day, abolished from 2024
  DK: '01-01 E-3 E-2 E+1 E+39 E+50 06-05 12-24 12-25 12-26',
  // Pühade ja tähtpäevade seadus § 2
  EE: '01-01 02-24 E-2 05-01 06-23 06-24 08-20 12-24 12-25 12-26',
  // Estatuto de los Trabajadores art. 37.2, RD 2001/1983 art. 45
  ES: '01-01 E-2 05-01 08-15 10-12 11-01 12-06 12-08 12-25 | 01-06 02-28 03-19 E-3 E+1 04-23 05-02 07-25 09-11 12-26',
  // Laki säädettyjen määräaikain laskemisesta 150/1930, 5 §, with the eves it names
  FI: '01-01 01-06 E-2 E+1 05-01 E+39 5@06-19 12-06 12-24 12-25 12-26',
  // Code du travail L3133-1; L3134-13 for Alsace and Moselle
  FR: '01-01 E+1 05-01 05-08 E+39 E+50 07-14 08-15 11-01 11-11 12-25 | E-2 12-26',
  // Banking and Financial Dealings Act 1971, sch. 1
  GB: '01-01> E-2 1@05-01 1@05-25 12-25> 12-26> | 01-02> 03-17> E+1 07-12> 1@08-01 1@08-25 11-30>',
  GR: '01-01 01-06 O-48 03-25 O-2 O+1 05-01 O+50 08-15 10-28 12-25 12-26',
  // Zakon o blagdanima, čl. 1
  HR: '01-01 01-06 E+1 05-01 05-30 E+60 06-22 08-05 08-15 11-01 11-18 12-25 12-26',
  // Munka törvénykönyve 102. §
  HU: '01-01 03-15 E-2 E+1 05-01 E+50 08-20 10-23 11-01 12-24 12-25 12-26',
  // Organisation of Working Time Act 1997, sch. 2; St Brigid's day is 1 February itself where that is a Friday (2030)
  IE: '01-01 1@02-01 2030-02-01 03-17 E+1 1@05-01 1@06-01 1@08-01 1@10-25 12-25 12-26',
  // Legge 260/1949; St Francis from 2026 by legge 151/2025
  IT: '01-01 01-06 E+1 04-25 05-01 06-02 08-15 10-04 11-01 12-08 12-25 12-26',
  // Darbo kodeksas, 123 str.
  LT: '01-01 02-16 03-11 E+1 05-01 06-24 07-06 08-15 11-01 11-02 12-24 12-25 12-26',
  // Code du travail L. 232-2
  LU: '01-01 E+1 05-01 05-09 E+39 E+50 06-23 08-15 11-01 12-25 12-26',
  // Likums par svētku, atceres un atzīmējamām dienām
  LV: '01-01 E-2 E+1 05-01 05-04> 06-23 06-24 11-18> 12-24 12-25 12-26 12-31',
  // National Holidays and Other Public Holidays Act, Cap. 252
  MT: '01-01 02-10 03-19 03-31 E-2 05-01 06-07 06-29 08-15 09-08 09-21 12-08 12-13 12-25',
  // Algemene termijnenwet art. 3
  NL: '01-01 E-2 E+1 04-27 05-05 E+39 E+50 12-25 12-26',
  // Lov om 1 og 17 mai, helligdagsloven § 2
  NO: '01-01 E-3 E-2 E+1 05-01 05-17 E+39 E+50 12-25 12-26',
  // Ustawa o dniach wolnych od pracy, art. 1, with Christmas Eve from 2025
  PL: '01-01 01-06 E+1 05-01 05-03 E+60 08-15 11-01 11-11 12-24 12-25 12-26',
  // Código do Trabalho art. 234
  PT: '01-01 E-2 04-25 05-01 E+60 06-10 08-15 10-05 11-01 12-01 12-08 12-25',
  // Codul muncii art. 139
  RO: '01-01 01-02 01-06 01-07 01-24 O-2 O+1 05-01 O+50 06-01 08-15 11-30 12-01 12-25 12-26',
  // Lag 1930:173 om beräkning av lagstadgad tid, 2 §, with the eves it names
  SE: '01-01 01-06 E-2 E+1 05-01 E+39 06-06 5@06-19 12-24 12-25 12-26 12-31',
  // Zakon o praznikih in dela prostih dnevih
  SI: '01-01 01-02 02-08 E+1 04-27 05-01 05-02 06-25 08-15 10-31 11-01 12-25 12-26',
  // Zákon 241/1993 Z. z.
  SK: '01-01 01-06 E-2 E+1 05-01 05-08 07-05 08-29 09-01 09-15 11-01 11-17 12-24 12-25 12-26',
  // 5 U.S.C. § 6103
  US: '01-01> 1@01-15 1@02-15 1@05-25 06-19> 07-04> 1@09-01 1@10-08 11-11> 4@11-22 12-25>',
};

/** Countries whose holidays are known; elsewhere only weekends are. */
export const countriesWithHolidays: readonly string[] = Object.keys(rules);

const isWeekend = (day: Day): boolean => weekday(day) > 5;

/** The day a rule names in a year, or none. @throws Error at a rule that cannot be read */
function dayOf(rule: string, year: number): Day | undefined {
  const [, feast, shift] = /^([EO])([+-]\d+)$/.exec(rule) ?? [];
  if (feast) return addDays((feast === 'E' ? easter : orthodoxEaster)(year).toString(), Number(shift));
  const [, nth, from] = /^([1-7])@(\d\d-\d\d)$/.exec(rule) ?? [];
  if (nth) {
    const first = `${year}-${from}`;
    return addDays(first, (Number(nth) - weekday(first) + 7) % 7);
  }
  if (/^\d\d-\d\d$/.test(rule)) return `${year}-${rule}`;
  if (/^\d{4}-\d\d-\d\d$/.test(rule)) return rule.startsWith(`${year}-`) ? rule : undefined;
  throw new Error(`${rule} is no rule of a holiday`);
}

/** Public holidays of a country in a year, in order; none where they are not known. */
export function holidaysIn(country: string, year: number): readonly Day[] {
  const days = new Set<Day>();
  const moved: Day[] = [];
  for (const rule of (rules[country] ?? '').split(/[ |]+/).filter(Boolean)) {
    const day = dayOf(rule.replace('>', ''), year);
    if (day) days.add(day);
    if (day && rule.endsWith('>') && isWeekend(day)) moved.push(day);
  }
  for (const day of moved) {
    let next = addDays(day, 1);
    while (isWeekend(next) || days.has(next)) next = addDays(next, 1);
    days.add(next);
  }
  return [...days].sort();
}

const known = new Map<string, ReadonlySet<Day>>();

function holidays(country: string, year: number): ReadonlySet<Day> {
  const key = `${country}${year}`;
  const found = known.get(key) ?? new Set(holidaysIn(country, year));
  known.set(key, found);
  return found;
}

/** Whether a day is a Saturday, a Sunday or a public holiday of the country. Unknown country: weekends only. */
export const isRestDay = (day: Day, country: string | undefined): boolean =>
  isWeekend(day) || (country !== undefined && holidays(country, Number(day.slice(0, 4))).has(day));
