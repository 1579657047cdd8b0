/** What any carrier or 3PL told of a parcel, in our words. */
export interface TrackingUpdate {
  /** Without blanks, in upper case, as look-ups keep it. */
  trackingNumber: string;
  /** The carrier's own time, UTC with milliseconds: order is by this, never by arrival. */
  at: string;
  /** `arrived` is the carrier's "delivered": not received, not counted, and by itself never a refund. */
  status: 'label_created' | 'in_transit' | 'arrived' | 'exception' | 'cancelled' | 'no_change';
  /** The provider's words, for staff. */
  detail: string;
}

/** Validly signed, but nothing we know what to do with: kept for a person. */
export interface UnknownUpdate {
  unknown: string;
}

/** A tracking number as look-ups keep it: people and scanners add blanks and change the case. */
export function plainTrackingNumber(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}
