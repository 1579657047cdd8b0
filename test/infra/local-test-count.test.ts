import { describe, expect, test } from 'vitest';
import { countTests } from '../../infra/local/test-count.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

describe('the last line of npm test', () => {
  test.each([
    ['all is well', [file('passed', 'passed', 'passed')], 2, 0, 0, { passed: 2, failed: 0 }],
    ['tests fail', [file('failed', 'passed', 'failed')], 1, 1, 1, { passed: 1, failed: 1 }],
    ['a file cannot be loaded', [file('failed'), file('passed', 'passed')], 1, 0, 1, { passed: 1, failed: 1 }],
    ['an error is outside of the tests', [file('passed', 'passed')], 1, 0, 1, { passed: 1, failed: 1 }],
    ['there are no tests', [], 0, 0, 1, { passed: 0, failed: 1 }],
  ])('when %s', (_, testResults, numPassedTests, numFailedTests, exitCode, counted) => {
    expect(countTests({ testResults, numPassedTests, numFailedTests }, exitCode)).toEqual(counted);
  });

  test('when vitest leaves no report', () => {
    expect(countTests(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  });
});
