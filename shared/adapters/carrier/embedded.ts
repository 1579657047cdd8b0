import { createHash } from 'node:crypto';
import { gtin } from 'cdigit';
import type { Carrier } from './port.ts';

/** GS1 prefix set aside for demonstrations and examples (GS1 General Specifications, 1.4.2): no real parcel bears it. */
const demonstrationPrefix = '952';

/**
 * A carrier without a network: the label follows from the shipment's id alone, so asking again gives the same one and
 * nothing need be kept. The tracking number is a GS1 SSCC (General Specifications 2.2.1): extension digit, prefix, serial
 * and mod-10 check digit, 18 digits in all. Fourteen of them come from the id: among 100,000 labels two alike are met once
 * in 20,000 times.
 */
export function createEmbeddedCarrier(): Carrier {
  return {
    async createLabel({ id, brand }) {
      const drawn = createHash('sha256').update(`${brand}/${id}`).digest().readBigUInt64BE() % 10n ** 14n;
      const digits = drawn.toString().padStart(14, '0');
      return {
        carrier: 'Homeward Parcel',
        service: 'Return Standard',
        trackingNumber: gtin.generate(`${digits[0]}${demonstrationPrefix}${digits.slice(1)}`),
      };
    },
    // Nothing was paid for, and nothing is kept.
    async voidLabel() {},
  };
}
