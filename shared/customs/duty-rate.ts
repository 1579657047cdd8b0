import type { DutyRate } from '../contracts/customs-values.ts';
import { Decimal, type Exact, exactOf, larger, none, smaller, sumOf, textOf } from './decimal.ts';
import { exchange } from './exchange.ts';
import type { Working } from './working.ts';

type PerUnit = NonNullable<DutyRate['atLeast']>;

/** A duty as the rate makes it, before it is rounded, with the formula. */
export interface RatedDuty {
  readonly exact: Exact;
  readonly formula: string;
}

const whole = { part: Decimal('1'), of: Decimal('1') };

/**
 * Duty by an ad valorem, specific or compound rate, with the additional ad valorem measures stated beside it.
 *
 * Of whole goods a specific part is amount × quantity. Of work done abroad it is the share of it that the jurisdiction's
 * rule gives (`specificShare`); the least and the most of a rate follow the same share. Undefined where the rate, a
 * quantity or a value is not known; the working then says which.
 */
export function dutyOn(base: Exact, of: 'whole' | 'processing', working: Working): RatedDuty | undefined {
  const rate = working.facts.rates?.duty;
  if (!rate) return lackRates(working);
  const additional = additionalOn(base, working);
  if (additional === 'unknown') return undefined;
  const adValorem = rate.percent === undefined ? none : base.times(percent(rate.percent));
  const said = [
    ...(rate.percent === undefined ? [] : [`${textOf(base)} × ${rate.percent} %`]),
    ...(additional ? [additional.formula] : []),
  ];

  const bounded = [rate.atLeast, rate.atMost, ...(rate.specific ?? [])].some((part) => part !== undefined);
  const share = bounded && of === 'processing' ? shareOf(base, working) : whole;
  if (!share) return undefined;
  const shared = (part: PerUnit) => {
    const duty = specificDuty(part, working);
    return duty && { exact: duty.exact.times(share.part).div(share.of), formula: duty.formula };
  };
  const specific = inOrder(rate.specific ?? []).map(shared);
  if (specific.some((part) => part === undefined)) return undefined;
  const parts = specific.flatMap((part) => part ?? []);
  const tail = share === whole ? '' : ` × ${textOf(share.part)} ÷ ${textOf(share.of)}`;
  said.splice(rate.percent === undefined ? 0 : 1, 0, ...parts.map(({ formula }) => `${formula}${tail}`));

  let exact = sumOf([adValorem, ...parts.map((part) => part.exact)]);
  let formula = said.join(' + ');
  for (const [bound, pick, word] of [
    [rate.atLeast, larger, 'at least'],
    [rate.atMost, smaller, 'at most'],
  ] as const) {
    if (!bound) continue;
    const limit = shared(bound);
    if (!limit) return undefined;
    exact = pick(exact, limit.exact);
    formula = `${formula}, ${word} ${limit.formula}${tail}`;
  }
  return { exact: additional ? exact.plus(additional.exact) : exact, formula };
}

/** Names the rates that are not stated; a duty that an authority has fixed needs none. */
export function lackRates(working: Working): undefined {
  const { rates, assessed } = working.facts;
  if (!rates?.duty && !assessed?.duty) working.lack('rates.duty');
  additionalOn(none, working);
}

/**
 * Additional ad valorem measures that are stated; undefined where there are none. Goods under anti-dumping duty have one:
 * while its rate is not stated what they owe is unknown, and the rate is asked for, unless an authority has fixed the duty.
 */
export function additionalOn(base: Exact, working: Working): RatedDuty | 'unknown' | undefined {
  const { rates, goods, assessed } = working.facts;
  const measures = inOrder(rates?.additional ?? []);
  if (measures.length === 0) {
    if (goods.antiDumping !== true) return undefined;
    if (!assessed?.duty) working.lack('rates.additional');
    return 'unknown';
  }
  return {
    exact: sumOf(measures.map((one) => base.times(percent(one.percent)))),
    formula: measures.map((one) => `${textOf(base)} × ${one.percent} % (${one.measure})`).join(' + '),
  };
}

/** So that the formula is the same in whatever order the parts were stated. */
const inOrder = <Part extends object>(parts: readonly Part[]): Part[] =>
  parts.toSorted((a, b) => {
    const [one, other] = [a, b].map((part) => JSON.stringify(Object.entries(part).toSorted()));
    return (one ?? '') < (other ?? '') ? -1 : 1;
  });

const percent = (text: string): Exact => Decimal(text).div('100');

function specificDuty(part: PerUnit, working: Working): RatedDuty | undefined {
  const quantity = working.facts.goods.quantities?.[part.unit];
  if (quantity === undefined) return working.lack('goods.quantities');
  const each = exchangedAmount(part, working);
  if (!each) return undefined;
  const exact = each.times(quantity).div(part.per);
  return { exact, formula: `${textOf(each)} a ${part.per === '1' ? '' : `${part.per} `}${part.unit} × ${quantity}` };
}

/** The amount of a specific duty in the place's currency; it may have more digits than money has. */
function exchangedAmount(part: PerUnit, working: Working): Exact | undefined {
  const { place, facts } = working;
  if (part.currency === place.currency) return Decimal(part.amount);
  const one = exchange({ currency: part.currency, minor: 1_000_000 }, facts, place);
  if (!one) return working.lack('exchangeRates');
  return Decimal(part.amount)
    .times(one.exact)
    .div(exactOf({ currency: part.currency, minor: 1_000_000 }));
}

function shareOf(base: Exact, working: Working): { part: Exact; of: Exact } | undefined {
  const share = working.place.jurisdiction.formulas.specificShare({
    base,
    customsValue: working.read('goods.value', 'value')?.exact,
    exportValue: working.read('goods.valueBeforeExport', 'value_before_export')?.exact,
  });
  if ('lacks' in share) return working.lack(...share.lacks);
  if (share.of.lte(none)) return working.lack('goods.value');
  return { part: larger(none, share.part), of: share.of };
}
