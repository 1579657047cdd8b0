import type { OrderBody, OrderLine } from '../contracts/order.ts';
import { sum } from '../money/amount.ts';
import { unitShares } from './units.ts';

/**
 * Bundles and kits: a line with parts is returned whole, or piece by piece. Each part is a line of its own beside the kit:
 * of kit unit 3 with two of a piece in it, these pieces are its units 6 and 7. So it is known which kit a piece is of, a
 * kit that lacks one is no whole kit any more, and no piece goes back twice.
 */

/** A line that can be returned: one of the order, or a part of one. */
export type SoldLine = OrderLine & {
  /** The kit it is a part of, and how many of it are in one. */
  kit?: { lineId: string; each: number };
};

type Sold = Pick<OrderBody, 'currency' | 'lines' | 'shipping'>;

/** The lines of an order, and behind each kit its parts. */
export function soldLines(order: Sold): SoldLine[] {
  if (order.lines.every(({ parts }) => !parts)) return order.lines;
  const shares = unitShares({ ...order, lines: order.lines.map((line) => ({ ...line, cancelled: 0 })) });
  return order.lines.flatMap((kit): SoldLine[] => [
    kit,
    ...(kit.parts ?? []).map((part): SoldLine => {
      const { each, worth: _, ...own } = part;
      // What holds for the kit holds for its parts; which units they are is their own.
      const { parts: __, lots: ___, model: ____, weightGrams: _____, longestMillimetres: ______, ...ofKit } = kit;
      const units = shares.get(part.id) ?? [];
      return {
        ...ofKit,
        ...own,
        category: part.category ?? kit.category,
        quantity: kit.quantity * each,
        cancelled: kit.cancelled * each,
        paid: sum(
          order.currency,
          units.map(({ goods }) => goods),
        ),
        tax: sum(
          order.currency,
          units.map(({ tax }) => tax),
        ),
        serials: part.serials ?? [],
        warrantyMonths: part.warrantyMonths ?? kit.warrantyMonths,
        kit: { lineId: kit.id, each },
      };
    }),
  ]);
}

/** Serial numbers sold on a line: a whole kit brings those of its pieces with it. */
export const serialsOf = ({ serials, parts = [] }: OrderLine): readonly string[] => [
  ...serials,
  ...parts.flatMap((part) => part.serials ?? []),
];

/** Pieces with a serial number in one unit of a line: itself, or what is in the kit. */
export const piecesOf = ({ parts }: OrderLine): number =>
  parts ? 1 + parts.reduce((all, { each }) => all + each, 0) : 1;
