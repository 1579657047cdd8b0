import type { Address } from '../../contracts/values.ts';

export interface LabelRequest {
  /** The shipment's id, fixed when it was committed: asked again with it, a carrier answers the same label. */
  id: string;
  rma: string;
  brand: string;
  /** The sender, where we know them: a gift or a guest may have left no address. */
  from?: Address;
  to: Address;
  parcel: { weightGrams?: number };
}

export interface CarrierLabel {
  carrier: string;
  service: string;
  trackingNumber: string;
}

export interface Carrier {
  /** Idempotent by `id`. */
  createLabel(request: LabelRequest): Promise<CarrierLabel>;
  /** Gives an unused label back, so that it is not paid for. Idempotent. */
  voidLabel(label: { id: string; trackingNumber: string }): Promise<void>;
}
