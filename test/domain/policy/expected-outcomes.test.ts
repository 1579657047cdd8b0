import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../shared/contracts/decision.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { decideLine } from '../../../shared/policy/evaluate.ts';
import type { SampleRequest } from '../../fixtures/policy/make-requests.ts';

/*
 * The shipped policy against the expectations of somebody who knew its rules in words and what the facts mean, and none
 * of the code.
 */

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/policy/${name}`, import.meta.url), 'utf8');

const requests = fixture('requests.jsonl')
  .trim()
  .split('\n')
  .map((line): SampleRequest => JSON.parse(line));
const expected: Record<string, Outcome> = JSON.parse(fixture('expected-outcomes.json'));

const policy = compilePolicy(defaultPolicy);
const outcomes = new Map(requests.map(({ id, facts }) => [id, decideLine(policy, facts).outcome]));

describe('the shipped policy', () => {
  test('decides over 70 % of realistic requests with no person', () => {
    expect(requests.length).toBeGreaterThanOrEqual(500);
    const alone = [...outcomes.values()].filter((outcome) => outcome !== 'review').length;
    expect(alone / requests.length).toBeGreaterThan(0.7);
  });

  test('decides none of them otherwise than was expected of its rules', () => {
    expect(Object.keys(expected)).toEqual(requests.map(({ id }) => id));
    const otherwise = requests.filter(({ id }) => outcomes.get(id) !== expected[id]);
    expect(
      otherwise.map(({ id, facts }) => `${id} ${facts.reason}: ${outcomes.get(id)}, expected ${expected[id]}`),
    ).toEqual([]);
  });
});
