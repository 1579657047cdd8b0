import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keptDecision } from '../../../shared/contracts/kept-decision.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { replayDecision } from '../../../shared/policy/replay.ts';
import { decided, faulty, orderOf, requested, unwanted, wrong } from '../returns/sample-returns.ts';

const policy = compilePolicy(defaultPolicy);
const keptOf = (lines: Parameters<typeof decided>[1], language = 'en') => {
  const { event } = requested({ lines, facts: { language } });
  return (event.data.lines as unknown[]).map((line) => keptDecision.parse(JSON.parse(JSON.stringify(line))));
};

describe('a decision is replayed from what is kept of it', () => {
  test('to the same answer, in the same words', () => {
    const lines = [unwanted(1), faulty(1), wrong(1), unwanted(2, { reason: 'open_box' })];
    for (const language of ['en', 'de']) {
      const before = decided(orderOf(), lines, { language });
      const again = keptOf(lines, language).map((kept) => replayDecision(kept, { named: policy }));
      // The label is charged once a return: that is no matter of the line.
      const apart = before.lines.map(({ decision }) => ({ ...decision, terms: undefined }));
      expect(again.map((one) => ({ ...one, terms: undefined }))).toEqual(apart);
      expect(again.map(({ terms }) => terms?.labelPayer)).toEqual(
        before.lines.map(({ decision }) => decision.terms?.labelPayer),
      );
    }
  });

  test('what is kept says what the replay finds: rules, tried, checks and outcome', () => {
    const reasons = fc.constantFrom('customer_remorse' as const, 'wrong_item' as const, 'open_box' as const);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), reasons, (quantity, reason) => {
        const [kept] = keptOf([unwanted(quantity, { reason })]);
        if (!kept) throw new Error('A line is kept');
        const again = replayDecision(kept, { named: policy });
        expect(again).toMatchObject({ outcome: kept.outcome, tried: kept.tried, policy: kept.policy });
        expect(again.rules.map(({ id }) => id)).toEqual(kept.rules);
        expect(again.checks.map(({ id }) => id)).toEqual(kept.checks);
      }),
      { numRuns: 30 },
    );
  });
});
