import { type FieldError, fieldError } from '../contracts/errors.ts';
import type { RequestLine, ReturnRequest } from '../contracts/intake.ts';
import type { Order } from '../contracts/order.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import type { Claims } from '../orders/claims.ts';
import { type SoldLine, soldLines } from '../orders/kits.ts';
import { type LineReturnable, type ReturnWindow, returnableOf } from '../orders/returnable.ts';

/** Which units of an order each line of a request takes: one after the other, so that no unit is taken twice. */

export interface TakenUnits {
  asked: RequestLine;
  line: SoldLine;
  /** How the line stands for it: what earlier lines of the request take is spoken for. */
  at: LineReturnable;
  /** Slots of units to be returned. */
  units: number[];
  /** Slots of units that were never shipped, to be taken out of the order. */
  unshipped: number[];
  /** Why there are too few, if there are. */
  error?: FieldError;
}

/**
 * Takes what was shipped first, and of what is left to ask for what was not: a line that was shipped in part is both, by
 * quantity. Who asks to cancel takes only what was not shipped.
 * @param request every line of which is one of the order
 */
export function takeUnits(
  request: ReturnRequest,
  order: Order,
  claims: Claims,
  now: Date,
  window: ReturnWindow,
): TakenUnits[] {
  const lines = new Map(soldLines(order).map((line) => [line.id, line]));
  const spoken: Required<Claims> = { units: { ...claims.units }, cancellations: { ...claims.cancellations } };
  const take = (kind: keyof Claims, lineId: string, slots: readonly number[]) => {
    spoken[kind][lineId] = { ...spoken[kind][lineId], ...Object.fromEntries(slots.map((slot) => [String(slot), ''])) };
  };
  return request.lines.map((asked, i): TakenUnits => {
    const line = lines.get(asked.lineId);
    if (!line) throw new Error(`Line ${asked.lineId} was checked before`);
    const at = returnableOf(line, order, spoken, now, window);
    const units = asked.preference === 'cancel_order' ? [] : at.free.slice(0, asked.quantity);
    const unshipped = at.unshipped.slice(0, asked.quantity - units.length);
    const taken = { asked, line, at, units, unshipped };
    if (units.length + unshipped.length < asked.quantity) return { ...taken, error: tooFew(taken, i) };
    take('units', line.id, units);
    take('cancellations', line.id, unshipped);
    return taken;
  });
}

function tooFew({ asked, at, units, unshipped }: TakenUnits, i: number): FieldError {
  const pointer = `/lines/${i}/quantity`;
  const left = units.length + unshipped.length;
  if (asked.preference === 'cancel_order')
    return left > 0 ? fieldError(pointer, 'too_many_unshipped', { left }) : fieldError(pointer, 'already_shipped');
  return left > 0 ? fieldError(pointer, 'too_many', { left }) : { pointer, ...(at.notBecause ?? say('all_returned')) };
}
