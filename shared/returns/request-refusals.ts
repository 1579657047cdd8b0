import type { CompanyAccount } from '../contracts/companies.ts';
import { type FieldError, fieldError, refuse } from '../contracts/errors.ts';
import type { RequestLine, ReturnRequest } from '../contracts/intake.ts';
import type { Order } from '../contracts/order.ts';
import type { ReasonSet } from '../contracts/reasons.ts';
import { piecesOf, type SoldLine, soldLines } from '../orders/kits.ts';
import { openQuestions } from '../reasons/answers.ts';
import { type Reason, reasonsFor } from '../reasons/offered.ts';
import type { Shipping } from './destinations.ts';
import { packingFaults } from './packing.ts';
import { heldSerialErrors, type SerialKnowledge, wrongSerials } from './serials.ts';
import type { TakenUnits } from './taken-units.ts';

/**
 * Refuses what no decision can be made on: lines the order does not have, texts that say nothing, serials that do not
 * fit.
 * @throws ProblemError invalid-request, with a pointer per field
 */
export function refuseInvalid(
  request: ReturnRequest,
  order: Order,
  given: SerialKnowledge & {
    reasons?: readonly ReasonSet[] | undefined;
    company?: Pick<CompanyAccount, 'purchaseOrderRequired'>;
    shipping?: Shipping | undefined;
    withdraws?: boolean | undefined;
  },
): void {
  const lines = new Map(soldLines(order).map((line) => [line.id, line]));
  refuse('invalid-request', [
    ...(given.company?.purchaseOrderRequired && !request.purchaseOrder ? [purchaseOrderMissing] : []),
    ...packingFaults(
      request.lines.map((line) => ({ ...line, grams: lines.get(line.lineId)?.weightGrams })),
      given.shipping?.limits,
    ),
    ...request.lines.flatMap((line, i) => {
      const sold = lines.get(line.lineId);
      return [
        ...unknownLine(line, i, lines),
        ...namedTwice(line, i, request.lines.slice(0, i), sold),
        ...(sold ? untold(line, i, reasonsFor(given.reasons, sold.category), order) : []),
        // Who withdraws names none: the order's own are named for them.
        ...(sold && !given.withdraws ? wrongSerials(line, i, sold, given) : []),
      ];
    }),
  ]);
}

/**
 * Refuses more units than there are, and units that are in an open return.
 * @throws ProblemError not-returnable, with a pointer per field
 */
export function refuseTaken(taken: readonly TakenUnits[], known: SerialKnowledge): void {
  refuse(
    'not-returnable',
    taken.flatMap(({ asked, line, error }, i) => [
      ...(error ? [error] : []),
      ...heldSerialErrors(asked, i, line, known),
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

/** A serial number is one unit's, or a piece's of a kit: it is named once, and for no more units than are asked for. */
function namedTwice(
  { serials, quantity }: RequestLine,
  i: number,
  before: readonly RequestLine[],
  sold: SoldLine | undefined,
): FieldError[] {
  const named = new Set(before.flatMap((line) => line.serials));
  const twice = serials.flatMap((serial, j) => {
    if (!named.has(serial)) {
      named.add(serial);
      return [];
    }
    return [fieldError(`/lines/${i}/serials/${j}`, 'serial_twice', { serial })];
  });
  if (twice.length > 0 || serials.length <= quantity * (sold ? piecesOf(sold) : 1)) return twice;
  return [fieldError(`/lines/${i}/serials`, 'too_many_serials', { serials: serials.length, quantity })];
}
