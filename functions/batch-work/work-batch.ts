import { byOrder, type OrderRows } from '../../shared/batches/parts.ts';
import { type Group, isOver, nextState, type Tally, tallyOf } from '../../shared/batches/progress.ts';
import { readCsv } from '../../shared/batches/read-csv.ts';
import { type RowFault, readRows } from '../../shared/batches/rows.ts';
import type { InboxNudge } from '../../shared/contracts/bus.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { Outcome, TimeLeft } from '../../shared/runtime/queue.ts';
import { batchAt, goOn, holdOff, moveBatch } from '../../shared/storage/batch-progress.ts';
import { type BatchHead, type BatchKey, loadBatch, loadFile, type StoredBatch } from '../../shared/storage/batches.ts';
import type { Table } from '../../shared/storage/table.ts';
import { pause } from '../../shared/storage/transaction.ts';
import type { createEndReserved } from './end-reserved.ts';
import type { createWorkPart, Doing } from './work-part.ts';

export interface WorkBatchDeps {
  table: Table;
  clock: Clock;
  workPart: ReturnType<typeof createWorkPart>;
  endReserved: ReturnType<typeof createEndReserved>;
}

/** Enough to end what is in hand. */
const spareMs = 15_000;

/**
 * Works a batch off as far as it gets in its time, and hands the rest on. It may be killed anywhere, and run twice at once:
 * each step is one transaction with the condition that nobody has taken it.
 */
export function createWorkBatch(deps: WorkBatchDeps) {
  return async ({ inbox }: Pick<InboxNudge, 'inbox'>, timeLeft: TimeLeft): Promise<Outcome> => {
    const key = batchAt(inbox);
    const found = key && (await loadBatch(deps.table, key));
    if (!found) return { outcome: 'no_batch', inbox };
    if (isOver(found.head.state)) return { outcome: 'over_before', batch: found.head.id };
    await holdOff(deps.table, found.head, deps.clock());
    const { rows, faults } = readRows(readCsv(await loadFile(deps.table, found.head)));
    const all = rows.length + new Set(faults.map(({ row }) => row)).size;
    return run(deps, found, { all, orders: byOrder(rows, found.head.purchaseOrder), unread: faults }, timeLeft);
  };
}

/** The file as it is read now. */
interface File {
  all: number;
  orders: readonly OrderRows[];
  unread: readonly RowFault[];
}

async function run(deps: WorkBatchDeps, from: StoredBatch, file: File, timeLeft: TimeLeft): Promise<Outcome> {
  let batch = from;
  for (;;) {
    const { head, groups } = batch;
    if (isOver(head.state)) return { outcome: head.state, batch: head.id };
    const now = deps.clock();
    const tally = tallyOf(file.all, groups, file.unread);
    const next = nextState(head, tally, now);
    if (next) {
      await moveBatch(deps.table, head, next, now);
      batch = await again(deps.table, head);
    } else if (timeLeft() < spareMs) {
      await goOn(deps.table, head, now);
      return { outcome: 'goes_on', batch: head.id, ...tally };
    } else {
      const worked = await step(deps, batch, file, tally, now);
      // Somebody else is at it as well.
      if (!worked) await pause(1);
      // On a pallet the head says whether its label is settled: it is read again.
      const known = worked && head.shipping === 'parcels';
      batch = known ? { head, groups: withGroup(groups, worked) } : await again(deps.table, head);
    }
  }
}

async function again(table: Table, key: BatchKey): Promise<StoredBatch> {
  const found = await loadBatch(table, key);
  if (!found) throw new Error(`Batch ${key.id} is gone`);
  return found;
}

const withGroup = (groups: readonly Group[], group: Group): Group[] => [
  ...groups.filter(({ first }) => first !== group.first),
  group,
];

/** The next piece of work. @returns what came of it; undefined when somebody else has done it */
async function step(
  { workPart, endReserved }: WorkBatchDeps,
  { head, groups }: StoredBatch,
  file: File,
  tally: Tally,
  now: Date,
): Promise<Group | undefined> {
  if (head.state === 'confirming' || head.state === 'releasing') {
    const end = head.state === 'confirming' ? 'made' : 'released';
    const reserved = groups.find(({ state }) => state === 'reserved');
    return reserved && (await endReserved(head, reserved, end, now)) ? { ...reserved, state: end } : undefined;
  }
  const waiting = nextWaiting(file.orders, groups);
  return waiting && workPart(head, waiting, doingIn(head, tally), now);
}

function doingIn({ state }: BatchHead, tally: Tally): Doing {
  if (state === 'working') return 'make';
  return tally.refused > 0 ? 'check' : 'reserve';
}

function nextWaiting(orders: readonly OrderRows[], groups: readonly Group[]): OrderRows | undefined {
  const worked = new Set(groups.flatMap(({ rows }) => rows));
  for (const order of orders) {
    const rows = order.rows.filter(({ row }) => !worked.has(row));
    if (rows.length > 0) return { ...order, rows };
  }
  return undefined;
}
