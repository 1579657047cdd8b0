import * as z from 'zod';
import { evidenceType, outcome, resolution } from '../contracts/decision.ts';
import { type Portion, portionState, type Statement } from '../contracts/return.ts';
import type { ReturnEvent, ReturnEventType } from '../contracts/return-event.ts';
import { type Money, money } from '../contracts/values.ts';
import { type Refusal, refusals } from '../evidence/refusals.ts';
import { sum } from '../money/amount.ts';
import { isKept, type Return } from '../returns/change.ts';
import { paysBack } from '../returns/refund.ts';
import { isLabelHeld } from '../returns/withdrawal.ts';

/** Why the policy rejects something, in the customer's language. */
type Rejection = NonNullable<Portion['rejection']>;

/** One thing of a return, as a message lists it. */
export interface Item {
  title: string;
  quantity: number;
  outcome?: z.infer<typeof outcome> | 'cancel' | undefined;
  /** Why the policy rejects it. */
  rejection?: Rejection;
}

/** What a customer is told, with what the event says of it. One kind, one text per language. */
export type Message =
  | { kind: 'return_approved'; items: Item[] }
  | { kind: 'request_under_review'; items: Item[] }
  | { kind: 'evidence_wanted'; items: Item[]; evidence: z.infer<typeof evidenceType>[]; toReview: boolean }
  | {
      kind: 'withdrawal_received';
      items: Item[];
      order: string;
      /** Of who stated it; gone after an erasure. */
      name?: string;
      submittedAt: string;
      zone: string;
      /** Absent where nothing is to be sent yet. */
      sendBackBy?: string;
      /** Whether the label of any of it is held. */
      waitsForLabel?: true;
      refundBy?: string;
    }
  | { kind: 'evidence_refused'; reason?: Refusal }
  | { kind: 'return_rejected'; items: Item[]; message?: string; rejection?: Rejection }
  | { kind: 'returnless_refund'; items: Item[]; refund?: Money }
  | { kind: 'question_asked'; question?: string }
  | {
      kind: 'label_ready';
      trackingNumber: string;
      carrier: string;
      price: 'free' | 'taken_off' | 'unsaid';
      parcels?: number;
    }
  | { kind: 'shipment_arrived'; trackingNumber?: string }
  | { kind: 'findings_differ' }
  | { kind: 'refund_sent'; amount?: Money }
  | { kind: 'store_credit_due'; amount?: Money }
  | { kind: 'resolution_due'; resolution: 'exchange' | 'replacement' | 'repair' }
  | { kind: 'return_closed' }
  | { kind: 'cancellation_started'; items: Item[]; refund?: Money }
  | { kind: 'return_cancelled' }
  | { kind: 'return_expired' };
export type MessageKind = Message['kind'];

/** The return an event is of: what is in no event because it is personal, and what came before. */
export interface Story {
  portions: Return['portions'];
  conversation: Statement['conversation'];
  /** Who stated a withdrawal. */
  withdrawn?: string;
  /** All of the return's events, in order. */
  events: readonly ReturnEvent[];
}

/** A line break in a title would let it pass for a line of ours in a plain text. */
const oneLine = z.string().overwrite((text) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim());

const requested = z.object({
  outcome,
  lines: z.array(
    z.object({
      id: z.string(),
      title: oneLine,
      quantity: z.int(),
      outcome,
      resolution: z.string().optional(),
      state: portionState.optional(),
    }),
  ),
  evidence: z.array(evidenceType),
  orderNumber: z.string(),
  withdrawal: z
    .object({
      id: z.string().optional(),
      toldAt: z.string(),
      zone: z.string(),
      sendBackBy: z.string().optional(),
      refundBy: z.string().optional(),
    })
    .optional(),
});

/** Items by the portions they became; before anything came back, a portion still is the line it was asked for as. */
function itemsOf({ events }: Story, ids: readonly string[]): Item[] {
  const lines = requested.parse(events[0]?.data).lines.filter(({ id }) => ids.includes(id));
  return lines.map(({ title, quantity }) => ({ title, quantity }));
}

/** What is given back for goods that do not come back. */
function refundForKept({ portions }: Story, ids?: readonly string[], kind = 'refund'): { refund?: Money } {
  const totals = portions
    .filter((one) => isKept(one) && one.resolution === kind && (!ids || ids.includes(one.id)))
    .flatMap(({ refund }) => (refund ? [refund.total] : []));
  return totals[0] ? { refund: sum(totals[0].currency, totals) } : {};
}

