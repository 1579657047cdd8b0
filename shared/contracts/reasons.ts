import * as z from 'zod';
import { evidenceType, reasonCode } from './decision.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/**
 * Why goods may come back, as a brand offers it for a category: under which codes and labels, what is asked, which evidence
 * is demanded, and as what a policy takes it. What a brand does not say is as shipped (`shared/reasons/shipped.ts`).
 */

/** Answers to these are kept in the fields of a failure description; those to questions of a brand's own by their ids. */
export const knownQuestions = ['what', 'since', 'tried', 'errorCode'] as const;

export const reasonQuestion = z
  .strictObject({
    id: v.questionId,
    text: v.wordsFor(200).meta({ description: 'What is asked: one plain question.' }),
    required: z.boolean().default(true).meta({ description: 'A request without the answer is asked for it.' }),
    choices: z
      .array(z.strictObject({ id: v.questionId, text: v.wordsFor(80) }))
      .min(2)
      .max(20)
      .optional()
      .meta({ description: 'The answer is the id of one of them; left out: a text.' }),
  })
  .meta({ id: 'ReasonQuestion' });
export type ReasonQuestion = z.infer<typeof reasonQuestion>;

export const withoutEvidence = z
  .enum(['expire', 'review', 'go_on'])
  .meta({ id: 'WithoutEvidence', description: 'What happens when evidence has not come in time.' });
export type WithoutEvidence = z.infer<typeof withoutEvidence>;

export const evidenceDemand = z
  .strictObject({
    pieces: z
      .array(z.strictObject({ type: evidenceType, count: z.int().min(1).max(5).default(1) }))
      .max(5)
      .optional()
      .meta({ description: 'In place of what the policy demands for the class; left out: what the policy says.' }),
    withinDays: z.int().min(1).max(90).default(14).meta({ description: 'Time to send it, from the request on.' }),
    without: withoutEvidence.default('expire'),
  })
  .meta({ id: 'EvidenceDemand' });
export type EvidenceDemand = z.infer<typeof evidenceDemand>;

export const offeredReason = z
  .strictObject({
    code: v.reasonName.meta({ description: "The brand's own, or a class's." }),
    class: reasonCode.optional().meta({ description: 'As what policies take it; left out: the code is a class.' }),
    label: v.wordsFor(80).optional(),
    questions: z.array(reasonQuestion).max(8).optional(),
    evidence: evidenceDemand.optional(),
  })
  .refine((one) => one.class !== undefined || reasonCode.safeParse(one.code).success, {
    path: ['class'],
    error: v.wrongAs('class_missing'),
  })
  .refine(({ questions = [] }) => new Set(questions.map(({ id }) => id)).size === questions.length, {
    path: ['questions'],
    error: v.wrongAs('used_twice'),
  })
  .meta({ id: 'OfferedReason', description: 'What is left out is as shipped for the class.' });
export type OfferedReason = z.infer<typeof offeredReason>;

export const reasonSet = z
  .strictObject({
    categories: z
      .array(v.words(64))
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'Of products; left out: all that no other set names.' }),
    reasons: z.array(offeredReason).min(1).max(30).meta({ description: 'All that are offered, in their order.' }),
  })
  .refine(({ reasons }) => new Set(reasons.map(({ code }) => code)).size === reasons.length, {
    path: ['reasons'],
    error: v.wrongAs('used_twice'),
  })
  .meta({ id: 'ReasonSet' });
export type ReasonSet = z.infer<typeof reasonSet>;

export const reasonSets = z
  .array(reasonSet)
  .max(50)
  .refine(
    (sets) => {
      const named = sets.flatMap(({ categories = [''] }) => [...new Set(categories)]);
      return new Set(named).size === named.length;
    },
    { error: v.wrongAs('category_in_two_sets') },
  )
  .meta({ description: 'Why goods may come back, by category; left out: as shipped.' });

/** A reason as a frontend shows it, in one language. */
export const shownReason = z
  .strictObject({
    code: v.reasonName,
    class: reasonCode,
    label: z.string(),
    questions: z.array(
      z.strictObject({
        id: v.questionId,
        text: z.string(),
        required: z.boolean(),
        choices: z.array(z.strictObject({ id: v.questionId, text: z.string() })).optional(),
      }),
    ),
    evidence: z.strictObject({
      pieces: z
        .array(z.strictObject({ type: evidenceType, count: z.int() }))
        .optional()
        .meta({ description: 'Left out: as the policy that decides demands; a preview or a draft shows it.' }),
      withinDays: z.int(),
      without: withoutEvidence,
    }),
  })
  .meta({ id: 'ShownReason' });

export const listReasons = route({
  name: 'listReasons',
  method: 'GET',
  path: '/v1/brands/{brand}/reasons',
  area: 'intake',
  summary: 'The reasons that may be given for a category of products, with what each asks for',
  action: 'public',
  params: z.strictObject({ brand: v.brand }),
  query: z.strictObject({
    category: v.words(64).optional().meta({ description: 'As an order line states it; left out: any other.' }),
    locale: v.locale.optional().meta({ description: 'Language; left out: as the client accepts, else the brand’s.' }),
  }),
  success: {
    status: 200,
    body: z
      .strictObject({ category: z.string().optional(), language: z.string(), reasons: z.array(shownReason) })
      .meta({ id: 'Reasons' }),
  },
  problems: ['not-found'],
  throttle: { rate: 100, burst: 200 },
});
