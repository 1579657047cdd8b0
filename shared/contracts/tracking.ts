import * as z from 'zod';
import { rmaParams } from './command-answer.ts';
import { channel, failureDescription, fee, firedRule, problem, reasonCode, resolution, terms } from './decision.ts';
import { listQuery } from './list-query.ts';
import { statedPurchase } from './purchase.ts';
import {
  disposition,
  evidence,
  grade,
  inspection,
  instruction,
  overrideReason,
  portionState,
  saying,
  stage,
} from './return.ts';
import { customsWait } from './return-customs-answer.ts';
import { returnEvent } from './return-event.ts';
import { route } from './route.ts';
import { mainSite, siteId } from './sites.ts';
import * as v from './values.ts';

/** What a customer is told: one plain word for where the return stands (product row 4.1). */
export const customerStatus = z
  .enum([
    'evidence_needed',
    'under_review',
    'action_needed',
    'approved',
    'ready_to_ship',
    'on_its_way',
    'delivery_problem',
    'shipment_received',
    'being_inspected',
    'resolving',
    'completed',
    'rejected',
    'cancelled',
    'expired',
  ])
  .meta({ id: 'CustomerStatus' });
export type CustomerStatus = z.infer<typeof customerStatus>;

const page = <Item extends z.ZodType>(item: Item, id: string) =>
  z.strictObject({ items: z.array(item), next: v.cursor.optional() }).meta({ id });

const fileLink = z.strictObject({ url: z.string(), expiresAt: v.time });

/** What staff see beyond what the customer sees, each role what its work needs (shared/access/sight.ts). */
export const staffView = z
  .strictObject({
    channel,
    portions: z.array(
      z.strictObject({
        id: z.string(),
        sku: z.string(),
        category: z.string(),
        serials: z.array(z.string()).optional(),
        lot: z.string().optional(),
        purchase: statedPurchase.optional(),
        description: failureDescription.optional(),
        doubts: z
          .array(problem)
          .optional()
          .meta({ description: 'Doubts about the data, as found when it was asked for.' }),
        terms: terms.optional().meta({ description: 'As agreed; under review as the policy proposes them.' }),
        rules: z.array(firedRule).optional(),
        checks: z.array(firedRule).optional().meta({ description: 'To be looked into; nothing waits for it.' }),
        override: z
          .strictObject({
            seq: z.int().meta({ description: 'Number of the event that made it.' }),
            code: overrideReason,
            reason: z.string().optional().meta({ description: "In the manager's own words." }),
          })
          .optional()
          .meta({ description: "A manager gave other terms than the policy's." }),
        paid: z.strictObject({ goods: v.money, tax: v.money, delivery: v.money }).optional(),
        inspection: inspection.optional(),
      }),
    ),
    conversation: z
      .array(saying)
      .meta({ description: 'What was said to and by the customer, and notes: reasons that staff gave.' }),
    failures: z.array(z.strictObject({ instruction: z.string(), failure: z.string() })),
  })
  .meta({ id: 'StaffView' });
export type StaffView = z.infer<typeof staffView>;

export const trackedRefund = z
  .strictObject({
    goods: v.money,
    delivery: v.money.meta({ description: 'Of the way to the customer.' }),
    fees: v.money,
    feesFor: z.array(fee).meta({ description: 'What the fees are for; together never more than goods and delivery.' }),
    deduction: v.money.meta({ description: 'Agreed when a dispute was settled.' }),
    total: v.money,
    settled: z.boolean().meta({ description: 'False: what is promised if the goods are as described.' }),
  })
  .meta({
    id: 'TrackedRefund',
    description: 'What is paid back and how it comes about: goods + delivery - fees - deduction.',
  });
export type TrackedRefund = z.infer<typeof trackedRefund>;

export const trackedReturn = z
  .strictObject({
    rma: v.rmaNumber,
    orderNumber: v.orderNumber,
    requestedAt: v.time,
    kind: z.literal('price_credit').optional().meta({ description: 'Money back for goods that stay where they are.' }),
    channel,
    purchaseOrder: v.purchaseOrder.optional(),
    company: v.companyReference.optional(),
    batch: v.batchId.optional().meta({ description: 'The batch it was asked for in.' }),
    stage,
    status: z.strictObject({ code: customerStatus, text: z.string() }),
    next: z
      .strictObject({ text: z.string(), by: v.time.optional() })
      .meta({ description: 'What happens next, or is to be done, and by when.' }),
    question: z.string().optional().meta({ description: 'What a support agent asked, while it waits for an answer.' }),
    portions: z.array(
      z.strictObject({
        id: z.string(),
        lineId: v.lineId,
        title: z.string(),
        quantity: z.int(),
        reason: reasonCode,
        resolution,
        state: portionState,
        grade: grade.optional(),
        disposition: disposition.optional(),
        refund: trackedRefund.optional(),
        rejection: z.string().optional().meta({ description: 'Why it is rejected, in a sentence for the customer.' }),
      }),
    ),
    withdrawal: z
      .strictObject({
        toldAt: v.time,
        sendBackBy: v.time.optional().meta({
          description: 'Absent where nothing goes back, and while the label is held: then nothing is to be sent yet.',
        }),
        refundBy: v.time.optional(),
        mayBeHeldBack: z.boolean().meta({ description: 'The refund may wait for the goods, or proof of sending.' }),
        acknowledgement: z
          .strictObject({ pdf: z.string(), sha256: z.string(), expiresAt: v.time })
          .optional()
          .meta({ description: 'As a file, where it was stated by the function to withdraw.' }),
      })
      .optional()
      .meta({ description: 'The contract has ended for what was withdrawn, and what is due from it.' }),
    shipments: z.array(
      z.strictObject({
        id: z.string(),
        carrier: z.string().optional().meta({ description: 'Absent while the label is being bought.' }),
        trackingNumber: z.string().optional(),
        consignment: z.string().optional().meta({ description: 'It comes back with other returns, under one label.' }),
        state: z.string(),
        payer: z.enum(['brand', 'customer']),
        parcel: z.int().optional().meta({ description: 'Which of several parcels it is.' }),
        site: z.string().optional().meta({ description: "Where it goes; absent: to the brand's return address." }),
        to: v.address.optional().meta({ description: 'The address on its label.' }),
        portions: z.array(z.string()).meta({ description: 'What is in it.' }),
        label: z.strictObject({ pdf: z.string(), png: z.string(), expiresAt: v.time }).optional(),
      }),
    ),
    evidence: z.array(
      z.strictObject({
        ...evidence.pick({ id: true, type: true, state: true, reason: true }).shape,
        contentType: evidence.shape.contentType,
        file: fileLink.optional().meta({ description: 'For staff who judge it.' }),
      }),
    ),
    money: z.array(
      z.strictObject({
        id: instruction.shape.id.meta({ description: 'Names the instruction where finance has it sent again.' }),
        kind: instruction.shape.kind,
        state: instruction.shape.state,
        amount: v.money.optional(),
        portions: z.array(z.string()),
      }),
    ),
    timeline: z.array(z.strictObject({ at: v.time, type: z.string(), text: z.string() })),
    staff: staffView.optional(),
  })
  .meta({ id: 'TrackedReturn' });
