import type { CompanyAccount } from '../contracts/companies.ts';
import { type FieldError, fieldError, refuse } from '../contracts/errors.ts';
import type { RequestLine, ReturnRequest } from '../contracts/intake.ts';
import type { Order, OrderLine } from '../contracts/order.ts';
import type { ReasonSet } from '../contracts/reasons.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import type { LineReturnable } from '../orders/returnable.ts';
import { openQuestions } from '../reasons/answers.ts';
import { type Reason, reasonsFor } from '../reasons/offered.ts';
import { heldSerialErrors, type SerialKnowledge, wrongSerials } from './serials.ts';

/**
 * Refuses what no decision can be made on: lines the order does not have, texts that say nothing, serials that do not
 * fit, more units than there are.
 * @throws ProblemError invalid-request or not-returnable, with a pointer per field
 */
export function refuseImpossible(
  request: ReturnRequest,
  order: Order,
  state: ReadonlyMap<string, LineReturnable>,
  given: SerialKnowledge & {
    reasons?: readonly ReasonSet[] | undefined;
    company?: Pick<CompanyAccount, 'purchaseOrderRequired'>;
  },
): void {
  const lines = new Map(order.lines.map((line) => [line.id, line]));
  const ofLine = <Found>({ lineId }: RequestLine, look: (line: OrderLine) => Found[]): Found[] => {
    const line = lines.get(lineId);
    return line ? look(line) : [];
  };
  refuse('invalid-request', [
    ...(given.company?.purchaseOrderRequired && !request.purchaseOrder ? [purchaseOrderMissing] : []),
    ...request.lines.flatMap((line, i) => [
      ...unknownLine(line, i, lines),
      ...namedTwice(line, i, request.lines.slice(0, i)),
      ...ofLine(line, ({ category }) => untold(line, i, reasonsFor(given.reasons, category), order)),
      ...ofLine(line, (bought) => wrongSerials(line, i, bought, given)),
    ]),
  ]);
  const taken = new Map<string, number>();
  refuse(
    'not-returnable',
    request.lines.flatMap((line, i) => [
      ...tooMany(line, i, state.get(line.lineId), taken),
      ...ofLine(line, (bought) => heldSerialErrors(line, i, bought, given)),
    ]),
  );
}

const purchaseOrderMissing = fieldError('/purchaseOrder', 'purchase_order_missing');

function unknownLine(line: RequestLine, i: number, lines: ReadonlyMap<string, unknown>): FieldError[] {
  return lines.has(line.lineId) ? [] : [fieldError(`/lines/${i}/lineId`, 'unknown_line', { line: line.lineId })];
}

/** A reason that is not offered for the product, or what it asks for and was not told. */
function untold(
  { reason: code, description }: RequestLine,
  i: number,
  offered: readonly Reason[],
  order: Pick<Order, 'business'>,
): FieldError[] {
  const reason = offered.find((one) => one.code === code);
  if (reason) return openQuestions(askedOf(reason, order), description, `/lines/${i}/description`);
  const options = offered.map((one) => one.code).join(', ');
  return [fieldError(`/lines/${i}/reason`, 'reason_not_offered', { options })];
}

/** A consumer who withdraws gives no reason (Directive 2011/83/EU, Art. 9(1)): whatever is asked, no answer is demanded. */
const askedOf = (reason: Reason, { business }: Pick<Order, 'business'>): Reason =>
  reason.class === 'customer_remorse' && !business
    ? { ...reason, questions: reason.questions.map((question) => ({ ...question, required: false })) }
    : reason;

/** A serial number is one unit's: it is named once, and for no more units than are asked for. */
function namedTwice({ serials, quantity }: RequestLine, i: number, before: readonly RequestLine[]): FieldError[] {
  const named = new Set(before.flatMap((line) => line.serials));
  const twice = serials.flatMap((serial, j) => {
    if (!named.has(serial)) {
      named.add(serial);
      return [];
    }
    return [fieldError(`/lines/${i}/serials/${j}`, 'serial_twice', { serial })];
  });
  if (twice.length > 0 || serials.length <= quantity) return twice;
  return [fieldError(`/lines/${i}/serials`, 'too_many_serials', { serials: serials.length, quantity })];
}

function tooMany(
  line: RequestLine,
  i: number,
  at: LineReturnable | undefined,
  taken: Map<string, number>,
): FieldError[] {
  const before = taken.get(line.lineId) ?? 0;
  taken.set(line.lineId, before + line.quantity);
  const left = Math.max(0, (at?.free.length ?? 0) - before);
  if (line.quantity <= left) return [];
  const pointer = `/lines/${i}/quantity`;
  if (left > 0) return [fieldError(pointer, 'too_many', { left })];
  return [{ pointer, ...(at?.notBecause ?? say('all_returned')) }];
}
