/**
 * Which units of an order are spoken for: by line, the slot of each claimed unit (its number, as text) and who holds it
 * (a return, by its RMA number). A slot that is absent is free. Units of a line are interchangeable; the numbers only make
 * sure that no unit is promised twice, and that a release by anybody but its owner changes nothing.
 */
export type Claims = {
  units: Record<string, Record<string, string>>;
  /** Units that were never shipped and are being taken out of the order, or were: they are in no return. */
  cancellations?: Record<string, Record<string, string>>;
};

export const noClaims: Claims = { units: {} };
