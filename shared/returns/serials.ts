import type { Problem as Doubt } from '../contracts/decision.ts';
import { type FieldError, fieldError } from '../contracts/errors.ts';
import type { RequestLine } from '../contracts/intake.ts';
import type { OrderLine } from '../contracts/order.ts';
import type { SerialRule } from '../contracts/serial-rules.ts';
import { serialsOf } from '../orders/kits.ts';
import { liveUnits } from '../orders/units.ts';
import type { KnownSerial, KnownSerials } from '../serials/known.ts';
import { serialFault, serialRuleFor } from '../serials/rules.ts';

/** Which unit comes back: serial numbers and lots of a request, held against what was sold and what else is known. */

export interface SerialKnowledge {
  /** The brand's rules; none when left out. */
  serialRules?: readonly SerialRule[] | undefined;
  /** By serial number; nothing is known of one that is absent. */
  serials?: KnownSerials | undefined;
}

/**
 * Serials that come back, as far as they are known to have been sold on this line. Who returns all of a line returns all
 * its serials, named or not: the inspector can then tell a swapped unit.
 */
export function verifiedSerials({ serials, quantity }: RequestLine, line: OrderLine): string[] {
  const sold = serialsOf(line);
  const whole = quantity === liveUnits(line) && (line.parts !== undefined || sold.length === quantity);
  return whole ? [...sold] : serials.filter((serial) => sold.includes(serial));
}

/**
 * What is asked back about the serial numbers of a line: they are not made up as the brand's are, or another open return
 * has the unit.
 * @param i number of the line in the request, for pointers
 */
export function wrongSerials(asked: RequestLine, i: number, line: OrderLine, known: SerialKnowledge): FieldError[] {
  const rule = serialRuleFor(known.serialRules ?? [], line);
  if (!rule) return [];
  return asked.serials.flatMap((serial, j): FieldError[] => {
    const code = serialFault(serial, rule);
    return code ? [fieldError(`/lines/${i}/serials/${j}`, code, { serial, sample: rule.sample })] : [];
  });
}

/** Units that are in another open return already, each by its serial number. */
export function heldSerialErrors(
  { serials }: RequestLine,
  i: number,
  line: OrderLine,
  known: SerialKnowledge,
): FieldError[] {
  return serials.flatMap((serial, j) =>
    serialsOf(line).includes(serial) && known.serials?.get(serial)?.heldBy
      ? [heldSerial(serial, `/lines/${i}/serials/${j}`)]
      : [],
  );
}

export const heldSerial = (serial: string, pointer: string): FieldError =>
  fieldError(pointer, 'serial_in_open_return', { serial });

const sentences = {
  serial_unknown: 'Not sold on this order line',
  serial_not_registered: 'Not registered, as every one sold is',
  serial_sold_to_other: 'Sold or registered to another customer',
  serial_other_line: 'Sold to this customer, but on another order or line',
  serial_in_open_return: 'In another open return, though it was not sold on this order line',
} as const;

/** Doubts about the units a line names, or does not name: none of them loses the request. */
export function serialDoubts(
  asked: RequestLine,
  line: OrderLine,
  known: SerialKnowledge & { customerId: string },
): Doubt[] {
  const rule = serialRuleFor(known.serialRules ?? [], line);
  const doubted = Map.groupBy(asked.serials, (serial) => doubtAbout(serial, line, rule, known));
  const found = (Object.keys(sentences) as (keyof typeof sentences)[]).flatMap((code): Doubt[] => {
    const serials = doubted.get(code);
    return serials ? [{ code, detail: `${sentences[code]}: ${serials.join(', ').slice(0, 200)}.` }] : [];
  });
  const sold = serialsOf(line);
  const needed = sold.length > 0 || rule?.required;
  const named = sold.length > 0 ? verifiedSerials(asked, line).length : asked.serials.length;
  return needed && named < asked.quantity
    ? [
        ...found,
        {
          code: 'serial_missing',
          detail: 'The serial number of each unit is needed to know which one comes back.',
        },
      ]
    : found;
}

function doubtAbout(
  serial: string,
  line: OrderLine,
  rule: SerialRule | undefined,
  known: SerialKnowledge & { customerId: string },
): keyof typeof sentences | undefined {
  const { heldBy, soldOn, registeredTo }: KnownSerial = known.serials?.get(serial) ?? {};
  const sold = serialsOf(line);
  const soldHere = sold.includes(serial);
  if (!soldHere && heldBy) return 'serial_in_open_return';
  const owner = registeredTo ?? (soldHere ? undefined : soldOn?.customerId);
  if (owner !== undefined && owner !== known.customerId) return 'serial_sold_to_other';
  if (!soldHere && soldOn) return 'serial_other_line';
  if (!soldHere && sold.length > 0) return 'serial_unknown';
  return rule?.registered && registeredTo === undefined ? 'serial_not_registered' : undefined;
}

/** Doubts about lot and model, where the order states them: a lot never sold to this customer is looked at. */
export function productDoubts({ lot, model }: RequestLine, line: OrderLine): Doubt[] {
  const found: Doubt[] = [];
  if (lot && line.lots && line.lots.length > 0 && !line.lots.includes(lot))
    found.push({ code: 'lot_unknown', detail: `Lot ${lot} was not sold on this order line.` });
  const plain = (text: string) => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  if (model && line.model && ![line.model, line.sku].map(plain).includes(plain(model)))
    found.push({ code: 'model_differs', detail: `Bought was ${line.model}, not ${model}.` });
  return found;
}
