import * as z from 'zod';
import { type InboxNudge, inboxNudge, type ReturnNudge, returnNudge } from '../../shared/contracts/bus.ts';
import { rmaNumber } from '../../shared/contracts/values.ts';
import { jsonOf } from '../../shared/runtime/arrivals.ts';
import type { Outcome, TimeLeft } from '../../shared/runtime/queue.ts';
import { moveCursorBack } from '../../shared/storage/cursors.ts';
import { finishArrival, loadArrival } from '../../shared/storage/inbox.ts';
import type { Table } from '../../shared/storage/table.ts';
import type { createDeliverEvents } from './deliver-events.ts';

/** Something happened to a return, or somebody asked to have its events again. */
export const erpNudge = z.union([
  returnNudge,
  inboxNudge.extend({ provider: inboxNudge.shape.provider.extract(['replay']) }),
]);

const replay = z.object({ rma: rmaNumber, from: z.int().min(1) });

export interface WorkNudgeDeps {
  table: Table;
  deliverEvents: ReturnType<typeof createDeliverEvents>;
}

/**
 * Works on a nudge. Nudges of one return that come together are one delivery: what each is of was committed before any
 * came.
 */
export function createWorkNudge({ table, deliverEvents }: WorkNudgeDeps) {
  const running = new Map<string, Promise<Outcome>>();

  function deliverOnce(brand: string, rma: string, timeLeft: TimeLeft): Promise<Outcome> {
    const name = `${brand}/${rma}`;
    const known = running.get(name);
    if (known) return known;
    const run = deliverEvents({ brand, rma }, timeLeft).finally(() => running.delete(name));
    running.set(name, run);
    return run;
  }

  /** Moves the cursor back, once, and delivers from there; that is tried again until the events are taken. */
  async function replayEvents({ brand, inbox }: InboxNudge, timeLeft: TimeLeft): Promise<Outcome> {
    const arrival = await loadArrival(table, inbox);
    const asked = replay.safeParse(arrival && jsonOf(arrival));
    if (!asked.success) return { outcome: 'not_a_replay', inbox };
    const { rma, from } = asked.data;
    if (arrival?.state === 'waiting') {
      await moveCursorBack(table, { brand, rma, subscriber: 'erp' }, from - 1);
      await finishArrival(table, inbox, { state: 'done' });
    }
    return deliverEvents({ brand, rma }, timeLeft);
  }

  return async (nudge: ReturnNudge | InboxNudge, timeLeft: TimeLeft): Promise<Outcome> =>
    'rma' in nudge ? deliverOnce(nudge.brand, nudge.rma, timeLeft) : replayEvents(nudge, timeLeft);
}
