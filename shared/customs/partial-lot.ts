import type { CustomsFacts } from '../contracts/customs.ts';
import type { Figure, Valuation } from '../contracts/customs-answers.ts';
import { moneyOf } from '../money/amount.ts';
import { Decimal, textOf } from './decimal.ts';

type Lot = NonNullable<CustomsFacts['lot']>;

/**
 * A figure's share for a lot of units that come back in parts. What all lots up to this one owe together is rounded, and
 * what those before it owed is taken off: so the lots sum to the whole to the minor unit, however they are cut, and no lot
 * has to know how the others were. A half goes up.
 */
export function lotShare(figure: Figure, { units, of, before }: Lot): Figure {
  const upTo = (count: number) => {
    const product = BigInt(figure.amount.minor) * BigInt(count) * 2n + BigInt(of);
    return product / (BigInt(of) * 2n);
  };
  const amount = moneyOf(figure.amount.currency, upTo(before + units) - upTo(before));
  const exact = textOf(Decimal(figure.exact).times(String(units)).div(String(of)));
  return { ...figure, amount, exact, formula: `${figure.formula}; units ${before + 1} to ${before + units} of ${of}` };
}

const shared = ['dutyBase', 'duty', 'importTaxBase', 'importTax', 'fullDuty', 'saved', 'repayment'] as const;

/** A valuation of the whole as that of one lot. */
export function ofLot(whole: Valuation, lot: Lot): Valuation {
  const shares = shared.flatMap((name): [string, Figure][] => {
    const figure = whole[name];
    return figure ? [[name, lotShare(figure, lot)]] : [];
  });
  return { ...whole, ...Object.fromEntries(shares) };
}
