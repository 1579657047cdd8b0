import { beforeEach, describe, expect, test } from 'vitest';
import { createDeliverEvents } from '../../functions/erp-sync/deliver-events.ts';
import { createWorkNudge } from '../../functions/erp-sync/work-nudge.ts';
import type { Delivery } from '../../shared/adapters/standard-webhooks/deliver.ts';
import type { OutboundWebhook } from '../../shared/adapters/standard-webhooks/erp-event.ts';
import { verifyStandardWebhook } from '../../shared/adapters/standard-webhooks/signature.ts';
import type { ReturnNudge } from '../../shared/contracts/bus.ts';
import { moveShipment } from '../../shared/returns/transit.ts';
import { storeBrand } from '../../shared/storage/brands.ts';
import { heldSeconds, holdCursor, readCursor } from '../../shared/storage/cursors.ts';
import { keepArrival, loadArrival } from '../../shared/storage/inbox.ts';
import { partitions, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { brand, configuration, does, labelled, later } from '../fixtures/returns/lumen-return.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const withErp = { ...configuration, erp: { url: 'https://erp.lumen.example/events' } };

let table: Table;
let rma: string;
/** What the ERP got, in the order it got it. */
let got: OutboundWebhook[];
/** What the ERP answers next; then it takes everything. */
let answers: Delivery[];
let now: Date;
let slow: Promise<void> | undefined;

beforeEach(async () => {
  table = await freshTable();
  await storeBrand(table, brand, withErp, ['erp'], undefined);
  ({
    head: { rma },
  } = await labelled(table, 'HW1'));
  got = [];
  answers = [];
  now = later(3600);
  slow = undefined;
});

const seqs = () => got.map(({ body }) => Number((JSON.parse(body) as { sequence: string }).sequence));
const key = () => ({ brand, rma, subscriber: 'erp' as const });
let owners = 0;
const worker = () => {
  const deliverEvents = createDeliverEvents({
    table,
    secrets: { read: async () => ({ erp: [secret] }) },
    async deliver(webhook) {
      await slow;
      got.push(webhook);
      return answers.shift() ?? { result: 'delivered' };
    },
    clock: () => now,
    newOwner: () => {
      owners += 1;
      return `worker-${owners}`;
    },
    random: () => 1,
    wait: async () => {},
    allowHttp: false,
  });
  return createWorkNudge({ table, deliverEvents });
};
const nudge = (seq: number): ReturnNudge => ({ brand, rma, seq, type: 'return.requested', at: now.toISOString() });
const plenty = () => 30_000;

describe('the ERP gets the events of a return', () => {
  test('in order, signed, each once, whatever order and number of nudges', async () => {
    const work = worker();
    for (const seq of [2, 1, 2, 1]) await work(nudge(seq), plenty);
    expect(seqs()).toEqual([1, 2]);
    for (const { headers, body } of got)
      expect(verifyStandardWebhook({ body: Buffer.from(body), headers, secrets: [secret], now })).toBe('valid');
    expect(got.map(({ headers }) => headers['webhook-id'])).toEqual([`${rma}-1`, `${rma}-2`]);
  });

  test('in one delivery when their nudges come together', async () => {
    const work = worker();
    await Promise.all([2, 1, 1].map((seq) => work(nudge(seq), plenty)));
    expect(seqs()).toEqual([1, 2]);
  });

  test('never from two at once: the second waits, and then finds nothing to do', async () => {
    let go = () => {};
    slow = new Promise((resolve) => {
      go = resolve;
    });
    const first = worker()(nudge(1), plenty);
    await expect.poll(() => readCursor(table, key())).toMatchObject({ owner: expect.any(String) });
    await expect(worker()(nudge(2), plenty)).rejects.toThrow('Somebody else is delivering');
    go();
    await first;
    expect(seqs()).toEqual([1, 2]);
    expect(await worker()(nudge(2), plenty)).toMatchObject({ outcome: 'up_to_date', delivered: 0 });
  });

  test('after the one who delivered died', async () => {
    await holdCursor(table, key(), 'dead', now);
    await expect(worker()(nudge(1), plenty)).rejects.toThrow('Somebody else');
    now = new Date(now.getTime() + (heldSeconds + 1) * 1000);
    await worker()(nudge(1), plenty);
    expect(seqs()).toEqual([1, 2]);
  });

  test('those that are new go on from where the cursor stands', async () => {
    await worker()(nudge(1), plenty);
    const news = { trackingNumber: 'HW1', status: 'in_transit', at: later(1800).toISOString() } as const;
    await does(table, { head: { brand, rma } as never }, 1800, (current, context) =>
      moveShipment(current, context, news),
    );
    await worker()(nudge(3), plenty);
    expect(seqs()).toEqual([1, 2, 3]);
  });
});

describe('an event the ERP does not take', () => {
  test('holds up the later ones of its return, and those of no other', async () => {
    answers = [{ result: 'delivered' }, { result: 'refused', reason: 'The receiver answered 400' }];
    await expect(worker()(nudge(1), plenty)).rejects.toThrow('Event 2 was not taken');
    expect(await readCursor(table, key())).toMatchObject({ seq: 1, failures: 1 });
    const other = await labelled(table, 'HW2');
    await worker()({ ...nudge(1), rma: other.head.rma }, plenty);
    expect(seqs()).toEqual([1, 2, 1, 2]);
    await worker()(nudge(2), plenty);
    expect(seqs()).toEqual([1, 2, 1, 2, 2]);
  });

  test('is not sent again before the time the ERP names', async () => {
    answers = [{ result: 'retry', reason: 'The receiver answered 429', afterSeconds: 120 }];
    await expect(worker()(nudge(1), plenty)).rejects.toThrow('429');
    now = new Date(now.getTime() + 60_000);
    await expect(worker()(nudge(1), plenty)).rejects.toThrow('not called before');
    expect(seqs()).toEqual([1]);
    now = new Date(now.getTime() + 61_000);
    await worker()(nudge(1), plenty);
    expect(seqs()).toEqual([1, 1, 2]);
  });

  test('again and again is tried ever more seldom, until it is taken', async () => {
    const down: Delivery = { result: 'retry', reason: 'No connection' };
    answers = [down, down, down, down, down];
    const rests: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      await expect(worker()(nudge(1), plenty)).rejects.toThrow('No connection');
      const { notBefore = '' } = (await readCursor(table, key())) ?? {};
      rests.push((Date.parse(notBefore) - now.getTime()) / 1000);
      now = new Date(notBefore);
    }
    expect(rests).toEqual([0, 0, 0, 60, 120]);
    await worker()(nudge(1), plenty);
    expect(await readCursor(table, key())).toEqual({ seq: 2 });
  });

  test('because time runs out is left to the next delivery', async () => {
    await expect(worker()(nudge(1), () => 5_000)).rejects.toThrow('no time');
    await worker()(nudge(1), plenty);
    expect(seqs()).toEqual([1, 2]);
  });

  test('because it wants no more (410) ends the subscription, until the configuration is put again', async () => {
    answers = [{ result: 'gone' }];
    expect(await worker()(nudge(1), plenty)).toMatchObject({ outcome: 'ended' });
    expect(await worker()(nudge(2), plenty)).toMatchObject({ outcome: 'ended' });
    expect(seqs()).toEqual([1]);
    await storeBrand(table, brand, withErp, [], undefined);
    await worker()(nudge(2), plenty);
    expect(seqs()).toEqual([1, 1, 2]);
  });
});

