import { describe, expect, test } from 'vitest';
import { makeRequests } from '../../fixtures/policy/make-requests.ts';

const requests = makeRequests(20_260_302, 700);
const share = (holds: (one: (typeof requests)[number]) => boolean) =>
  Math.round((100 * requests.filter(holds).length) / requests.length);

describe('the sample of requests', () => {
  test('is what the generator makes: the same seed, the same requests', async () => {
    expect(makeRequests(20_260_302, 700)).toEqual(requests);
    expect(makeRequests(1, 700)).not.toEqual(requests);
    const lines = requests.map((one) => `${JSON.stringify(one)}\n`).join('');
    // Written anew by `npx vitest run test/domain/policy/sample-requests.test.ts -u`.
    await expect(lines).toMatchFileSnapshot('../../fixtures/policy/requests.jsonl');
  });

  test('has every reason, and as many of each kind as was stated, give or take a few percent', () => {
    expect(new Set(requests.map(({ facts }) => facts.reason)).size).toBe(12);
    expect(share(({ facts }) => facts.reason === 'customer_remorse')).toBeGreaterThan(34);
    expect(share(({ facts }) => facts.requestValueMinor > 20_000)).toBeGreaterThanOrEqual(5);
    expect(share(({ facts }) => facts.returnedValueMinor < 2_500)).toBeGreaterThanOrEqual(10);
    expect(share(({ facts, unknown }) => unknown.length + facts.problems.length > 0)).toBeGreaterThanOrEqual(5);
    expect(share(({ facts }) => facts.crossBorder === true)).toBeGreaterThanOrEqual(3);
  });
});
