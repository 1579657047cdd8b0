import * as z from 'zod';
import { commandAnswer, rmaParams } from './command-answer.ts';
import { customsFacts } from './customs.ts';
import { determination } from './customs-answers.ts';
import { clearance, returnCustoms } from './return-customs-answer.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/** The customs question of a return's line: as it was decided, with all it takes to decide it again. */

/** Where the goods go and who is of record is known where facts are completed. */
const factsToComplete = () => {
  const { on: _, origin: __, destination: ___, parties: ____, assumed: _____, goods, ...others } = customsFacts.shape;
  return z.strictObject({ ...others, goods: goods.unwrap().optional() });
};

/** Facts that compliance completes. */
export const completedFacts = factsToComplete().meta({
  id: 'CompletedCustomsFacts',
  description: 'Each group is completed field by field; what is stated counts.',
});
export type CompletedFacts = z.infer<typeof completedFacts>;

/** One decision about one portion; a later one stands beside it. */
const customsDecision = z.strictObject({
  portion: z.string(),
  version: z.int().min(1),
  decidedAt: v.time,
  decidedBy: z.strictObject({ role: z.string(), id: z.string() }),
  facts: customsFacts,
  /** What was stated by people of it: it holds when it is decided anew. */
  stated: completedFacts.optional(),
  answer: returnCustoms,
  /** Hash of the whole determination: made again from facts and packs, it is the same. */
  sha256: z.string(),
  /** The brand's authorisation that it goes by. */
  authorisation: z.string().optional(),
});
export type CustomsDecision = z.infer<typeof customsDecision>;

export const returnCustomsPage = z
  .strictObject({
    rma: v.rmaNumber,
    decisions: z.array(
      z.strictObject({
        ...customsDecision.shape,
        determination: determination
          .optional()
          .meta({ description: 'Made again from the facts and the versions; of the newest decision of each portion.' }),
        errors: z
          .array(z.strictObject({ pointer: z.string(), code: z.string(), detail: z.string() }))
          .optional()
          .meta({
            description:
              'What is wrong with these facts, by pointer; of the newest decision of each portion. Stated anew, they are put right.',
          }),
        replayed: z
          .strictObject({ same: z.boolean() })
          .meta({ description: 'Whether the same facts under the same rules still give the same answer.' }),
      }),
    ),
  })
  .meta({ id: 'ReturnCustomsPage' });

export const readReturnCustoms = route({
  name: 'readReturnCustoms',
  method: 'GET',
  path: '/v1/returns/{rma}/customs',
  area: 'customs',
  summary: "Read a return's customs decisions, with the facts and rules they were made by",
  action: 'return.read_customs',
  params: rmaParams,
  success: { status: 200, body: returnCustomsPage },
  problems: ['not-found'],
});

export const completeCustomsFacts = route({
  name: 'completeCustomsFacts',
  method: 'POST',
  path: '/v1/returns/{rma}/customs/facts',
  area: 'customs',
  summary: 'Complete the customs facts of a return; it is decided anew, and goes on once the way is known',
  action: 'return.complete_customs',
  params: rmaParams,
  body: z
    .strictObject({ portion: z.string().max(16), facts: completedFacts.default({}), cleared: clearance.optional() })
    .meta({
      id: 'CustomsFactsUpdate',
      example: { portion: '1', facts: { returned: { unaltered: true }, claimed: { repayment: false } } },
    }),
  idempotent: true,
  success: { status: 200, body: commandAnswer },
  problems: ['not-found', 'step-not-legal', 'busy'],
});
