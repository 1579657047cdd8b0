import { createHash } from 'node:crypto';
import type { Carrier } from '../../shared/adapters/carrier/port.ts';
import type { Files } from '../../shared/adapters/files/s3.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import type { Segment, StepResult } from '../../shared/contracts/workflow.ts';
import type { renderLabel } from '../../shared/documents/label.ts';
import { lifecycleActor } from '../../shared/returns/change.ts';
import { issueLabel } from '../../shared/returns/goods.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { commandReturn } from '../../shared/storage/command.ts';
import type { Table } from '../../shared/storage/table.ts';

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
 * Buys the label and keeps it as PDF and PNG. The shipment's id is fixed by the return's own numbers, so the carrier is
 * asked for the same label however often the step runs; files are named by their content.
 */
export function createIssueReturnLabel(deps: IssueReturnLabelDeps) {
  return async ({ brand, rma }: Segment): Promise<StepResult> => {
    const now = deps.clock();
    const context = { now, actor: lifecycleActor, progressMinutes: deps.progressMinutes };
    const done = await commandReturn(
      deps.table,
      { brand, rma },
      async (current) => {
        const parcel = current.portions.filter(({ state }) => state === 'authorized');
        if (parcel.length === 0) return undefined;
        const configuration = await deps.readBrand(brand, now);
        if (!configuration) throw new Error(`Brand ${brand} is not configured`);
        const id = `S${current.shipments.length + 1}`;
        const from = current.statement.person.address;
        const to = configuration.returnAddress;
        const bought = await deps.carrier.createLabel({
          id: `${brand}/${rma}/${id}`,
          rma,
          brand,
          ...(from && { from }),
          to,
          parcel: {},
        });
        const { pdf, png } = await deps.renderLabel({
          brand: { name: configuration.name, colour: configuration.colours.primary },
          from,
          to,
          ...bought,
          rma,
          at: new Date(current.head.createdAt),
        });
        const sha256 = createHash('sha256').update(pdf).digest('hex');
        const label = {
          pdf: `labels/${brand}/${rma}/${sha256}.pdf`,
          png: `labels/${brand}/${rma}/${sha256}.png`,
          sha256,
        };
        await Promise.all([
          deps.files.putOnce(label.pdf, pdf, 'application/pdf'),
          deps.files.putOnce(label.png, png, 'image/png'),
        ]);
        return issueLabel(current, context, {
          id,
          carrier: bought.carrier,
          trackingNumber: bought.trackingNumber,
          label,
        });
      },
      { now },
    );
    return { outcome: done ? 'done' : 'nothing_to_do' };
  };
}
