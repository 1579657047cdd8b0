import * as z from 'zod';
import { lineDecision, outcome, policyUsed, problem, terms } from './decision.ts';
import { facts } from './facts.ts';
import { lawFacts } from './rights.ts';
import { keptRoute } from './sites.ts';
import * as v from './values.ts';

const ids = z.array(z.string());

/**
 * What is kept of a line's decision in the data of `return.requested`, so that it can be explained and replayed long after:
 * none of it is personal. What else the event says of a line is left aside.
 */
export const keptDecision = z.object({
  id: z.string().meta({ description: 'The portion it was asked for as.' }),
  lineId: z.string(),
  facts,
  law: lawFacts.optional(),
  language: z.string().default('en'),
  withdraws: z.literal(true).optional().meta({ description: 'It was stated by the function to withdraw.' }),
  wishAssumed: z
    .literal(true)
    .optional()
    .meta({ description: 'Nobody stated a wish: `preference` among the facts is what was assumed.' }),
  policy: policyUsed,
  outcome,
  rules: ids,
  tried: ids.default([]),
  checks: ids.default([]),
  problems: z.array(problem.shape.code),
  holds: lineDecision.shape.holds,
  paid: z.object({ goods: v.money, delivery: v.money }),
  destination: keptRoute.optional(),
  terms: terms.optional().meta({ description: 'With one label charged for the whole return.' }),
});
export type KeptDecision = z.infer<typeof keptDecision>;
