import type { Money } from '../contracts/values.ts';
import { allocate } from '../money/allocate.ts';
import { min, moneyOf, subtract, sum } from '../money/amount.ts';
import { layOver, type Tender } from '../money/tender.ts';
import type { UnitShare } from './units.ts';

/**
 * Price-only credits: money given back for units that stay with the customer. It lies on the units themselves, so that a
 * unit that comes back later is worth what is left of it: a credit and a refund share one cap, and neither takes a unit
 * from what may be returned.
 */

/** By line, the slot of each credited unit (its number, as text) and what it was credited, in minor units. */
export type Credits = Record<string, Record<string, number>>;

/** What every unit stands for, less what it was credited; the tax in it shrinks with it. */
export function lessCredits(shares: ReadonlyMap<string, UnitShare[]>, credits: Credits): Map<string, UnitShare[]> {
  return new Map(
    [...shares].map(([lineId, units]) => [
      lineId,
      units.map((unit, slot) => lessCredit(unit, credits[lineId]?.[String(slot)] ?? 0)),
    ]),
  );
}

function lessCredit({ goods, tax, delivery }: UnitShare, credited: number): UnitShare {
  if (credited === 0) return { goods, tax, delivery };
  const left = subtract(goods, min(goods, moneyOf(goods.currency, credited)));
  return { goods: left, tax: taxIn(left, { goods, tax }), delivery };
}

/** The tax in a part of what was paid for goods, by largest remainder. */
function taxIn(part: Money, { goods, tax }: Pick<UnitShare, 'goods' | 'tax'>): Money {
  const rest = subtract(goods, part);
  return goods.minor === 0 ? tax : (allocate(tax, [part.minor, rest.minor])[0] ?? tax);
}

/** The payments under every unit, less what was credited from them: a credit takes the first of them. */
export function tendersLeft(tenders: ReadonlyMap<string, Tender[][]>, credits: Credits): Map<string, Tender[][]> {
  return new Map(
    [...tenders].map(([lineId, slots]) => [
      lineId,
      slots.map((parts, slot) => splitTenders(parts, credits[lineId]?.[String(slot)] ?? 0).left),
    ]),
  );
}

/** The first so many minor units of payments, and the rest. */
export function splitTenders(parts: readonly Tender[], credited: number): { credited: Tender[]; left: Tender[] } {
  const [first] = parts;
  if (!first || credited === 0) return { credited: [], left: [...parts] };
  const { currency } = first.amount;
  const whole = sum(
    currency,
    parts.map(({ amount }) => amount),
  );
  const taken = min(whole, moneyOf(currency, credited));
  const [own = [], left = []] = layOver(parts, [taken, subtract(whole, taken)]);
  return { credited: own, left };
}

/**
 * Lays a credit over units, by what is left of each, by largest remainder: never more on a unit than that.
 * @param left what is left of each unit, by its slot
 * @returns minor units by slot; undefined when the credit is more than is left of all of them
 */
export function layCredit(amount: Money, left: ReadonlyMap<number, Money>): Map<number, number> | undefined {
  const slots = [...left];
  const whole = sum(
    amount.currency,
    slots.map(([, money]) => money),
  );
  if (amount.minor > whole.minor) return undefined;
  const parts = allocate(
    amount,
    slots.map(([, { minor }]) => minor),
  );
  return new Map(slots.flatMap(([slot], i) => (parts[i] && parts[i].minor > 0 ? [[slot, parts[i].minor]] : [])));
}

/** Credits with further ones on the same units. */
export function withCredit(credits: Credits, lineId: string, laid: ReadonlyMap<number, number>): Credits {
  const own = { ...credits[lineId] };
  for (const [slot, minor] of laid) own[String(slot)] = (own[String(slot)] ?? 0) + minor;
  return { ...credits, [lineId]: own };
}
