import * as z from 'zod';
import { channel, evidenceType, failureDescription } from './decision.ts';
import { assessment, createdReturn, requestLine, returnRequest, uploadSlot } from './intake.ts';
import { statedProduct } from './purchase.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/**
 * A draft: a return request that is written step by step, kept at each, and taken up again by whoever has its link. It
 * takes nothing: units are spoken for when it is submitted. What the steps hold is what a whole request holds, no more.
 */

export const draftStep = z
  .enum(['product', 'contact', 'purchase', 'problem', 'files'])
  .meta({ id: 'DraftStep', description: 'In the order in which they are met.' });
export type DraftStep = z.infer<typeof draftStep>;

/** Where a draft stands: at a step, or only to be submitted. */
export const draftPlace = z.enum([...draftStep.options, 'submit']).meta({ id: 'DraftPlace' });
export type DraftPlace = z.infer<typeof draftPlace>;

export const productStep = z
  .strictObject({
    lines: z
      .array(
        requestLine.pick({
          lineId: true,
          quantity: true,
          serials: true,
          lot: true,
          parcels: true,
          model: true,
          condition: true,
          packaging: true,
        }),
      )
      .min(1)
      .max(20),
  })
  .meta({ id: 'DraftProducts', example: { lines: [{ lineId: '1', quantity: 1, serials: ['LMX-204518'] }] } });
export type ProductStep = z.infer<typeof productStep>;

export const contactStep = returnRequest.shape.contact
  .unwrap()
  .meta({ id: 'DraftContact', example: { email: 'kim@customer.example', phone: '+49 30 5550101' } });
export type ContactStep = z.infer<typeof contactStep>;

export const purchaseStep = z
  .strictObject({
    purchaseOrder: returnRequest.shape.purchaseOrder,
    lines: z
      .array(requestLine.pick({ lineId: true, purchase: true }).required())
      .max(20)
      .optional()
      .meta({
        description:
          'Where and when products were bought, where no order says it; of two with the same line, the first is for the first.',
      }),
  })
  .meta({
    id: 'DraftPurchase',
    example: {
      purchaseOrder: 'PO-4500012345',
      lines: [{ lineId: '1', purchase: { on: '2026-10-20', dealer: { name: 'Licht & Ton GmbH' } } }],
    },
  });
export type PurchaseStep = z.infer<typeof purchaseStep>;

export const problemStep = z
  .strictObject({
    lines: z
      .array(
        requestLine
          .pick({ lineId: true, reason: true, preference: true, contested: true })
          .extend({ description: failureDescription.optional() }),
      )
      .min(1)
      .max(20)
      .meta({ description: 'One for each product; of two with the same line, the first is for the first.' }),
  })
  .meta({
    id: 'DraftProblems',
    example: {
      lines: [
        {
          lineId: '1',
          reason: 'defective',
          preference: 'repair',
          description: { what: 'The left side stays silent', since: 'last week', tried: 'Another cable' },
        },
      ],
    },
  });
export type ProblemStep = z.infer<typeof problemStep>;

export const filesStep = z
  .strictObject({
    more: z
      .array(evidenceType)
      .max(10)
      .default([])
      .meta({ description: 'Files to add beside those that are demanded; each call adds them.' }),
  })
  .meta({ id: 'DraftFiles', example: { more: ['document'] } });

const draftNamed = z.strictObject({ draft: v.draftId }).meta({ id: 'DraftNamed' });
const draftParams = z.strictObject({ draft: v.draftId });

/** What is still to be said, or done, at a step. */
const open = z.strictObject({
  pointer: z.string().meta({ description: 'In the body of that step (RFC 6901); of a file, its id.' }),
  code: z.string(),
  detail: z.string().meta({ description: 'The question, or what is wrong, for the customer.' }),
});

export const draftState = z.enum(['open', 'submitted']).meta({ id: 'DraftState' });

export const draftView = z
  .strictObject({
    id: v.draftId,
    state: draftState,
    version: z.int(),
    orderNumber: v.orderNumber,
    stated: statedProduct.optional().meta({ description: 'The product it was begun with.' }),
    channel: channel.meta({ description: 'How it was begun.' }),
    locale: v.locale.optional(),
    createdAt: v.time,
    until: v.time.meta({ description: 'It expires then, unless it is saved again.' }),
    steps: z.array(
      z.strictObject({
        step: draftStep,
        state: z
          .enum(['open', 'incomplete', 'complete'])
          .meta({ description: 'Not saved yet; saved, and something is missing; done.' }),
        missing: z.array(open),
      }),
    ),
    next: draftPlace.optional().meta({ description: 'What to ask for next.' }),
    ready: z.boolean().meta({ description: 'Whether it would be taken as it is.' }),
    product: productStep.optional(),
    contact: contactStep.optional(),
    purchase: purchaseStep.optional(),
    problem: problemStep.optional(),
    files: z.array(
      z.strictObject({
        id: z.string(),
        type: evidenceType,
        state: z.enum(['expected', 'attached', 'refused']),
        refused: z
          .strictObject({ code: z.string(), detail: z.string() })
          .optional()
          .meta({ description: 'Why the last file was not taken.' }),
      }),
    ),
    uploads: z.array(uploadSlot).meta({ description: 'Forms for files that are not there yet, good for an hour.' }),
    assessment: assessment.optional().meta({ description: 'What it would be answered now, once it is ready.' }),
    rma: v.rmaNumber.optional().meta({ description: 'The return that was made of it.' }),
  })
  .meta({ id: 'Draft' });

