import type { Facts } from '../../contracts/facts.ts';
import type { LawFacts, StatutoryRight } from '../../contracts/rights.ts';
import { addDays, addMonths, type Day } from '../days.ts';
import { nextWorkingDay, windowEnd } from '../windows.ts';
import { conformityLaw, finalRejection, longerAfterRepair, shortTermRejection } from './conformity-law.ts';
import { type Law, lawOf } from './countries.ts';
import { isExcluded, type WithdrawalLaw, withdrawalLaws, withNational } from './withdrawal-law.ts';
import { rightWords } from './words.ts';

/** What a consumer's rights depend on: facts of the request, and of the order. All days are the customer's own. */
export type RightsInput = Pick<Facts, 'country' | 'business' | 'deliveredOn' | 'condition'> &
  Pick<LawFacts, 'arrival' | 'told' | 'excluded' | 'repairs' | 'replacements'> & {
    today: Day;
    /** When the contract was made. */
    madeOn: Day;
  };

/**
 * The statutory rights in one line of an order, those that are over among them, so that a customer is told since when.
 * None for business buyers, and none where the engine knows no law that gives one (the United States).
 * @param language of the sentences (ISO 639-1)
 */
export function rightsOf(input: RightsInput, language = 'en'): StatutoryRight[] {
  const { business, country } = input;
  const law = country && lawOf(country);
  if (business || !country || !law) return [];
  const words = rightWords(language);
  return [
    withdrawalIn(input, law, country, words),
    ...(law === 'GB' ? [shortTermIn(input, country, words.short_term_rejection)] : []),
    ...conformityIn(input, law, country, words),
  ];
}

type Words = ReturnType<typeof rightWords>;

/** The last day to withdraw, counted from a last good. */
function withdrawalEnd(law: WithdrawalLaw, lastOn: Day, { told, country }: RightsInput): Day {
  const days = (from: Day): Day => {
    const plain = addDays(from, law.days);
    return law.pastRestDays ? (windowEnd(law.days, { deliveredOn: from, country }) ?? plain) : plain;
  };
  const first = days(lastOn);
  if (told === undefined) return first;
  const longest = addMonths(first, law.moreMonthsUntold);
  const latest = law.pastRestDays ? nextWorkingDay(longest, country) : longest;
  if (told === 'never') return latest;
  const sinceTold = told <= lastOn ? first : days(told);
  return sinceTold < latest ? sinceTold : latest;
}

function withdrawalIn(input: RightsInput, name: Law, country: string, words: Words): StatutoryRight {
  const law = withdrawalLaws[name];
  const { arrival, excluded, condition, today } = input;
  const base = {
    kind: 'withdrawal',
    country,
    article: withNational(law.article, country),
    follows: words.withdrawal,
  } as const;
  if (excluded && isExcluded(excluded, condition))
    return {
      ...base,
      status: 'excluded',
      article: law.exclusionArticle,
      excludedBecause: excluded,
      follows: words.noWithdrawal(words.excluded[excluded]),
    };
  // Its time begins with the last good: where that has not come, there is no last day yet.
  if (arrival.state === 'part') return { ...base, status: 'open' };
  const until = arrival.lastOn && withdrawalEnd(law, arrival.lastOn, input);
  if (until && today <= until) return { ...base, status: 'open', ...(arrival.state === 'all' && { until }) };
  return arrival.state === 'all' && until ? { ...base, status: 'over', until } : { ...base, status: 'unknown' };
}

function shortTermIn({ deliveredOn, today }: RightsInput, country: string, follows: string): StatutoryRight {
  const base = { kind: 'short_term_rejection', country, article: shortTermRejection.article, follows } as const;
  if (!deliveredOn) return { ...base, status: 'unknown' };
  const until = addDays(deliveredOn, shortTermRejection.days);
  return { ...base, status: today <= until ? 'open' : 'over', until };
}

/** Repair or replacement; and a lower price or money back, once one of them did not help. */
function conformityIn(input: RightsInput, law: Law, country: string, words: Words): StatutoryRight[] {
  const { deliveredOn, today, madeOn, repairs = [], replacements = [] } = input;
  const own = conformityLaw(law, country, madeOn);
  if (!own) return [];
  const base = { kind: 'conformity', country, article: own.article, follows: words.conformity } as const;
  if (!deliveredOn) return [{ ...base, status: 'unknown' }];
  const presumedUntil = addMonths(deliveredOn, own.presumedMonths);
  const longer = law === 'EU' && repairs.some((back) => back >= longerAfterRepair.from);
  const months = own.months === undefined ? undefined : own.months + (longer ? longerAfterRepair.months : 0);
  const until = months === undefined ? undefined : addMonths(deliveredOn, months);
  const status = until === undefined || today <= until ? 'open' : 'over';
  const conformity: StatutoryRight = {
    ...base,
    status,
    ...(longer && { article: `${own.article}; ${longerAfterRepair.article}` }),
    ...(until && { until }),
    presumedUntil,
  };
  const hasFailed = repairs.length + replacements.length > 0 && status === 'open';
  const final = {
    ...conformity,
    kind: 'final_rejection',
    article: finalRejection[law],
    follows: words.final_rejection,
  } as const;
  return hasFailed ? [final, conformity] : [conformity];
}
