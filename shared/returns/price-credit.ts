import { type FieldError, fieldError, ProblemError } from '../contracts/errors.ts';
import type { Order, OrderLine, Person } from '../contracts/order.ts';
import type { Portion } from '../contracts/return.ts';
import type { Money } from '../contracts/values.ts';
import { majorUnits, subtract, sum, zero } from '../money/amount.ts';
import { mergeTenders } from '../money/tender.ts';
import type { Claims } from '../orders/claims.ts';
import { type Credits, layCredit, lessCredits, splitTenders, tendersLeft, withCredit } from '../orders/credits.ts';
import { tendersBySlot } from '../orders/unit-tenders.ts';
import { liveUnits, type UnitShare, unitShares } from '../orders/units.ts';
import { begin, type Change, type Context } from './change.ts';
import { instructionsFor, withRefund } from './refund.ts';

/** A price-only credit: money back for goods that stay where they are. It is a case with a number, and no return of goods. */

export interface CreditAsked {
  lineId: string;
  amount: Money;
  as: 'refund' | 'store_credit';
  reason: string;
}

interface CreditFacts {
  rma: string;
  order: Order;
  person: Person;
  claims: Claims;
  credits: Credits;
}

/**
 * Credits a part of what was paid for a line. At most what is left of it: units in returns have their own money, and what
 * was credited before is gone.
 * @returns the case, and the credits of the order with this one; nothing of what may be returned changes
 * @throws ProblemError invalid-request
 */
export function creditPrice(
  asked: CreditAsked,
  given: CreditFacts,
  context: Context,
): { change: Change; credits: Credits } {
  const { order, credits, claims } = given;
  const line = lineOf(asked, order);
  const whole = unitShares(order, claims.cancellations);
  const shares = lessCredits(whole, credits).get(line.id) ?? [];
  const free = freeSlots(line, claims);
  const left = new Map(free.map((slot) => [slot, shares[slot]?.goods ?? zero(order.currency)]));
  const laid = layCredit(asked.amount, left);
  if (!laid) {
    const most = sum(order.currency, [...left.values()]);
    throw wrong(fieldError('/amount/minor', 'credit_over_rest', { left: majorUnits(most), currency: order.currency }));
  }
  const under = tendersLeft(tendersBySlot(order, whole), credits).get(line.id) ?? [];
  const portion = creditedPortion(asked, line, { laid, shares, under });
  return { change: firstChange(asked, given, portion, context), credits: withCredit(credits, line.id, laid) };
}

const wrong = (error: FieldError) => new ProblemError('invalid-request', undefined, { errors: [error] });

function lineOf({ lineId, amount }: CreditAsked, order: Order): OrderLine {
  const line = order.lines.find(({ id }) => id === lineId);
  if (amount.currency !== order.currency)
    throw wrong(fieldError('/amount/currency', 'wrong_currency', { currency: order.currency }));
  if (!line) throw wrong(fieldError('/lineId', 'unknown_line', { line: lineId }));
  // The same money stands for the kit and for each of its pieces: which of them it would be taken off is for a person.
  if (line.parts) throw wrong(fieldError('/lineId', 'credit_of_kit'));
  return line;
}

function freeSlots(line: OrderLine, { units, cancellations = {} }: Claims): number[] {
  const taken = { ...units[line.id], ...cancellations[line.id] };
  return Array.from({ length: liveUnits(line) }, (_, slot) => slot).filter(
    (slot) => !Object.hasOwn(taken, String(slot)),
  );
}

interface Laid {
  laid: ReadonlyMap<number, number>;
  shares: readonly UnitShare[];
  under: readonly (readonly { reference: string; amount: Money }[])[];
}

function creditedPortion({ amount, as }: CreditAsked, line: OrderLine, { laid, shares, under }: Laid): Portion {
  const slots = [...laid];
  const tax = sum(
    amount.currency,
    slots.map(([slot, minor]) => creditedTax(shares[slot], minor, amount.currency)),
  );
  return withRefund({
    id: '1',
    lineId: line.id,
    sku: line.sku,
    title: line.title,
    category: line.category,
    // Units the credit lies on; none of them is taken.
    quantity: Math.max(1, slots.length),
    units: [],
    serials: [],
    reason: 'other',
    resolution: as,
    state: 'resolving',
    paid: { goods: amount, tax, delivery: zero(amount.currency) },
    tenders: mergeTenders(slots.flatMap(([slot, minor]) => splitTenders(under[slot] ?? [], minor).credited)),
    terms: { labelPayer: 'none', fees: [], resolutions: [as], evidence: [], refundsDelivery: false },
    rules: [],
    disposition: 'kept_by_customer',
  });
}

function creditedTax(share: UnitShare | undefined, minor: number, currency: string): Money {
  if (!share) return zero(currency);
  const [left] = lessCredits(new Map([['line', [share]]]), { line: { '0': minor } }).get('line') ?? [];
  return left ? subtract(share.tax, left.tax) : zero(currency);
}

function firstChange(asked: CreditAsked, given: CreditFacts, portion: Portion, context: Context): Change {
  const { order, person, rma } = given;
  const at = context.now.toISOString();
  return begin(
    {
      head: {
        brand: order.brand,
        rma,
        version: 0,
        lastHash: '',
        stage: 'resolution',
        kind: 'price_credit',
        orderNumber: order.orderNumber,
        customerId: order.customerId,
        ...(order.company && { company: order.company }),
        currency: order.currency,
        locale: order.locale,
        channel: 'agent',
        createdAt: at,
        updatedAt: at,
        due: {},
        breached: [],
        restarts: 0,
        evidenceDemanded: 0,
        problems: [],
      },
      portions: [portion],
      shipments: [],
      instructions: instructionsFor([portion], 1, at),
      evidence: [],
      statement: {
        person,
        descriptions: {},
        conversation: [{ seq: 1, at, kind: 'note', from: 'agent', text: asked.reason }],
      },
    },
    context,
    {
      type: 'return.credited',
      step: 'request',
      data: {
        orderNumber: order.orderNumber,
        ...(order.company && { company: order.company }),
        lineId: portion.lineId,
        sku: portion.sku,
        as: asked.as,
        amount: asked.amount,
        tax: portion.paid.tax,
      },
    },
  );
}
