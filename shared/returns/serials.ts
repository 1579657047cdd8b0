import type { Problem as Doubt } from '../contracts/decision.ts';
import { type FieldError, fieldError } from '../contracts/errors.ts';
import type { RequestLine } from '../contracts/intake.ts';
import type { OrderLine } from '../contracts/order.ts';
import type { SerialRule } from '../contracts/serial-rules.ts';
import { serialsOf } from '../orders/kits.ts';
import { doubt } from '../policy/doubt.ts';
import type { KnownSerial, KnownSerials } from '../serials/known.ts';
import { serialFault, serialRuleFor } from '../serials/rules.ts';
import { verifiedSerials } from './verified-serials.ts';

/** Which unit comes back: serial numbers and lots of a request, held against what was sold and what else is known. */

export interface SerialKnowledge {
  /** The brand's rules; none when left out. */
  serialRules?: readonly SerialRule[] | undefined;
  /** By serial number; nothing is known of one that is absent. */
  serials?: KnownSerials | undefined;
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

/** Doubts about a serial number that was named: its customer may have misread it. */
export const serialDoubtCodes = [
  'serial_unknown',
  'serial_not_registered',
  'serial_sold_to_other',
  'serial_other_line',
  'serial_in_open_return',
] as const;

/** Doubts about the units a line names, or does not name: none of them loses the request. */
export function serialDoubts(
  asked: RequestLine,
  line: OrderLine,
  known: SerialKnowledge & { customerId: string; language?: string | undefined },
): Doubt[] {
  const rule = serialRuleFor(known.serialRules ?? [], line);
  const doubted = Map.groupBy(asked.serials, (serial) => doubtAbout(serial, line, rule, known));
  const found = serialDoubtCodes.flatMap((code): Doubt[] => {
    const serials = doubted.get(code);
    return serials ? [doubt(code, known.language, { serials: serials.join(', ').slice(0, 200) })] : [];
  });
  const sold = serialsOf(line);
  const needed = sold.length > 0 || rule?.required;
  const named = sold.length > 0 ? verifiedSerials(asked, line).length : asked.serials.length;
  return needed && named < asked.quantity ? [...found, doubt('serial_missing', known.language)] : found;
}

function doubtAbout(
  serial: string,
  line: OrderLine,
  rule: SerialRule | undefined,
  known: SerialKnowledge & { customerId: string },
): (typeof serialDoubtCodes)[number] | undefined {
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
export function productDoubts({ lot, model }: RequestLine, line: OrderLine, language?: string): Doubt[] {
  const found: Doubt[] = [];
  if (lot && line.lots && line.lots.length > 0 && !line.lots.includes(lot))
    found.push(doubt('lot_unknown', language, { lot }));
  const plain = (text: string) => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  if (model && line.model && ![line.model, line.sku].map(plain).includes(plain(model)))
    found.push(doubt('model_differs', language, { bought: line.model, named: model }));
  return found;
}
