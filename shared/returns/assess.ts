import type { Facts, LineDecision, Outcome, Problem } from '../contracts/decision.ts';
import { ProblemError } from '../contracts/errors.ts';
import type { AssessedLine, Assessment, RequestLine, ReturnRequest } from '../contracts/intake.ts';
import type { Order, Person } from '../contracts/order.ts';
import type { Portion } from '../contracts/return.ts';
import { crossesBorder } from '../customs/territory.ts';
import { add, sum } from '../money/amount.ts';
import { layOver, mergeTenders, type Tender } from '../money/tender.ts';
import type { Claims } from '../orders/claims.ts';
import { daysSince, type LineReturnable, returnable } from '../orders/returnable.ts';
import { unitShares } from '../orders/units.ts';
import { type CompiledPolicy, decideLine } from '../policy/evaluate.ts';
import { refundOf } from './refund.ts';

/** Assesses a request without making a return of it: the same for a preview and for the real thing. */

/** Everything a request is assessed with. */
export interface AssessmentFacts {
  order: Order;
  person: Person;
  claims: Claims;
  policy: CompiledPolicy;
  /** Country the brand takes goods back in. */
  homeCountry: string;
  now: Date;
}

/** One line of a request with its units, its money and the policy's answer. */
export interface DecidedLine {
  request: RequestLine;
  portion: Omit<Portion, 'id' | 'state'>;
  facts: Facts;
  decision: LineDecision;
}

export interface DecidedRequest {
  outcome: Outcome;
  lines: DecidedLine[];
}

type FieldError = { pointer: string; code: string; detail: string };

/**
 * Decides a request line by line.
 * @throws ProblemError invalid-request (unknown line, vague description) or not-returnable (more than there is), each
 *   with a pointer per field
 */
export function decideRequest(request: ReturnRequest, given: AssessmentFacts): DecidedRequest {
  const { order, policy, now } = given;
  const lines = new Map(order.lines.map((line) => [line.id, line]));
  const state = new Map(
    returnable(order, given.claims, now, policy.document.windows.standard).map((line) => [line.lineId, line]),
  );
  refuse(
    'invalid-request',
    request.lines.flatMap((line, i) => [
      ...unknownLine(line, i, lines),
      ...vague(line, i),
      ...wrongSerials(line, i, request.lines.slice(0, i)),
    ]),
  );
  const taken = new Map<string, number>();
  refuse(
    'not-returnable',
    request.lines.flatMap((line, i) => tooMany(line, i, state.get(line.lineId), taken)),
  );

  const shares = unitShares(order);
  const tenders = tendersBySlot(order, shares);
  const used = new Map<string, number>();
  const prepared = request.lines.map((asked) => {
    const line = lines.get(asked.lineId);
    const free = state.get(asked.lineId)?.free ?? [];
    if (!line) throw new Error(`Line ${asked.lineId} was checked before`);
    const from = used.get(asked.lineId) ?? 0;
    used.set(asked.lineId, from + asked.quantity);
    const units = free.slice(from, from + asked.quantity);
    const own = units.map((unit) => shares.get(line.id)?.[unit]).filter((share) => share !== undefined);
    return {
      asked,
      line,
      units,
      paid: {
        goods: sum(
          order.currency,
          own.map(({ goods }) => goods),
        ),
        tax: sum(
          order.currency,
          own.map(({ tax }) => tax),
        ),
        delivery: sum(
          order.currency,
          own.map(({ delivery }) => delivery),
        ),
      },
      tenders: mergeTenders(units.flatMap((unit) => tenders.get(line.id)?.[unit] ?? [])),
    };
  });
  const requestValue = sum(
    order.currency,
    prepared.map(({ paid }) => paid.goods),
  ).minor;
  const askedBefore = new Map<string, number>();
  const decided = prepared.map(({ asked, line, units, paid, tenders: over }): DecidedLine => {
    const at = state.get(line.id);
    const verified = asked.serials.filter((serial) => line.serials.includes(serial));
    const earlier = askedBefore.get(line.id) ?? 0;
    askedBefore.set(line.id, earlier + asked.quantity);
    const arrived = Math.max(0, (at?.delivered ?? 0) - (at?.claimed ?? 0) - earlier);
    const problems = doubts(request, asked, line, arrived, given);
    const facts: Facts = {
      reason: asked.reason,
      preference: asked.preference,
      category: line.category,
      currency: order.currency,
      valueMinor: paid.goods.minor,
      requestValueMinor: requestValue,
      quantity: asked.quantity,
      flagged: order.flagged,
      business: order.business,
      ...(at?.deliveredAt && { daysSinceDelivery: daysSince(at.deliveredAt, now) }),
      ...warrantyLeft(line.warrantyMonths, at?.deliveredAt, now),
      ...(asked.condition && { condition: asked.condition }),
      ...(asked.packaging && { packaging: asked.packaging }),
      ...border(request, given),
      problems: problems.map(({ code }) => code),
    };
    const answered = decideLine(policy, facts);
    const decision = { ...answered, problems: [...problems, ...answered.problems] };
    const allowed = decision.terms?.resolutions ?? [];
    return {
      request: asked,
      facts,
      decision,
      portion: {
        lineId: line.id,
        sku: line.sku,
        title: line.title,
        category: line.category,
        quantity: asked.quantity,
        units,
        serials: verified,
        reason: asked.reason,
        resolution: allowed.includes(asked.preference) ? asked.preference : (allowed[0] ?? asked.preference),
        paid,
        tenders: over,
        ...(decision.terms && { terms: decision.terms }),
        rules: decision.rules,
      },
    };
  });
  return { outcome: outcomeOf(decided.map(({ decision }) => decision.outcome)), lines: decided };
}

