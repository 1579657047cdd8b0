import { ExecutionAlreadyExists } from '@aws-sdk/client-sfn';
import { createPassDueDates } from '../../../functions/deadlines/pass-due-dates.ts';
import { createRecord } from '../../../functions/evidence/record.ts';
import { createPublishItems } from '../../../functions/publish/publish-items.ts';
import { createStartSegments } from '../../../functions/segments/start-segments.ts';
import { returnNudge } from '../../../shared/contracts/bus.ts';
import type { ProblemDocument } from '../../../shared/contracts/errors.ts';
import type { OrderBody } from '../../../shared/contracts/order.ts';
import type { Route } from '../../../shared/contracts/route.ts';
import type { Segment } from '../../../shared/contracts/workflow.ts';
import type { Return } from '../../../shared/returns/change.ts';
import { type CarrierNews, moveShipment } from '../../../shared/returns/transit.ts';
import { commandReturn } from '../../../shared/storage/command.ts';
import { putOrder } from '../../../shared/storage/orders.ts';
import type { Table } from '../../../shared/storage/table.ts';
import { shuffledTwice } from '../../faults/streams.ts';
import { inProcess, type Plan, wasKilled } from '../../faults/table-faults.ts';
import { type Answer, type App, type Call, createApp } from './app.ts';
import { type Everything, everythingIn } from './everything.ts';
import { createMachine, type Machine } from './machine.ts';
import { openShop, type Sold, sell, today } from './shop.ts';

/**
 * A shop with all that goes on around it, in one process: people who ask over HTTP, carriers, checked uploads, the table's
 * stream, the machine's segments and the minute's deadlines. Each piece of work is a process that may meet faults.
 */
export interface World {
  app: App;
  orders: ReadonlyMap<string, OrderBody>;
  /** Every request that was answered well, with its answer. */
  answered: { route: Route; call: Call & { key: string }; answer: Answer }[];
  /** When each of their keys was used first. */
  keptSince: ReadonlyMap<string, number>;
  now(): Date;
  wait(minutes: number): void;
  request(route: Route, call: Call & { key: string }, plan: Plan): Promise<Answer | undefined>;
  news(rma: string, news: CarrierNews, plan: Plan): Promise<void>;
  upload(rma: string, evidenceId: string, good: boolean, plan: Plan): Promise<void>;
  /** The order system puts an order once more, as of now. */
  putAgain(orderNumber: string, plan: Plan): Promise<void>;
  /** Hands on what the stream tells since the last time, and runs what it starts. */
  tell(plan: Plan, random: () => number): Promise<void>;
  passDueDates(plan: Plan): Promise<void>;
  /** When the next thing is due. */
  nextDue(): Promise<Date | undefined>;
  /** Looks at all there is. */
  look(): Promise<Everything>;
  /** What was seen when somebody looked last. */
  seen(): Everything;
}

/** What a fault may end work with; anything else is a mistake of ours. */
const ofFaults = new Set(['Killed', 'TimeoutError', 'ThrottlingException', 'PaymentUnavailable', 'StockUnreached']);

function isOfFaults(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ofFaults.has(error.name) || (error.name === 'ProblemError' && (error as { type?: string }).type === 'busy');
}

