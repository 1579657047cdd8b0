import type { StockSystem } from '../../shared/adapters/stock/port.ts';
import type { Segment, StepResult } from '../../shared/contracts/workflow.ts';
import { lifecycleActor } from '../../shared/returns/change.ts';
import { dispose, openMovements, outsideId } from '../../shared/returns/effects.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { commandReturn } from '../../shared/storage/command.ts';
import type { Table } from '../../shared/storage/table.ts';

export interface DisposeGoodsDeps {
  table: Table;
  clock: Clock;
  progressMinutes: number;
  stockOf(brand: string): StockSystem;
}

/** Moves stock out of quarantine and closes what was moved. A stock system books each movement once by its id. */
export function createDisposeGoods({ table, clock, progressMinutes, stockOf }: DisposeGoodsDeps) {
  return async ({ brand, rma }: Segment): Promise<StepResult> => {
    const now = clock();
    const stock = stockOf(brand);
    const done = await commandReturn(
      table,
      { brand, rma },
      async (current) => {
        const movements = openMovements(current);
        if (movements.length === 0) return undefined;
        for (const { id, movement } of movements)
          if (movement) await stock.move({ id: outsideId(current, { id }), ...movement });
        return dispose(current, { now, actor: lifecycleActor, progressMinutes }, movements);
      },
      { now },
    );
    return { outcome: done ? 'done' : 'nothing_to_do' };
  };
}