/** What an agent wrote to the customer with an event; gone after an erasure. */
function saidBy({ conversation }: Story, { seq }: ReturnEvent, kind: 'question' | 'refusal'): string | undefined {
  const said = conversation.find((one) => one.kind === kind && one.seq === seq);
  return said && (oneLine.parse(said.text) || undefined);
}

/** One reason for all is said once; else each item has its own. */
function rejectedByPolicy(items: Item[]): Message {
  const [rejection, ...others] = items.map((item) => item.rejection);
  if (!rejection || others.some((other) => other?.rule !== rejection.rule)) return { kind: 'return_rejected', items };
  return { kind: 'return_rejected', items: items.map(({ rejection: _, ...item }) => item), rejection };
}

/** Whether the price of a label is taken off money that is paid back: that is where the policy's fees go. */
function isTakenOff({ portions }: Story): boolean {
  return portions.some(
    (one) => paysBack(one) && !one.rejection && one.terms?.fees.some(({ kind }) => kind === 'return_shipping'),
  );
}

type Choice = (event: ReturnEvent, story: Story) => Message | undefined;

/** Which event makes which message, and what the message needs of the event's data. */
const chosenBy: Partial<Record<ReturnEventType, Choice>> = {
  'return.requested': ({ data }, story) => {
    const { outcome: whole, lines, evidence, withdrawal, orderNumber: order } = requested.parse(data);
    const items = lines.map(({ id, title, quantity, outcome: own, resolution: wish }): Item => {
      if (wish === 'cancel_order') return { title, quantity, outcome: 'cancel' };
      const rejection = story.portions.find((one) => one.id === id)?.rejection;
      return { title, quantity, outcome: own, ...(rejection && { rejection }) };
    });
    if (withdrawal?.id) {
      const { toldAt: submittedAt, zone, sendBackBy, refundBy } = withdrawal;
      const said = {
        ...(story.withdrawn && { name: oneLine.parse(story.withdrawn) }),
        ...(sendBackBy && { sendBackBy }),
        ...(lines.some(({ state }) => state && isLabelHeld(state)) && { waitsForLabel: true as const }),
        ...(refundBy && { refundBy }),
      };
      return { kind: 'withdrawal_received', items, order, submittedAt, zone, ...said };
    }
    if (items.every((item) => item.outcome === 'cancel'))
      return { kind: 'cancellation_started', items, ...refundForKept(story, undefined, 'cancel_order') };
    if (whole === 'reject') return rejectedByPolicy(items);
    if (evidence.length > 0) return { kind: 'evidence_wanted', items, evidence, toReview: whole === 'review' };
    if (whole === 'review') return { kind: 'request_under_review', items };
    if (whole === 'returnless') return { kind: 'returnless_refund', items, ...refundForKept(story) };
    return { kind: 'return_approved', items };
  },
  'return.approved': ({ data }, story) => {
    const approved = z.array(z.object({ id: z.string(), labelPayer: z.enum(['brand', 'customer', 'none']) }));
    const { portions } = z.object({ portions: approved }).parse(data);
    const ids = portions.map(({ id }) => id);
    const keeps = portions.every(({ labelPayer }) => labelPayer === 'none');
    if (keeps) return { kind: 'returnless_refund', items: itemsOf(story, ids), ...refundForKept(story, ids) };
    const kept = portions.filter(({ labelPayer }) => labelPayer === 'none').map(({ id }) => id);
    const sent = ids.filter((id) => !kept.includes(id));
    if (kept.length === 0) return { kind: 'return_approved', items: itemsOf(story, ids) };
    return {
      kind: 'return_approved',
      items: [
        ...itemsOf(story, sent).map((item) => ({ ...item, outcome: 'approve' as const })),
        ...itemsOf(story, kept).map((item) => ({ ...item, outcome: 'returnless' as const })),
      ],
    };
  },
  'return.rejected': (event, story) => {
    const { portions } = z.object({ portions: z.array(z.string()) }).parse(event.data);
    const message = saidBy(story, event, 'refusal');
    const items = itemsOf(story, portions);
    // Nobody wrote anything where the order system refused: the portion says why.
    const rejection = story.portions.find(({ id }) => portions.includes(id))?.rejection;
    if (message) return { kind: 'return_rejected', items, message };
    return { kind: 'return_rejected', items, ...(rejection && { rejection }) };
  },
  'return.evidence_refused': ({ data }) => {
    const { reason } = z
      .object({
        reason: z
          .enum(Object.keys(refusals) as Refusal[])
          .optional()
          .catch(undefined),
      })
      .parse(data);
    return { kind: 'evidence_refused', ...(reason && { reason }) };
  },
  'return.evidence_missed': ({ data }, story) => {
    const { portions: ids, without } = z
      .object({ portions: z.array(z.string()), without: z.enum(['review', 'go_on']) })
      .parse(data);
    if (without === 'review') return { kind: 'request_under_review', items: itemsOf(story, ids) };
    const kept = story.portions.filter((one) => ids.includes(one.id) && isKept(one));
    if (kept.length === ids.length)
      return { kind: 'returnless_refund', items: itemsOf(story, ids), ...refundForKept(story, ids) };
    return { kind: 'return_approved', items: itemsOf(story, ids) };
  },
  'return.question_asked': (event, story) => {
    const question = saidBy(story, event, 'question');
    return { kind: 'question_asked', ...(question && { question }) };
  },
  'return.label_issued': ({ data }, story) => {
    const label = z.object({ trackingNumber: oneLine, carrier: oneLine, payer: z.enum(['brand', 'customer']) });
    const { trackingNumber, carrier, payer } = label.parse(data);
    const { parcels = [] } = z.object({ parcels: z.array(z.unknown()).optional() }).parse(data);
    const price = payer === 'brand' ? 'free' : isTakenOff(story) ? 'taken_off' : 'unsaid';
    return {
      kind: 'label_ready',
      trackingNumber,
      carrier,
      price,
      ...(parcels.length > 1 && { parcels: parcels.length }),
    };
  },
  'return.arrived': ({ data }) => {
    const { trackingNumber } = z.object({ trackingNumber: oneLine.optional() }).parse(data);
    return { kind: 'shipment_arrived', ...(trackingNumber && { trackingNumber }) };
  },
  // A scan at the dock of a parcel no carrier told of is the first that is known of its arrival.
  'return.received': ({ seq }, { events }) =>
    events.some((one) => one.seq < seq && (one.type === 'return.arrived' || one.type === 'return.received'))
      ? undefined
      : { kind: 'shipment_arrived' },
  'return.inspected': ({ data }) => {
    const { portions } = z.object({ portions: z.array(z.object({ disputed: z.boolean() })) }).parse(data);
    return portions.some(({ disputed }) => disputed) ? { kind: 'findings_differ' } : undefined;
  },
  'return.effect_settled': ({ data }) => {
    const effect = z.object({ kind: z.enum([...resolution.options, 'stock_movement']), amount: money.optional() });
    const { instructions } = z.object({ instructions: z.array(effect) }).parse(data);
    const amountOf = (kind: 'refund' | 'store_credit') => {
      const amounts = instructions.flatMap((one) => (one.kind === kind && one.amount ? [one.amount] : []));
      return amounts[0] ? { amount: sum(amounts[0].currency, amounts) } : {};
    };
    for (const { kind } of instructions) {
      // Of what was taken out of an order the refund tells, which comes next.
      if (kind === 'stock_movement' || kind === 'cancel_order') continue;
      if (kind !== 'refund' && kind !== 'store_credit') return { kind: 'resolution_due', resolution: kind };
      const { amount } = amountOf(kind);
      // Fees may have used it up: then nothing is on its way.
      if (amount?.minor === 0) return undefined;
      return { kind: kind === 'refund' ? 'refund_sent' : 'store_credit_due', ...(amount && { amount }) };
    }
    return undefined;
  },
  'return.disposed': ({ stage }) => (stage === 'closed' ? { kind: 'return_closed' } : undefined),
  // Where a part of the return goes on, it has not ended.
  'return.cancelled': ({ stage }) => (stage === 'closed' ? { kind: 'return_cancelled' } : undefined),
  'return.expired': ({ stage }) => (stage === 'closed' ? { kind: 'return_expired' } : undefined),
};

/** The events that may make a message: what the bus rule lets through to this queue. */
export const milestones = Object.keys(chosenBy) as ReturnEventType[];

/**
 * Which message an event of a return makes for the customer, if any (product row 4.3). Failures inside the house make none.
 * @throws ZodError when the event's data is not as its type promises
 */
export function chooseMessage(event: ReturnEvent, story: Story): Message | undefined {
  return chosenBy[event.type]?.(event, story);
}
