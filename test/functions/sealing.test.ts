import { describe, expect, test } from 'vitest';
import { createSealDay } from '../../functions/sealing/seal-day.ts';
import { createSealDays } from '../../functions/sealing/seal-days.ts';
import { daysInArchive, readManifest } from '../../shared/adapters/archive/read-archive.ts';
import { linesIn } from '../../shared/adapters/archive/unsealed-day.ts';
import { manifestKey, unsealedKey } from '../../shared/archive/keys.ts';
import { eventName, eventOf, hashOf, linesOf, packLines } from '../../shared/archive/lines.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import { archivedEvent as event } from '../fixtures/archive/events.ts';
import { type FilesInMemory, filesInMemory } from '../fixtures/files-in-memory.ts';

const monday = '2026-11-02';
const tuesday = '2026-11-03';
const wednesday = '2026-11-04';
const brand = 'lumen';
const [one, two, three] = ['1A3F-9XTB-2MQ4', '2A3F-9XTB-2MQ4', '3A3F-9XTB-2MQ4'];
const noHurry = () => false;
/** Two hours into the day after. */
const morningAfter = (day: string) => new Date(Date.parse(day) + 26 * 3_600_000);

async function came(place: FilesInMemory, day: string, events: ReturnEvent[], of = brand): Promise<void> {
  const lines = linesOf(events);
  const key = unsealedKey(of, day, events.at(-1)?.at ?? '', hashOf(lines.join('\n')));
  await place.files.putOnce(key, await packLines(lines), 'application/x-ndjson+gzip');
}

/** Names of the events of a sealed day, file by file. */
async function sealed(place: FilesInMemory, day: string, of = brand): Promise<string[][]> {
  const manifest = await readManifest(place.files, of, day);
  return Promise.all(
    (manifest?.files ?? []).map(async ({ key, sha256 }) =>
      (await linesIn(place, key, sha256)).map(eventOf).map(eventName),
    ),
  );
}

/** Everything under `archive/`, as text where it is a manifest. */
const archived = ({ stored }: FilesInMemory) => new Map([...stored].filter(([key]) => key.startsWith('archive/')));

describe('a day that is over', () => {
  test('is sealed with each event once, requests apart, under a manifest that tells of every file', async () => {
    const place = filesInMemory();
    await came(place, monday, [event(one, 1), event(one, 2), event(two, 1)]);
    await came(place, monday, [event(one, 2), event(one, 3)]);
    expect(await createSealDays(place)(morningAfter(monday), noHurry)).toEqual({
      days: 1,
      failed: 0,
      unfinished: false,
    });
    expect(await sealed(place, monday)).toEqual([
      [`${one}/1`, `${two}/1`],
      [`${one}/2`, `${one}/3`],
    ]);
    const manifest = await readManifest(place.files, brand, monday);
    expect(manifest).toMatchObject({
      schema: 1,
      brand,
      day: monday,
      events: 4,
      repeated: 1,
      types: { 'return.requested': 2, 'return.label_issued': 2 },
      files: [
        { series: 'requests', events: 2, first: '2026-11-02T09:30:01.000Z', last: '2026-11-02T09:30:01.000Z' },
        { series: 'events', events: 2, first: '2026-11-02T09:30:02.000Z', last: '2026-11-02T09:30:03.000Z' },
      ],
    });
    for (const { key, bytes, sha256 } of manifest?.files ?? []) {
      const file = place.stored.get(key) ?? new Uint8Array();
      expect([file.length, hashOf(file)]).toEqual([bytes, sha256]);
    }
    expect(manifest?.sources).toHaveLength(2);
  });

  test('is not sealed before: it still grows', async () => {
    const place = filesInMemory();
    await came(place, monday, [event(one, 1)]);
    const early = new Date('2026-11-03T00:30:00.000Z');
    expect(await createSealDays(place)(early, noHurry)).toMatchObject({ days: 0 });
    expect(await daysInArchive(place, brand, monday, tuesday)).toEqual([{ day: monday, state: 'unsealed' }]);
  });

  test('has the same bytes when it is sealed again, elsewhere, or in two', async () => {
    const [first, second] = [filesInMemory(), filesInMemory()];
    for (const place of [first, second]) {
      await came(place, monday, [event(one, 1), event(one, 2)]);
      await came(place, monday, [event(two, 1), event(three, 1)]);
      await createSealDays(place)(morningAfter(monday), noHurry);
    }
    expect(archived(second)).toEqual(archived(first));
    const before = archived(first);
    await createSealDay(first)(brand, monday, undefined);
    await createSealDays(first)(morningAfter(wednesday), noHurry);
    expect(archived(first)).toEqual(before);
  });

  test('is whole after a sealing that died on its way, whatever came in between', async () => {
    const place = filesInMemory();
    await came(place, monday, [event(one, 1), event(one, 2)]);
    const dying = {
      ...place,
      files: {
        ...place.files,
        putOnce: async (...put: Parameters<typeof place.files.putOnce>) => {
          if (put[0].endsWith('manifest.json')) throw new Error('killed');
          return place.files.putOnce(...put);
        },
      },
    };
    expect(await createSealDays(dying)(morningAfter(monday), noHurry)).toMatchObject({ failed: 1 });
    await came(place, monday, [event(two, 1)]);
    await createSealDays(place)(morningAfter(monday), noHurry);
    expect((await sealed(place, monday)).flat().sort()).toEqual([`${one}/1`, `${one}/2`, `${two}/1`]);
  });

  test('is cut into files that are read in seconds', async () => {
    const place = { ...filesInMemory(), largestFile: 1000 };
    const many = Array.from({ length: 9 }, (_, i) => event(`${i}A3F-9XTB-2MQ4`, 1));
    await came(place, monday, many);
    await createSealDays(place)(morningAfter(monday), noHurry);
    const files = await sealed(place, monday);
    expect(files.length).toBeGreaterThan(2);
    expect(files.flat()).toEqual(many.map(eventName));
    const sizes = (await readManifest(place.files, brand, monday))?.files.map(({ events }) => events) ?? [];
    expect(Math.max(...sizes)).toBeLessThanOrEqual(Math.ceil(1000 / JSON.stringify(many[0]).length));
  });
});

