import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasRoom, shardFor, sharesOf } from '../../../shared/routing/capacity.ts';

const limit = fc.integer({ min: 0, max: 100_000 });

test.each([
  [undefined, []],
  [0, [0]],
  [1, [1]],
  [100, [100]],
  [101, [51, 50]],
  [800, [100, 100, 100, 100, 100, 100, 100, 100]],
])('the shares of %s parcels a day', (parcelsPerDay, shares) => {
  expect(sharesOf(parcelsPerDay === undefined ? {} : { parcelsPerDay })).toEqual(shares);
});

test('shares are the whole day, and few', () => {
  fc.assert(
    fc.property(limit, (parcelsPerDay) => {
      const shares = sharesOf({ parcelsPerDay });
      expect(shares.reduce((all, share) => all + share, 0)).toBe(parcelsPerDay);
      expect(shares.length).toBeLessThanOrEqual(16);
    }),
  );
});

test('one after the other, exactly so many find room as a day has, wherever each begins to look', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), fc.infiniteStream(fc.nat()), (parcelsPerDay, places) => {
      const counts = sharesOf({ parcelsPerDay }).map(() => 0);
      let sent = 0;
      for (; hasRoom({ parcelsPerDay }, counts); sent += 1) {
        const shard = shardFor({ parcelsPerDay }, counts, places.next().value);
        expect(counts[shard]).toBeLessThan(sharesOf({ parcelsPerDay })[shard] ?? 0);
        counts[shard] = (counts[shard] ?? 0) + 1;
      }
      expect(sent).toBe(parcelsPerDay);
    }),
  );
});

test('a site without a limit always has room', () => {
  expect(hasRoom({}, [1_000_000])).toBe(true);
});
