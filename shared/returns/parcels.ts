import type { Portion, Shipment } from '../contracts/return.ts';
import type { PlannedParcel } from './packing.ts';
import { split } from './split.ts';

/**
 * The parcels of goods that are to come back: asked for in the commit that authorizes them, so that their labels are bought
 * by ids that are known beforehand; given up in the commit that ends them, so that a label is never forgotten.
 */

/**
 * The portions of a request in its parcels: units of one line that go in several are portions of their own, so that each
 * parcel's goods are received, graded and paid for by themselves.
 * @param portions one for each line, in the order of the lines
 */
export function inParcels(portions: readonly Portion[], parcels: readonly PlannedParcel[] | undefined): Portion[] {
  if (!parcels) return [...portions];
  let last = portions.length;
  const newId = () => {
    last += 1;
    return String(last);
  };
  const packed = portions.map((portion, i) => {
    const parts = parcels.flatMap(({ number, contents }) =>
      contents.flatMap(({ line, quantity }) => (line === i ? [{ number, quantity }] : [])),
    );
    if (parts.length === 0) return [portion];
    const quantities = parts.map(({ quantity }) => quantity);
    return split(portion, quantities, newId, []).map((part, p) => {
      const number = parcels.length > 1 && parts[p]?.number;
      return number ? { ...part, parcel: number } : part;
    });
  });
  // The first parts have the numbers of their lines, and stand in their order.
  return [...packed.flatMap(([first]) => first ?? []), ...packed.flatMap(([, ...others]) => others)];
}

/** Parcels whose labels are still to be bought. */
export function parcelsToLabel(shipments: readonly Shipment[]): Shipment[] {
  return shipments.filter(({ state }) => state === 'requested');
}

const samePlace = (a: Pick<Portion, 'site' | 'parcel'>, b: Pick<Shipment, 'site' | 'parcel'>): boolean =>
  a.site === b.site && a.parcel === b.parcel;

/**
 * Shipments with parcels for goods that were just authorized: what goes to the same place as a parcel that has no label yet
 * goes into it, unless it was planned for another.
 * @param at the time of the commit
 * @param consignment what the return comes back in together with others
 */
export function withParcelsFor(
  authorized: readonly Portion[],
  shipments: readonly Shipment[],
  at: string,
  consignment?: string,
): readonly Shipment[] {
  return authorized.reduce((all, portion) => withPortion(portion, all, at, consignment), shipments);
}

function withPortion(
  portion: Portion,
  shipments: readonly Shipment[],
  at: string,
  consignment: string | undefined,
): readonly Shipment[] {
  const { site, parcel: number, weightGrams, quantity } = portion;
  const waiting = parcelsToLabel(shipments).find((one) => samePlace(portion, one));
  const parcel: Shipment = waiting ?? {
    id: `S${shipments.length + 1}`,
    direction: 'inbound',
    state: 'requested',
    statusAt: at,
    payer: 'customer',
    ...(consignment && { consignment }),
    ...(site !== undefined && { site }),
    ...(number !== undefined && { parcel: number }),
    portions: [],
  };
  const { grams: before, ...rest } = parcel;
  const known = weightGrams !== undefined && (before !== undefined || parcel.portions.length === 0);
  const asked: Shipment = {
    ...rest,
    payer: parcel.payer === 'brand' || portion.terms?.labelPayer === 'brand' ? 'brand' : 'customer',
    ...(known && { grams: (before ?? 0) + weightGrams * quantity }),
    portions: [...new Set([...parcel.portions, portion.id])],
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
