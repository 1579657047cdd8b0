import * as z from 'zod';
import {
  channel,
  evidenceType,
  failureDescription,
  firedRule,
  problem,
  reasonCode,
  resolution,
  terms,
} from './decision.ts';
import { statedPurchase } from './purchase.ts';
import { withoutEvidence } from './reasons.ts';
import { customsWait } from './return-customs-answer.ts';
import * as v from './values.ts';

/**
 * A return as it is kept: a head, and beside it in the same partition its portions, shipments, instructions, evidence
 * and events. State lives in the portions; what the head says of stage and status is derived from them.
 */

// Used again and again: a function pays for each schema that it makes when it starts.
const text = z.string();
const optionalText = text.optional();
const count = z.int().min(0);

export const stage = z
  .enum(['request', 'authorization', 'shipping', 'receiving', 'inspection', 'resolution', 'disposition', 'closed'])
  .meta({ id: 'Stage' });
export type Stage = z.infer<typeof stage>;

export const portionState = z
  .enum([
    'awaiting_evidence',
    'under_review',
    'awaiting_answer',
    'awaiting_customs',
    'authorized',
    'awaiting_shipment',
    'in_transit',
    'shipment_exception',
    'arrived',
    'quarantined',
    'disputed',
    'resolving',
    'resolution_failed',
    'resolved',
    'closed',
    'rejected',
    'cancelled',
    'expired',
  ])
  .meta({ id: 'PortionState' });
export type PortionState = z.infer<typeof portionState>;

export const grade = z.enum(['A', 'B', 'C', 'D']).meta({ id: 'Grade' });
export type Grade = z.infer<typeof grade>;

export const disposition = z
  .enum(['restock', 'refurbish', 'repair', 'return_to_vendor', 'recycle', 'scrap', 'kept_by_customer'])
  .meta({ id: 'Disposition' });
export type Disposition = z.infer<typeof disposition>;

/** How far goods differ from what was claimed, as an inspector saw them. */
export const inspection = z.strictObject({
  grade,
  verifiedReason: reasonCode
    .optional()
    .meta({ description: 'The reason the inspector found, beside the one claimed.' }),
  serial: v.serial.optional(),
  matchesClaim: z.boolean().meta({ description: 'False: a manager settles what is refunded.' }),
  packaging: z.enum(['original', 'damaged', 'missing']).optional(),
  accessoriesComplete: z.boolean().optional(),
});
export type Inspection = z.infer<typeof inspection>;

/** Why a manager gave other terms than the policy's, or ended a withdrawal that was none in law: a word that may be counted and shown anywhere. */
export const overrideReason = z
  .enum([
    'goodwill',
    'key_customer',
    'known_fault',
    'data_corrected',
    'legal_claim',
    'out_of_time',
    'no_right',
    'other',
  ])
  .meta({ id: 'OverrideReason' });
export type OverrideReason = z.infer<typeof overrideReason>;

/** A quantity of one line that goes its way together: the unit that has a state. */
export const portion = z.strictObject({
  id: text,
  /** The portion it was asked for as, where a split made it: what the customer wrote is kept under that. */
  splitFrom: optionalText,
  lineId: v.lineId,
  sku: text,
  title: text,
  category: text,
  quantity: z.int().min(1),
  /** The order's unit slots this portion stands for: they make its money exact and its claim conditional. */
  units: z.array(count),
  serials: z.array(text),
  /** Read at the dock with these units, and none of those that were to come. */
  strangeSerials: z.array(text).optional(),
  lot: optionalText,
  /** Where it goes; absent: to the brand's return address. */
  site: optionalText,
  /** In which of several parcels; absent: in the only one for its place. */
  parcel: z.int().optional(),
  /** Of one unit, where that is known of all in its parcel. */
  weightGrams: z.int().optional(),
  /** The class of the reason; the brand's own code beside it, where it has one. */
  reason: reasonCode,
  brandReason: optionalText,
  resolution,
  state: portionState,
  /** Until when its evidence is waited for, and what happens then. */
  evidenceDue: z.strictObject({ until: text, without: withoutEvidence }).optional(),
  /** What was paid for these units (goods, taxes inside) and the delivery share, fixed when the return was made. */
  paid: z.strictObject({ goods: v.money, tax: v.money, delivery: v.money }),
  /** The same money by the payments it came from: it goes back the same way. */
  tenders: z.array(z.strictObject({ reference: text, amount: v.money })),
  terms: terms.optional(),
  rules: z.array(firedRule),
  /** Where the way crosses a customs border: the newest decision on it, whether it holds the label back, and what the goods went out under. */
  customs: z
    .strictObject({
      version: z.int().min(1),
      held: z.boolean(),
      /** Why it is held. */
      waits: customsWait.optional(),
      /** The policy does not wait for the way to be known: goods that may move get their label without it. */
      passes: z.literal(true).optional(),
      authorisation: optionalText,
      invoice: optionalText,
      mrn: optionalText,
    })
    .optional(),
  /** Other terms were given than the policy's; in whose words why is the note under the number of that event. */
  override: z.strictObject({ seq: count, code: overrideReason }).optional(),
  /** What a person looks into while it goes on: it holds nothing up. */
  checks: z.array(firedRule).optional(),
  /** The consumer withdrew from the contract: it has ended for these units, whatever becomes of the return. */
  withdrawal: z.literal(true).optional(),
  /** Why the policy rejects it: the rule, and its sentence for the customer. What a person says of it is in the statement. */
  rejection: z.strictObject({ rule: text, message: text }).optional(),
  inspection: inspection.optional(),
  disposition: disposition.optional(),
  /** What is paid back for these units, where it is money: goods + delivery − fees − deduction = total. */
  refund: z
    .strictObject({
      goods: v.money,
      delivery: v.money,
      fees: v.money,
      deduction: v.money,
      total: v.money,
    })
    .optional(),
});
export type Portion = z.infer<typeof portion>;

