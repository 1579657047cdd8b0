import type { ReturnRequest } from '../contracts/intake.ts';
import type { Order } from '../contracts/order.ts';
import type { ReasonSet } from '../contracts/reasons.ts';
import { sum } from '../money/amount.ts';
import { mergeTenders } from '../money/tender.ts';
import type { Claims } from '../orders/claims.ts';
import { type Credits, tendersLeft } from '../orders/credits.ts';
import { tendersBySlot } from '../orders/unit-tenders.ts';
import { standardShares, type UnitShare } from '../orders/units.ts';
import { reasonsFor } from '../reasons/offered.ts';
import type { AskedLine } from './request-facts.ts';
import type { TakenUnits } from './taken-units.ts';

/** A line of a request, or the part of one that was shipped or was not, with its units and what was paid for them. */
export interface AskedUnits {
  line: AskedLine;
  units: number[];
  shipped: boolean;
}

/** What the units of an order stand for: as they were paid, and less what was credited since. */
export interface UnitMoney {
  whole: ReadonlyMap<string, readonly UnitShare[]>;
  left: Map<string, UnitShare[]>;
  credits: Credits;
  /** Units that we took out of the order. */
  takenOut: Claims['cancellations'];
}

/** Each line of a request with its units; in two, where some of them were not shipped yet. */
export function askedLines(
  request: ReturnRequest,
  order: Order,
  taken: readonly TakenUnits[],
  { whole, left: shares, credits, takenOut }: UnitMoney,
  reasons: readonly ReasonSet[] | undefined,
): AskedUnits[] {
  const tenders = tendersLeft(tendersBySlot(order, whole), credits);
  const standard = standardShares(order, shares, takenOut);
  return taken.flatMap(({ asked, line, at, units, unshipped }) => {
    const reason = reasonsFor(reasons, line.category).find(({ code }) => code === asked.reason);
    if (!reason) throw new Error(`The reason of line ${asked.lineId} was checked before`);
    const part = (slots: number[], shipped: boolean): AskedUnits[] => {
      if (slots.length === 0) return [];
      const totalOf = (all: ReadonlyMap<string, readonly UnitShare[]>, what: keyof UnitShare) =>
        sum(
          order.currency,
          slots.flatMap((slot) => all.get(line.id)?.[slot]?.[what] ?? []),
        );
      const own: AskedLine = {
        request,
        asked: { ...asked, quantity: slots.length, serials: shipped ? asked.serials : [] },
        line,
        reason,
        at,
        paid: {
          goods: totalOf(shares, 'goods'),
          tax: totalOf(shares, 'tax'),
          delivery: totalOf(shares, 'delivery'),
        },
        standardDelivery: totalOf(standard, 'delivery'),
        tenders: mergeTenders(slots.flatMap((slot) => tenders.get(line.id)?.[slot] ?? [])),
        arrived: Math.max(0, at.delivered - at.claimed),
      };
      return [{ line: own, units: slots, shipped }];
    };
    return [...part(units, true), ...part(unshipped, false)];
  });
}
