import { periodOf } from '../../calendar.ts';
import { larger, textOf } from '../../decimal.ts';
import type { Formulas } from '../../jurisdiction.ts';

/** What the United States compute in a way of their own. */
export const americanFormulas: Formulas = {
  /** 19 CFR Part 159, subpart C: a rate is certified for the calendar quarter. */
  rateInForce: (on, publishedOn) => publishedOn >= periodOf(on, 3).from && publishedOn <= periodOf(on, 3).until,

  /**
   * A specific or compound rate is turned into an ad valorem one: the duty on the article as imported, by its value (TSUS
   * 1963 headnote 2, the predecessor of ch. 98 subch. II U.S. note 3).
   */
  specificShare: ({ customsValue, base }) =>
    customsValue ? { part: base, of: customsValue } : { lacks: ['goods.value'] },

  /**
   * 19 CFR 10.31(f) and CSMS 53992279: twice the duties with fees; 110 % of them for 9813.00.20, .25 and .50; for prohibited
   * or restricted goods at least three times the value.
   */
  bond: ({ duties, fees, value, subheading, restricted, figures }) => {
    const low = /^9813\.00\.(20|25|50)/.test(subheading ?? '');
    const percent = low && !restricted ? figures.tib_low_percent : figures.tib_percent;
    const ofValue = figures.tib_restricted_value_percent;
    if (!percent || !ofValue) throw new Error('The American pack states no percentages for bonds');
    const due = duties.plus(fees);
    const exact = due.times(percent).div('100');
    const formula = `(${textOf(duties)} + ${textOf(fees)}) × ${textOf(percent)} %`;
    if (!restricted || !value) return { exact, formula };
    const floor = value.times(ofValue).div('100');
    return { exact: larger(exact, floor), formula: `${formula}, at least ${textOf(value)} × ${textOf(ofValue)} %` };
  },

  /**
   * The number of chapter 98 with its statistical suffix, then that of the article, with the article's quantity and the
   * dutiable value (HTSUS ch. 98 statistical note 2). Engines (headings 8407 and 8408) have a suffix of their own.
   */
  reporting: ({ goods: { tariffNumber, units } }, { provision, route }, figures) => {
    const repaired = route === 'outward_processing' || route === 'agreement_repair_relief';
    if (!tariffNumber || !provision || !repaired) return undefined;
    const engine = /^840[78]/.test(tariffNumber) ? '_engines' : '';
    const suffix = figures[`suffix_${provision.replaceAll('.', '_')}${engine}`];
    if (!suffix) return undefined;
    const number = `${provision}${suffix}-${tariffNumber}`;
    return { number, ...(units !== undefined && { quantity: units }), value: 'dutiable value' };
  },
};
