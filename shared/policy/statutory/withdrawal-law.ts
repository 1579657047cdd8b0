import type { WithdrawalExclusion } from '../../contracts/rights.ts';
import { type Law, stateOf } from './countries.ts';

/** The right to end a distance contract without a reason, as data: what each law says of it, and where. */
export interface WithdrawalLaw {
  /** Days after the day of delivery of the order's last good. */
  days: number;
  /** More months where the consumer was not told of it. */
  moreMonthsUntold: number;
  /** Whether a last day that is a Saturday, Sunday or public holiday gives way to the next working day. */
  pastRestDays: boolean;
  article: string;
  /** The refund: within so many days of … */
  refundDays: number;
  /** … being told of the withdrawal, though not before goods or proof of sending came; or of those coming. */
  refundCountsFrom: 'told' | 'goods_or_proof';
  refundArticle: string;
  holdArticle: string;
  /** The consumer sends the goods back within so many days of telling. */
  sendBackDays: number;
  sendBackArticle: string;
  exclusionArticle: string;
}

export const withdrawalLaws: Readonly<Record<Law, WithdrawalLaw>> = {
  EU: {
    days: 14,
    moreMonthsUntold: 12,
    pastRestDays: true,
    article: 'Directive 2011/83/EU, Art. 9(1), 9(2)(b)',
    refundDays: 14,
    refundCountsFrom: 'told',
    refundArticle: 'Directive 2011/83/EU, Art. 13(1)',
    holdArticle: 'Directive 2011/83/EU, Art. 13(3)',
    sendBackDays: 14,
    sendBackArticle: 'Directive 2011/83/EU, Art. 14(1)',
    exclusionArticle: 'Directive 2011/83/EU, Art. 16',
  },
  GB: {
    days: 14,
    moreMonthsUntold: 12,
    pastRestDays: false,
    article: 'Consumer Contracts Regulations 2013, regs 29–30',
    refundDays: 14,
    refundCountsFrom: 'goods_or_proof',
    refundArticle: 'Consumer Contracts Regulations 2013, reg. 34(4)–(5)',
    holdArticle: 'Consumer Contracts Regulations 2013, reg. 34(5)',
    sendBackDays: 14,
    sendBackArticle: 'Consumer Contracts Regulations 2013, reg. 35(4)',
    exclusionArticle: 'Consumer Contracts Regulations 2013, reg. 28',
  },
};

/** Where member states have written the right down themselves; the days are the same in all of them. */
const national: Readonly<Record<string, string>> = {
  AT: 'FAGG §§ 11–17',
  BE: 'Code de droit économique, art. VI.47–VI.53',
  DE: 'BGB §§ 312g, 355–357',
  DK: 'Forbrugeraftaleloven §§ 18–26',
  ES: 'TRLGDCU arts. 102–108',
  FI: 'Kuluttajansuojalaki 6 luku 14–17 §',
  FR: 'Code de la consommation, art. L221-18 à L221-28',
  IE: 'Consumer Rights Act 2022, Part 5',
  IT: 'Codice del consumo, artt. 52–59',
  NL: 'BW 6:230o–230s',
  PL: 'Ustawa o prawach konsumenta, art. 27–38',
  PT: 'Decreto-Lei 24/2014, arts. 10–17',
  SE: 'Lag 2005:59, 2 kap. 10–16 §§',
};

/** The article, with the state's own beside the Union's. */
export function withNational(article: string, country: string): string {
  const own = national[stateOf(country)];
  return own ? `${article} (${own})` : article;
}

/** Goods excluded only once their seal was broken after delivery (Art. 16(e), (i)). */
const sealed: ReadonlySet<WithdrawalExclusion> = new Set<WithdrawalExclusion>(['sealed_hygiene', 'sealed_media']);

/**
 * Whether an exclusion holds for goods in this condition. A seal nobody speaks of counts as whole: the function to withdraw
 * may not ask for it (Art. 11a(2)), and who inspects the goods sees it.
 */
export const isExcluded = (reason: WithdrawalExclusion, condition: string | undefined): boolean =>
  !sealed.has(reason) || (condition !== undefined && condition !== 'unopened');
