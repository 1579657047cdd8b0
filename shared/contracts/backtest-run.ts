import * as z from 'zod';
import { backtestId } from './backtests.ts';
import * as v from './values.ts';

/** What the machine of a backtest is entered with, what its steps take and answer, and the files it works with. */

export const backtestRun = z.object({ brand: v.brand, backtest: backtestId, attempt: z.int().min(1) });
export type BacktestRun = z.infer<typeof backtestRun>;

export const backtestStep = z.discriminatedUnion('step', [
  z.object({ step: z.literal('choose'), run: backtestRun }),
  z.object({ step: z.literal('decide'), run: backtestRun, part: z.int().min(1) }),
  z.object({ step: z.literal('add_up'), run: backtestRun }),
  z.object({
    step: z.literal('note_failure'),
    run: backtestRun,
    error: z.string().optional(),
  }),
]);

/** `superseded`: another attempt has taken over, or it was ended; nothing more is done. */
export interface BacktestStepResult {
  outcome: 'go_on' | 'all_done' | 'done' | 'failed' | 'superseded';
  /** Parts to decide next. */
  parts?: number[];
}

const file = z.object({ key: z.string(), sha256: z.string().optional() });

/** A part is what one step decides: a few sealed files, or all days that are not sealed. */
const part = z.object({
  files: z.array(file),
  /** Of days that are not sealed: an event may lie in several of the files, and in these of the day before. */
  unsealedAfter: z.array(file).optional(),
});
export type BacktestPart = z.infer<typeof part>;

export const backtestPlan = z.object({
  parts: z.array(part),
  days: z.object({ sealed: z.int(), unsealed: z.array(z.string()) }),
});
export type BacktestPlan = z.infer<typeof backtestPlan>;