const link = z
  .strictObject({ token: z.string(), expiresAt: v.time })
  .meta({ id: 'DraftLink', description: 'For `exchangeGuestLink`: whoever holds it takes the draft up again.' });

const problems = ['not-found', 'draft-expired', 'step-not-legal', 'busy'] as const;
const saved = {
  method: 'PUT',
  area: 'drafts',
  action: 'draft.edit',
  params: draftParams,
  conditional: true,
  success: { status: 200, body: draftView },
} as const;

export const startDraft = route({
  name: 'startDraft',
  method: 'POST',
  path: '/v1/drafts',
  area: 'drafts',
  summary: 'Begin a return request that is written step by step',
  action: 'draft.edit',
  body: returnRequest
    .pick({ orderNumber: true, product: true, locale: true, customerId: true })
    .meta({ id: 'DraftStart', example: { orderNumber: 'LM-10042', locale: 'de' } }),
  idempotent: true,
  success: {
    status: 201,
    body: z
      .strictObject({
        draft: draftView,
        link: link.optional().meta({ description: 'Absent for staff: it is mailed.' }),
      })
      .meta({ id: 'StartedDraft' }),
  },
  problems: ['not-found', 'not-returnable', 'busy'],
});

export const readDraft = route({
  name: 'readDraft',
  method: 'GET',
  path: '/v1/drafts/{draft}',
  area: 'drafts',
  summary: 'Read a draft: what each step holds, and what is still to be said',
  action: 'draft.edit',
  params: draftParams,
  success: { status: 200, body: draftView },
  problems: ['not-found', 'draft-expired'],
});

export const saveDraftProduct = route({
  ...saved,
  name: 'saveDraftProduct',
  path: '/v1/drafts/{draft}/product',
  summary: 'Say which products are to come back',
  body: productStep,
  problems: [...problems, 'not-returnable', 'version-conflict'],
});

export const saveDraftContact = route({
  ...saved,
  name: 'saveDraftContact',
  path: '/v1/drafts/{draft}/contact',
  summary: 'Say how the customer is reached, where it differs from the order',
  body: contactStep,
  problems: [...problems, 'version-conflict'],
});

export const saveDraftPurchase = route({
  ...saved,
  name: 'saveDraftPurchase',
  path: '/v1/drafts/{draft}/purchase',
  summary: 'Say what there is to know of the purchase beside the order',
  body: purchaseStep,
  problems: [...problems, 'version-conflict'],
});

export const saveDraftProblem = route({
  ...saved,
  name: 'saveDraftProblem',
  path: '/v1/drafts/{draft}/problem',
  summary: 'Say why each product comes back; what is missing is asked for',
  body: problemStep,
  problems: [...problems, 'version-conflict'],
});

export const saveDraftFiles = route({
  ...saved,
  name: 'saveDraftFiles',
  path: '/v1/drafts/{draft}/files',
  summary: 'Get upload forms for the files that are demanded, and for more',
  body: filesStep,
  problems: [...problems, 'too-many-items', 'version-conflict'],
});

export const mailDraftLink = route({
  name: 'mailDraftLink',
  method: 'POST',
  path: '/v1/drafts/{draft}/link',
  area: 'drafts',
  summary: 'Have the link to a draft mailed to its customer',
  action: 'draft.edit',
  params: draftParams,
  idempotent: true,
  success: { status: 202, body: draftNamed },
  problems: [...problems, 'too-many-tries'],
});

export const revokeDraftLinks = route({
  name: 'revokeDraftLinks',
  method: 'POST',
  path: '/v1/drafts/{draft}/guest-links/revoke',
  area: 'drafts',
  summary: 'Make every link to a draft invalid that there is so far',
  action: 'guest_link.revoke',
  params: draftParams,
  idempotent: true,
  success: { status: 200, body: draftNamed },
  problems: ['not-found', 'busy'],
});

export const submitDraft = route({
  name: 'submitDraft',
  method: 'POST',
  path: '/v1/drafts/{draft}/submit',
  area: 'drafts',
  summary: 'Ask for the return; it is decided at once, as a whole request is',
  action: 'return.create',
  params: draftParams,
  idempotent: true,
  success: { status: 201, body: createdReturn },
  problems: ['not-found', 'draft-expired', 'invalid-request', 'not-returnable', 'too-many-items', 'busy'],
});

const counts = {
  started: z.int().meta({ description: 'Drafts that came as far as this.' }),
  completed: z.int(),
  skipped: z.int().meta({ description: 'Submitted without it.' }),
  abandoned: z.int().meta({ description: 'Expired here.' }),
};

export const readFunnel = route({
  name: 'readFunnel',
  method: 'GET',
  path: '/v1/brands/{brand}/intake/funnel',
  area: 'drafts',
  summary: 'How far drafts came that were begun in a period, step by step',
  action: 'funnel.read',
  params: z.strictObject({ brand: v.brand }),
  query: z.strictObject({
    from: v.date.meta({ description: 'First day, where the brand is.' }),
    to: v.date.meta({ description: 'Last day; at most 366 after the first.' }),
    channel: channel.optional(),
  }),
  success: {
    status: 200,
    body: z
      .strictObject({
        from: v.date,
        to: v.date,
        drafts: z.strictObject({
          started: z.int(),
          submitted: z.int(),
          abandoned: z.int(),
          open: z.int().meta({ description: 'Not at their end yet.' }),
        }),
        steps: z.array(z.strictObject({ step: draftPlace, ...counts })),
      })
      .meta({ id: 'IntakeFunnel' }),
  },
  problems: ['not-found'],
});
