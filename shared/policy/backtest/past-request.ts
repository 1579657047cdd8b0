import * as z from 'zod';
import { type Outcome, outcome, type Resolution, resolution, type Terms, terms } from '../../contracts/decision.ts';
import { facts } from '../../contracts/facts.ts';
import type { KeptDecision } from '../../contracts/kept-decision.ts';
import { lawFacts } from '../../contracts/rights.ts';
import { type Money, money } from '../../contracts/values.ts';

/** A request as it was decided when it came, read from the first event of its return. */

/** What a line was answered, or would be. */
export interface Answer {
  /** Of the line alone. */
  outcome: Outcome;
  terms?: Terms | undefined;
  resolution: Resolution;
  rules: readonly string[];
  policyFailed: boolean;
}

export interface PastLine extends Pick<KeptDecision, 'facts' | 'law' | 'language' | 'withdraws' | 'wishAssumed'> {
  id: string;
  paid: { goods: Money; delivery: Money };
  answer: Answer;
}

export interface PastRequest {
  rma: string;
  at: string;
  /** Of the whole return. */
  outcome: Outcome;
  lines: PastLine[];
}

// Facts that came to be known later are absent here, and unknown; those nobody speaks of any more are passed over.
const pastLine = z.object({
  id: z.string(),
  outcome,
  terms: z.object(terms.shape).optional(),
  resolution,
  rules: z.array(z.string()),
  problems: z.array(z.string()),
  facts: z.object(facts.shape),
  law: z.object(lawFacts.shape).optional(),
  language: z.string().default('en'),
  withdraws: z.literal(true).optional(),
  wishAssumed: z.literal(true).optional(),
  paid: z.object({ goods: money, delivery: money }),
});
const requested = z.object({
  rma: z.string(),
  at: z.string(),
  data: z.object({ outcome, lines: z.array(pastLine).min(1) }),
});

/**
 * Undefined when the event does not hold what a decision is made on. Lines of units that were not shipped are left out: they
 * are taken out of their order whatever a policy says, and a request of nothing else has no line here.
 */
export function pastRequest(event: unknown): PastRequest | undefined {
  const read = requested.safeParse(event);
  if (!read.success) return undefined;
  const { rma, at, data } = read.data;
  const lines = data.lines.filter((line) => line.resolution !== 'cancel_order');
  return {
    rma,
    at,
    outcome: data.outcome,
    lines: lines.map(
      ({
        id,
        facts: known,
        law,
        language,
        withdraws,
        wishAssumed,
        paid,
        outcome: own,
        terms: given,
        resolution: promised,
        rules,
        problems,
      }) => ({
        id,
        facts: known,
        law,
        language,
        withdraws,
        wishAssumed,
        paid,
        answer: {
          outcome: own,
          terms: given,
          resolution: promised,
          rules,
          policyFailed: problems.includes('policy_failed'),
        },
      }),
    ),
  };
}
