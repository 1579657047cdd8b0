/** What is known of a serial number, beside the order line it is named for. What is not known is absent. */
export interface KnownSerial {
  /** The open return that a unit with this number is in, by its RMA number. */
  heldBy?: string;
  /** Where an order system says that it was sold, last. */
  soldOn?: { orderNumber: string; lineId: string; customerId: string };
  /** Customer whom it is registered to. */
  registeredTo?: string;
}

export type KnownSerials = ReadonlyMap<string, KnownSerial>;
