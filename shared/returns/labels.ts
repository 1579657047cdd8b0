import type { Shipment } from '../contracts/return.ts';
import { amend, type Change, type Context, portionsFor, type Return } from './change.ts';
import { parcelToLabel } from './parcels.ts';

/** The machine's part in labels: one that was asked for was bought, or given back. */

export interface IssuedLabel {
  carrier: string;
  trackingNumber: string;
  label: NonNullable<Shipment['label']>;
}

/** The label is there: one parcel for all that is authorized. */
export function issueLabel(current: Return, context: Context, { carrier, trackingNumber, label }: IssuedLabel): Change {
  const portions = portionsFor(current, 'issue_label').map((portion) => ({
    ...portion,
    state: 'awaiting_shipment' as const,
  }));
  const parcel = parcelToLabel(current.shipments);
  if (!parcel) throw new Error('What is authorized has a parcel that was asked for');
  const shipment: Shipment = {
    ...parcel,
    carrier,
    trackingNumber,
    label,
    state: 'label_created',
    statusAt: context.now.toISOString(),
  };
  return amend(current, context, {
    type: 'return.label_issued',
    step: 'issue_label',
    portions,
    shipments: [shipment],
    data: {
      shipment: parcel.id,
      trackingNumber,
      carrier,
      payer: parcel.payer,
      ...(parcel.consignment && { consignment: parcel.consignment }),
      sha256: label.sha256,
    },
  });
}

/** The carrier took back the labels of parcels that were given up. */
export function recordVoided(current: Return, context: Context, parcels: readonly Shipment[]): Change {
  return amend(current, context, {
    type: 'return.label_voided',
    shipments: parcels.map((one) => ({ ...one, voiding: 'done' })),
    data: {
      shipments: parcels.map(({ id, trackingNumber }) => ({ id, ...(trackingNumber && { trackingNumber }) })),
    },
  });
}
