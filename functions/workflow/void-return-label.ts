import type { Carrier } from '../../shared/adapters/carrier/port.ts';
import type { Segment, StepResult } from '../../shared/contracts/workflow.ts';
import { lifecycleActor } from '../../shared/returns/change.ts';
import { recordVoided } from '../../shared/returns/labels.ts';
import { parcelsToVoid } from '../../shared/returns/parcels.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { commandReturn } from '../../shared/storage/command.ts';
import type { Table } from '../../shared/storage/table.ts';
import { carrierIdOf } from './carrier-id.ts';

export interface VoidReturnLabelDeps {
  table: Table;
  clock: Clock;
  progressMinutes: number;
  carrier: Pick<Carrier, 'voidLabel'>;
}

/**
 * Gives back the labels of parcels nobody will send, by the id they were to be bought with: so one that was bought and
 * never recorded is given back as well.
 */
export function createVoidReturnLabel({ table, clock, progressMinutes, carrier }: VoidReturnLabelDeps) {
  return async ({ brand, rma }: Segment): Promise<StepResult> => {
    const now = clock();
    const done = await commandReturn(
      table,
      { brand, rma },
      async (current) => {
        const parcels = parcelsToVoid(current.shipments);
        if (parcels.length === 0) return undefined;
        for (const parcel of parcels) {
          const { trackingNumber } = parcel;
          await carrier.voidLabel({ id: carrierIdOf(current.head, parcel), ...(trackingNumber && { trackingNumber }) });
        }
        return recordVoided(current, { now, actor: lifecycleActor, progressMinutes }, parcels);
      },
      { now },
    );
    return { outcome: done ? 'done' : 'nothing_to_do' };
  };
}
