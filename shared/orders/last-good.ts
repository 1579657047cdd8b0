import type { Order } from '../contracts/order.ts';
import { liveUnits } from './units.ts';

/** How far the goods of an order have arrived. */
export interface Arrival {
  /** `all` arrived; `part` of them is not on its way yet, or on it came to nothing; of some nobody knows whether, or when. */
  state: 'all' | 'part' | 'unknown';
  /** When the last good known to have arrived did. */
  lastAt?: string;
}

/** How far the goods of an order have arrived: what is left of it after cancellations. */
export function arrivalOf({ lines, fulfilments }: Pick<Order, 'lines' | 'fulfilments'>): Arrival {
  let lastAt: string | undefined;
  let [unknown, missing] = [false, false];
  for (const line of lines) {
    const live = liveUnits(line);
    let [arrived, shipped] = [0, 0];
    for (const { status, deliveredAt, lines: sent } of fulfilments) {
      if (status !== 'shipped' && status !== 'delivered') continue;
      const units = sent.reduce((all, one) => all + (one.lineId === line.id ? one.quantity : 0), 0);
      shipped += units;
      if (units === 0 || deliveredAt === undefined) continue;
      arrived += units;
      if (lastAt === undefined || deliveredAt > lastAt) lastAt = deliveredAt;
    }
    if (arrived < Math.min(shipped, live)) unknown = true;
    if (shipped < live) missing = true;
  }
  return { state: unknown ? 'unknown' : missing ? 'part' : 'all', ...(lastAt && { lastAt }) };
}
