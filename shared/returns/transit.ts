import type { Portion, PortionState, Shipment } from '../contracts/return.ts';
import { amend, type Change, type Context, type Return } from './change.ts';
import { isLegal, type Step } from './lifecycle.ts';

/** The way of a parcel, as its carrier tells it. */

/** What a carrier or 3PL says of a parcel, in our words. */
export interface CarrierNews {
  trackingNumber: string;
  status: 'in_transit' | 'arrived' | 'exception';
  /** The carrier's own time of it. */
  at: string;
}

const carrierSteps = {
  in_transit: { step: 'ship', to: 'in_transit', type: 'return.in_transit' },
  arrived: { step: 'arrive', to: 'arrived', type: 'return.arrived' },
  exception: { step: 'report_exception', to: 'shipment_exception', type: 'return.shipment_exception' },
} as const satisfies Record<string, { step: Step; to: PortionState; type: string }>;

/** Of two pieces of news of the same second the one further on holds, whichever comes first. */
const furtherOn: readonly Shipment['state'][] = ['label_created', 'in_transit', 'exception', 'arrived'];

const parcelOf = ({ shipments }: Return, { trackingNumber }: CarrierNews): Shipment | undefined =>
  shipments.find((one) => one.trackingNumber === trackingNumber);

/** Whether the news is newer than what is known. While only the label is, the time kept is our own clock's: anything is newer. */
function isNewer({ state, statusAt }: Shipment, news: CarrierNews): boolean {
  if (state === 'label_created') return true;
  if (news.at !== statusAt) return news.at > statusAt;
  return furtherOn.indexOf(news.status) > furtherOn.indexOf(state);
}

const isUnderWay = ({ state }: Shipment): boolean => state !== 'arrived' && state !== 'cancelled';

/**
 * Moves a shipment as its carrier says. "Delivered" means arrived at the dock: not received, not counted, no refund.
 * @returns undefined when the news is older than what is known, or takes nothing further
 */
export function moveShipment(current: Return, context: Context, news: CarrierNews): Change | undefined {
  const shipment = parcelOf(current, news);
  if (!shipment || !isUnderWay(shipment) || !isNewer(shipment, news)) return undefined;
  const { step, to, type } = carrierSteps[news.status];
  const portions = current.portions
    .filter(({ id, state }) => shipment.portions.includes(id) && isLegal(step, state))
    .map((portion) => ({ ...portion, state: to }));
  if (portions.length === 0) return undefined;
  return amend(current, context, {
    type,
    step,
    portions,
    shipments: [{ ...shipment, state: news.status, statusAt: news.at }],
    data: { trackingNumber: news.trackingNumber, at: news.at, portions: portions.map(({ id }) => id) },
  });
}

/**
 * The parcel of news that say again what is known, at a later time: that time is to be remembered, so that what happened
 * before it cannot take the parcel back when it is told of late.
 */
export function confirmedBy(current: Return, news: CarrierNews): Shipment | undefined {
  const shipment = parcelOf(current, news);
  return shipment && isUnderWay(shipment) && shipment.state === news.status && news.at > shipment.statusAt
    ? shipment
    : undefined;
}

const givenUp: readonly Portion['state'][] = ['cancelled', 'expired', 'rejected'];

/** Whether the news is of a parcel nobody waits for any more: its label was given back, or all that was to be in it. */
export function isUnexpected(current: Return, news: CarrierNews): boolean {
  const shipment = parcelOf(current, news);
  if (!shipment) return false;
  const states = current.portions.filter(({ id }) => shipment.portions.includes(id)).map(({ state }) => state);
  return shipment.state === 'cancelled' || (states.length > 0 && states.every((state) => givenUp.includes(state)));
}

const onTheWay: readonly Portion['state'][] = ['awaiting_shipment', 'in_transit', 'shipment_exception'];
const gone: readonly Portion['state'][] = [
  ...givenUp,
  'under_review',
  'awaiting_answer',
  'awaiting_customs',
  'authorized',
];

/**
 * How far a parcel is, from what is known of its goods too: a scan at the dock is often the first that is heard of it, and
 * is not written to the parcel. It has arrived when nothing in it is to come, and was sent as soon as something came.
 */
export function seenState({ state, portions }: Shipment, all: readonly Portion[]): Shipment['state'] {
  if (state !== 'label_created' && state !== 'in_transit' && state !== 'exception') return state;
  const inside = all.filter(({ id }) => portions.includes(id));
  if (!inside.some((one) => !onTheWay.includes(one.state) && !gone.includes(one.state))) return state;
  if (!inside.some((one) => onTheWay.includes(one.state))) return 'arrived';
  return state === 'label_created' ? 'in_transit' : state;
}
