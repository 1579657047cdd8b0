import * as z from 'zod';
import { commandAnswer, rmaParams } from './command-answer.ts';
import { offer, reasonCode, terms } from './decision.ts';
import { inspection, overrideReason } from './return.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/** Commands of support agents and managers, the warehouse, inspectors and finance. */

const answers = { status: 200, body: commandAnswer } as const;
const portions = z
  .array(z.string())
  .min(1)
  .optional()
  .meta({ description: 'Ids of portions; all under review when left out.' });
const refusals = ['not-found', 'step-not-legal', 'busy'] as const;

export const approveReturn = route({
  name: 'approveReturn',
  method: 'POST',
  path: '/v1/returns/{rma}/approve',
  area: 'review',
  summary: 'Approve what is under review, on the terms the policy proposed or on other ones',
  action: 'return.approve',
  params: rmaParams,
  body: z
    .strictObject({
      portions,
      terms: terms.optional().meta({ description: 'Needed where the policy could propose none.' }),
      resolution: offer.optional().meta({ description: 'Another one than was wished for.' }),
      reason: v.words(500).optional().meta({ description: 'Needed when terms differ from those proposed.' }),
      override: overrideReason
        .default('other')
        .meta({ description: 'The same reason as a word, where terms differ: for queues, events and figures.' }),
    })
    .meta({ id: 'Approval', example: { reason: 'Known fault of this series.' } }),
  idempotent: true,
  success: answers,
  problems: refusals,
});

export const rejectReturn = route({
  name: 'rejectReturn',
  method: 'POST',
  path: '/v1/returns/{rma}/reject',
  area: 'review',
  summary: 'Reject what is under review, with a sentence for the customer',
  action: 'return.reject',
  params: rmaParams,
  body: z
    .strictObject({
      portions,
      message: v.words(1000).meta({ description: 'For the customer.' }),
      override: overrideReason.optional().meta({
        description: 'For managers: why what was withdrawn from is ended, as it was no withdrawal in law.',
      }),
      reason: v
        .words(500)
        .optional()
        .meta({ description: 'For staff; needed where what was withdrawn from is ended.' }),
    })
    .meta({ id: 'Rejection', example: { message: 'The goods were bought elsewhere, so we cannot take them back.' } }),
  idempotent: true,
  success: answers,
  problems: refusals,
});

export const askCustomer = route({
  name: 'askCustomer',
  method: 'POST',
  path: '/v1/returns/{rma}/question',
  area: 'review',
  summary: 'Ask the customer; the return waits for the answer as "Action needed"',
  action: 'return.ask',
  params: rmaParams,
  body: z
    .strictObject({ text: v.words(4000) })
    .meta({ id: 'Question', example: { text: 'Does it also happen with another cable?' } }),
  idempotent: true,
  success: answers,
  problems: refusals,
});

export const finishChecks = route({
  name: 'finishChecks',
  method: 'POST',
  path: '/v1/returns/{rma}/checks',
  area: 'review',
  summary: 'Say what came of looking into what was routed to you while the return went on',
  action: 'return.check',
  params: rmaParams,
  body: z
    .strictObject({ finding: v.words(1000) })
    .meta({ id: 'Finding', example: { finding: 'The account is in order.' } }),
  idempotent: true,
  success: answers,
  problems: refusals,
});

export const settleDispute = route({
  name: 'settleDispute',
  method: 'POST',
  path: '/v1/returns/{rma}/dispute',
  area: 'review',
  summary: 'Settle goods that are not what was claimed: in full, or with a deduction and its reason',
  action: 'return.settle_dispute',
  params: rmaParams,
  body: z
    .strictObject({
      portions: z.array(z.string()).min(1).optional().meta({ description: 'All in dispute when left out.' }),
      deduction: v.money
        .refine((amount) => amount.minor >= 0, v.wrongAs('negative'))
        .optional()
        .meta({ description: 'Taken off the refund; left out: none.' }),
      reason: v.words(500),
    })
    .meta({
      id: 'DisputeSettlement',
      example: { deduction: { currency: 'EUR', minor: 2500 }, reason: 'The charging case is missing.' },
    }),
  idempotent: true,
  success: answers,
  problems: refusals,
});

