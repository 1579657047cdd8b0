import type { Shipment } from '../contracts/return.ts';
import type { Address } from '../contracts/values.ts';
import { amend, type Change, type Context, portionsFor, type Return } from './change.ts';
import { parcelsToLabel } from './parcels.ts';

/** The machine's part in labels: those that were asked for were bought, or given back. */

export interface IssuedLabel {
  carrier: string;
  trackingNumber: string;
  label: NonNullable<Shipment['label']>;
  /** The address on it. */
  to?: Address;
}

/** The label of the one parcel that has none is there. */
export const issueLabel = (current: Return, context: Context, label: IssuedLabel): Change =>
  issueLabels(current, context, [label]);

/**
 * Labels are there: those of the parcels that have none yet, in their order. What is in other parcels waits for its own.
 * @throws ProblemError step-not-legal when nothing waits for a label
 */
export function issueLabels(current: Return, context: Context, labels: readonly IssuedLabel[]): Change {
  const waiting = parcelsToLabel(current.shipments);
  const labelled = labels.flatMap(({ carrier, trackingNumber, label, to }, i): Shipment[] => {
    const parcel = waiting[i];
    if (!parcel) return [];
    const known = { carrier, trackingNumber, label, ...(to && { to }) };
    return [{ ...parcel, ...known, state: 'label_created', statusAt: context.now.toISOString() }];
  });
  const inside = new Set(labelled.flatMap(({ portions }) => portions));
  const portions = portionsFor(current, 'issue_label')
    .filter(({ id }) => inside.has(id))
    .map((portion) => ({ ...portion, state: 'awaiting_shipment' as const }));
  const [first, ...others] = labelled;
  if (!first) throw new Error('What is authorized has a parcel that was asked for');
  return amend(current, context, {
    type: 'return.label_issued',
    step: 'issue_label',
    portions,
    shipments: labelled,
    data: { ...dataOf(first), ...(others.length > 0 && { parcels: labelled.map(dataOf) }) },
  });
}

const dataOf = ({ id, trackingNumber, carrier, payer, consignment, parcel, site, label }: Shipment) => ({
  shipment: id,
  trackingNumber,
  carrier,
  payer,
  ...(consignment && { consignment }),
  ...(parcel !== undefined && { parcel }),
  ...(site && { site }),
  sha256: label?.sha256,
});

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