export type TrackedReturn = z.infer<typeof trackedReturn>;

export const returnCard = z
  .strictObject({
    rma: v.rmaNumber,
    orderNumber: v.orderNumber,
    stage,
    requestedAt: v.time,
    summary: z.string(),
    quantity: z.int(),
    purchaseOrder: v.purchaseOrder.optional(),
  })
  .meta({ id: 'ReturnCard' });
export type ReturnCard = z.infer<typeof returnCard>;

export const queueEntry = z
  .strictObject({
    rma: v.rmaNumber,
    portion: z.string(),
    state: portionState,
    dueAt: v.time,
    title: z.string(),
    quantity: z.int(),
    reason: reasonCode,
    site: z.string().optional().meta({ description: "Where it goes or is; absent: the brand's return address." }),
    override: overrideReason.optional().meta({ description: "Why a manager gave other terms than the policy's." }),
    customs: customsWait.optional().meta({ description: 'Why it waits for customs; only of what does.' }),
  })
  .meta({ id: 'QueueEntry' });
export type QueueEntry = z.infer<typeof queueEntry>;

export const trackReturn = route({
  name: 'trackReturn',
  method: 'GET',
  path: '/v1/returns/{rma}',
  area: 'tracking',
  summary: 'Follow a return: where it stands, what is next and by when, label, timeline, money',
  action: 'return.track',
  params: rmaParams,
  success: { status: 200, body: trackedReturn },
  problems: ['not-found'],
});

export const listReturns = route({
  name: 'listReturns',
  method: 'GET',
  path: '/v1/returns',
  area: 'tracking',
  summary: "List one's own returns, or those of one's company, newest first",
  action: 'return.list_own',
  query: listQuery.extend({
    whose: z.enum(['own', 'company']).optional().meta({
      description: "Left out: the company's, where the token names one, else one's own.",
    }),
  }),
  success: { status: 200, body: page(returnCard, 'ReturnList') },
  problems: ['invalid-cursor'],
});

const foundReturn = z
  .strictObject({ rma: v.rmaNumber, orderNumber: v.orderNumber, requestedAt: v.time })
  .meta({ id: 'FoundReturn' });

export const findByPurchaseOrder = route({
  name: 'findByPurchaseOrder',
  method: 'GET',
  path: '/v1/purchase-orders/returns',
  area: 'tracking',
  summary: 'Find the returns of a purchase order, oldest first',
  action: 'return.find',
  query: listQuery.extend({ purchaseOrder: v.purchaseOrder }),
  success: { status: 200, body: page(foundReturn, 'FoundReturns') },
  problems: ['invalid-cursor'],
});

export const readQueue = route({
  name: 'readQueue',
  method: 'GET',
  path: '/v1/queues/{role}',
  area: 'tracking',
  summary: 'What waits for a role, most urgent first; for warehouse and inspectors at a site',
  action: 'queue.read',
  params: z.strictObject({ role: z.enum(['agent', 'manager', 'warehouse', 'inspector', 'finance', 'compliance']) }),
  query: listQuery.extend({
    site: siteId.optional().meta({
      description: `Whose dock or bench. Left out: \`${mainSite}\`, the brand's return address; other roles have one queue.`,
    }),
  }),
  success: { status: 200, body: page(queueEntry, 'Queue') },
  problems: ['invalid-cursor', 'not-found'],
});

export const readActivity = route({
  name: 'readActivity',
  method: 'GET',
  path: '/v1/returns/{rma}/activity',
  area: 'tracking',
  summary: 'The whole log of a return, each event chained to the one before; says whether the chain is whole',
  action: 'return.read_activity',
  params: rmaParams,
  success: {
    status: 200,
    body: z
      .strictObject({
        rma: v.rmaNumber,
        whole: z.boolean().meta({ description: 'Whether every event is there and none was changed.' }),
        firstBreak: z.int().optional().meta({ description: 'Number of the first event that does not fit.' }),
        problems: z.array(problem.shape.code),
        events: z.array(returnEvent),
        notes: z.array(saying).meta({ description: 'Reasons that staff gave, by the number of their event.' }),
      })
      .meta({ id: 'Activity' }),
  },
  problems: ['not-found'],
});
