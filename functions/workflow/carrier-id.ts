/** Id a carrier knows a parcel by; it is fixed when the parcel is asked for, so that asking twice buys one label. */
export function carrierIdOf({ brand, rma }: { brand: string; rma: string }, shipment: string): string {
  return `${brand}/${rma}/${shipment}`;
}
