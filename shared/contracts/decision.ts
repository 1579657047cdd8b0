import * as z from 'zod';
import { entitlement, statutoryRight } from './rights.ts';
import * as v from './values.ts';

/** The words of a request and of the answer to it. */

/** Why goods come back; which of them a brand offers, and what each asks for, is the brand's to say. */
export const reasonCode = z
  .enum([
    'defective',
    'dead_on_arrival',
    'wrong_item',
    'damaged_in_transit',
    'missing_part',
    'customer_remorse',
    'open_box',
    'warranty_repair',
    'demo_return',
    'recall',
    'end_of_lease',
    'other',
  ])
  .meta({ id: 'ReasonCode' });
export type ReasonCode = z.infer<typeof reasonCode>;

/** What a policy may offer for goods that come back. */
export const offer = z.enum(['refund', 'exchange', 'replacement', 'repair', 'store_credit']).meta({ id: 'Offer' });

export const resolution = z.enum([...offer.options, 'cancel_order']).meta({
  id: 'Resolution',
  description: '`cancel_order` is for units that were not shipped yet: they are taken out of the order and refunded.',
});
export type Resolution = z.infer<typeof resolution>;

/** How a request came in. */
export const channel = z.enum(['portal', 'agent', 'email', 'api']).meta({ id: 'Channel' });
export type Channel = z.infer<typeof channel>;

export const failureDescription = z
  .strictObject({
    what: v.words(2000).optional().meta({ description: 'What is the issue?' }),
    since: v.words(200).optional().meta({ description: 'When did it begin?' }),
    tried: v.words(2000).optional().meta({ description: 'What was tried?' }),
    errorCode: v.words(64).optional().meta({ description: 'What the device shows.' }),
    answers: z
      .record(v.questionId, v.words(200))
      .refine((answers) => Object.keys(answers).length <= 8, v.wrongAs('too_many_answers'))
      .optional()
      .meta({ description: "Answers to the brand's own questions, by their ids." }),
  })
  .meta({
    id: 'FailureDescription',
    description: 'What the customer tells of a failure, in answers rather than in one text.',
  });
export type FailureDescription = z.infer<typeof failureDescription>;

export const evidenceType = z.enum(['photo', 'photo_or_video', 'document']).meta({ id: 'EvidenceType' });
export type EvidenceType = z.infer<typeof evidenceType>;

export const outcome = z.enum(['approve', 'returnless', 'review', 'reject']).meta({ id: 'Outcome' });
export type Outcome = z.infer<typeof outcome>;

export const fee = z
  .strictObject({ kind: z.enum(['restocking', 'return_shipping', 'missing_packaging', 'inspection']), amount: v.money })
  .meta({ id: 'Fee' });
export type Fee = z.infer<typeof fee>;

export const terms = z
  .strictObject({
    labelPayer: z
      .enum(['brand', 'customer', 'none'])
      .meta({ description: 'Who pays for the way back; none: the goods stay with the customer.' }),
    fees: z.array(fee).max(10),
    resolutions: z.array(resolution).min(1),
    evidence: z.array(evidenceType).max(5),
    refundsDelivery: z.boolean().meta({ description: 'Whether outbound delivery is refunded too.' }),
  })
  .meta({ id: 'Terms', description: 'Terms on which goods may come back.' });
export type Terms = z.infer<typeof terms>;

export const problem = z
  .strictObject({
    code: z.enum([
      'delivery_unknown',
      'delivery_address_unknown',
      'serial_missing',
      'serial_unknown',
      'serial_not_registered',
      'serial_sold_to_other',
      'serial_other_line',
      'serial_in_open_return',
      'lot_unknown',
      'model_differs',
      'dealer_not_authorized',
      'dealer_unknown',
      'purchase_differs',
      'purchase_unconfirmed',
      'price_unknown',
      'payment_unknown',
      'contact_missing',
      'company_unknown',
      'policy_failed',
    ]),
    detail: z.string().max(300).meta({ description: "A sentence in the customer's language." }),
    cause: z.string().max(300).optional().meta({ description: 'What failed, for whoever keeps the policy.' }),
  })
  .meta({
    id: 'Doubt',
    description:
      'A doubt about the data of a request. It never loses the request: policies decide on it, the shipped one by asking a person.',
  });
export type Problem = z.infer<typeof problem>;

export const firedRule = z.strictObject({ id: z.string(), why: z.string() }).meta({ id: 'FiredRule' });
export type FiredRule = z.infer<typeof firedRule>;

/** A question that has to be answered before a return label may be made. */
export const labelHold = z.enum(['customs_route']).meta({ id: 'LabelHold' });
export type LabelHold = z.infer<typeof labelHold>;

/** What a customer is offered in place: of what was rejected; a lower price, in place of money back for goods that come back. */
export const alternative = z.enum(['paid_repair', 'price_reduction']).meta({ id: 'Alternative' });
export type Alternative = z.infer<typeof alternative>;

/** A word that says what a place the goods go to has to be able to do, for whoever chooses it: `repair`, `data-wipe`. */
export const routeHint = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,40}$/, v.wrongAs('not_a_hyphenated_name'))
  .meta({ id: 'RouteHint' });

/** Which version of which policy decided, and why that one where two could have. */
export const policyUsed = z
  .strictObject({
    id: z.string(),
    version: z.string(),
    chosen: z
      .enum(['order_date', 'now'])
      .optional()
      .meta({ description: 'The policy in force when the order was placed, or the one in force now.' }),
    because: z.string().optional().meta({ description: 'Why that one was chosen.' }),
    other: z
      .strictObject({ id: z.string(), version: z.string() })
      .optional()
      .meta({ description: 'The one that it was compared with.' }),
  })
  .meta({ id: 'PolicyUsed' });
export type PolicyUsed = z.infer<typeof policyUsed>;

/** The answer of the policy to one line of a request, with everything that led to it. */
export const lineDecision = z
  .strictObject({
    outcome,
    terms: terms.optional().meta({
      description: 'Absent when rejected. Under review: what it would be once a person agrees, where that can be told.',
    }),
    message: z.string().meta({ description: 'One plain sentence for the customer, in their language.' }),
    rules: z
      .array(firedRule)
      .meta({ description: 'Guards, rule and modifiers that hold, in the order they were asked.' }),
    tried: z.array(z.string()).meta({ description: 'Every guard, rule and modifier that was asked, in that order.' }),
    checks: z.array(firedRule).meta({
      description: 'Guards that a person looks into without holding anything up: a statutory withdrawal takes effect.',
    }),
    problems: z.array(problem),
    holds: z.array(labelHold).optional().meta({ description: 'What must be known before a label is made.' }),
    offers: z
      .array(alternative)
      .optional()
      .meta({ description: 'Offered in place of it. A person agrees on a lower price, and credits it.' }),
    routeHints: z.array(routeHint).optional().meta({ description: 'For the choice of where the goods go.' }),
    window: z
      .strictObject({ until: v.date.optional() })
      .optional()
      .meta({ description: "Last day of the policy's standard window, in the customer's time zone; absent: unknown." }),
    entitlement: entitlement.optional(),
    rights: z.array(statutoryRight).optional(),
    policy: policyUsed,
  })
  .meta({ id: 'LineDecision' });
export type LineDecision = z.infer<typeof lineDecision>;
