import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOneAnswer } from '../../../functions/batches/in-one-answer.ts';
import type { RowError } from '../../../shared/contracts/batches.ts';

test('whatever is wrong, sheet after sheet holds every error once, whole rows, and none is too large', () => {
  const detail = fc.string({ maxLength: 60 });
  const errors = fc
    .array(fc.record({ row: fc.integer({ min: 2, max: 30 }), code: fc.constant('unknown_line'), detail }))
    .map((all) => all.toSorted((a, b) => a.row - b.row));
  fc.assert(
    fc.property(errors, fc.integer({ min: 1, max: 2000 }), (all, most) => {
      const seen: RowError[] = [];
      for (let left: RowError[] = all; left.length > 0; left = all.filter(({ row }) => row > (seen.at(-1)?.row ?? 0))) {
        const sheet = inOneAnswer(left, most);
        const bytes = sheet.reduce((sum, one) => sum + Buffer.byteLength(one.detail), 0);
        if (new Set(sheet.map(({ row }) => row)).size > 1) expect(bytes).toBeLessThanOrEqual(most);
        expect(sheet.length).toBeGreaterThan(0);
        seen.push(...sheet);
      }
      expect(seen).toEqual(all);
    }),
  );
});
