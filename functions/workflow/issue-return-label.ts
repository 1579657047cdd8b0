import { createHash } from 'node:crypto';
import type { Carrier, CarrierLabel, OutboundReference } from '../../shared/adapters/carrier/port.ts';
import { plainTrackingNumber } from '../../shared/adapters/carrier/tracking-update.ts';
import type { Files } from '../../shared/adapters/files/s3.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import type { Segment, StepResult } from '../../shared/contracts/workflow.ts';
import type { renderLabel } from '../../shared/documents/label.ts';
import { lifecycleActor, type Return } from '../../shared/returns/change.ts';
import { outboundOf } from '../../shared/returns/customs.ts';
import { issueLabel } from '../../shared/returns/labels.ts';
import { parcelToLabel } from '../../shared/returns/parcels.ts';
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

/**
 * Buys the label of the parcel that was asked for when its goods were authorized, and keeps it as PDF and PNG. The carrier
 * is asked by the parcel's id, for the same label however often the step runs; files are named by their content.
 */
export function createIssueReturnLabel(deps: IssueReturnLabelDeps) {
  return async ({ brand, rma }: Segment): Promise<StepResult> => {
    const now = deps.clock();
    const context = { now, actor: lifecycleActor, progressMinutes: deps.progressMinutes };
    let bought: { shipment: string; label: CarrierLabel } | undefined;
    const done = await commandReturn(
      deps.table,
      { brand, rma },
      async (current) => {
        const parcel = parcelToLabel(current.shipments);
        if (!parcel) {
          await giveBack(deps.carrier, current, bought);
          return undefined;
        }
        const configuration = await deps.readBrand(brand, now);
        if (!configuration) throw new Error(`Brand ${brand} is not configured`);
        const from = current.statement.person.address;
        const to = configuration.returnAddress;
        const outbound = outboundOf(current, parcel.portions);
        const label = await deps.carrier.createLabel({
          id: carrierIdOf(current.head, parcel),
          rma,
          brand,
          ...(from && { from }),
          to,
          ...(outbound.length > 0 && { outbound }),
        });
        bought = { shipment: parcel.id, label };
        const files = await keepLabel(deps, current, configuration, { ...label, outbound });
        return issueLabel(current, context, {
          carrier: label.carrier,
          trackingNumber: plainTrackingNumber(label.trackingNumber),
          label: files,
        });
      },
      { now },
    );
    return { outcome: done ? 'done' : 'nothing_to_do' };
  };
}

/** The parcel was given up while its label was being bought: perhaps after the carrier was told to void it. */
async function giveBack(
  carrier: Carrier,
  { head, shipments }: Return,
  bought: { shipment: string; label: CarrierLabel } | undefined,
): Promise<void> {
  const parcel = shipments.find(({ id }) => id === bought?.shipment);
  // Others still come under the label of a consignment.
  if (!bought || parcel?.state !== 'cancelled' || parcel.consignment !== undefined) return;
  const { trackingNumber } = bought.label;
  await carrier.voidLabel({ id: carrierIdOf(head, parcel), trackingNumber });
}

async function keepLabel(
  { renderLabel, files }: IssueReturnLabelDeps,
  { head: { brand, rma, createdAt }, statement }: Return,
  configuration: BrandConfiguration,
  bought: CarrierLabel & { outbound: readonly OutboundReference[] },
) {
  const { pdf, png } = await renderLabel({
    brand: { name: configuration.name, colour: configuration.colours.primary },
    from: statement.person.address,
    to: configuration.returnAddress,
    ...bought,
    rma,
    at: new Date(createdAt),
  });
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const name = `labels/${brand}/${rma}/${sha256}`;
  const label = { pdf: `${name}.pdf`, png: `${name}.png`, sha256 };
  await Promise.all([files.putOnce(label.pdf, pdf, 'application/pdf'), files.putOnce(label.png, png, 'image/png')]);
  return label;
}
