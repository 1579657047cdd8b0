import type { OrderBody } from '../contracts/order.ts';
import type { HolidayPeriod } from '../contracts/policy.ts';
import type { Said } from '../contracts/sentences/catalogue.ts';
import { type Day, dayAt, endOfDay } from '../policy/days.ts';
import { windowEnd } from '../policy/windows.ts';
import type { Whereabouts } from '../policy/zones.ts';
import type { Claims } from './claims.ts';
import { type SoldLine, soldLines } from './kits.ts';
import { liveUnits } from './units.ts';

/** Why nothing of a line can simply be returned now. A claim under warranty, or one a person looks at, may still be made. */
export type NotReturnable = Said & {
  code: 'taken_out_of_order' | 'not_shipped' | 'not_delivered' | 'delivery_unknown' | 'all_returned' | 'window_over';
};

export type LineReturnable = {
  lineId: string;
  /** Live units known to have been delivered. */
  delivered: number;
  /** Live units that were shipped, but nobody said that (or when) they arrived. */
  deliveryUnknown: number;
  /** Units held by returns, open or done; of a kit those that lack a piece, too. */
  claimed: number;
  /** Units that can be returned now: delivered, free, and inside the window. */
  returnable: number;
  /**
   * Slots a new request may take, lowest first: the hard limit, whatever the policy says. It holds units past the window
   * (warranty) and units of unknown delivery (review), and never more than was shipped.
   */
  free: number[];
  /** Slots of units that were not shipped yet and can be taken out of the order, in the order they are: highest first. */
  unshipped: number[];
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

/** Units of a line that left the house, whether or not it is known that they arrived. */
export function shippedUnits(order: Pick<OrderBody, 'fulfilments'>, line: SoldLine): number {
  const { delivered, unknown } = deliveries(order, line);
  return delivered + unknown;
}

/** How many units of a line arrived, and when last. Failed and pending fulfilments deliver nothing; a piece comes with its kit. */
function deliveries(order: Pick<OrderBody, 'fulfilments'>, line: SoldLine) {
  const { lineId, each } = line.kit ?? { lineId: line.id, each: 1 };
  let delivered = 0;
  let unknown = 0;
  let deliveredAt: string | undefined;
  for (const fulfilment of order.fulfilments) {
    if (fulfilment.status !== 'shipped' && fulfilment.status !== 'delivered') continue;
    const units = each * fulfilment.lines.reduce((all, one) => all + (one.lineId === lineId ? one.quantity : 0), 0);
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

/** Slots of a line that are spoken for: its own, for a piece those of kits that go whole, for a kit those that lack a piece. */
function takenSlots({ id, kit, parts = [] }: SoldLine, claims: Claims['units'] = {}): Set<number> {
  const of = (lineId: string) => Object.keys(claims[lineId] ?? {}).map(Number);
  const whole = kit ? of(kit.lineId).flatMap((slot) => pieces(slot, kit.each)) : [];
  return new Set([
    ...of(id),
    ...whole,
    ...parts.flatMap((part) => of(part.id).map((slot) => Math.floor(slot / part.each))),
  ]);
}

/** Slots of a piece in one unit of its kit. */
const pieces = (slot: number, each: number) => Array.from({ length: each }, (_, i) => slot * each + i);

/**
 * Slots that can be taken. What was shipped is returned from the lowest on, what was not is taken out of the order from
 * the highest on: that is how order systems count the units that were cancelled.
 */
function openSlots(line: SoldLine, claims: Claims, shipped: number) {
  const live = liveUnits(line);
  const returned = takenSlots(line, claims.units);
  // Once the order system counts them as cancelled they are no units of the order any more.
  const cancelled = new Set([...takenSlots(line, claims.cancellations)].filter((slot) => slot < live));
  const open = Array.from({ length: live }, (_, slot) => slot).filter(
    (slot) => !returned.has(slot) && !cancelled.has(slot),
  );
  const free = open.slice(0, Math.max(0, shipped - returned.size));
  const unshipped = line.kit ? 0 : Math.max(0, Math.min(live - shipped - cancelled.size, open.length - free.length));
  return { claimed: returned.size, free, unshipped: open.toReversed().slice(0, unshipped) };
}

/**
 * What can be returned of each line of an order and of each part of a kit, until when, or why not. The window counts from
 * the line's last delivery (`windowEnd`). Cancelled and never-shipped units add nothing.
 */
export function returnable(
  order: Pick<OrderBody, 'currency' | 'lines' | 'shipping' | 'fulfilments'>,
  claims: Claims,
  now: Date,
  window: ReturnWindow,
): LineReturnable[] {
  return soldLines(order).map((line) => returnableOf(line, order, claims, now, window));
}

/** The same, of one line. */
export function returnableOf(
  line: SoldLine,
  order: Pick<OrderBody, 'fulfilments'>,
  claims: Claims,
  now: Date,
  { days, where: { zone, country }, periods }: ReturnWindow,
): LineReturnable {
  const { delivered, unknown, deliveredAt } = deliveries(order, line);
  const { claimed, free, unshipped } = openSlots(line, claims, delivered + unknown);
  const deliveredOn = deliveredAt && dayAt(deliveredAt, zone);
  const lastDay = windowEnd(days, { deliveredOn, country }, periods);
  const over = lastDay !== undefined && lastDay < dayAt(now, zone) ? lastDay : undefined;
  const arrived = Math.min(free.length, Math.max(0, delivered - claimed));
  const shipped = delivered + unknown;
  const notBecause = reason({ line, shipped, free: free.length, arrived, over, unshipped: unshipped.length });
  return {
    lineId: line.id,
    delivered,
    deliveryUnknown: unknown,
    claimed,
    returnable: notBecause ? 0 : arrived,
    free,
    unshipped,
    ...(deliveredAt && { deliveredAt }),
    ...(deliveredOn && { deliveredOn }),
    ...(lastDay && { until: endOfDay(lastDay, zone) }),
    ...(notBecause && { notBecause }),
  };
}

function reason(at: {
  line: SoldLine;
  shipped: number;
  free: number;
  arrived: number;
  unshipped: number;
  /** The window's last day, where it has passed. */
  over: Day | undefined;
}): NotReturnable | undefined {
  if (liveUnits(at.line) === 0) return { code: 'taken_out_of_order' };
  if (at.shipped === 0) return { code: at.unshipped > 0 ? 'not_shipped' : 'not_delivered' };
  if (at.free === 0) return { code: 'all_returned' };
  if (at.arrived === 0) return { code: 'delivery_unknown' };
  if (at.over) return { code: 'window_over', values: { date: at.over } };
  return undefined;
}
