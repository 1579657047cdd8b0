import type { CustomsFacts } from '../contracts/customs.ts';
import type { FigureTerm } from '../contracts/customs-answers.ts';
import type { Money } from '../contracts/values.ts';
import type { Day } from './calendar.ts';
import { Decimal, type Exact, exactOf, textOf } from './decimal.ts';
import type { Place } from './jurisdiction.ts';

/** An amount in the currency of a place, with what it was and the rate it came by. */
export interface Exchanged {
  readonly exact: Exact;
  readonly term: Omit<FigureTerm, 'id'>;
  /** Said where the rate is not known to be the one of the jurisdiction's rule. */
  readonly doubt?: string;
}

/**
 * Exchanges an amount at the rate the facts state for the pair, the one way or the other; undefined where there is none.
 * Nothing is rounded: that is for the duty. No rate is made of two others: an authority publishes against its own currency.
 */
export function exchange(amount: Money, facts: CustomsFacts, place: Place): Exchanged | undefined {
  const exact = exactOf(amount);
  if (amount.currency === place.currency) return { exact, term: { exact: textOf(exact) } };
  const inForce = (publishedOn: Day) => place.jurisdiction.formulas.rateInForce(facts.on, publishedOn);
  const found = rateBetween(facts, amount.currency, place.currency, inForce);
  if (!found) return undefined;
  const rate = Decimal(found.rate);
  const direct = found.from === amount.currency;
  const into = direct ? exact.times(rate) : exact.div(rate);
  const said = `1 ${found.from} = ${found.rate} ${found.to}`;
  const { document } = place.jurisdiction;
  const doubt =
    found.publishedOn === undefined
      ? `It is not stated when ${said} was published; the rule is: ${document.exchange.rule}.`
      : inForce(found.publishedOn)
        ? undefined
        : `${said}, published on ${found.publishedOn}, is not the rate for ${facts.on}; the rule is: ${document.exchange.rule}.`;
  return { exact: into, term: { exact: textOf(into), stated: amount, rate: said }, ...(doubt && { doubt }) };
}

/**
 * The rate between two currencies; of several the one that is in force, and of these the one published last, so that their
 * order does not matter.
 */
export function rateBetween(
  facts: CustomsFacts,
  a: string,
  b: string,
  inForce: (publishedOn: Day) => boolean = () => true,
) {
  return (facts.exchangeRates ?? [])
    .filter(({ from, to }) => (from === a && to === b) || (from === b && to === a))
    .toSorted((one, other) => {
      const [x, y] = [one, other].map(({ publishedOn = '', rate, from }) => {
        const holds = publishedOn !== '' && inForce(publishedOn);
        return `${holds ? 1 : 0} ${publishedOn} ${from} ${rate}`;
      });
      return (x ?? '') < (y ?? '') ? 1 : -1;
    })[0];
}
