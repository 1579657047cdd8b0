import * as z from 'zod';
import { machineStep } from './return.ts';
import * as v from './values.ts';

/** What the lifecycle machine is entered with, and what each of its steps takes and answers. */
export const segment = z.object({ brand: v.brand, rma: v.rmaNumber, seq: z.int().min(1), step: machineStep });
export type Segment = z.infer<typeof segment>;

/** `done` carries on where there is something more; `waiting` ends the segment: a due date or a person takes it up again. */
export interface StepResult {
  outcome: 'done' | 'nothing_to_do' | 'waiting' | 'failed';
}
