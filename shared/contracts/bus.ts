import * as z from 'zod';
import { backtestRun } from './backtest-run.ts';
import { machineStep } from './return.ts';
import { returnEventType } from './return-event.ts';
import * as v from './values.ts';

/**
 * What the bus tells. An event is a nudge, never the truth: it may come twice, late or in any order, and whoever needs
 * more than its references reads the table.
 */

/** A return's event was committed; its detail type is the event's own type. */
export const returnNudge = z.object({
  brand: v.brand,
  rma: v.rmaNumber,
  seq: z.int().min(1),
  type: returnEventType,
  at: z.string(),
  /** Present only when segments of the lifecycle machine must be started: a segment for each step. */
  starts: z.array(machineStep).min(1).optional(),
});
export type ReturnNudge = z.infer<typeof returnNudge>;

/** Who, or what, an arrival in the inbox is from: it says who works it off. */
export const inboxProvider = z.enum([
  'shopify',
  'easypost',
  'generic',
  'resend',
  'replay',
  'draft_link',
  'batch',
  'withdrawal',
]);
export type InboxProvider = z.infer<typeof inboxProvider>;

/** Detail type of arrivals in the inbox. */
export const arrived = 'inbox.received';

/** Something was kept in the inbox. */
export const inboxNudge = z.object({
  brand: v.brand,
  /** Partition of the stored arrival. */
  inbox: z.string().min(1),
  provider: inboxProvider,
});
export type InboxNudge = z.infer<typeof inboxNudge>;

/** Detail type of a backtest that is to be run. */
export const backtestRequested = 'backtest.requested';

/** A backtest was asked for, or asked to go on: a run of its machine for each attempt. */
export const backtestNudge = z.object(backtestRun.shape);
export type BacktestNudge = z.infer<typeof backtestNudge>;

/** Source of every event of ours. */
export const source = 'homeward';
