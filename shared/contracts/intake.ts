import * as z from 'zod';
import { commandAnswer, rmaParams } from './command-answer.ts';
import {
  evidenceType,
  failureDescription,
  fee,
  firedRule,
  lineDecision,
  outcome,
  policyUsed,
  problem,
  resolution,
} from './decision.ts';
import { facts } from './facts.ts';
import { policyId, policyVersion } from './policy-book.ts';
import { statedProduct, statedPurchase } from './purchase.ts';
import { withoutEvidence } from './reasons.ts';
import { overrideReason, stage } from './return.ts';
import { returnCustoms } from './return-customs-answer.ts';
import { route } from './route.ts';
import { goodsRoute, mostParcels, packedUnits, plannedParcel } from './sites.ts';
import * as v from './values.ts';

export const requestLine = z.strictObject({
  lineId: v.lineId,
  quantity: z.int().min(1).max(1000),
  reason: v.reasonName,
  preference: resolution.optional().meta({
    description:
      "What the customer would like; the policy may offer others. Left out: what the company's account says, else a refund.",
  }),
  description: failureDescription.optional().meta({
    description: 'Answers to what the reason asks; those that it requires are asked back for.',
  }),
  serials: z.array(v.typedSerial).max(100).default([]),
  lot: v.lot.optional(),
  model: v.words(64).optional().meta({ description: 'As printed on the product.' }),
  purchase: statedPurchase.optional(),
  parcels: z.array(packedUnits).min(1).max(mostParcels).optional().meta({
    description: 'How its units are packed, where they go in several parcels. Left out: as few as the carrier takes.',
  }),
  condition: facts.shape.condition,
  packaging: facts.shape.packaging,
  contested: facts.shape.contested,
});
export type RequestLine = z.infer<typeof requestLine>;

const example = {
  orderNumber: 'LM-10042',
  lines: [
    {
      lineId: '1',
      quantity: 1,
      reason: 'customer_remorse',
      preference: 'refund',
      condition: 'opened',
      packaging: 'original',
    },
  ],
};

export const returnRequest = z
  .strictObject({
    orderNumber: v.orderNumber.optional().meta({ description: 'Either this, or `product`.' }),
    product: statedProduct.optional(),
    lines: z.array(requestLine).min(1).max(20),
    contact: z
      .strictObject({ email: v.email.optional(), phone: v.words(32).optional(), address: v.address.optional() })
      .optional()
      .meta({ description: 'Where it differs from what the order says.' }),
    locale: v.locale.optional(),
    purchaseOrder: v.purchaseOrder
      .optional()
      .meta({ description: "The company's own reference; some companies demand one." }),
    customerId: v.words(64).optional().meta({
      description: "On somebody's behalf: whose order it must be. It is refused where the order is another customer's.",
    }),
  })
  .meta({
    id: 'ReturnRequest',
    example,
  });
export type ReturnRequest = z.infer<typeof returnRequest>;

const money = v.money;

/** One line's decision as people and integrations read it. */
export const assessedLine = z
  .strictObject({
    lineId: v.lineId,
    title: z.string(),
    quantity: z.int(),
    outcome,
    message: z.string().meta({ description: 'One plain sentence for the customer.' }),
    labelPayer: z.enum(['brand', 'customer', 'none']).optional().meta({ description: 'Who pays for the way back.' }),
    fees: z.array(fee),
    resolution: resolution.meta({ description: 'What is given once it is agreed: the wish, where it is offered.' }),
    resolutions: z.array(resolution),
    evidence: z.array(evidenceType),
    evidenceDue: z
      .strictObject({ withinDays: z.int(), without: withoutEvidence })
      .optional()
      .meta({ description: 'Time to send it, from the request on, and what happens without it.' }),
    refund: z.strictObject({ goods: money, delivery: money, fees: money, total: money }).optional(),
    why: z.array(firedRule).meta({ description: 'Rules of the policy that spoke.' }),
    checks: lineDecision.shape.checks,
    problems: z.array(problem).meta({ description: 'Doubts about the data: each sends the request to a person.' }),
    holds: lineDecision.shape.holds,
    offers: lineDecision.shape.offers,
    window: lineDecision.shape.window,
    entitlement: lineDecision.shape.entitlement,
    rights: lineDecision.shape.rights,
    customs: returnCustoms
      .partial({ lacks: true, guards: true, packs: true, basis: true })
      .optional()
      .meta({ description: 'Where the way back crosses a customs border; customers see the route, not the file.' }),
    policy: policyUsed,
    destination: goodsRoute.optional().meta({ description: 'Where it goes, where the brand has several places.' }),
  })
  .meta({ id: 'AssessedLine' });
export type AssessedLine = z.infer<typeof assessedLine>;