test('a brand without an ERP has nothing delivered', async () => {
  await storeBrand(table, brand, configuration, [], undefined);
  expect(await worker()(nudge(1), plenty)).toMatchObject({ outcome: 'no_erp' });
});

describe('a replay', () => {
  const asked = async (from: number, id = 'r1') => {
    await keepArrival(table, { brand, provider: 'replay', id, body: JSON.stringify({ rma, from }) }, now);
    return { brand, inbox: partitions.inbox(brand, 'replay', id), provider: 'replay' as const };
  };

  test('delivers the events from one on again, once however often it is nudged', async () => {
    await worker()(nudge(1), plenty);
    const replay = await asked(2);
    await worker()(replay, plenty);
    await worker()(replay, plenty);
    expect(seqs()).toEqual([1, 2, 2]);
    expect(await loadArrival(table, replay.inbox)).toMatchObject({ state: 'done' });
  });

  test('of what was not delivered yet leaves nothing out', async () => {
    await worker()(await asked(2), plenty);
    expect(seqs()).toEqual([1, 2]);
  });

  test('goes on when its first delivery fails', async () => {
    await worker()(nudge(1), plenty);
    const replay = await asked(1);
    answers = [{ result: 'delivered' }, { result: 'retry', reason: 'The receiver answered 503' }];
    await expect(worker()(replay, plenty)).rejects.toThrow('503');
    await worker()(replay, plenty);
    expect(seqs()).toEqual([1, 2, 1, 2, 2]);
  });

  test('in the middle of a delivery is not lost', async () => {
    await worker()(nudge(1), plenty);
    const replay = await asked(1);
    const news = { trackingNumber: 'HW1', status: 'in_transit', at: later(1800).toISOString() } as const;
    await does(table, { head: { brand, rma } as never }, 1800, (current, context) =>
      moveShipment(current, context, news),
    );
    let go = () => {};
    slow = new Promise((resolve) => {
      go = resolve;
    });
    const delivering = worker()(nudge(3), plenty);
    await expect.poll(() => readCursor(table, key())).toMatchObject({ owner: expect.any(String) });
    await expect(worker()(replay, plenty)).rejects.toThrow('Somebody else');
    go();
    await delivering;
    expect(seqs()).toEqual([1, 2, 3, 1, 2, 3]);
  });
});