/** Things that happen by a time. The first six are served levels: their breach is raised once. The others act. */
export const dueKind = z.enum([
  'acknowledge',
  'authorize',
  'receive',
  'inspect',
  'resolve',
  'cycle',
  'answer',
  'evidence',
  'label',
  /** Of a withdrawal: goods to be sent back, money to be paid back. */
  'send_back',
  'refund',
  'progress',
]);
export type DueKind = z.infer<typeof dueKind>;

/** The withdrawal a return carries out: when it was told, and what is due from it by when. */
export const withdrawal = z.strictObject({
  /** Of the statement made by the function to withdraw; absent where it was told with an ordinary request. */
  id: optionalText,
  /** Whose law gives it, and the zone its days are counted in. */
  country: v.country,
  zone: text,
  toldAt: text,
  /** Until then the consumer sends the goods back; absent where nothing goes back, and while the trader holds the label. */
  sendBackBy: optionalText,
  /** Until then the money is paid back; absent where that counts from the goods, and they have not come. */
  refundBy: optionalText,
  /** When goods or proof of sending came: until then the refund may be held back. */
  releasedAt: optionalText,
  /** The acknowledgement as a file. */
  acknowledgement: z.strictObject({ pdf: text, sha256: text, at: text }).optional(),
});
export type Withdrawal = z.infer<typeof withdrawal>;

export const head = z.strictObject({
  brand: v.brand,
  rma: v.rmaNumber,
  /** No return of goods, but money back for goods that stay where they are. */
  kind: z.literal('price_credit').optional(),
  /** Number of the last event: every commit appends exactly one. */
  version: count,
  /** Hash of the last event; the next one carries it. */
  lastHash: text,
  stage,
  orderNumber: v.orderNumber,
  customerId: text,
  /** The company account the order was placed for: its employees see the return. */
  company: optionalText,
  purchaseOrder: v.purchaseOrder.optional(),
  /** The batch it was asked for in. */
  batch: optionalText,
  /** The consignment it comes back in with others, under one label. */
  consignment: optionalText,
  currency: v.currency,
  locale: v.locale,
  channel,
  createdAt: text,
  updatedAt: text,
  due: z.partialRecord(dueKind, text),
  /** Served levels that were missed, each raised once. */
  breached: z.array(dueKind),
  /** Time left (seconds) on clocks that stand still while it is the customer's turn. */
  paused: z.partialRecord(dueKind, z.int()).optional(),
  /** How often the lifecycle machine was started again without getting further: the next wait is twice as long. */
  restarts: count,
  evidenceDemanded: count,
  withdrawal: withdrawal.optional(),
  /** The papers for customs that were made last, and what they are of. */
  papers: z.strictObject({ version: count, of: z.array(text) }).optional(),
  /** Room it took at sites that take so many parcels a day: given back with parcels that are never sent. */
  room: z.array(z.strictObject({ site: text, day: text, shard: count })).optional(),
  linksRevokedAt: optionalText,
  problems: z.array(problem.shape.code),
});
export type Head = z.infer<typeof head>;

