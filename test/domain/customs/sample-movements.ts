import type { CustomsAuthorisation, CustomsLane } from '../../../shared/contracts/customs-records.ts';
import type { RequestLine } from '../../../shared/contracts/intake.ts';
import type { OrderLine } from '../../../shared/contracts/order.ts';
import { type Completed, completed } from '../../../shared/customs/completed.ts';
import type { Movement, MovementRecords } from '../../../shared/customs/movement.ts';
import { eur } from './sample-facts.ts';

/** Movements of a return's line, with what the brand's records say of them, as the tests speak of them. */

export const german = { name: 'Lumen GmbH', country: 'DE', kind: 'eori', number: 'DE1234567890123' } as const;
export const swiss = { name: 'Muster Logistik AG', country: 'CH', kind: 'other', number: 'CHE-123.456.789' } as const;
export const lane = (parties: Partial<CustomsLane> = {}): CustomsLane => ({
  exporterOfRecord: swiss,
  importerOfRecord: german,
  ...parties,
});
export const licence: CustomsAuthorisation = {
  number: 'DE-OPO-1',
  holder: german,
  kind: 'full',
  jurisdiction: 'EU',
  procedures: ['outward_processing'],
  from: '2026-01-01',
  until: '2026-12-31',
};
export const records = (document: Partial<CustomsAuthorisation> = {}, used = 0): MovementRecords => ({
  lane: lane(),
  back: lane({ exporterOfRecord: german, importerOfRecord: swiss }),
  authorisations: [{ authorisation: 'opo', used, document: { ...licence, ...document } }],
});

export const asked: RequestLine = { lineId: '1', quantity: 1, reason: 'customer_remorse', serials: [] } as never;
export const sold = {
  id: '1',
  sku: 'HS-20',
  title: 'Headset',
  quantity: 3,
  cancelled: 0,
  serials: [],
  customs: {
    cnCode: '85183000',
    value: eur('100.00'),
    exportedOn: '2024-01-31',
    outboundInvoice: { reference: 'INV-1', mrn: '26DE48510012345678' },
    inFreeCirculation: true,
  },
} as never as OrderLine;
export const movement = (change: Partial<Movement> = {}): Movement => ({
  on: '2026-11-02',
  from: 'CH',
  to: 'DE',
  asked,
  reason: 'customer_remorse',
  line: sold,
  business: false,
  relievedAtHome: true,
  ...change,
});
export const outward = lane({ exporterOfRecord: german, importerOfRecord: swiss });
export const held = (document: Partial<CustomsAuthorisation> = {}, used = 0): MovementRecords => ({
  ...records(document, used),
  lane: outward,
});
export const repair = (change: Partial<Movement> = {}) =>
  movement({ from: 'DE', to: 'CH', asked: { ...asked, preference: 'repair' }, ...change });

/** What is known of a movement by now, where nothing is wrong with it. */
export function known(...given: Parameters<typeof completed>): Completed {
  const found = completed(...given);
  if ('errors' in found) throw new Error(JSON.stringify(found.errors));
  return found;
}
