import { afterEach, describe, expect, test, vi } from 'vitest';
import { tellFailures } from '../../shared/intake/assessor.ts';
import { compilePolicy } from '../../shared/policy/compile.ts';
import { assessmentOf } from '../../shared/returns/assessment.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { approve, rule, smallPolicy } from '../domain/policy/small-policy.ts';
import { decided, orderOf, portionOf, requested, unwanted } from '../domain/returns/sample-returns.ts';

afterEach(() => void vi.restoreAllMocks());

const failing = (when: string) =>
  compilePolicy(smallPolicy({ amounts: {}, rules: [rule(when, approve(), 'failing')] }));

describe('a policy that cannot be evaluated', () => {
  test.each([
    ['divides by zero', '100 / (quantity - 1) > 5'],
    ['needs a fact that nobody knows', "tier == 'gold'"],
    ['asks for an element that is not there', "problems[3] == 'serial_unknown'"],
  ])('that %s never approves, and loses no request: it waits for a person, who is told why', (_, when) => {
    const facts = { policy: failing(when) };
    const answer = decided(orderOf(), [unwanted(1)], facts);
    expect(answer.outcome).toBe('review');
    expect(assessmentOf(answer, 'EUR').lines[0]?.problems).toMatchObject([
      { code: 'policy_failed', cause: expect.stringContaining('failing') },
    ]);
    const { after } = requested({ lines: [unwanted(1)], facts });
    expect(portionOf(after).state).toBe('under_review');
    expect(after.head.problems).toContain('policy_failed');
  });

  test('is told to who is on call, by brand, policy and rule, once a line; one that works is not', () => {
    const told = vi.spyOn(logger, 'error').mockImplementation(() => undefined);
    tellFailures(decided(orderOf(), [unwanted(1), unwanted(2)], { policy: failing("tier == 'gold'") }), 'harbor');
    expect(told).toHaveBeenCalledTimes(2);
    expect(told).toHaveBeenCalledWith(
      'policy failed',
      expect.objectContaining({ brand: 'harbor', policy: expect.objectContaining({ id: 'small', version: '1' }) }),
    );
    told.mockClear();
    tellFailures(decided(orderOf(), [unwanted(1)]), 'harbor');
    expect(told).not.toHaveBeenCalled();
  });
});
