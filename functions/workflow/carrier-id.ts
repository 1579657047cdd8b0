import type { Shipment } from '../../shared/contracts/return.ts';

/**
 * Id a carrier knows a parcel by; it is fixed when the parcel is asked for, so that asking twice buys one label. All returns
 * of a consignment ask by its id, and so for one label.
 */
export function carrierIdOf(
  { brand, rma }: { brand: string; rma: string },
  { id, consignment }: Pick<Shipment, 'id' | 'consignment'>,
): string {
  return consignment === undefined ? `${brand}/${rma}/${id}` : `${brand}/${consignment}`;
}