/** Steps the lifecycle machine takes by itself; `resolve_kept` resolves goods that the customer keeps. */
export const machineStep = z
  .enum([
    'issue_label',
    'void_label',
    'acknowledge_withdrawal',
    'prepare_customs_documents',
    'resolve',
    'resolve_kept',
    'dispose',
  ])
  .meta({ id: 'MachineStep' });
export type MachineStep = z.infer<typeof machineStep>;

/** A parcel on its way, in either direction. */
export const shipment = z.strictObject({
  id: text,
  direction: z.enum(['inbound', 'outbound']),
  /** Its label is that of a consignment, which other returns are in as well. */
  consignment: optionalText,
  /** Which of several parcels it is. */
  parcel: z.int().optional(),
  /** Where it goes; absent: to the brand's return address. */
  site: optionalText,
  /** The address on its label, once there is one. */
  to: v.address.optional(),
  /** What is in it weighs, where that is known of all. */
  grams: z.int().optional(),
  /** Known once the label was bought. */
  carrier: optionalText,
  trackingNumber: optionalText,
  state: z.enum(['requested', 'label_created', 'in_transit', 'arrived', 'exception', 'cancelled']),
  /** A cancelled parcel's label is given back to the carrier: asked for in the commit that cancelled it, or done. */
  voiding: z.enum(['requested', 'done']).optional(),
  /** The carrier's own time of the newest event seen: what is older never takes a state back. */
  statusAt: text,
  payer: z.enum(['brand', 'customer']),
  label: z.strictObject({ pdf: text, png: text, sha256: text }).optional(),
  portions: z.array(text),
});
export type Shipment = z.infer<typeof shipment>;

/** An outside effect: its id is fixed when it is committed, and it is never sent again before it was looked up. */
export const instruction = z.strictObject({
  id: text,
  kind: z.enum([...resolution.options, 'stock_movement']),
  state: z.enum(['requested', 'sent', 'succeeded', 'failed', 'unknown']),
  portions: z.array(text),
  amount: v.money.optional(),
  /** Payment the money goes back to. */
  tender: optionalText,
  /** Units the order system takes out of the order. */
  cancellation: z.strictObject({ lineId: v.lineId, quantity: z.int() }).optional(),
  movement: z.strictObject({ sku: text, quantity: z.int(), from: text, to: text, disposition }).optional(),
  attempts: z.int(),
  reference: optionalText,
  failure: optionalText,
  /** Finance paid it by other means; the reference is that of their payment. */
  byHand: z.boolean().optional(),
  /** The failed instruction that this one is sent instead of. */
  replaces: optionalText,
  at: text,
});
export type Instruction = z.infer<typeof instruction>;

export const evidence = z.strictObject({
  id: text,
  type: evidenceType,
  state: z.enum(['expected', 'attached', 'refused']),
  reason: optionalText,
  /** How often a file was refused. */
  refusals: z.int().optional(),
  contentType: optionalText,
  bytes: z.int().optional(),
  sha256: optionalText,
  key: optionalText,
  at: text,
});
export type Evidence = z.infer<typeof evidence>;

/** Something a person wrote. A note is the house's own: no customer ever reads one. The rest was said to the other side. */
export const saying = z
  .strictObject({
    seq: z.int().meta({ description: 'Number of the event it was written with: that says who wrote it.' }),
    kind: z.enum(['question', 'answer', 'refusal', 'note']),
    from: z.enum(['agent', 'customer']),
    at: text,
    text,
    portions: z.array(text).optional().meta({ description: 'The portions that were rejected with it.' }),
  })
  .meta({ id: 'Saying' });
export type Saying = z.infer<typeof saying>;

/** What a person told us in their own words, and who they are: kept apart, so that it can be erased. */
export const statement = z.strictObject({
  person: z.strictObject({ email: v.email.optional(), phone: optionalText, address: v.address.optional() }),
  descriptions: z.record(text, failureDescription),
  /** Doubts about the request's data, by portion; absent where there are none. They quote what was typed. */
  doubts: z.record(text, z.array(problem)).optional(),
  /** Where and when it was bought as the customer stated it, by portion: it may name people. */
  purchases: z.record(text, statedPurchase).optional(),
  conversation: z.array(saying),
  /** Who stated the withdrawal, by the function for it. */
  withdrawal: z.strictObject({ name: text }).optional(),
});
export type Statement = z.infer<typeof statement>;
