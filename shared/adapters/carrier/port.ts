import type { Address } from '../../contracts/values.ts';

export interface OutboundReference {
  invoice: string;
  /** Movement reference number of the export declaration. */
  mrn?: string;
}

export interface LabelRequest {
  /** The parcel's id, fixed when it was asked for: asked again with it, a carrier answers the same label. */
  id: string;
  rma: string;
  brand: string;
  /** The sender, where we know them: a gift or a guest may have left no address. */
  from?: Address;
  to: Address;
  /** What is in it weighs; absent: unknown. */
  grams?: number;
  /** Over a customs border: the invoices the goods went out under, and their export declarations. Without them they count as a fresh import. */
  outbound?: readonly OutboundReference[];
}

export interface CarrierLabel {
  carrier: string;
  service: string;
  trackingNumber: string;
}

export interface Carrier {
  /** Idempotent by `id`. */
  createLabel(request: LabelRequest): Promise<CarrierLabel>;
  /**
   * Gives an unused label back, so that it is not paid for. Idempotent; where none was ever bought by this id, nothing is
   * to be done.
   * @param label.trackingNumber where it is known: the label may have been bought without our learning of it
   */
  voidLabel(label: { id: string; trackingNumber?: string }): Promise<void>;
}