export const assessment = z
  .strictObject({
    outcome: outcome.meta({ description: "The whole return's: under review as soon as one line is." }),
    lines: z.array(assessedLine),
    refund: money.optional(),
    parcels: z.array(plannedParcel).optional().meta({
      description: 'How it goes back: as the customer packs it, else as the carrier takes it. Left out: in one.',
    }),
  })
  .meta({ id: 'Assessment' });
export type Assessment = z.infer<typeof assessment>;

export const uploadSlot = z
  .strictObject({
    evidenceId: z.string(),
    type: evidenceType,
    uploads: z.array(
      z.strictObject({
        contentType: z.string(),
        url: z.string(),
        fields: z
          .record(z.string(), z.string())
          .meta({ description: 'Sent as a multipart form to `url`, and after them the field `file`.' }),
        maxBytes: z.int(),
      }),
    ),
    expiresAt: v.time,
  })
  .meta({ id: 'UploadSlot', description: 'Where one piece of evidence goes: a form for each type the storage takes.' });
export type UploadSlot = z.infer<typeof uploadSlot>;

export const createdReturn = z
  .strictObject({ rma: v.rmaNumber, stage, outcome, assessment: assessment.optional(), uploads: z.array(uploadSlot) })
  .meta({ id: 'CreatedReturn' });
export type CreatedReturn = z.infer<typeof createdReturn>;

const previewRequest = z
  .strictObject({
    ...returnRequest.shape,
    policy: z.strictObject({ id: policyId, version: policyVersion }).optional().meta({
      description:
        'For agents and managers: decided by this version alone, in force or not; `draft` is the newest version.',
    }),
    at: v.instant.optional().meta({ description: 'For agents and managers: as if it were asked for at this time.' }),
  })
  .meta({
    id: 'PreviewRequest',
    example: { ...example, policy: { id: 'returns', version: 'draft' } },
  });

export const previewReturn = route({
  name: 'previewReturn',
  method: 'POST',
  path: '/v1/returns/preview',
  area: 'intake',
  summary: 'Show what a return request would be answered, without making one',
  action: 'return.preview',
  body: previewRequest,
  success: { status: 200, body: assessment },
  problems: ['not-found', 'not-returnable', 'policy-not-sound'],
});

export const createReturn = route({
  name: 'createReturn',
  method: 'POST',
  path: '/v1/returns',
  area: 'intake',
  summary: 'Ask for a return; it is decided at once',
  action: 'return.create',
  body: returnRequest,
  idempotent: true,
  success: { status: 201, body: createdReturn },
  problems: ['not-found', 'not-returnable', 'too-many-items', 'busy'],
});

export const addEvidence = route({
  name: 'addEvidence',
  method: 'POST',
  path: '/v1/returns/{rma}/evidence',
  area: 'intake',
  summary: 'Get fresh upload forms for evidence that is still missing, or one more',
  action: 'return.add_evidence',
  params: rmaParams,
  body: z
    .strictObject({ type: evidenceType.optional().meta({ description: 'Asks for one more piece, of this type.' }) })
    .meta({ id: 'EvidenceRequest', example: { type: 'photo' } }),
  idempotent: true,
  success: {
    status: 201,
    body: z.strictObject({ rma: v.rmaNumber, uploads: z.array(uploadSlot) }).meta({ id: 'UploadSlots' }),
  },
  problems: ['not-found', 'step-not-legal', 'too-many-items', 'busy'],
});

export const answerQuestion = route({
  name: 'answerQuestion',
  method: 'POST',
  path: '/v1/returns/{rma}/answer',
  area: 'intake',
  summary: 'Answer the question a support agent asked',
  action: 'return.answer',
  params: rmaParams,
  body: z
    .strictObject({ text: v.words(4000) })
    .meta({ id: 'Answer', example: { text: 'Yes, also with another cable.' } }),
  idempotent: true,
  success: { status: 200, body: commandAnswer },
  problems: ['not-found', 'step-not-legal', 'busy'],
});

export const cancelReturn = route({
  name: 'cancelReturn',
  method: 'POST',
  path: '/v1/returns/{rma}/cancel',
  area: 'intake',
  summary: 'Cancel a return whose goods are not on their way yet',
  action: 'return.cancel',
  params: rmaParams,
  body: z
    .strictObject({
      reason: v
        .words(500)
        .optional()
        .meta({ description: 'Needed from staff where what the customer withdrew from is ended.' }),
      override: overrideReason.optional().meta({
        description: 'For managers: why what was withdrawn from is ended, as it was no withdrawal in law.',
      }),
    })
    .meta({ id: 'Cancellation', example: { reason: 'It works after all.' } }),
  idempotent: true,
  success: { status: 200, body: commandAnswer },
  problems: ['not-found', 'step-not-legal', 'busy'],
});
