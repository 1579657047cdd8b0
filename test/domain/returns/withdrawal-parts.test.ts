import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SoldLine } from '../../../shared/orders/kits.ts';
import {
  firstHalf,
  heaviest,
  isDivisible,
  leftOf,
  nextPart,
  statedLine,
} from '../../../shared/returns/withdrawal-parts.ts';
import { lamps, orderOf } from './sample-returns.ts';

const sold = (some: Parameters<typeof lamps>[0]): SoldLine => {
  const [line] = orderOf([lamps(some)]).lines;
  if (!line) throw new Error('An order has a line');
  return line;
};
const named = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
const all = (quantity: number) => ({ free: Array.from({ length: quantity }, (_, slot) => slot) });

test('serials go with their units, those of a kit’s pieces with the kit; nobody names those of a part of a line', () => {
  const line = sold({ quantity: 4, serials: named('A', 4) });
  expect(statedLine(line, 4, all(4)).serials).toEqual(named('A', 4));
  expect(statedLine(line, 3, all(4)).serials).toEqual([]);
  expect(statedLine(line, 4, all(2)).serials).toEqual([]);
  expect(statedLine(sold({ quantity: 4, serials: named('A', 3) }), 4, all(4)).serials).toEqual([]);
  const piece = { id: 'p', sku: 'P', title: 'Piece', each: 2, worth: 1, serials: named('P', 4) };
  const kit = sold({ quantity: 2, serials: named('K', 2), parts: [piece] });
  expect(statedLine(kit, 2, all(2)).serials).toEqual(['K-0', 'P-0', 'P-1', 'K-1', 'P-2', 'P-3']);
});

const lines = fc.array(
  fc.record({ quantity: fc.integer({ min: 1, max: 300 }), serial: fc.boolean() }).map(({ quantity, serial }) => ({
    quantity,
    serials: serial ? named('S', quantity) : [],
  })),
  { minLength: 1, maxLength: 60 },
);

test('the parts of a withdrawal are all of it, each unit and serial once, and none is too heavy, also where some are halved', () => {
  fc.assert(
    fc.property(lines, fc.infiniteStream(fc.boolean()), (some, halves) => {
      const stated = some.map(({ quantity, serials }, i) => ({
        lineId: `${i}`,
        quantity,
        serials: serials.map((serial) => `${i}:${serial}`),
      }));
      const parts: (typeof stated)[] = [];
      for (let left = leftOf(stated, parts); left.length > 0; left = leftOf(stated, parts)) {
        const part = nextPart(left);
        expect(part.reduce((sum, { serials }) => sum + 4 + serials.length, 0)).toBeLessThanOrEqual(heaviest);
        parts.push(isDivisible(part) && halves.next().value ? firstHalf(part) : part);
      }
      const units = (lineId: string) =>
        parts.flat().reduce((sum, one) => (one.lineId === lineId ? sum + one.quantity : sum), 0);
      for (const { lineId, quantity } of stated) expect(units(lineId)).toBe(quantity);
      expect(parts.flat().flatMap(({ serials }) => serials)).toEqual(stated.flatMap(({ serials }) => serials));
    }),
  );
});
