import type { Portion, Shipment } from '../contracts/return.ts';

/**
 * The parcel of goods that are to come back: asked for in the commit that authorizes them, so that its label is bought by
 * an id that is known beforehand; given up in the commit that ends them, so that a label is never forgotten.
 */

/** The parcel whose label is still to be bought. There is one at most: what is authorized meanwhile goes into it. */
export function parcelToLabel(shipments: readonly Shipment[]): Shipment | undefined {
  return shipments.find(({ state }) => state === 'requested');
}

/**
 * Shipments with a parcel for goods that were just authorized.
 * @param at the time of the commit
 * @param consignment what the return comes back in together with others
 */
export function withParcelFor(
  authorized: readonly Portion[],
  shipments: readonly Shipment[],
  at: string,
  consignment?: string,
) {
  if (authorized.length === 0) return shipments;
  const waiting = parcelToLabel(shipments);
  const parcel: Shipment = waiting ?? {
    id: `S${shipments.length + 1}`,
    direction: 'inbound',
    state: 'requested',
    statusAt: at,
    payer: 'customer',
    ...(consignment && { consignment }),
    portions: [],
  };
  const brandPays = parcel.payer === 'brand' || authorized.some(({ terms }) => terms?.labelPayer === 'brand');
  const asked: Shipment = {
    ...parcel,
    payer: brandPays ? 'brand' : 'customer',
    portions: [...new Set([...parcel.portions, ...authorized.map(({ id }) => id)])],
  };
  return [...shipments.filter(({ id }) => id !== parcel.id), asked];
}

/**
 * Parcels nobody will send any more, now that these portions ended. Their labels, if bought by now, are to be given back;
 * not that of a consignment, under which other returns still come.
 */
export function parcelsGivenUp(shipments: readonly Shipment[], ended: readonly string[]): Shipment[] {
  return shipments
    .filter(
      ({ state, portions }) =>
        (state === 'requested' || state === 'label_created') && portions.every((id) => ended.includes(id)),
    )
    .map((shipment) => ({
      ...shipment,
      state: 'cancelled',
      ...(shipment.consignment === undefined && { voiding: 'requested' }),
    }));
}

/** Parcels whose labels the carrier has not taken back yet. */
export function parcelsToVoid(shipments: readonly Shipment[]): Shipment[] {
  return shipments.filter(({ voiding }) => voiding === 'requested');
}
