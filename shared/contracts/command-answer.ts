import * as z from 'zod';
import { portionState, stage } from './return.ts';
import * as v from './values.ts';

/** How a command on a return is addressed and answered. */

export const commandAnswer = z
  .strictObject({
    rma: v.rmaNumber,
    stage,
    version: z.int().meta({ description: 'Number of the event this command wrote.' }),
    portions: z.array(z.strictObject({ id: z.string(), lineId: v.lineId, quantity: z.int(), state: portionState })),
  })
  .meta({ id: 'CommandAnswer' });
export type CommandAnswer = z.infer<typeof commandAnswer>;

export const rmaParams = z.strictObject({ rma: v.rmaNumber });
