import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { backtestNudge, returnNudge } from '../../shared/contracts/bus.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { createQueueEntry } from '../../shared/runtime/queue.ts';
import { createStartBacktest } from './start-backtest.ts';
import { createStartSegments } from './start-segments.ts';

const settings = readSettings(['LIFECYCLE_MACHINE_ARN', 'BACKTEST_MACHINE_ARN']);
const machines = new SFNClient({});
const startSegments = createStartSegments({ machines, lifecycle: settings.LIFECYCLE_MACHINE_ARN });
const startBacktest = createStartBacktest({ machines, backtests: settings.BACKTEST_MACHINE_ARN });

/** Starts runs of the machines: each kind of them is told of by a queue of its own. */
export const handler = createQueueEntry(z.union([returnNudge, backtestNudge]), async (nudge) =>
  'rma' in nudge ? startSegments(nudge) : startBacktest(nudge),
);
