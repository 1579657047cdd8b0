import * as z from 'zod';
import { rmaParams } from './command-answer.ts';
import { firedRule, lineDecision, outcome, policyUsed, terms } from './decision.ts';
import { facts } from './facts.ts';
import { keptDecision } from './kept-decision.ts';
import { overrideReason } from './return.ts';
import { route } from './route.ts';
import { keptRoute } from './sites.ts';
import * as v from './values.ts';

/** Decisions as they were made, with everything that led to them, and made again. */

const { law, problems, withdraws, wishAssumed } = keptDecision.shape;

const decidedLine = z.strictObject({
  portion: z.string().meta({ description: 'The portion it was asked for as.' }),
  lineId: v.lineId,
  outcome,
  message: z.string().optional().meta({
    description:
      'What this tells the customer. What holds the label back, and a doubt about a serial number, is told beside it.',
  }),
  policy: policyUsed,
  facts,
  law: law.meta({ description: 'What the rights and the coverage follow from, beside the facts.' }),
  withdraws,
  wishAssumed,
  rules: z.array(firedRule).meta({ description: 'Guards, rule and modifiers that held.' }),
  tried: lineDecision.shape.tried,
  checks: lineDecision.shape.checks,
  problems,
  terms: terms.optional(),
  holds: lineDecision.shape.holds,
  destination: keptRoute.optional().meta({ description: 'Where it was to go, with every site that was looked at.' }),
  offers: lineDecision.shape.offers,
  window: lineDecision.shape.window,
  rights: lineDecision.shape.rights,
  entitlement: lineDecision.shape.entitlement,
  replayed: z
    .strictObject({
      same: z.boolean(),
      differences: z.array(
        z.strictObject({ field: z.string(), kept: z.unknown().optional(), again: z.unknown().optional() }),
      ),
      missing: z
        .string()
        .optional()
        .meta({ description: 'The policy version that is not there any more, so that nothing can be made again.' }),
    })
    .meta({ description: 'The decision made again: from the facts that were kept, and the policies that decided.' }),
});

const decided = z
  .strictObject({
    rma: v.rmaNumber,
    decidedAt: v.time,
    outcome: outcome.meta({ description: "The whole return's, when it was asked for." }),
    language: z.string(),
    lines: z.array(decidedLine),
    since: z
      .array(
        z.strictObject({
          seq: z.int(),
          type: z.string(),
          at: v.time,
          by: z.strictObject({ role: z.string(), id: z.string() }),
          override: overrideReason.optional().meta({ description: "Other terms than the policy's were given." }),
        }),
      )
      .meta({ description: 'What people decided afterwards.' }),
  })
  .meta({ id: 'DecisionRecord' });
export type DecisionRecord = z.infer<typeof decided>;

export const readDecision = route({
  name: 'readDecision',
  method: 'GET',
  path: '/v1/returns/{rma}/decision',
  area: 'policies',
  summary: 'How a return was decided: policy, facts, rules tried and fired, rights; and the same made again',
  action: 'return.read_decision',
  params: rmaParams,
  success: { status: 200, body: decided },
  problems: ['not-found'],
});