/** The whole request's outcome: one doubtful line holds all for a person; else the most favourable of its lines. */
export function outcomeOf(outcomes: readonly Outcome[]): Outcome {
  return (['review', 'approve', 'returnless'] as const).find((one) => outcomes.includes(one)) ?? 'reject';
}

/** The assessment as people read it. */
export function assessmentOf(decided: DecidedRequest, currency: string): Assessment {
  const lines = decided.lines.map(({ portion, decision, request }): AssessedLine => {
    const refund =
      decision.terms && portion.resolution === 'refund'
        ? refundOf({ ...portion, id: '', state: 'under_review' })
        : undefined;
    return {
      lineId: portion.lineId,
      title: portion.title,
      quantity: request.quantity,
      outcome: decision.outcome,
      message: decision.message,
      ...(decision.terms && { labelPayer: decision.terms.labelPayer }),
      fees: decision.terms?.fees ?? [],
      resolutions: decision.terms?.resolutions ?? [],
      evidence: decision.terms?.evidence ?? [],
      ...(refund && {
        refund: { goods: refund.goods, delivery: refund.delivery, fees: refund.fees, total: refund.total },
      }),
      why: decision.rules,
      problems: decision.problems,
      policy: decision.policy,
    };
  });
  const totals = lines.flatMap(({ refund }) => (refund ? [refund.total] : []));
  return { outcome: decided.outcome, lines, ...(totals.length > 0 && { refund: sum(currency, totals) }) };
}

function refuse(type: 'invalid-request' | 'not-returnable', errors: FieldError[]): void {
  if (errors.length > 0) throw new ProblemError(type, errors[0]?.detail, { errors });
}

function unknownLine(line: RequestLine, i: number, lines: ReadonlyMap<string, unknown>): FieldError[] {
  return lines.has(line.lineId)
    ? []
    : [{ pointer: `/lines/${i}/lineId`, code: 'unknown_line', detail: `The order has no line ${line.lineId}.` }];
}

/** Reasons that are a failure are described in answers: "broken" helps nobody who has to repair it. */
const failures = new Set(['defective', 'dead_on_arrival', 'warranty_repair', 'damaged_in_transit']);

function vague({ reason, description }: RequestLine, i: number): FieldError[] {
  if (!failures.has(reason)) return [];
  const said = description?.what.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1) ?? [];
  if (said.length >= 3) return [];
  return [
    {
      pointer: `/lines/${i}/description/what`,
      code: description ? 'description_vague' : 'description_missing',
      detail: 'What exactly is the issue? Say what happens, when it began, and what you tried.',
    },
  ];
}

