import type { DueKind, PortionState } from '../contracts/return.ts';
import type { CustomerStatus } from '../contracts/tracking.ts';
import type { Return } from './change.ts';
import { isFinal } from './lifecycle.ts';

/** What a customer is told of where a return stands: one word, what is next, and by when. */

const byState: Record<PortionState, CustomerStatus> = {
  awaiting_answer: 'action_needed',
  awaiting_evidence: 'evidence_needed',
  under_review: 'under_review',
  awaiting_customs: 'under_review',
  shipment_exception: 'delivery_problem',
  authorized: 'approved',
  awaiting_shipment: 'ready_to_ship',
  in_transit: 'on_its_way',
  arrived: 'shipment_received',
  quarantined: 'being_inspected',
  disputed: 'being_inspected',
  resolving: 'resolving',
  resolution_failed: 'resolving',
  resolved: 'resolving',
  closed: 'completed',
  rejected: 'rejected',
  cancelled: 'cancelled',
  expired: 'expired',
};

/** What the customer has to do comes first, then what takes longest, then how it ended. */
const order = Object.keys(byState) as PortionState[];

/** Which due date says "by when", for the word that is told. */
const dueOf: Partial<Record<CustomerStatus, DueKind>> = {
  action_needed: 'answer',
  evidence_needed: 'evidence',
  under_review: 'authorize',
  ready_to_ship: 'label',
  on_its_way: 'cycle',
  shipment_received: 'receive',
  being_inspected: 'inspect',
  resolving: 'cycle',
};

export function customerStatusOf(current: Pick<Return, 'head' | 'portions'>): { code: CustomerStatus; by?: string } {
  const open = current.portions.filter(({ state }) => !isFinal(state));
  const looked = open.length > 0 ? open : current.portions;
  const state = order.find((one) => looked.some((portion) => portion.state === one)) ?? 'closed';
  const code = byState[state];
  const kind = dueOf[code];
  const { due } = current.head;
  // Goods of a withdrawal have a day of their own to be sent by.
  const by = kind && ((kind === 'label' && due.send_back) || (due[kind] ?? due.cycle));
  return { code, ...(by && { by }) };
}
