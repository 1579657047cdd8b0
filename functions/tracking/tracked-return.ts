import type { Evidence, Portion, Withdrawal } from '../../shared/contracts/return.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import type { StaffView, TrackedRefund, TrackedReturn } from '../../shared/contracts/tracking.ts';
import { plainWords } from '../../shared/notifications/plain-words.ts';
import type { Return } from '../../shared/returns/change.ts';
import { customerStatusOf } from '../../shared/returns/customer-status.ts';
import { paysBack, refundOf } from '../../shared/returns/refund.ts';
import { seenState } from '../../shared/returns/transit.ts';
import { isHeld, isToSendBack } from '../../shared/returns/withdrawal.ts';

/** Links to files by the id of what they belong to; only what the reader may open is among them. */
export interface OpenFiles {
  acknowledgement?: NonNullable<NonNullable<TrackedReturn['withdrawal']>['acknowledgement']> | undefined;
  labels: ReadonlyMap<string, NonNullable<TrackedReturn['shipments'][number]['label']>>;
  evidence: ReadonlyMap<string, NonNullable<TrackedReturn['evidence'][number]['file']>>;
}

/** The page of a return. Without `staff` it is the customer's: nothing of the house's notes is in it. */
export function trackedReturn(
  current: Return,
  events: readonly ReturnEvent[],
  files: OpenFiles,
  staff: StaffView | undefined,
): TrackedReturn {
  const { head, portions, shipments, instructions, evidence, statement } = current;
  const words = plainWords(head.locale);
  const { code, by } = customerStatusOf(current);
  const asked = code === 'action_needed' && statement.conversation.findLast(({ kind }) => kind === 'question');
  return {
    rma: head.rma,
    orderNumber: head.orderNumber,
    requestedAt: head.createdAt,
    ...(head.kind && { kind: head.kind }),
    channel: head.channel,
    ...(head.purchaseOrder && { purchaseOrder: head.purchaseOrder }),
    ...(head.company && { company: head.company }),
    ...(head.batch && { batch: head.batch }),
    stage: head.stage,
    status: { code, text: words.status[code].text },
    next: { text: words.status[code].next, ...(by && { by }) },
    ...(asked && { question: asked.text }),
    portions: portions.map((portion) => trackedPortion(current, portion)),
    ...(head.withdrawal && { withdrawal: trackedWithdrawal(head.withdrawal, current, files) }),
    shipments: shipments.map((shipment) => {
      const { id, carrier, consignment, trackingNumber, payer, parcel, site, to } = shipment;
      const label = files.labels.get(id);
      return {
        id,
        ...(carrier && { carrier }),
        ...(trackingNumber && { trackingNumber }),
        ...(consignment && { consignment }),
        state: seenState(shipment, portions),
        payer,
        ...(parcel !== undefined && { parcel }),
        ...(site && { site }),
        ...(to && { to }),
        portions: shipment.portions,
        ...(label && { label }),
      };
    }),
    evidence: evidence.map((piece) => trackedEvidence(piece, files)),
    money: instructions
      .filter(({ kind }) => kind !== 'stock_movement')
      .map(({ id, kind, state, amount, portions: ids }) => ({
        id,
        kind,
        state,
        ...(amount && { amount }),
        portions: ids,
      })),
    timeline: events.flatMap(({ at, type }) => {
      const asked = type === 'return.requested' ? words.asked[head.channel] : undefined;
      const text = asked ?? words.timeline[type];
      return text ? [{ at, type, text }] : [];
    }),
    ...(staff && { staff }),
  };
}

function trackedWithdrawal(
  { toldAt, sendBackBy, refundBy }: Withdrawal,
  { head, portions }: Return,
  { acknowledgement }: OpenFiles,
): NonNullable<TrackedReturn['withdrawal']> {
  return {
    toldAt,
    ...(sendBackBy && isToSendBack(portions) && { sendBackBy }),
    ...(refundBy && { refundBy }),
    mayBeHeldBack: isHeld(head, portions),
    ...(acknowledgement && { acknowledgement }),
  };
}

function trackedPortion(current: Return, portion: Portion): TrackedReturn['portions'][number] {
  const { id, lineId, title, quantity, reason, resolution, state, inspection, disposition } = portion;
  const refund = trackedRefund(portion);
  const rejection = rejectionOf(current, portion);
  return {
    id,
    lineId,
    title,
    quantity,
    reason,
    resolution,
    state,
    ...(inspection && { grade: inspection.grade }),
    ...(disposition && { disposition }),
    ...(refund && { refund }),
    ...(rejection && { rejection }),
  };
}

/** States in which no money is promised: nobody has agreed yet, what is paid is disputed, or nothing comes of it. */
const unpromised = new Set<Portion['state']>([
  'under_review',
  'awaiting_answer',
  'disputed',
  'rejected',
  'cancelled',
  'expired',
]);

function trackedRefund(portion: Portion): TrackedRefund | undefined {
  if (!paysBack(portion) || !portion.terms || unpromised.has(portion.state)) return undefined;
  const { goods, delivery, fees, deduction, total } = portion.refund ?? refundOf(portion);
  const feesFor = portion.terms.fees;
  return { goods, delivery, fees, feesFor, deduction, total, settled: portion.refund !== undefined };
}

/** What a person said when rejecting it, else what the policy says; after an erasure only the policy's is left. */
function rejectionOf({ statement }: Return, { id, state, rejection }: Portion): string | undefined {
  if (state !== 'rejected') return undefined;
  const said = statement.conversation.findLast(({ kind, portions }) => kind === 'refusal' && portions?.includes(id));
  return said?.text ?? rejection?.message;
}

function trackedEvidence({ id, type, state, reason, contentType }: Evidence, { evidence }: OpenFiles) {
  const file = evidence.get(id);
  return { id, type, state, ...(reason && { reason }), ...(contentType && { contentType }), ...(file && { file }) };
}