export const resendMessage = route({
  name: 'resendMessage',
  method: 'POST',
  path: '/v1/returns/{rma}/messages/{seq}/resend',
  area: 'review',
  summary: 'Send the message of an event once more',
  action: 'message.resend',
  params: z.strictObject({ rma: v.rmaNumber, seq: z.coerce.number().int().min(1).max(1_000_000) }),
  idempotent: true,
  success: { status: 202, body: z.strictObject({ rma: v.rmaNumber, seq: z.int() }).meta({ id: 'Resending' }) },
  problems: ['not-found', 'busy'],
});

export const revokeLinks = route({
  name: 'revokeLinks',
  method: 'POST',
  path: '/v1/returns/{rma}/guest-links/revoke',
  area: 'review',
  summary: 'Make every link mailed so far invalid',
  action: 'guest_link.revoke',
  params: rmaParams,
  idempotent: true,
  success: answers,
  problems: refusals,
});

export const receiveParcel = route({
  name: 'receiveParcel',
  method: 'POST',
  path: '/v1/receipts',
  area: 'warehouse',
  summary: 'Scan a parcel in by RMA, tracking or serial number; what came goes to quarantine',
  action: 'goods.receive',
  body: z
    .strictObject({
      code: v.words(80).meta({ description: 'RMA number, tracking number or serial number, as scanned.' }),
      lines: z
        .array(
          z.strictObject({
            lineId: v.lineId,
            quantity: z.int().min(1).max(1000),
            serials: z.array(v.serial).default([]),
          }),
        )
        .min(1)
        .max(50)
        .optional()
        .meta({
          description:
            'What was counted. Left out, the scan says it: the parcel of a tracking number, the unit of a serial number, or everything expected when it comes in one parcel.',
        }),
    })
    .meta({ id: 'Receipt', example: { code: '7K3F-9XTB-2MQT' } }),
  idempotent: true,
  success: answers,
  problems: [...refusals, 'not-returnable'],
});

export const inspectGoods = route({
  name: 'inspectGoods',
  method: 'POST',
  path: '/v1/returns/{rma}/inspections',
  area: 'warehouse',
  summary: 'Grade goods in quarantine A to D; parts of a quantity may differ',
  action: 'goods.inspect',
  params: rmaParams,
  body: z
    .strictObject({
      portion: z.string(),
      findings: z
        .array(
          z.strictObject({
            quantity: z.int().min(1).max(1000),
            ...inspection.shape,
            verifiedReason: reasonCode.optional(),
          }),
        )
        .min(1)
        .max(20),
    })
    .meta({
      id: 'InspectionReport',
      example: { portion: '1', findings: [{ quantity: 1, grade: 'A', matchesClaim: true, packaging: 'original' }] },
    }),
  idempotent: true,
  success: answers,
  problems: refusals,
});

export const retryEffect = route({
  name: 'retryEffect',
  method: 'POST',
  path: '/v1/returns/{rma}/instructions/{instruction}/retry',
  area: 'money',
  summary: 'Send a failed refund again, as a new instruction',
  action: 'money.retry',
  params: z.strictObject({ rma: v.rmaNumber, instruction: z.string().min(1).max(64) }),
  body: z
    .strictObject({ reason: v.words(500) })
    .meta({ id: 'Retry', example: { reason: 'The bank has lifted its block.' } }),
  idempotent: true,
  success: answers,
  problems: refusals,
});

export const settleByHand = route({
  name: 'settleByHand',
  method: 'POST',
  path: '/v1/returns/{rma}/instructions/{instruction}/settle',
  area: 'money',
  summary: 'Record that finance paid a refund by other means',
  action: 'money.settle',
  params: retryEffect.params,
  body: z
    .strictObject({
      reference: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9 ._:/#-]{0,63}$/, v.wrongAs('not_a_document_number'))
        .meta({ description: 'What the payment is known by where it was made; nothing personal: events carry it.' }),
      reason: v.words(500),
    })
    .meta({
      id: 'HandSettlement',
      example: { reference: 'TRANSFER-2026-0412', reason: 'Paid by bank transfer, as the order was paid in cash.' },
    }),
  idempotent: true,
  success: answers,
  problems: refusals,
});
