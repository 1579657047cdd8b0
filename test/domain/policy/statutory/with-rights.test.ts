import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type LineDecision,
  type Outcome,
  outcome,
  reasonCode,
  type Terms,
} from '../../../../shared/contracts/decision.ts';
import { rightsOf } from '../../../../shared/policy/statutory/rights.ts';
import { type Claimed, withRights } from '../../../../shared/policy/statutory/with-rights.ts';

const eur = (minor: number) => ({ currency: 'EUR', minor });
const restocking = { kind: 'restocking', amount: eur(1_500) } as const;
const label = { kind: 'return_shipping', amount: eur(495) } as const;
const terms = (some: Partial<Terms> = {}): Terms => ({
  labelPayer: 'customer',
  fees: [restocking, label, { kind: 'missing_packaging', amount: eur(100) }, { kind: 'inspection', amount: eur(50) }],
  resolutions: ['exchange', 'store_credit'],
  evidence: ['photo'],
  refundsDelivery: false,
  ...some,
});
const decision = (some: Partial<LineDecision> = {}): LineDecision => ({
  outcome: 'approve',
  terms: terms(),
  message: 'The policy says so.',
  rules: [{ id: 'remorse-in-window', why: 'in time' }],
  tried: ['remorse-in-window'],
  checks: [],
  problems: [],
  policy: { id: 'default', version: '1' },
  ...some,
});
const { terms: _, ...rejected } = decision({ outcome: 'reject', offers: ['paid_repair'] });

interface Case {
  country?: string;
  business?: boolean;
  reason?: Claimed['facts']['reason'];
  today?: string;
  repairs?: string[];
  toldOfCost?: boolean;
  language?: string;
}
const claimed = ({
  country = 'DE',
  business = false,
  reason = 'customer_remorse',
  today = '2026-11-10',
  ...some
}: Case = {}): Claimed => {
  const rights = rightsOf({
    country,
    business,
    today,
    madeOn: '2026-10-28',
    arrival: { state: 'all', lastOn: '2026-11-02' },
    deliveredOn: '2026-11-02',
    repairs: some.repairs ?? [],
  });
  return {
    facts: {
      reason,
      today,
      withdrawalOpen: rights.some(({ kind, status }) => kind === 'withdrawal' && status === 'open'),
    },
    rights,
    evidence: ['photo_or_video'],
    toldOfCost: some.toldOfCost ?? true,
    language: some.language ?? 'en',
  };
};

