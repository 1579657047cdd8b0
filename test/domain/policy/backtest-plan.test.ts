import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backtestId } from '../../../shared/contracts/backtests.ts';
import { newBacktestId } from '../../../shared/policy/backtest/backtest-id.ts';
import { filesIn, partsOf } from '../../../shared/policy/backtest/plan.ts';

const file = (i: number, bytes: number) => ({ key: `file-${i}`, sha256: `${i}`, bytes });

describe('the parts of a backtest', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 3_000_000 }), { maxLength: 400 });

  test('hold every file once, in order, and none is empty', () => {
    fc.assert(
      fc.property(sizes, (all) => {
        const files = all.map((bytes, i) => file(i, bytes));
        const parts = partsOf(files);
        expect(parts.flatMap((part) => part.files.map(({ key }) => key))).toEqual(files.map(({ key }) => key));
        expect(parts.every((part) => part.files.length > 0)).toBe(true);
        expect(filesIn({ parts })).toBe(files.length);
      }),
    );
  });

  test.each([
    ['nothing', 0, 0, 0],
    ['a month of a few returns a day', 31, 3000, 1],
    ['a month of three hundred a day', 31, 70_000, 11],
    ['a year of some thousand a day', 366, 400_000, 366],
    ['a year of a hundred thousand a day', 3660, 3_000_000, 1220],
    ['very many small files', 100_000, 100, 1000],
  ])('%s: %i files of %i bytes are %i', (_, count, bytes, parts) => {
    expect(partsOf(Array.from({ length: count }, (_, i) => file(i, bytes)))).toHaveLength(parts);
  });

  test('are never more than one run can decide: 25,000 events, ten a part', () => {
    const fifty = fc.array(fc.integer({ min: 1, max: 4_000_000 }), { minLength: 50, maxLength: 50 });
    fc.assert(
      fc.property(fifty, fc.integer({ min: 1, max: 5 }), (bytes, times) => {
        const many = Array.from({ length: 1000 * times }, (_, i) => file(i, bytes[i % 50] ?? 1));
        expect(partsOf(many).length).toBeLessThanOrEqual(2400);
      }),
      { numRuns: 20 },
    );
  });
});

test('ids of backtests are in the order of their time, and as the contract has them', () => {
  const zeros = (count: number) => new Uint8Array(count);
  const some = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const [first, second] = [new Date('2026-11-05T09:30:00.999Z'), new Date('2026-11-05T09:30:01.000Z')];
  expect(newBacktestId(first, zeros)).toBe('20261105t093000-00000000');
  expect(newBacktestId(first, some) < newBacktestId(second, zeros)).toBe(true);
  const dates = fc.date({ min: first, max: new Date('2199-12-31'), noInvalidDate: true });
  fc.assert(fc.property(dates, (at) => backtestId.safeParse(newBacktestId(at, some)).success));
});