export async function createWorld(table: Table, sales: Readonly<Record<string, Sold>>): Promise<World> {
  let now = today;
  const clock = () => now;
  const app = await createApp(table, clock);
  const machine = createMachine(table, clock);
  const deps = { table, clock, progressMinutes: 5 };
  const record = createRecord(deps);
  const deadlines = createPassDueDates(deps);
  const orders = new Map<string, OrderBody>();
  await openShop(table);
  for (const [number, sale] of Object.entries(sales)) orders.set(number, await sell(table, number, sale));

  const answered: World['answered'] = [];
  const keptSince = new Map<string, number>();
  const told = new Set<string>();
  let seen = await everythingIn(table);
  const look = async () => {
    seen = await everythingIn(table);
    return seen;
  };

  /** Work that nobody waits for: what a fault ends is taken up again by others. */
  async function work(plan: Plan, run: () => Promise<unknown>): Promise<void> {
    try {
      await inProcess(plan, run);
    } catch (error) {
      if (!isOfFaults(error) || Object.keys(plan).length === 0) throw error;
    }
  }

  return {
    app,
    orders,
    answered,
    keptSince,
    now: clock,
    wait(minutes) {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    look,
    seen: () => seen,
    nextDue: async () => {
      const dates = (await look()).returns.flatMap(({ current }) => Object.values(current.head.due));
      const [next] = dates.sort();
      return next === undefined ? undefined : new Date(next);
    },
    async request(route, call, plan) {
      const answer = await inProcess(plan, async () => {
        const given = await app.call<Answer['body'] & Partial<ProblemDocument>>(route, call);
        // Whoever was killed answers nobody.
        return wasKilled() ? undefined : given;
      });
      if (answer && answer.status < 300 && !keptSince.has(call.key)) {
        keptSince.set(call.key, now.getTime());
        answered.push({ route, call, answer });
      }
      return answer;
    },
    news: (rma, news, plan) =>
      work(plan, () =>
        commandReturn(
          table,
          { brand: 'lumen', rma },
          (current: Return) =>
            moveShipment(current, { now, actor: { role: 'carrier', id: 'easypost' }, progressMinutes: 5 }, news),
          { now },
        ),
      ),
    upload: (rma, evidenceId, good, plan) =>
      work(plan, () =>
        record(
          { brand: 'lumen', rma, evidenceId },
          good
            ? { state: 'attached', contentType: 'image/png', bytes: 9, sha256: 'a'.repeat(64), key: 'evidence/lumen/a' }
            : { state: 'refused', reason: 'too_dark' },
        ),
      ),
    putAgain: (orderNumber, plan) =>
      work(plan, async () => {
        const body = orders.get(orderNumber);
        if (body) await putOrder(table, 'lumen', orderNumber, { ...body, updatedAt: now.toISOString() });
      }),
    async tell(plan, random) {
      const fresh = (await look()).returns
        .flatMap(({ items }) => items.filter(({ kind }) => kind === 'event'))
        .filter(({ hash }) => !told.has(String(hash)));
      for (const { hash } of fresh) told.add(String(hash));
      await handOn(fresh, machine, random, (run) => work(plan, run));
    },
    passDueDates: (plan) => work(plan, () => deadlines(now, () => false)),
  };
}

/** From the stream over the bus to the segments: published by the real publisher, started by the real starter. */
async function handOn(
  items: readonly Record<string, unknown>[],
  machine: Machine,
  random: () => number,
  work: (run: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const details: string[] = [];
  const publish = createPublishItems({
    bus: {
      send: async ({ input }: { input: { Entries?: { Detail?: string }[] } }) => {
        details.push(...(input.Entries ?? []).map(({ Detail }) => Detail ?? ''));
        return { FailedEntryCount: 0, Entries: [] };
      },
    } as never,
    busName: 'bus',
    wait: async () => {},
  });
  for (const batch of shuffledTwice(items, random)) await publish(batch);
  const started = new Map<string, Segment>();
  const start = createStartSegments({
    machines: {
      send: async ({ input }: { input: { name: string; input: string } }) => {
        if (started.has(input.name)) throw new ExecutionAlreadyExists({ message: input.name, $metadata: {} });
        started.set(input.name, JSON.parse(input.input) as Segment);
      },
    } as never,
    lifecycle: 'arn',
  });
  for (const detail of details) await start(returnNudge.parse(JSON.parse(detail)));
  // Each segment runs twice, side by side: as when one is started again while the first is still at work.
  for (const segment of started.values())
    await Promise.all([work(() => machine.run(segment)), work(() => machine.run(segment))]);
}
