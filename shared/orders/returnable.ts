import type { OrderBody, OrderLine } from '../contracts/order.ts';
import type { HolidayPeriod } from '../contracts/policy.ts';
import type { Said } from '../contracts/sentences/catalogue.ts';
import { type Day, dayAt, endOfDay } from '../policy/days.ts';
import { windowEnd } from '../policy/windows.ts';
import type { Whereabouts } from '../policy/zones.ts';
import type { Claims } from './claims.ts';
import { liveUnits } from './units.ts';

/** Why nothing of a line can simply be returned now. A claim under warranty, or one a person looks at, may still be made. */
export type NotReturnable = Said & {
  code: 'taken_out_of_order' | 'not_delivered' | 'delivery_unknown' | 'all_returned' | 'window_over';
};

export type LineReturnable = {
  lineId: string;
  /** Live units known to have been delivered. */
  delivered: number;
  /** Live units that were shipped, but nobody said that (or when) they arrived. */
  deliveryUnknown: number;
  /** Units held by returns, open or done. */
  claimed: number;
  /** Units that can be returned now: delivered, free, and inside the window. */
  returnable: number;
  /**
   * Slots a new request may take, lowest first: the hard limit, whatever the policy says. It holds units past the window
   * (warranty) and units of unknown delivery (review), and never more than was shipped.
   */
  free: number[];
  /** When the last unit known to be delivered arrived. */
  deliveredAt?: string;
  /** The day that was, where it was delivered. */
  deliveredOn?: Day;
  /** The last instant inside the window: the end of its last day, where it was delivered. */
  until?: string;
  notBecause?: NotReturnable;
};

/** The policy's ordinary window: how many days, where they are counted, and what extends them. */
export interface ReturnWindow {
  days: number;
  where: Whereabouts;
  periods?: readonly HolidayPeriod[] | undefined;
}

/** How many units of a line arrived, and when last. Failed and pending fulfilments deliver nothing. */
function deliveries(order: Pick<OrderBody, 'fulfilments'>, line: OrderLine) {
  let delivered = 0;
  let unknown = 0;
  let deliveredAt: string | undefined;
  for (const fulfilment of order.fulfilments) {
    if (fulfilment.status !== 'shipped' && fulfilment.status !== 'delivered') continue;
    const units = fulfilment.lines.reduce((all, one) => all + (one.lineId === line.id ? one.quantity : 0), 0);
    if (units === 0) continue;
    if (fulfilment.deliveredAt === undefined) unknown += units;
    else {
      delivered += units;
      if (deliveredAt === undefined || fulfilment.deliveredAt > deliveredAt) deliveredAt = fulfilment.deliveredAt;
    }
  }
  // Never more than is left of the order, however often a fulfilment was reported.
  const live = liveUnits(line);
  delivered = Math.min(delivered, live);
  return { delivered, unknown: Math.min(unknown, live - delivered), deliveredAt };
}

function freeSlots(line: OrderLine, taken: Record<string, string>, shipped: number): number[] {
  const left = Math.max(0, shipped - Object.keys(taken).length);
  const slots: number[] = [];
  for (let slot = 0; slot < liveUnits(line) && slots.length < left; slot += 1)
    if (!Object.hasOwn(taken, String(slot))) slots.push(slot);
  return slots;
}

/**
 * What can be returned of each line of an order, until when, or why not. The window counts from the line's last delivery
 * (`windowEnd`). Cancelled and never-shipped units add nothing.
 */
export function returnable(
  order: Pick<OrderBody, 'lines' | 'fulfilments'>,
  claims: Claims,
  now: Date,
  { days, where: { zone, country }, periods }: ReturnWindow,
): LineReturnable[] {
  const today = dayAt(now, zone);
  return order.lines.map((line) => {
    const taken = claims.units[line.id] ?? {};
    const claimed = Object.keys(taken).length;
    const { delivered, unknown, deliveredAt } = deliveries(order, line);
    const free = freeSlots(line, taken, delivered + unknown);
    const deliveredOn = deliveredAt && dayAt(deliveredAt, zone);
    const lastDay = windowEnd(days, { deliveredOn, country }, periods);
    const over = lastDay !== undefined && lastDay < today ? lastDay : undefined;
    const arrived = Math.min(free.length, Math.max(0, delivered - claimed));
    const notBecause = reason({ line, delivered, unknown, free: free.length, arrived, over });
    return {
      lineId: line.id,
      delivered,
      deliveryUnknown: unknown,
      claimed,
      returnable: notBecause ? 0 : arrived,
      free,
      ...(deliveredAt && { deliveredAt }),
      ...(deliveredOn && { deliveredOn }),
      ...(lastDay && { until: endOfDay(lastDay, zone) }),
      ...(notBecause && { notBecause }),
    };
  });
}

function reason(at: {
  line: OrderLine;
  delivered: number;
  unknown: number;
  free: number;
  arrived: number;
  /** The window's last day, where it has passed. */
  over: Day | undefined;
}): NotReturnable | undefined {
  if (liveUnits(at.line) === 0) return { code: 'taken_out_of_order' };
  if (at.delivered + at.unknown === 0) return { code: 'not_delivered' };
  if (at.free === 0) return { code: 'all_returned' };
  if (at.arrived === 0) return { code: 'delivery_unknown' };
  if (at.over) return { code: 'window_over', values: { date: at.over } };
  return undefined;
}
