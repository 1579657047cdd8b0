import type { Order, OrderLine } from '../contracts/order.ts';
import type { LawFacts } from '../contracts/rights.ts';
import { arrivalOf } from '../orders/last-good.ts';
import { type Day, dayAt } from '../policy/days.ts';
import { statutoryVersion } from '../policy/statutory/version.ts';

/** What the law and the warranties are asked with, of an order and its line. @param zone where the customer counts days */
export function lawFactsOf(order: Order, line: OrderLine, zone: string): LawFacts {
  const day = (instant: string) => dayAt(instant, zone);
  const { state, lastAt } = arrivalOf(order);
  const told = toldOn(order, day);
  return {
    version: statutoryVersion,
    arrival: { state, ...(lastAt && { lastOn: day(lastAt) }) },
    ...(told && { told }),
    ...(line.withdrawalExcluded && { excluded: line.withdrawalExcluded }),
    ...(line.repairs && { repairs: line.repairs.map(({ returnedAt }) => day(returnedAt)) }),
    ...(line.replacements && { replacements: line.replacements.map(({ deliveredAt }) => day(deliveredAt)) }),
    ...(line.warrantyMonths !== undefined && { warrantyMonths: line.warrantyMonths }),
    ...(line.warranties && { warranties: line.warranties }),
  };
}

/** When the consumer was told, where that was too late; by the day of the order it was in time, as if nothing were said. */
function toldOn({ withdrawalNotice: notice, placedAt }: Order, day: (instant: string) => Day): LawFacts['told'] {
  if (!notice) return undefined;
  const given = notice.givenAt && day(notice.givenAt);
  if (!given) return 'never';
  return given > day(placedAt) ? given : undefined;
}
