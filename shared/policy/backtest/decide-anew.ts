import type { LineDecision, Outcome } from '../../contracts/decision.ts';
import type { Money } from '../../contracts/values.ts';
import { zero } from '../../money/amount.ts';
import { outcomeOf } from '../../returns/assess.ts';
import { canonicalJson } from '../../returns/event-chain.ts';
import { chargedOneLabel, resolutionOf } from '../../returns/offered.ts';
import { paysBack, refundOf } from '../../returns/refund.ts';
import type { CompiledPolicy } from '../compile.ts';
import { replayDecision } from '../replay.ts';
import { fits } from '../scope.ts';
import type { Answer, PastLine, PastRequest } from './past-request.ts';

/** A past request under another policy: the same facts, decided anew. */

export interface LineAnew extends Pick<PastLine, 'id' | 'facts' | 'paid'> {
  before: Answer;
  after: Answer;
  inScope: boolean;
}

export interface RequestAnew extends Pick<PastRequest, 'rma' | 'at'> {
  /** Outcomes of the whole return. */
  before: Outcome;
  after: Outcome;
  lines: LineAnew[];
}

/**
 * Decides a past request anew, as if the policy alone had been in force: on the facts of that day and under the law as it
 * was for them, with nothing known that came later. A line the policy is not for keeps its answer.
 */
export function decideAnew(past: PastRequest, policy: CompiledPolicy): RequestAnew {
  const { scope } = policy.document;
  const answers = past.lines.map((line) =>
    fits(scope, line.facts) ? answerOf(replayDecision(line, { named: policy }), line) : line.answer,
  );
  const charged = chargedOneLabel(answers.map(({ terms }) => terms));
  return {
    rma: past.rma,
    at: past.at,
    before: past.outcome,
    after: outcomeOf(answers.map(({ outcome }) => outcome)),
    lines: past.lines.map(({ id, facts, paid, answer }, i) => {
      const after = answers[i] ?? answer;
      return {
        id,
        facts,
        paid,
        before: answer,
        after: after === answer ? answer : { ...after, terms: charged[i] },
        inScope: fits(scope, facts),
      };
    }),
  };
}

const answerOf = ({ outcome, terms, rules, problems }: LineDecision, { facts, answer }: PastLine): Answer => ({
  outcome,
  terms,
  resolution: resolutionOf(terms, facts.preference ?? answer.resolution),
  rules: rules.map(({ id }) => id),
  policyFailed: problems.some(({ code }) => code === 'policy_failed'),
});

/** How a line goes on: what is not rejected waits with the whole return for a person. */
export const wentOn = (line: Outcome, whole: Outcome): Outcome =>
  line !== 'reject' && whole === 'review' ? 'review' : line;

/** What is paid back for a line on an answer's terms, and what is taken off; nothing where the resolution is no money. */
export function worthOf(paid: PastLine['paid'], { terms, resolution }: Answer): { refund: Money; fees: Money } {
  const nothing = zero(paid.goods.currency);
  if (!terms || !paysBack({ resolution })) return { refund: nothing, fees: nothing };
  const { total, fees } = refundOf({ paid: { ...paid, tax: nothing }, terms });
  return { refund: total, fees };
}

/** Whether a line goes on otherwise than it did. Words, and the rules that led there, are no difference. */
export function isChanged({ before, after }: LineAnew, whole: Pick<RequestAnew, 'before' | 'after'>): boolean {
  const decided = ({ outcome, terms, resolution }: Answer, of: Outcome) =>
    canonicalJson({ outcome: wentOn(outcome, of), terms, resolution: terms && resolution });
  return decided(before, whole.before) !== decided(after, whole.after);
}
