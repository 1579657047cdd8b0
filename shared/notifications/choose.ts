import * as z from 'zod';
import { evidenceType, outcome, resolution } from '../contracts/decision.ts';
import type { ReturnEvent, ReturnEventType } from '../contracts/return.ts';
import { type Money, money } from '../contracts/values.ts';
import { type Refusal, refusals } from '../evidence/refusals.ts';

/** One thing of a return, as a message lists it. */
export interface Item {
  title: string;
  quantity: number;
  outcome?: z.infer<typeof outcome> | undefined;
}

/** What a customer is told, with what the event says of it. One kind, one text per language. */
export type Message =
  | { kind: 'return_approved'; items: Item[] }
  | { kind: 'request_under_review'; items: Item[] }
  | { kind: 'evidence_wanted'; items: Item[]; evidence: z.infer<typeof evidenceType>[] }
  | { kind: 'evidence_refused'; reason?: Refusal }
  | { kind: 'return_rejected'; items: Item[]; message?: string }
  | { kind: 'returnless_refund'; items: Item[]; refund?: Money }
  | { kind: 'question_asked' }
  | { kind: 'label_ready'; trackingNumber: string; carrier: string; customerPays: boolean }
  | { kind: 'shipment_arrived'; trackingNumber?: string }
  | { kind: 'findings_differ' }
  | { kind: 'refund_sent'; amount?: Money }
  | { kind: 'store_credit_sent'; amount?: Money }
  | { kind: 'resolution_arranged'; resolution: 'exchange' | 'replacement' | 'repair' }
  | { kind: 'return_closed' }
  | { kind: 'return_cancelled' }
  | { kind: 'return_expired' };
export type MessageKind = Message['kind'];

/** A line break in a title would let it pass for a line of ours in a plain text. */
const oneLine = z.string().overwrite((text) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim());

const items = z.array(z.object({ title: oneLine, quantity: z.int(), outcome: outcome.optional() }));

const decided = z.object({
  portions: items,
  evidence: z.array(evidenceType).default([]),
  refund: money.optional(),
});

/** Which event makes which message, and what the message needs of the event's data. */
const chosenBy: Partial<Record<ReturnEventType, (data: unknown) => Message | undefined>> = {
  'return.requested': (data) => {
    const requested = decided.extend({ outcome }).parse(data);
    const { portions, evidence, refund } = requested;
    if (requested.outcome === 'reject') return { kind: 'return_rejected', items: portions };
    if (evidence.length > 0) return { kind: 'evidence_wanted', items: portions, evidence };
    if (requested.outcome === 'review') return { kind: 'request_under_review', items: portions };
    if (requested.outcome === 'returnless')
      return { kind: 'returnless_refund', items: portions, ...(refund && { refund }) };
    return { kind: 'return_approved', items: portions };
  },
  'return.approved': (data) => {
    const { portions, evidence, refund } = decided.parse(data);
    if (evidence.length > 0) return { kind: 'evidence_wanted', items: portions, evidence };
    const keeps = portions.length > 0 && portions.every((portion) => portion.outcome === 'returnless');
    return keeps
      ? { kind: 'returnless_refund', items: portions, ...(refund && { refund }) }
      : { kind: 'return_approved', items: portions };
  },
  'return.rejected': (data) => {
    const { portions, message } = z.object({ portions: items, message: oneLine.optional() }).parse(data);
    return { kind: 'return_rejected', items: portions, ...(message && { message }) };
  },
  'return.evidence_refused': (data) => {
    const { reason } = z.object({ reason: z.enum(Object.keys(refusals) as Refusal[]).optional() }).parse(data);
    return { kind: 'evidence_refused', ...(reason && { reason }) };
  },
  'return.question_asked': () => ({ kind: 'question_asked' }),
  'return.label_issued': (data) => {
    const label = z.object({ trackingNumber: oneLine, carrier: oneLine, payer: z.enum(['brand', 'customer']) });
    const { trackingNumber, carrier, payer } = label.parse(data);
    return { kind: 'label_ready', trackingNumber, carrier, customerPays: payer === 'customer' };
  },
  'return.arrived': (data) => {
    const { trackingNumber } = z.object({ trackingNumber: oneLine.optional() }).parse(data);
    return { kind: 'shipment_arrived', ...(trackingNumber && { trackingNumber }) };
  },
  'return.inspected': (data) => {
    const { matchesClaim } = z.object({ matchesClaim: z.boolean().optional() }).parse(data);
    return matchesClaim === false ? { kind: 'findings_differ' } : undefined;
  },
  'return.effect_settled': (data) => {
    const effect = z.object({ kind: z.enum([...resolution.options, 'stock_movement']), amount: money.optional() });
    const { kind, amount } = effect.parse(data);
    if (kind === 'stock_movement') return undefined;
    if (kind === 'refund') return { kind: 'refund_sent', ...(amount && { amount }) };
    if (kind === 'store_credit') return { kind: 'store_credit_sent', ...(amount && { amount }) };
    return { kind: 'resolution_arranged', resolution: kind };
  },
  'return.disposed': (data) =>
    z.object({ closed: z.boolean() }).parse(data).closed ? { kind: 'return_closed' } : undefined,
  'return.cancelled': () => ({ kind: 'return_cancelled' }),
  'return.expired': () => ({ kind: 'return_expired' }),
};

/** The events that may make a message: what the bus rule lets through to this queue. */
export const milestones = Object.keys(chosenBy) as ReturnEventType[];

/**
 * Which message an event of a return makes for the customer, if any (product row 4.3). Failures inside the house make none.
 * @throws ZodError when the event's data is not as its type promises
 */
export function chooseMessage(event: Pick<ReturnEvent, 'type' | 'data'>): Message | undefined {
  return chosenBy[event.type]?.(event.data);
}