describe('a withdrawal takes effect when it is stated', () => {
  test('money back, standard delivery too, nothing demanded, no fee but the way back', () => {
    expect(withRights(decision(), claimed())).toMatchObject({
      outcome: 'approve',
      terms: { labelPayer: 'customer', fees: [label], evidence: [], refundsDelivery: true },
      message: expect.stringContaining('Your withdrawal takes effect now'),
      checks: [],
    });
    expect(withRights(decision(), claimed()).terms?.resolutions).toEqual(['refund', 'exchange', 'store_credit']);
    expect(withRights(decision(), claimed()).rules.at(-1)).toEqual({
      id: 'law-withdrawal',
      why: expect.stringContaining('2011/83/EU'),
    });
  });

  test('where the policy rejects, has no answer, or could not be asked', () => {
    expect(withRights(rejected, claimed())).toMatchObject({
      outcome: 'approve',
      terms: { fees: [], resolutions: ['refund'] },
    });
    const { terms: __, ...failed } = decision({
      outcome: 'review',
      rules: [],
      problems: [{ code: 'policy_failed', detail: 'no such key' }],
    });
    expect(withRights(failed, claimed())).toMatchObject({
      outcome: 'approve',
      checks: [{ id: 'policy_failed', why: 'no such key' }],
    });
  });

  test('a rule that asks a person is a check beside it, like every guard', () => {
    const reviewed = decision({ outcome: 'review', checks: [{ id: 'flagged-account', why: 'flagged' }] });
    expect(withRights(reviewed, claimed({ reason: 'open_box' }))).toMatchObject({
      outcome: 'approve',
      checks: [{ id: 'flagged-account' }, { id: 'remorse-in-window' }],
    });
  });

  test('goods are kept where the policy says so, but not while somebody has to look', () => {
    const kept = decision({
      outcome: 'returnless',
      terms: terms({ labelPayer: 'none', fees: [], resolutions: ['refund'] }),
    });
    expect(withRights(kept, claimed())).toMatchObject({
      outcome: 'returnless',
      terms: { labelPayer: 'none', refundsDelivery: true },
    });
    const looked = { ...kept, checks: [{ id: 'flagged-account', why: 'flagged' }] };
    expect(withRights(looked, claimed())).toMatchObject({ outcome: 'approve', terms: { labelPayer: 'customer' } });
  });

  test('who was not told of the cost of sending back does not bear it', () => {
    expect(withRights(decision(), claimed({ toldOfCost: false })).terms).toMatchObject({
      labelPayer: 'brand',
      fees: [],
    });
  });

  test('a label the brand gives stays given', () => {
    const given = decision({ terms: terms({ labelPayer: 'brand', fees: [] }) });
    expect(withRights(given, claimed()).terms).toMatchObject({ labelPayer: 'brand', fees: [] });
  });

  test.each<[string, Case]>([
    ['after its time', { today: '2026-11-17' }],
    ['for a business', { business: true }],
    ['in the United States', { country: 'US' }],
    ['for goods that failed, nothing is withdrawn', { country: 'US', reason: 'defective' }],
  ])('%s the policy stands', (_name, some) => {
    const given = decision();
    const { rights, ...answered } = withRights(given, claimed(some));
    expect(answered).toEqual(given);
    expect(rights?.filter(({ status }) => status === 'open').map(({ kind }) => kind) ?? []).not.toContain('withdrawal');
  });
});

describe('goods not as agreed', () => {
  const lack = { reason: 'defective' } as const;

  test('what the law gives is offered too, free of charge', () => {
    expect(withRights(decision(), claimed(lack))).toMatchObject({
      outcome: 'approve',
      message: 'The policy says so.',
      terms: { labelPayer: 'brand', fees: [], resolutions: ['exchange', 'store_credit', 'repair', 'replacement'] },
      rules: [{ id: 'remorse-in-window' }, { id: 'law-conformity', why: expect.stringContaining('2019/771') }],
    });
  });

  test('a policy that gives as much stands as it is', () => {
    const generous = decision({
      terms: terms({ labelPayer: 'brand', fees: [], resolutions: ['replacement', 'refund', 'repair'] }),
    });
    const { rights: __, ...answered } = withRights(generous, claimed(lack));
    expect(answered).toEqual(generous);
  });

  test.each<[string, Case, Outcome, string[]]>([
    ['presumed', { today: '2027-11-02' }, 'approve', ['repair', 'replacement']],
    ['to be shown by the consumer', { today: '2027-11-03' }, 'review', ['repair', 'replacement']],
    ['presumed for two years in Poland', { country: 'PL', today: '2028-11-02' }, 'approve', ['repair', 'replacement']],
    [
      'as long as such goods last in the Netherlands',
      { country: 'NL', today: '2035-01-01' },
      'review',
      ['repair', 'replacement'],
    ],
    [
      'a repair did not help',
      { today: '2027-01-01', repairs: ['2026-12-01'] },
      'approve',
      ['refund', 'replacement', 'repair'],
    ],
    [
      'the British short-term right to reject',
      { country: 'GB', today: '2026-12-02' },
      'approve',
      ['refund', 'replacement', 'repair'],
    ],
    [
      'a day later: repair or replacement',
      { country: 'GB', today: '2026-12-03' },
      'approve',
      ['repair', 'replacement'],
    ],
    [
      'after six months the consumer shows it',
      { country: 'GB', today: '2027-05-03' },
      'review',
      ['repair', 'replacement'],
    ],
  ])('rejected by the policy, %s: %s', (_name, some, expected, resolutions) => {
    const answered = withRights(rejected, claimed({ ...lack, ...some }));
    expect(answered).toMatchObject({
      outcome: expected,
      terms: { labelPayer: 'brand', fees: [], resolutions, evidence: ['photo_or_video'] },
    });
    expect(answered.offers).toBeUndefined();
    expect(answered.message).not.toBe(rejected.message);
  });

  test('over: the policy’s rejection stands', () => {
    expect(withRights(rejected, claimed({ ...lack, today: '2028-11-03' }))).toMatchObject({
      outcome: 'reject',
      offers: ['paid_repair'],
    });
  });

  test('a guard still sends it to a person: the law wants it in reasonable time, not at once', () => {
    expect(withRights(decision({ outcome: 'review' }), claimed(lack)).outcome).toBe('review');
  });

  test('a wish the law grants is not said to be refused', () => {
    const refused = decision({
      rules: [
        { id: 'r', why: 'r' },
        { id: 'wish-not-offered', why: 'repair was wished for' },
      ],
    });
    const wished = claimed(lack);
    const answered = withRights(refused, { ...wished, facts: { ...wished.facts, preference: 'repair' } });
    expect(answered.rules.map(({ id }) => id)).toEqual(['r', 'law-conformity']);
  });
});

