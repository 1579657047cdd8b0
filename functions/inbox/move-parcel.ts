import type { TrackingUpdate, UnknownUpdate } from '../../shared/adapters/carrier/tracking-update.ts';
import { readEasypostTracker } from '../../shared/adapters/easypost/tracker.ts';
import { readShipmentWebhook } from '../../shared/adapters/standard-webhooks/tracking.ts';
import type { Shipment } from '../../shared/contracts/return.ts';
import type { Context } from '../../shared/returns/change.ts';
import { confirmedBy, isUnexpected, moveShipment } from '../../shared/returns/transit.ts';
import type { Worked } from '../../shared/runtime/arrivals.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { commandReturn } from '../../shared/storage/command.ts';
import type { InboxItem } from '../../shared/storage/inbox.ts';
import { rememberConfirmed, returnsByTracking } from '../../shared/storage/lookups.ts';
import type { Table } from '../../shared/storage/table.ts';

export interface MoveParcelDeps {
  table: Table;
  clock: Clock;
  progressMinutes: number;
}

/** Clocks differ by minutes, zones by hours; a time further ahead would keep all true news from being believed. */
const furthestAheadMs = 24 * 3_600_000;

/**
 * Moves a return's shipment as its carrier says. News count by the carrier's own time: what is older than what is known
 * changes nothing, however late or often it comes.
 */
export function createMoveParcel({ table, clock, progressMinutes }: MoveParcelDeps) {
  return async ({ brand, provider, body }: InboxItem): Promise<Worked> => {
    const update: TrackingUpdate | UnknownUpdate =
      provider === 'easypost' ? readEasypostTracker(body) : readShipmentWebhook(body);
    if ('unknown' in update) return { quarantined: update.unknown };
    const { status, trackingNumber, at } = update;
    if (status === 'no_change' || status === 'label_created') return { outcome: 'nothing_new' };
    if (status === 'cancelled') return { quarantined: 'The carrier cancelled the parcel' };
    const now = clock();
    if (Date.parse(at) > now.getTime() + furthestAheadMs)
      return { quarantined: `The carrier's time ${at} is yet to come` };
    const returns = await returnsByTracking(table, brand, trackingNumber);
    if (returns.length === 0) return { quarantined: 'No return has this tracking number' };
    const context = { now, actor: { role: 'carrier', id: provider }, progressMinutes };
    const moved = new Set<Moved>();
    for (const rma of returns) moved.add(await moveOne(table, { brand, rma }, context, { trackingNumber, status, at }));
    if (moved.has('moved')) return { outcome: 'moved' };
    if (moved.has('nothing_new')) return { outcome: 'nothing_new' };
    return { quarantined: 'Nobody waits for this parcel any more: its return has ended' };
  };
}

type Moved = 'moved' | 'nothing_new' | 'unexpected';

/** Moves the parcel of one return; of a consignment, each in its turn: what was done before comes to nothing new. */
async function moveOne(
  table: Table,
  target: { brand: string; rma: string },
  context: Context,
  news: Parameters<typeof moveShipment>[2],
): Promise<Moved> {
  let unexpected = false;
  let confirmed: Shipment | undefined;
  const done = await commandReturn(
    table,
    target,
    (current) => {
      unexpected = isUnexpected(current, news);
      confirmed = confirmedBy(current, news);
      return unexpected ? undefined : moveShipment(current, context, news);
    },
    { now: context.now },
  );
  if (unexpected) return 'unexpected';
  if (!done && confirmed) await rememberConfirmed(table, target, confirmed, news.at);
  return done ? 'moved' : 'nothing_new';
}
