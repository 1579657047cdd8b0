import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysBetween, isOver, nameOf, sealedKey, unsealedKey } from '../../../shared/archive/keys.ts';
import {
  DamagedFile,
  eventOf,
  hashOf,
  linesOf,
  nameLine,
  packLines,
  unpackLines,
} from '../../../shared/archive/lines.ts';
import { archivedEvent } from '../../fixtures/archive/events.ts';

describe('events as packed lines', () => {
  const some = [
    archivedEvent('7K3F-9XTB-2MQT', 2),
    archivedEvent('0A3F-9XTB-2MQ4', 1),
    archivedEvent('7K3F-9XTB-2MQT', 1),
  ];

  test('come back as they were, by return and number', async () => {
    const packed = await packLines(linesOf(some));
    expect((await unpackLines(packed)).map(eventOf)).toEqual([some[1], some[2], some[0]]);
  });

  test('are the same bytes in whatever order they came, with whatever order of fields', async () => {
    const shuffled = fc.shuffledSubarray(some, { minLength: some.length });
    const turned = (one: object): object => Object.fromEntries(Object.entries(one).reverse());
    await fc.assert(
      fc.asyncProperty(shuffled, async (order) => {
        const again = order.map((event) => turned(event) as typeof event);
        expect(await packLines(linesOf(again))).toEqual(await packLines(linesOf(some)));
      }),
    );
  });

  test('a line break in a text stays in its line', async () => {
    const event = archivedEvent('7K3F-9XTB-2MQT', 1, { data: { text: 'one\ntwo  three' } });
    const [line, ...others] = await unpackLines(await packLines(linesOf([event])));
    expect(others).toEqual([]);
    expect(eventOf(line ?? '')).toEqual(event);
  });

  test('a file that is not what it was is refused, and so is one that is none', async () => {
    const packed = await packLines(linesOf(some));
    await expect(unpackLines(packed, hashOf(packed))).resolves.toHaveLength(3);
    await expect(unpackLines(packed, hashOf('other'))).rejects.toThrow(DamagedFile);
    await expect(unpackLines(packed.slice(0, -9))).rejects.toThrow(DamagedFile);
    await expect(unpackLines(new Uint8Array([1, 2, 3]))).rejects.toThrow(DamagedFile);
  });

  test('what is no event has no place', () => {
    expect(() => nameLine('{"rma":"7K3F-9XTB-2MQT"}')).toThrow();
    expect(() => nameLine('[')).toThrow();
  });
});

describe('days of the archive', () => {
  test.each([
    ['2026-11-02T23:59:59.999Z', false],
    ['2026-11-03T00:00:00.000Z', false],
    ['2026-11-03T00:59:59.999Z', false],
    ['2026-11-03T01:00:00.000Z', true],
    ['2026-12-24T12:00:00.000Z', true],
  ])('the second of November is over at %s: %s', (now, over) => {
    expect(isOver('2026-11-02', new Date(now))).toBe(over);
  });

  test('follow each other over the ends of months, years and daylight saving', () => {
    expect(daysBetween('2027-02-27', '2027-03-02')).toEqual(['2027-02-27', '2027-02-28', '2027-03-01', '2027-03-02']);
    expect(daysBetween('2026-12-31', '2027-01-01')).toEqual(['2026-12-31', '2027-01-01']);
    expect(daysBetween('2026-10-24', '2026-10-26')).toHaveLength(3);
    expect(daysBetween('2026-10-26', '2026-10-24')).toEqual([]);
  });

  test('files are named by their content, within brand and day', () => {
    const hash = hashOf('a');
    expect(unsealedKey('lumen', '2026-11-02', '2026-11-02T09:30:00.123Z', hash)).toBe(
      `unsealed/lumen/2026-11-02/20261102T093000123Z-${hash.slice(0, 32)}.jsonl.gz`,
    );
    const sealed = sealedKey('lumen', '2026-11-02', 'requests', 7, hash);
    expect(sealed).toBe(`archive/lumen/2026-11-02/requests-0007-${hash.slice(0, 16)}.jsonl.gz`);
    expect(nameOf(sealed)).toBe(`requests-0007-${hash.slice(0, 16)}.jsonl.gz`);
  });
});