test('the sentences are in the reader’s language', () => {
  expect(withRights(decision(), claimed({ language: 'de' })).message).toMatch(/Ihr Widerruf gilt/);
  expect(withRights(rejected, claimed({ reason: 'defective', language: 'de' })).message).toMatch(/Gesetz/);
});

test('the law only ever gives: no fee more, no resolution less, no outcome worse, whatever the policy says', () => {
  const better: Outcome[] = ['reject', 'review', 'approve', 'returnless'];
  const some = fc.record({
    outcome: fc.constantFrom(...outcome.options),
    hasTerms: fc.boolean(),
    labelPayer: fc.constantFrom('brand', 'customer', 'none'),
    fees: fc.subarray([restocking, label]),
    resolutions: fc.subarray(['refund', 'exchange', 'replacement', 'repair', 'store_credit'] as const, {
      minLength: 1,
    }),
    evidence: fc.subarray(['photo', 'document'] as const),
    refundsDelivery: fc.boolean(),
    checks: fc.subarray([{ id: 'flagged-account', why: 'flagged' }]),
  });
  const who = fc.record({
    country: fc.constantFrom('DE', 'FR', 'NL', 'GB', 'US'),
    business: fc.boolean(),
    reason: fc.constantFrom(...reasonCode.options),
    today: fc.constantFrom('2026-11-02', '2026-11-16', '2026-12-02', '2027-06-01', '2028-06-01', '2034-01-01'),
  });
  fc.assert(
    fc.property(some, who, ({ hasTerms, outcome: answer, checks, ...given }, person) => {
      const { terms: __, ...bare } = decision({ outcome: answer, checks });
      const before: LineDecision = hasTerms && answer !== 'reject' ? { ...bare, terms: given } : bare;
      const after = withRights(before, claimed(person));
      // Goods are taken back instead of given away only where somebody has to look first.
      const rank = (one: LineDecision) =>
        one.outcome === 'returnless' && checks.length > 0 ? 2 : better.indexOf(one.outcome);
      expect(rank(after)).toBeGreaterThanOrEqual(rank(before));
      for (const fee of after.terms?.fees ?? []) expect(before.terms?.fees).toContainEqual(fee);
      expect(after.terms?.resolutions ?? []).toEqual(expect.arrayContaining(before.terms?.resolutions ?? []));
      expect(after.terms?.refundsDelivery ?? false).toBe(
        after.terms?.refundsDelivery || before.terms?.refundsDelivery || false,
      );
      if (person.business || person.country === 'US') expect(after).toEqual({ ...before, rights: [] });
    }),
    { numRuns: 500 },
  );
});
