import type { SoldLine } from '../orders/kits.ts';
import { serialsOf } from '../orders/kits.ts';
import type { LineReturnable } from '../orders/returnable.ts';
import { liveUnits } from '../orders/units.ts';

/**
 * A withdrawal may be from an order of any size; a return is as large as one transaction carries. So it is carried out by as
 * many returns as it takes, one after the other, each from the front of what is left.
 */

/** A line as it was withdrawn from. */
export interface StatedLine {
  lineId: string;
  quantity: number;
  /** Those of all its units, unit by unit, where all of it comes back; empty where nobody knows which units do. */
  serials: string[];
}

/**
 * What a return may weigh so that every later step of it fits into one transaction of 100 items: four for a line (it may be
 * two portions, where it was shipped in part), one for a serial.
 */
export const heaviest = 80;
const lineWeight = 4;

/** A line of an order as it is withdrawn from, with its serials where they are known to be the ones. */
export function statedLine(line: SoldLine, quantity: number, at: Pick<LineReturnable, 'free'> | undefined): StatedLine {
  const all = quantity === liveUnits(line) && at?.free.length === quantity;
  return { lineId: line.id, quantity, serials: all ? serialsByUnit(line, quantity) : [] };
}

/** Serials of a line unit by unit, those of a kit's pieces with the kit; none where their number does not fit. */
function serialsByUnit(line: SoldLine, quantity: number): string[] {
  const sources = [line.serials, ...(line.parts ?? []).map(({ serials = [] }) => serials)];
  if (sources.some(({ length }) => length % quantity !== 0)) return [];
  const units = Array.from({ length: quantity }, (_, unit) =>
    sources.flatMap((all) => {
      const each = all.length / quantity;
      return all.slice(unit * each, (unit + 1) * each);
    }),
  );
  return units.flat().length === serialsOf(line).length ? units.flat() : [];
}

/** What is left of a withdrawal after the returns that were made of it. */
export function leftOf(
  lines: readonly StatedLine[],
  done: readonly (readonly Pick<StatedLine, 'lineId' | 'quantity'>[])[],
): StatedLine[] {
  return lines.flatMap((line) => {
    const taken = done.flat().reduce((all, one) => (one.lineId === line.lineId ? all + one.quantity : all), 0);
    return taken < line.quantity ? [unitsOf(line, taken, line.quantity)] : [];
  });
}

/** Lines, and units of the first that is too heavy by itself, that one return carries. At least one unit, if any is left. */
export function nextPart(left: readonly StatedLine[], most = heaviest): StatedLine[] {
  const part: StatedLine[] = [];
  let weight = 0;
  for (const line of left) {
    const own = lineWeight + line.serials.length;
    if (weight + own > most) {
      if (part.length > 0) return part;
      const each = Math.ceil(line.serials.length / line.quantity);
      const units = each > 0 ? Math.floor((most - lineWeight) / each) : line.quantity;
      return [unitsOf(line, 0, Math.min(line.quantity, Math.max(1, units)))];
    }
    weight += own;
    part.push(line);
  }
  return part;
}

/** Whether a part can be made smaller. */
export const isDivisible = (part: readonly StatedLine[]): boolean =>
  part.length > 1 || part.some(({ quantity }) => quantity > 1);

/** The first half of a part: of its lines, or of the units of its only one. */
export function firstHalf(part: readonly StatedLine[]): StatedLine[] {
  const [first, ...others] = part;
  if (first && others.length === 0) return [unitsOf(first, 0, Math.ceil(first.quantity / 2))];
  return part.slice(0, Math.ceil(part.length / 2));
}

function unitsOf({ lineId, quantity, serials }: StatedLine, from: number, to: number): StatedLine {
  const each = serials.length / quantity;
  return { lineId, quantity: to - from, serials: serials.slice(from * each, to * each) };
}
