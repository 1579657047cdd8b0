import type { RequestLine } from '../contracts/intake.ts';
import type { OrderLine } from '../contracts/order.ts';
import { serialsOf } from '../orders/kits.ts';
import { liveUnits } from '../orders/units.ts';

/**
 * Serials that come back, as far as they are known to have been sold on this line. Who returns all of a line returns all
 * its serials, named or not: the inspector can then tell a swapped unit.
 */
export function verifiedSerials({ serials, quantity }: RequestLine, line: OrderLine): string[] {
  const sold = serialsOf(line);
  const whole = quantity === liveUnits(line) && (line.parts !== undefined || sold.length === quantity);
  return whole ? [...sold] : serials.filter((serial) => sold.includes(serial));
}
