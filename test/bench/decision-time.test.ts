import { expect, test } from 'vitest';
import { compilePolicy } from '../../shared/policy/compile.ts';
import { decideLine } from '../../shared/policy/evaluate.ts';
import { makeRequests } from '../fixtures/policy/make-requests.ts';
import { policyOf } from './decision-time.ts';

test.each([8, 50, 500])('with %i rules each is asked, and none fails: what is timed is a whole decision', (rules) => {
  const policy = compilePolicy(policyOf(rules));
  for (const { facts } of makeRequests(1, 20)) {
    const { tried, problems } = decideLine(policy, facts);
    expect(tried.filter((id) => id === 'last' || id.startsWith('rule-'))).toHaveLength(rules);
    expect(problems).toEqual([]);
  }
});
