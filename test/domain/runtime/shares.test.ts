import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareTime } from '../../../functions/deadlines/shares.ts';

test('a job that takes all it is given leaves the others as much', () => {
  let left = 50_000;
  const next = shareTime(() => left, 10_000, 4);
  const ends = [0, 1, 2, 3].map(() => {
    const timeIsUp = next();
    while (!timeIsUp()) left -= 100;
    return left;
  });
  expect(ends).toEqual([39_900, 29_900, 19_900, 9_900]);
});

test('whatever those before it took of theirs, each job begins with its part of the time at least', () => {
  const jobs = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(jobs, (wanted) => {
      let left = 50_000;
      const next = shareTime(() => left, 10_000, wanted.length);
      for (const wish of wanted) {
        const begun = left;
        const timeIsUp = next();
        while (!timeIsUp() && begun - left < wish) left -= 1000;
        // A step is begun in time, and ends after it.
        if (begun - left < wish)
          expect(begun - left).toBeGreaterThanOrEqual(40_000 / wanted.length - 1000 * wanted.length);
      }
    }),
  );
});
