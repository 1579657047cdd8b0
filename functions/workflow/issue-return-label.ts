import { createHash } from 'node:crypto';
import type { Carrier, CarrierLabel, LabelRequest } from '../../shared/adapters/carrier/port.ts';
import { plainTrackingNumber } from '../../shared/adapters/carrier/tracking-update.ts';
import type { Files } from '../../shared/adapters/files/s3.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import type { Shipment } from '../../shared/contracts/return.ts';
import type { Segment, StepResult } from '../../shared/contracts/workflow.ts';
import type { renderLabel } from '../../shared/documents/label.ts';
import { lifecycleActor, type Return } from '../../shared/returns/change.ts';
import { outboundOf } from '../../shared/returns/customs.ts';
import { type IssuedLabel, issueLabels } from '../../shared/returns/labels.ts';
import { parcelsToLabel } from '../../shared/returns/parcels.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { commandReturn } from '../../shared/storage/command.ts';
import type { Table } from '../../shared/storage/table.ts';
import { carrierIdOf } from './carrier-id.ts';

export interface IssueReturnLabelDeps {
  table: Table;
  clock: Clock;
  progressMinutes: number;
  readBrand(brand: string, now: Date): Promise<BrandConfiguration | undefined>;
  carrier: Carrier;
  renderLabel: typeof renderLabel;
  files: Pick<Files, 'putOnce'>;
}

/** A label the carrier gave for a parcel. */
interface Bought {
  shipment: string;
  label: CarrierLabel;
}

/**
 * Buys the labels of the parcels that were asked for when their goods were authorized, and keeps each as PDF and PNG. The
 * carrier is asked by a parcel's id, for the same label however often the step runs; files are named by their content. All
 * parcels get theirs in one commit, so that the customer is told once.
 */
export function createIssueReturnLabel(deps: IssueReturnLabelDeps) {
  return async ({ brand, rma }: Segment): Promise<StepResult> => {
    const now = deps.clock();
    const context = { now, actor: lifecycleActor, progressMinutes: deps.progressMinutes };
    const bought: Bought[] = [];
    const done = await commandReturn(
      deps.table,
      { brand, rma },
      async (current) => {
        await giveBack(deps.carrier, current, bought);
        const parcels = parcelsToLabel(current.shipments);
        if (parcels.length === 0) return undefined;
        const configuration = await deps.readBrand(brand, now);
        if (!configuration) throw new Error(`Brand ${brand} is not configured`);
        const labels: IssuedLabel[] = [];
        for (const parcel of parcels) {
          const order = orderFor(current, parcel, configuration);
          const label = await deps.carrier.createLabel(order);
          bought.push({ shipment: parcel.id, label });
          labels.push({
            carrier: label.carrier,
            trackingNumber: plainTrackingNumber(label.trackingNumber),
            label: await keepLabel(deps, current, configuration, { ...order, ...label, number: parcel.parcel }),
            to: order.to,
          });
        }
        return issueLabels(current, context, labels);
      },
      { now },
    );
    return { outcome: done ? 'done' : 'nothing_to_do' };
  };
}

/** What the carrier is asked for. A site that the brand has given up since is the return address. */
function orderFor(current: Return, parcel: Shipment, { sites, returnAddress }: BrandConfiguration): LabelRequest {
  const { head, statement } = current;
  const from = statement.person.address;
  const outbound = outboundOf(current, parcel.portions);
  return {
    id: carrierIdOf(head, parcel),
    rma: head.rma,
    brand: head.brand,
    ...(from && { from }),
    to: sites?.find(({ id }) => id === parcel.site)?.address ?? returnAddress,
    ...(parcel.grams !== undefined && { grams: parcel.grams }),
    ...(outbound.length > 0 && { outbound }),
  };
}

/** A parcel was given up while its label was being bought: perhaps after the carrier was told to void it. */
async function giveBack(carrier: Carrier, { head, shipments }: Return, bought: readonly Bought[]): Promise<void> {
  for (const { shipment, label } of bought) {
    const parcel = shipments.find(({ id }) => id === shipment);
    // Others still come under the label of a consignment.
    if (parcel?.state !== 'cancelled' || parcel.consignment !== undefined) continue;
    await carrier.voidLabel({ id: carrierIdOf(head, parcel), trackingNumber: label.trackingNumber });
  }
}

async function keepLabel(
  { renderLabel, files }: IssueReturnLabelDeps,
  { head: { brand, rma, createdAt }, statement, portions }: Return,
  configuration: BrandConfiguration,
  {
    to,
    outbound = [],
    carrier,
    service,
    trackingNumber,
    number,
  }: LabelRequest & CarrierLabel & { number?: number | undefined },
) {
  const of = Math.max(0, ...portions.map(({ parcel = 0 }) => parcel));
  const { pdf, png } = await renderLabel({
    brand: { name: configuration.name, colour: configuration.colours.primary },
    from: statement.person.address,
    to,
    carrier,
    service,
    trackingNumber,
    outbound,
    rma,
    ...(number !== undefined && { parcel: { number, of } }),
    at: new Date(createdAt),
  });
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const name = `labels/${brand}/${rma}/${sha256}`;
  const label = { pdf: `${name}.pdf`, png: `${name}.png`, sha256 };
  await Promise.all([files.putOnce(label.pdf, pdf, 'application/pdf'), files.putOnce(label.png, png, 'image/png')]);
  return label;
}
