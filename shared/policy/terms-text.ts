import type { PolicyDocument } from '../contracts/policy.ts';
import type { PublishedCase, PublishedFee, PublishedTerms } from '../contracts/terms.ts';
import type { Money } from '../contracts/values.ts';
import { formatMoney, moneyOf } from '../money/amount.ts';
import { shippedReasons } from '../reasons/shipped.ts';
import { type Readers, termsData } from './terms.ts';
import { type TermsWords, termsWords } from './terms-words.ts';
import { textIn } from './text.ts';

/** For whom a policy is published as text, and whose it is. */
export interface TextReaders extends Readers {
  brandName: string;
}

/** A policy as plain text for customers: what it answers to each reason, from when to when, and what that costs. */
export function termsText(document: PolicyDocument, readers: TextReaders): string {
  return writtenTerms(termsData(document, readers), readers.brandName);
}

/** Published terms as plain text, a paragraph a reason. */
export function writtenTerms(terms: PublishedTerms, brandName: string): string {
  const { language, country, currency, policy, windowDays } = terms;
  const words = termsWords(language);
  const place = new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country;
  const day = (date: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));
  const reasons = Map.groupBy(terms.cases, ({ reason }) => reason);
  const paragraphs = [
    [`${brandName}: ${policy.title}`, [place, currency, words.version(policy.version)].join(' · ')],
    [
      words.window(windowDays),
      ...terms.holidayPeriods.map(({ deliveredFrom, deliveredTo, until }) =>
        words.holidays(day(deliveredFrom), day(deliveredTo), day(until)),
      ),
    ],
    ...[...reasons].map(([reason, cases]) => [
      textIn(language, shippedReasons[reason].label),
      ...(reason === 'customer_remorse' && terms.withdrawal
        ? [`- ${words.withdrawal(terms.withdrawal.days, terms.withdrawal.article)}`]
        : []),
      ...cases.map((one) => `- ${caseInWords(one, words, language)}`),
    ]),
    ...(terms.deductions.length > 0
      ? [
          [
            words.deductions,
            ...terms.deductions.map(({ title, fee }) => `- ${title}: ${feeInWords(fee, words, language)}`),
          ],
        ]
      : []),
    [words.statutory],
  ];
  return `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function caseInWords(one: PublishedCase, words: TermsWords, language: string): string {
  const when = whenInWords(one.when, words, language);
  const list = (parts: readonly string[]) => parts.join(', ');
  const sentences = [
    one.message,
    ...(one.labelPayer && one.labelPayer !== 'none' ? [words.labelPayer[one.labelPayer]] : []),
    ...one.fees.map((fee) => `${words.fees[fee.kind]}: ${feeInWords(fee, words, language)}.`),
    ...(one.refundsDelivery ? [words.delivery] : []),
    ...(one.resolutions.length > 0
      ? [`${words.offered}: ${list(one.resolutions.map((it) => words.resolutions[it]))}.`]
      : []),
    ...(one.evidence.length > 0 ? [`${words.demanded}: ${list(one.evidence.map((it) => words.evidence[it]))}.`] : []),
    ...(one.offers.length > 0 ? [`${words.instead}: ${list(one.offers.map((it) => words.offers[it]))}.`] : []),
  ];
  const told = when === '' ? words.outcomes[one.outcome] : `${when}: ${words.outcomes[one.outcome]}`;
  return `${told[0]?.toUpperCase() ?? ''}${told.slice(1)}. ${sentences.join(' ')}`;
}

function whenInWords(when: PublishedCase['when'], words: TermsWords, language: string): string {
  const { fromValue, upToValue, fromDay, upToDay, covered, conditions } = when;
  const { fromWarrantyDaysLeft: fromLeft, upToWarrantyDaysLeft: upToLeft } = when;
  const shown = (amount: Money) => formatMoney(amount, language);
  /** Either end may be said of the amount itself or of its neighbour: of the rounder one. */
  const end = (own: Money, beside: number, of: (value: string) => string, ofBeside: (value: string) => string) => {
    const neighbour = moneyOf(own.currency, own.minor + beside);
    return zeros(neighbour) > zeros(own) ? ofBeside(shown(neighbour)) : of(shown(own));
  };
  const valueEnds = () => [
    ...(fromValue ? [end(fromValue, -1, words.from, words.over)] : []),
    ...(upToValue ? [end(upToValue, 1, words.upTo, words.under)] : []),
  ];
  return [
    ...(fromValue && fromValue.minor === upToValue?.minor ? [words.exactly(shown(fromValue))] : valueEnds()),
    ...(fromDay === undefined ? [] : [words.fromDay(fromDay)]),
    ...(upToDay === undefined ? [] : [words.upToDay(upToDay)]),
    ...(covered === undefined ? [] : [words.covered[`${covered}`]]),
    ...(fromLeft === undefined ? [] : [words.fromDaysLeft(fromLeft)]),
    ...(upToLeft === undefined ? [] : [words.upToDaysLeft(upToLeft)]),
    ...(conditions ? [conditions.map((one) => words.conditions[one]).join(' / ')] : []),
  ].join(', ');
}

const zeros = ({ minor }: Money): number => /0*$/.exec(String(minor))?.[0].length ?? 0;

/** A table reads by condition: `unopened 15 % (17.5 % after day 14)`. */
function feeInWords(
  { basisPoints, amount, byConditionAndAge = [] }: PublishedFee,
  words: TermsWords,
  language: string,
): string {
  if (amount) return formatMoney(amount, language);
  if (basisPoints !== undefined) return words.percent(basisPoints);
  const byCondition = Map.groupBy(byConditionAndAge, ({ condition }) => condition);
  return [...byCondition]
    .map(([condition, rows]) => {
      const [first, ...later] = rows;
      const then = later.map((row, i) => `${words.percent(row.basisPoints)} ${words.after(rows[i]?.upToDays ?? 0)}`);
      const share = words.percent(first?.basisPoints ?? 0);
      return `${words.conditions[condition]} ${share}${then.length > 0 ? ` (${then.join(', ')})` : ''}`;
    })
    .join(', ');
}
