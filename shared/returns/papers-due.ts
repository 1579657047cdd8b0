import type { Head, Portion, Shipment } from '../contracts/return.ts';

/**
 * When papers for customs are due: once it is known how goods cross the border, and anew when that is decided anew, when
 * they are labelled, and when goods join them or are no longer sent.
 */

interface Papered {
  head?: Pick<Head, 'papers'>;
  portions: readonly Portion[];
  shipments: readonly Shipment[];
}

/**
 * While a person looks into the return, and from the label until the parcel is on its way. Between the two the machine buys
 * the label: the papers name its parcel, so they wait for it.
 */
const open: readonly Portion['state'][] = ['under_review', 'awaiting_answer', 'awaiting_shipment'];
const ended: readonly Portion['state'][] = ['rejected', 'cancelled', 'expired'];

/** What papers made now are of: for each portion its number, decision, quantity and parcel. */
export function papersOf({ portions, shipments }: Pick<Papered, 'portions' | 'shipments'>): string[] {
  return portions.filter(crosses).map(({ id, customs, quantity }) => {
    const parcel = shipments.find(({ label, portions: inside }) => label && inside.includes(id));
    return [id, customs?.version, quantity, parcel?.trackingNumber ?? '-'].join(' ');
  });
}

const crosses = ({ customs, state, resolution, disposition }: Portion) =>
  customs !== undefined &&
  !customs.held &&
  open.includes(state) &&
  resolution !== 'cancel_order' &&
  disposition !== 'kept_by_customer';

/** Whether papers are wanted that are not there. Goods that set off keep the papers they set off with. */
export function isToHavePapers({ head, portions, shipments }: Papered): boolean {
  const wanted = papersOf({ portions, shipments });
  if (wanted.length === 0) return false;
  const made = head?.papers?.of ?? [];
  const gone = new Set(portions.filter(({ state }) => ended.includes(state)).map(({ id }) => id));
  return wanted.some((entry) => !made.includes(entry)) || made.some((entry) => gone.has(entry.split(' ')[0] ?? ''));
}
