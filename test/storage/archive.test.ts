import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import fc from 'fast-check';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { createArchiveEvents } from '../../functions/archive/archive-events.ts';
import { createSealDays } from '../../functions/sealing/seal-days.ts';
import { readManifest } from '../../shared/adapters/archive/read-archive.ts';
import { linesIn } from '../../shared/adapters/archive/unsealed-day.ts';
import { createListing } from '../../shared/adapters/files/listing.ts';
import { createFiles } from '../../shared/adapters/files/s3.ts';
import { eventName, eventOf } from '../../shared/archive/lines.ts';
import { type ReturnNudge, returnNudge } from '../../shared/contracts/bus.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import { moveShipment } from '../../shared/returns/transit.ts';
import { createBatchEntry } from '../../shared/runtime/queue.ts';
import { archivedUpTo } from '../../shared/storage/archive-cursors.ts';
import { eventsAfter } from '../../shared/storage/returns.ts';
import { partitions, sortKeys, type Table } from '../../shared/storage/table.ts';
import type {} from '../engine/provided.ts';
import { freshTable } from '../engine/table.ts';
import { callOutside, inProcess, type Plan, withFaults } from '../faults/table-faults.ts';
import { filesInMemory } from '../fixtures/files-in-memory.ts';
import { brand, does, email, labelled } from '../fixtures/returns/lumen-return.ts';
import { counted, withCounting } from './app/counting.ts';
import { randomOf } from './app/do-it.ts';

const monday = new Date('2026-11-02T12:00:00.000Z');
const tuesdayNight = new Date('2026-11-04T02:00:00.000Z');
const noHurry = () => false;

let table: Table;
/** Two returns with four events and two. */
let returns: { rma: string; events: ReturnEvent[] }[];
beforeAll(async () => {
  table = withFaults(withCounting(await freshTable()));
  const [one, two] = [await labelled(table, 'HW1'), await labelled(table, 'HW2')];
  for (const [seconds, status] of [
    [120, 'in_transit'],
    [180, 'arrived'],
  ] as const)
    await does(
      table,
      one,
      seconds,
      (current, context) =>
        moveShipment(current, context, { trackingNumber: 'HW1', status, at: context.now.toISOString() }),
      { role: 'carrier', id: 'easypost' },
    );
  returns = await Promise.all(
    [one, two].map(async ({ head: { rma } }) => ({ rma, events: await eventsAfter(table, brand, rma, 0) })),
  );
});

const nudgesOf = (events: readonly ReturnEvent[]) => events.map((event) => returnNudge.parse(event));
const allEvents = () => returns.flatMap(({ events }) => events);
const names = (events: readonly ReturnEvent[]) => events.map(eventName).sort();

/** A table with the events of these returns, and no cursor yet. */
async function likeNew(): Promise<Table> {
  const own = withFaults(withCounting(await freshTable()));
  for (const event of allEvents())
    await own.documents.send(
      new PutCommand({
        TableName: own.name,
        Item: { pk: partitions.return(brand, event.rma), sk: sortKeys.event(event.seq), ...event },
      }),
    );
  return own;
}

function archiveOf(own: Table, now: () => Date = () => monday) {
  const place = filesInMemory();
  const outside = { unreached: () => new Error('not reached'), lost: () => new Error('no answer') };
  const files = {
    putOnce: (...put: Parameters<typeof place.files.putOnce>) =>
      callOutside(() => place.files.putOnce(...put), outside),
  };
  return { place, archive: createArchiveEvents({ table: own, files, clock: now }) };
}

/** Every event of the sealed days, as often as it is there. */
async function sealedEvents(place: ReturnType<typeof filesInMemory>): Promise<ReturnEvent[]> {
  await createSealDays(place)(tuesdayNight, noHurry);
  const manifests = await Promise.all(['2026-11-02', '2026-11-03'].map((day) => readManifest(place.files, brand, day)));
  const files = manifests.flatMap((manifest) => manifest?.files ?? []);
  const lines = await Promise.all(files.map(({ key, sha256 }) => linesIn(place, key, sha256)));
  return lines.flat().map(eventOf);
}

describe('a batch of nudges', () => {
  test('puts all events of its returns into one file, whole, and nothing personal', async () => {
    const own = await likeNew();
    const { place, archive } = archiveOf(own);
    const last = returns.flatMap(({ events }) => events.slice(-1));
    expect(await archive(nudgesOf(last))).toEqual(new Set());
    expect([...place.stored.keys()]).toEqual([expect.stringMatching(/^unsealed\/lumen\/2026-11-02\/\w+-[0-9a-f]{32}/)]);
    const found = await sealedEvents(place);
    expect(names(found)).toEqual(names(allEvents()));
    for (const event of found) expect(allEvents()).toContainEqual(event);
    expect(JSON.stringify(found)).not.toContain(email);
    expect(await archivedUpTo(own, brand, returns[0]?.rma ?? '')).toBe(4);
  });

  test('that comes again, in another order or in parts, does nothing more', async () => {
    const { place, archive } = archiveOf(await likeNew());
    const nudges = nudgesOf(allEvents());
    await archive(nudges);
    const before = new Map(place.stored);
    await archive(nudges.toReversed());
    await archive(nudges.slice(0, 1));
    expect(place.stored).toEqual(before);
  });

  test('that two work on at once is in the sealed day once', async () => {
    const { place, archive } = archiveOf(await likeNew());
    const nudges = nudgesOf(allEvents());
    await Promise.all([archive(nudges), archive(nudges.slice(1)), archive(nudges.slice(0, 3))]);
    expect(names(await sealedEvents(place))).toEqual(names(allEvents()));
  });

  test('ahead of what the table shows comes again, and holds up no other return', async () => {
    const { place, archive } = archiveOf(await likeNew());
    const [ahead] = nudgesOf(returns[0]?.events.slice(-1) ?? []).map((nudge) => ({ ...nudge, seq: 9 }));
    const [other] = nudgesOf(returns[1]?.events ?? []);
    if (!ahead || !other) throw new Error('There are two returns');
    expect(await archive([ahead, other])).toEqual(new Set([ahead]));
    expect(names(await sealedEvents(place))).toEqual(names(returns[1]?.events ?? []));
  });

  test('costs a read of the cursor, a Query and a write for each return, and one file', async () => {
    const { place, archive } = archiveOf(await likeNew());
    const { asked } = await counted(() => archive(nudgesOf(allEvents())));
    const count = (command: string) => asked.filter((one) => one.command === command).length;
    expect([count('GetItem'), count('Query'), count('UpdateItem'), asked.length]).toEqual([2, 2, 2, 6]);
    expect(place.asked).toEqual({ get: 0, head: 0, put: 1, list: 0 });
  });
});

