import { describe, expect, test } from 'vitest';
import { determineFacts } from '../../../shared/customs/engine.ts';
import { type Movement, movementFacts } from '../../../shared/customs/movement.ts';
import { movement, records } from './sample-movements.ts';

describe('duty is paid back on goods that were defective or not as contracted', () => {
  const found = (reason: Movement['reason'], stated: object = {}) => {
    const facts = movementFacts(movement({ from: 'DE', to: 'GB', reason }), records());
    const answer = determineFacts({ ...facts, ...stated }).routes.find(({ id }) => id === 'rejected_goods');
    return { facts, answer, condition: answer?.conditions.find(({ id }) => id === 'defective_at_release') };
  };
  test.each(['customer_remorse', 'demo_return', 'end_of_lease'] as const)('not where the reason is %s', (reason) => {
    const { facts, answer, condition } = found(reason);
    expect(facts.assumed).toContain('/rejected/defectiveAtRelease');
    expect(answer).toMatchObject({ eligibility: 'not_eligible', reasons: ['art118_not_defective'] });
    expect(condition?.status).toBe('not_met');
    expect(found(reason, { rejected: { defectiveAtRelease: true } }).condition?.status).toBe('met');
  });
  test.each(['wrong_item', 'defective', 'other', undefined] as const)('where it is %s that is asked', (reason) => {
    const { facts, answer, condition } = found(reason);
    expect(facts).not.toHaveProperty('rejected');
    expect(answer?.eligibility).toBe('open');
    expect(condition).toMatchObject({ status: 'unknown', needs: ['/rejected/defectiveAtRelease'] });
  });
});
