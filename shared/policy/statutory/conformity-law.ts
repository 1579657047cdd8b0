import type { Day } from '../days.ts';
import { type Law, stateOf } from './countries.ts';

/** What the seller owes for goods that are not as agreed, as data: by state, and by the day the contract was made. */
export interface ConformityLaw {
  /** For contracts made from this day on. */
  from: Day;
  /** Months from delivery that the seller is liable for; absent: as long as such goods are expected to last. */
  months?: number;
  /** Months in which a lack that shows is presumed to have been there. */
  presumedMonths: number;
  article: string;
}

const directive = 'Directive (EU) 2019/771, Art. 10(1), 11(1)';

/** Directive (EU) 2019/771 applies to contracts made from 1 January 2022 (its Art. 24); before it, Directive 1999/44/EC. */
const since2022 = (months: number | undefined, presumedMonths: number, own?: string): ConformityLaw => ({
  from: '2022-01-01',
  ...(months !== undefined && { months }),
  presumedMonths,
  article: own ? `${directive} (${own})` : directive,
});
const until2021 = (months: number | undefined, presumedMonths: number, own?: string, from = '2002-01-01') => ({
  from,
  ...(months !== undefined && { months }),
  presumedMonths,
  article: `Directive 1999/44/EC, Art. 5(1), 5(3)${own ? ` (${own})` : ''}`,
});

/** States that differ from two years and one, or whose own article is named; the others have what the Directive says. Newest first. */
const states: Readonly<Record<string, readonly ConformityLaw[]>> = {
  AT: [since2022(24, 12, 'VGG §§ 10, 11')],
  // The presumption is as long as the liability.
  BE: [since2022(24, 24, 'Code civil, art. 1649quater')],
  CZ: [since2022(24, 12, 'Občanský zákoník § 2161(5), § 2165')],
  DE: [since2022(24, 12, 'BGB § 438(1) no. 3, § 477')],
  DK: [since2022(24, 12, 'Købeloven §§ 77 a, 83')],
  EE: [since2022(24, 12, 'VÕS § 218')],
  ES: [since2022(36, 24, 'TRLGDCU arts. 120, 121')],
  // No fixed end: as long as such goods are expected to last.
  FI: [
    since2022(undefined, 12, 'Kuluttajansuojalaki 5 luku'),
    until2021(undefined, 6, 'Kuluttajansuojalaki 38/1978, 5 luku 12 a, 15 §'),
  ],
  // The longer presumption came with Loi 2014-344, for what is sold from 18 March 2016 on.
  FR: [
    since2022(24, 24, 'Code de la consommation, art. L217-3, L217-7'),
    until2021(24, 24, 'Code de la consommation, anc. art. L217-7, L217-12', '2016-03-18'),
  ],
  // Six years, by the Statute of Limitations 1957, s. 11.
  IE: [
    since2022(72, 12, 'Consumer Rights Act 2022, Part 2'),
    until2021(72, 6, 'S.I. No. 11/2003; Sale of Goods Act 1893, s. 14; Statute of Limitations 1957, s. 11'),
  ],
  IT: [since2022(24, 12, 'Codice del consumo, artt. 133, 135')],
  NL: [since2022(undefined, 12, 'BW 7:17, 7:18a'), until2021(undefined, 6, 'BW 7:17, 7:18 (oud)')],
  // One year of presumption came with the Act of 30 May 2014.
  PL: [
    since2022(24, 24, 'Ustawa o prawach konsumenta, art. 43c'),
    until2021(24, 12, 'Kodeks cywilny, art. 556², 568', '2014-12-25'),
  ],
  PT: [
    since2022(36, 24, 'Decreto-Lei 84/2021, arts. 12, 13'),
    until2021(24, 24, 'Decreto-Lei 67/2003, arts. 3.º, 5.º', '2003-04-09'),
  ],
  SE: [
    since2022(36, 24, 'Konsumentköplag 2022:260, 4 kap.'),
    until2021(36, 6, 'Konsumentköplag 1990:932, 20 a, 23 §§', '2005-04-01'),
  ],
};

/** Limitation Act 1980, s. 5 (Scotland: five years from when the lack could be known); presumption of CRA s. 19(14)–(15). */
const britain: readonly ConformityLaw[] = [
  { from: '2015-10-01', months: 72, presumedMonths: 6, article: 'Consumer Rights Act 2015, ss. 9–11, 19(14)–(15), 23' },
];

/** What held for a contract made on a day, or nothing known that far back. */
export function conformityLaw(law: Law, country: string, madeOn: Day): ConformityLaw | undefined {
  const known = law === 'GB' ? britain : [...(states[stateOf(country)] ?? [since2022(24, 12)]), until2021(24, 6)];
  return known.find(({ from }) => from <= madeOn);
}

/**
 * A repair makes the liability twelve months longer, once: Directive (EU) 2019/771, Art. 10(2a), added by Directive (EU)
 * 2024/1799; for goods back from repair from this day on.
 */
export const longerAfterRepair = { from: '2026-07-31', months: 12, article: 'Directive (EU) 2019/771, Art. 10(2a)' };

/** After one repair or replacement that did not help: money back, … */
export const finalRejection: Readonly<Record<Law, string>> = {
  EU: 'Directive (EU) 2019/771, Art. 13(4)(b), 16',
  GB: 'Consumer Rights Act 2015, s. 24(5)(a), (10)',
};

/** … or, as the consumer chooses, a lower price. */
export const priceReduction: Readonly<Record<Law, string>> = {
  EU: 'Directive (EU) 2019/771, Art. 13(4)(b), 15',
  GB: 'Consumer Rights Act 2015, s. 24(1)–(2), (5)(a)',
};

/** Days after delivery in which goods that are not as agreed may be rejected at once. */
export const shortTermRejection = { days: 30, article: 'Consumer Rights Act 2015, ss. 20, 22' };
