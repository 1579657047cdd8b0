import type { Order, OrderLine } from '../contracts/order.ts';
import type { LawFacts } from '../contracts/rights.ts';
import { arrivalOf } from '../orders/last-good.ts';
import { dayAt } from '../policy/days.ts';
import { statutoryVersion } from '../policy/statutory/version.ts';

/** What the law and the warranties are asked with, of an order and its line. @param zone where the customer counts days */
export function lawFactsOf(order: Order, line: OrderLine, zone: string): LawFacts {
  const day = (instant: string) => dayAt(instant, zone);
  const { state, lastAt } = arrivalOf(order);
  const { withdrawalNotice: notice } = order;
  return {
    version: statutoryVersion,
    arrival: { state, ...(lastAt && { lastOn: day(lastAt) }) },
    ...(notice && { told: notice.givenAt ? day(notice.givenAt) : 'never' }),
    ...(line.withdrawalExcluded && { excluded: line.withdrawalExcluded }),
    ...(line.repairs && { repairs: line.repairs.map(({ returnedAt }) => day(returnedAt)) }),
    ...(line.warrantyMonths !== undefined && { warrantyMonths: line.warrantyMonths }),
    ...(line.warranties && { warranties: line.warranties }),
  };
}