describe('late events land in the next day, never lost', () => {
  test('what was written to a day after it was sealed is in the day that is sealed next', async () => {
    const place = filesInMemory();
    await came(place, monday, [event(one, 1)]);
    await createSealDays(place)(morningAfter(monday), noHurry);
    await came(place, monday, [event(two, 1)]);
    await came(place, tuesday, [event(three, 1)]);
    await createSealDays(place)(morningAfter(tuesday), noHurry);
    expect(await sealed(place, monday)).toEqual([[`${one}/1`]]);
    expect(await sealed(place, tuesday)).toEqual([[`${two}/1`, `${three}/1`]]);
    await came(place, wednesday, [event(three, 2)]);
    await createSealDays(place)(morningAfter(wednesday), noHurry);
    expect(await sealed(place, wednesday)).toEqual([[`${three}/2`]]);
  });

  test('what came just before midnight and again just after is in one day only', async () => {
    const place = filesInMemory();
    await came(place, monday, [event(one, 1), event(one, 2)]);
    await came(place, tuesday, [event(one, 2), event(one, 3)]);
    await createSealDays(place)(morningAfter(tuesday), noHurry);
    expect((await sealed(place, monday)).flat()).toEqual([`${one}/1`, `${one}/2`]);
    expect((await sealed(place, tuesday)).flat()).toEqual([`${one}/3`]);
    expect(await readManifest(place.files, brand, tuesday)).toMatchObject({ events: 1, repeated: 1 });
  });

  test('a day of nothing but what the day before has is sealed, without a file', async () => {
    const place = filesInMemory();
    await came(place, monday, [event(one, 1)]);
    await came(place, tuesday, [event(one, 1)]);
    await createSealDays(place)(morningAfter(tuesday), noHurry);
    expect(await readManifest(place.files, brand, tuesday)).toMatchObject({ events: 0, repeated: 1, files: [] });
  });
});

describe('days that wait', () => {
  test('are sealed in their order, days later too; each brand apart', async () => {
    const place = filesInMemory();
    await came(place, monday, [event(one, 1)]);
    await came(place, wednesday, [event(one, 1), event(one, 2)]);
    await came(place, tuesday, [event(two, 1, { brand: 'harbor' })], 'harbor');
    expect(await createSealDays(place)(morningAfter(wednesday), noHurry)).toMatchObject({ days: 3 });
    expect((await sealed(place, wednesday)).flat()).toEqual([`${one}/2`]);
    expect(await daysInArchive(place, brand, monday, wednesday)).toMatchObject([
      { day: monday, state: 'sealed' },
      { day: wednesday, state: 'sealed' },
    ]);
    expect(await daysInArchive(place, 'harbor', monday, wednesday)).toMatchObject([{ day: tuesday, state: 'sealed' }]);
    expect(await daysInArchive(place, brand, tuesday, tuesday)).toEqual([]);
  });

  test('wait with a damaged day before them, and hold up no other brand', async () => {
    const place = filesInMemory();
    place.stored.set(`unsealed/${brand}/${monday}/20261102-x.jsonl.gz`, new Uint8Array([1, 2, 3]));
    await came(place, tuesday, [event(one, 1)]);
    await came(place, monday, [event(two, 1, { brand: 'zebra' })], 'zebra');
    expect(await createSealDays(place)(morningAfter(tuesday), noHurry)).toEqual({
      days: 1,
      failed: 1,
      unfinished: false,
    });
    expect(place.stored.has(manifestKey(brand, tuesday))).toBe(false);
    expect((await sealed(place, monday, 'zebra')).flat()).toEqual([`${two}/1`]);
  });

  test('wait for the next hour when time runs out', async () => {
    const place = filesInMemory();
    await came(place, monday, [event(one, 1)]);
    await came(place, tuesday, [event(two, 1)]);
    let asked = 0;
    const sealing = createSealDays(place)(morningAfter(tuesday), () => {
      asked += 1;
      return asked > 1;
    });
    expect(await sealing).toEqual({ days: 1, failed: 0, unfinished: true });
    await createSealDays(place)(morningAfter(tuesday), noHurry);
    expect((await sealed(place, tuesday)).flat()).toEqual([`${two}/1`]);
  });

  test('an hour in which there is nothing to seal costs three requests a brand and one for all', async () => {
    const place = filesInMemory();
    await came(place, monday, [event(one, 1)]);
    await createSealDays(place)(morningAfter(monday), noHurry);
    const before = { ...place.asked };
    await createSealDays(place)(morningAfter(monday), noHurry);
    const sum = (asked: Record<string, number>) => Object.values(asked).reduce((all, times) => all + times, 0);
    expect(sum(place.asked) - sum(before)).toBe(3);
  });
});