test('killed anywhere, told twice, in any order and over midnight: each event is sealed exactly once', async () => {
  const plan = fc.dictionary(
    fc.integer({ min: 1, max: 9 }).map(String),
    fc.constantFrom('killed_before', 'killed_after', 'throttled', 'unreached', 'answer_lost'),
    { maxKeys: 3, noNullPrototype: true },
  ) as unknown as fc.Arbitrary<Plan>;
  const round = fc.record({ plan, seed: fc.integer(), size: fc.integer({ min: 1, max: 6 }), tomorrow: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(round, { maxLength: 4 }), async (rounds) => {
      let now = monday;
      const { place, archive } = archiveOf(await likeNew(), () => now);
      for (const { plan: met, seed, size, tomorrow } of rounds) {
        if (tomorrow) now = new Date('2026-11-03T00:00:01.000Z');
        const random = randomOf(seed);
        const nudges: ReturnNudge[] = nudgesOf([...allEvents(), ...allEvents()])
          .map((nudge) => ({ nudge, at: random() }))
          .sort((a, b) => a.at - b.at)
          .map(({ nudge }) => nudge)
          .slice(0, size);
        await inProcess(met, () => archive(nudges)).catch((error: Error) => {
          if (!['Killed', 'TimeoutError'].includes(error.name)) throw error;
        });
      }
      expect(await archive(nudgesOf(allEvents()))).toEqual(new Set());
      expect(names(await sealedEvents(place))).toEqual(names(allEvents()));
    }),
    { numRuns: 40 },
  );
});

describe('the queue', () => {
  const message = (messageId: string, body: string) => ({ messageId, body }) as SQSEvent['Records'][number];
  const told = (detail: unknown) => JSON.stringify({ detail });

  test('is given back what is no event of ours and what failed, and nothing else', async () => {
    const [good, bad] = nudgesOf(allEvents());
    const entry = createBatchEntry(
      returnNudge,
      async (nudges) => new Set(nudges.filter(({ seq }) => seq === bad?.seq)),
    );
    const Records = [
      message('a', told(good)),
      message('b', told(bad)),
      message('c', '{'),
      message('d', told({ rma: 1 })),
    ];
    const answer = await entry({ Records });
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['b', 'c', 'd']);
  });

  test('is not worked on when nothing of it can be read', async () => {
    const entry = createBatchEntry(returnNudge, async () => {
      throw new Error('never called');
    });
    expect(await entry({ Records: [message('a', '')] })).toEqual({ batchItemFailures: [{ itemIdentifier: 'a' }] });
  });
});

describe('the bucket', () => {
  const { reach } = inject('engine');
  const client = new S3Client(reach);
  const bucket = `archive-${randomUUID()}`;
  const storage = { bucket, client };

  test('lists files and folders in their order, however many there are', async () => {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    const files = createFiles(storage);
    const listing = createListing(storage);
    const days = Array.from({ length: 12 }, (_, i) => `2026-11-${String(i + 1).padStart(2, '0')}`);
    for (const day of days.toReversed()) await files.putOnce(`unsealed/lumen/${day}/a.gz`, new Uint8Array(3), 'a/b');
    await files.putOnce('unsealed/harbor/2026-11-01/a.gz', new Uint8Array(3), 'a/b');
    expect(await listing.folders('unsealed/')).toEqual(['harbor', 'lumen']);
    expect(await listing.folders('unsealed/lumen/')).toEqual(days);
    expect(await listing.folders('unsealed/nobody/')).toEqual([]);
    expect(await listing.files('unsealed/harbor/')).toEqual([{ key: 'unsealed/harbor/2026-11-01/a.gz', bytes: 3 }]);
  });

  test('keeps a sealed day as the bucket in memory does', async () => {
    const place = { files: createFiles(storage), listing: createListing(storage) };
    const { place: memory, archive } = archiveOf(await likeNew());
    await archive(nudgesOf(allEvents()));
    for (const [key, bytes] of memory.stored) await place.files.putOnce(key.replace('lumen', 'real'), bytes, 'a/b');
    const only = {
      ...place,
      listing: {
        ...place.listing,
        folders: async (of: string) => (of === 'unsealed/' ? ['real'] : place.listing.folders(of)),
      },
    };
    await createSealDays(only)(tuesdayNight, noHurry);
    const manifest = await readManifest(place.files, 'real', '2026-11-02');
    expect(manifest?.events).toBe(allEvents().length);
    for (const { key, sha256 } of manifest?.files ?? []) expect(await linesIn(place, key, sha256)).not.toEqual([]);
  });
});