/** A serial number is one unit's: it is named once, and for no more units than are asked for. */
function wrongSerials({ serials, quantity }: RequestLine, i: number, before: readonly RequestLine[]): FieldError[] {
  const named = new Set(before.flatMap((line) => line.serials));
  const twice = serials.flatMap((serial, j) => {
    if (!named.has(serial)) {
      named.add(serial);
      return [];
    }
    return [{ pointer: `/lines/${i}/serials/${j}`, code: 'serial_twice', detail: `${serial} is named twice.` }];
  });
  if (twice.length > 0 || serials.length <= quantity) return twice;
  return [
    {
      pointer: `/lines/${i}/serials`,
      code: 'too_many_serials',
      detail: `${serials.length} serial numbers are named for ${quantity} of these.`,
    },
  ];
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
  const code = left > 0 ? 'too_many' : (at?.notBecause?.code ?? 'all_returned');
  const detail =
    left > 0
      ? `Only ${left} of these can still be returned.`
      : (at?.notBecause?.detail ?? 'None of these can be returned any more.');
  return [{ pointer: `/lines/${i}/quantity`, code, detail }];
}

/** The payments under each unit of the order: laid over all its units, in the order of lines and slots. */
function tendersBySlot(order: Order, shares: ReturnType<typeof unitShares>): Map<string, Tender[][]> {
  const slots = [...shares].flatMap(([lineId, units]) =>
    units.map((unit) => ({ lineId, amount: add(unit.goods, unit.delivery) })),
  );
  const over = layOver(
    order.payments,
    slots.map(({ amount }) => amount),
  );
  const bySlot = new Map<string, Tender[][]>([...shares.keys()].map((lineId) => [lineId, []]));
  for (const [i, { lineId }] of slots.entries()) bySlot.get(lineId)?.push(over[i] ?? []);
  return bySlot;
}

/**
 * Doubts about the data of a line: each is named, none loses the request.
 * @param arrived units known to have been delivered that are not in a return yet
 */
function doubts(
  request: ReturnRequest,
  asked: RequestLine,
  line: Order['lines'][number],
  arrived: number,
  { person, order }: AssessmentFacts,
): Problem[] {
  const found: Problem[] = [];
  if (arrived < asked.quantity)
    found.push({ code: 'delivery_unknown', detail: 'It is not known when this was delivered.' });
  if (line.serials.length > 0) {
    const unknown = asked.serials.filter((serial) => !line.serials.includes(serial));
    if (unknown.length > 0)
      found.push({ code: 'serial_unknown', detail: `Not sold on this order line: ${unknown.join(', ')}.` });
    if (asked.serials.length < asked.quantity && asked.quantity < line.quantity - line.cancelled)
      found.push({
        code: 'serial_missing',
        detail: 'The serial number of each unit is needed to know which one comes back.',
      });
  }
  if (!request.contact?.email && !person.email)
    found.push({ code: 'contact_missing', detail: 'There is no e-mail address to answer to.' });
  if (!request.contact?.address && !order.shipToCountry)
    found.push({ code: 'delivery_address_unknown', detail: 'It is not known which country the goods are in.' });
  return found;
}

/** Whole days left of the manufacturer's warranty, counted in calendar months from delivery; absent when unknown. */
function warrantyLeft(
  months: number | undefined,
  deliveredAt: string | undefined,
  now: Date,
): Pick<Facts, 'warrantyDaysLeft'> {
  if (months === undefined || !deliveredAt) return {};
  const end = new Date(deliveredAt);
  const day = end.getUTCDate();
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(day, lastDay));
  return { warrantyDaysLeft: Math.floor((end.getTime() - now.getTime()) / 86_400_000) };
}

function border(request: ReturnRequest, { order, homeCountry }: AssessmentFacts): Pick<Facts, 'crossBorder'> {
  const from = request.contact?.address?.country ?? order.shipToCountry;
  return from ? { crossBorder: crossesBorder(from, homeCountry) } : {};
}
