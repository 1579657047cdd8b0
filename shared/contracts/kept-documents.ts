import * as z from 'zod';
import { customsPaper } from './customs-paper.ts';
import * as v from './values.ts';

/** Papers that were made for a return and are kept: files that are never overwritten, and where they are. */

const keptFile = z.strictObject({ key: z.string(), sha256: z.string(), bytes: z.int().min(0) });

export const keptPaper = z.strictObject({
  kind: customsPaper,
  /** Of the papers made together; the highest is the one that holds. */
  version: z.int().min(1),
  /** Which of several consignments, to different places, that were papered together. */
  consignment: z.int().min(1),
  at: v.time,
  /** How much is to be completed on it, and what, each once: the first of it where there is much. */
  gaps: z.int().min(0),
  toComplete: z.array(z.string()),
  data: keptFile,
  pdf: keptFile,
});
export type KeptPaper = z.infer<typeof keptPaper>;
