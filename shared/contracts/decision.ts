import * as z from 'zod';
import * as v from './values.ts';

/** The words of a request and of the answer to it. */

/** Reason codes (product row 1.6); the class decides which rules of a policy speak to it. */
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
    'other',
  ])
  .meta({ id: 'ReasonCode' });
export type ReasonCode = z.infer<typeof reasonCode>;

export const resolution = z
  .enum(['refund', 'exchange', 'replacement', 'repair', 'store_credit'])
  .meta({ id: 'Resolution' });
export type Resolution = z.infer<typeof resolution>;

export const failureDescription = z
  .strictObject({
    what: v.words(2000).meta({ description: 'What is the issue?' }),
    since: v.words(200).optional().meta({ description: 'When did it begin?' }),
    tried: v.words(2000).optional().meta({ description: 'What was tried?' }),
    errorCode: v.words(64).optional().meta({ description: 'What the device shows.' }),
  })
  .meta({
    id: 'FailureDescription',
    description: 'What the customer tells of a failure, in answers rather than in one text.',
  });

export const evidenceType = z.enum(['photo', 'photo_or_video', 'document']).meta({ id: 'EvidenceType' });
export type EvidenceType = z.infer<typeof evidenceType>;

export const outcome = z.enum(['approve', 'returnless', 'review', 'reject']).meta({ id: 'Outcome' });
export type Outcome = z.infer<typeof outcome>;

export const fee = z
  .strictObject({ kind: z.enum(['restocking', 'return_shipping', 'missing_packaging']), amount: v.money })
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
      'payment_unknown',
      'contact_missing',
      'policy_failed',
    ]),
    detail: z.string().max(300),
  })
  .meta({
    id: 'Doubt',
    description:
      'A doubt about the data of a request. It never loses the request: policies decide on it, the shipped one by asking a person.',
  });
export type Problem = z.infer<typeof problem>;

export const firedRule = z.strictObject({ id: z.string(), why: z.string() }).meta({ id: 'FiredRule' });

/** The answer of the policy to one line of a request, with everything that led to it. */
export const lineDecision = z
  .strictObject({
    outcome,
    /** Present unless rejected; under review it is what the policy would give once a person agrees, where it can tell. */
    terms: terms.optional(),
    /** One plain sentence for the customer. */
    message: z.string(),
    rules: z.array(firedRule),
    problems: z.array(problem),
    policy: z.strictObject({ id: z.string(), version: z.string() }),
  })
  .meta({ id: 'LineDecision' });
export type LineDecision = z.infer<typeof lineDecision>;

/** What a policy's conditions may speak of. None of it is personal; what is not known is absent, never guessed. */
export const facts = z
  .strictObject({
    reason: reasonCode,
    preference: resolution.optional(),
    category: z.string(),
    currency: v.currency,
    /** Value of the units asked for, as paid (minor units). */
    valueMinor: z.int(),
    /** Value of all lines of the request together (minor units). */
    requestValueMinor: z.int(),
    /** Value of all goods of the order that are in returns, this request's included (minor units): small requests add up. */
    returnedValueMinor: z.int(),
    quantity: z.int(),
    flagged: z.boolean(),
    business: z.boolean(),
    /** Whole days since that line's last delivery; absent: unknown. */
    daysSinceDelivery: z.int().optional(),
    /** Days left in the manufacturer's warranty (negative: over); absent: unknown. */
    warrantyDaysLeft: z.int().optional(),
    condition: z.enum(['unopened', 'opened', 'used', 'damaged']).optional(),
    packaging: z.enum(['original', 'missing']).optional(),
    crossBorder: z.boolean().optional(),
    /** Codes of the problems found in the data. */
    problems: z.array(z.string()),
  })
  .meta({ id: 'Facts' });
export type Facts = z.infer<typeof facts>;
