import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type LineDecision,
  type Outcome,
  outcome,
  type Resolution,
  reasonCode,
  type Terms,
} from '../../../../shared/contracts/decision.ts';
import { type RightsInput, rightsOf } from '../../../../shared/policy/statutory/rights.ts';
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
  replacements?: string[];
  preference?: Claimed['facts']['preference'];
  /** Of the order's goods. */
  arrival?: RightsInput['arrival'];
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
    arrival: some.arrival ?? { state: 'all', lastOn: '2026-11-02' },
    deliveredOn: '2026-11-02',
    repairs: some.repairs ?? [],
    replacements: some.replacements ?? [],
  });
  const withdrawal = rights.find(({ kind }) => kind === 'withdrawal')?.status ?? 'over';
  return {
    facts: {
      reason,
      today,
      ...(some.preference && { preference: some.preference }),
      ...(withdrawal !== 'unknown' && { withdrawalOpen: withdrawal === 'open' }),
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

describe('a withdrawal that may be open, for nobody can say when the last good came', () => {
  const arrival = { state: 'unknown', lastOn: '2026-11-02' } as const;
  const late = { arrival, today: '2026-11-22' } as const;
  const withdrawal: Partial<Terms> = { evidence: [], refundsDelivery: true };
  const kept = terms({ labelPayer: 'none', fees: [], resolutions: ['refund'] });

  test.each<[string, LineDecision, Case, Outcome, Partial<Terms>, boolean]>([
    ['a fee for restocking', decision(), late, 'review', { ...withdrawal, fees: [label] }, true],
    ['a rejection', rejected, { ...late, today: '2026-12-13' }, 'review', { ...withdrawal, fees: [] }, true],
    ['of an opened box', rejected, { ...late, reason: 'open_box' }, 'review', { ...withdrawal, fees: [] }, true],
    ['in Great Britain', rejected, { ...late, country: 'GB' }, 'review', { ...withdrawal, fees: [] }, true],
    ['a guard', decision({ outcome: 'review' }), late, 'review', { ...withdrawal, fees: [label] }, false],
    [
      'no fee but the way back',
      decision({ terms: terms({ fees: [label] }) }),
      late,
      'approve',
      { ...withdrawal, labelPayer: 'customer', fees: [label] },
      false,
    ],
    [
      'goods that are kept',
      decision({ outcome: 'returnless', terms: kept }),
      late,
      'returnless',
      { ...withdrawal, labelPayer: 'none', fees: [] },
      false,
    ],
  ])('%s', (_name, given, some, expected, agreed, isNews) => {
    const answered = withRights(given, claimed(some));
    expect(answered).toMatchObject({ outcome: expected, terms: agreed, checks: given.checks });
    expect(answered.terms?.resolutions).toContain('refund');
    expect(answered.rules.at(-1)?.id).toBe('law-withdrawal');
    expect(answered.offers).toBeUndefined();
    if (isNews) expect(answered.message).toContain('when your time to withdraw began');
    else expect(answered.message).toBe(given.message);
  });

  test.each<[string, Case]>([
    ['for goods that failed', { ...late, reason: 'wrong_item', country: 'US' }],
    ['for a business', { ...late, business: true }],
    ['once all has come, and it is over', { today: '2026-11-22' }],
  ])('not %s: the policy stands', (_name, some) => {
    expect(withRights(decision(), claimed(some))).toMatchObject({ outcome: 'approve', terms: terms() });
  });
});

describe('goods not as agreed that the policy has kept', () => {
  const kept = decision({
    outcome: 'returnless',
    terms: terms({ labelPayer: 'none', fees: [], resolutions: ['refund', 'store_credit'] }),
    message: 'You need not send anything back.',
  });
  const lack = { reason: 'defective' } as const;

  test.each<[Case['preference'], Case, Resolution[]]>([
    ['refund', {}, ['refund', 'store_credit', 'replacement']],
    ['replacement', {}, ['refund', 'store_credit', 'replacement']],
    [undefined, { country: 'GB' }, ['refund', 'store_credit', 'replacement']],
    ['refund', { repairs: ['2026-11-08'] }, ['refund', 'store_credit', 'replacement']],
  ])('who wishes for %s keeps them: what needs them is not offered', (preference, some, resolutions) => {
    expect(withRights(kept, claimed({ ...lack, ...some, preference }))).toMatchObject({
      outcome: 'returnless',
      message: kept.message,
      terms: { labelPayer: 'none', fees: [], resolutions },
    });
  });

  test('who wishes for a repair sends them in, at no cost', () => {
    expect(withRights(kept, claimed({ ...lack, preference: 'repair' }))).toMatchObject({
      outcome: 'approve',
      message: expect.stringContaining('prepaid label'),
      terms: { labelPayer: 'brand', fees: [], resolutions: ['refund', 'store_credit', 'repair', 'replacement'] },
    });
    const looked = { ...kept, outcome: 'review' } as const;
    expect(withRights(looked, claimed({ ...lack, preference: 'repair' }))).toMatchObject({
      outcome: 'review',
      terms: { labelPayer: 'brand' },
    });
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
      'a replacement did not help',
      { today: '2027-01-01', replacements: ['2026-12-01'] },
      'approve',
      ['refund', 'replacement', 'repair'],
    ],
    [
      'a replacement did not help in Great Britain, after six months',
      { country: 'GB', today: '2027-06-01', replacements: ['2026-12-20'] },
      'review',
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
    const hasFailed = [...(some.repairs ?? []), ...(some.replacements ?? [])].length > 0;
    expect(answered.offers).toEqual(hasFailed ? ['price_reduction'] : undefined);
    expect(answered.checks.map(({ id }) => id)).toEqual(hasFailed ? ['law-price-reduction'] : []);
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
  const agreed = fc.record({
    labelPayer: fc.constantFrom('brand', 'customer', 'none'),
    fees: fc.subarray([restocking, label]),
    resolutions: fc.subarray(['refund', 'exchange', 'replacement', 'repair', 'store_credit'] as const, {
      minLength: 1,
    }),
    evidence: fc.subarray(['photo', 'document'] as const),
    refundsDelivery: fc.boolean(),
  });
  // As policies answer: goods are kept where the outcome says so, and for a refusal there are no terms.
  const answers = fc.record({ outcome: fc.constantFrom(...outcome.options), hasTerms: fc.boolean(), given: agreed });
  const checked = fc.subarray([{ id: 'flagged-account', why: 'flagged' }]);
  const who = fc.record({
    country: fc.constantFrom('DE', 'FR', 'NL', 'GB', 'US'),
    business: fc.boolean(),
    reason: fc.constantFrom(...reasonCode.options),
    preference: fc.constantFrom('refund' as const, 'replacement' as const, 'repair' as const, undefined),
    today: fc.constantFrom('2026-11-02', '2026-11-16', '2026-12-02', '2027-06-01', '2028-06-01', '2034-01-01'),
    arrival: fc.constantFrom<RightsInput['arrival']>(
      { state: 'all', lastOn: '2026-11-02' },
      { state: 'part', lastOn: '2026-11-02' },
      { state: 'unknown', lastOn: '2026-11-02' },
      { state: 'unknown' },
    ),
    replacements: fc.subarray(['2026-11-20']),
  });
  fc.assert(
    fc.property(answers, checked, who, ({ outcome: answer, hasTerms, given }, checks, person) => {
      const { terms: __, ...bare } = decision({ outcome: answer, checks });
      const said: Terms =
        answer === 'returnless' || given.labelPayer === 'none'
          ? {
              ...given,
              labelPayer: 'none',
              fees: [],
              resolutions: ['refund', ...given.resolutions.filter((one) => one !== 'repair' && one !== 'refund')],
            }
          : given;
      const isAgreed = answer === 'approve' || answer === 'returnless' || (answer === 'review' && hasTerms);
      const before: LineDecision = isAgreed ? { ...bare, terms: said } : bare;
      const after = withRights(before, claimed(person));
      const { status } = after.rights?.find(({ kind }) => kind === 'withdrawal') ?? {};
      const mind = person.reason === 'customer_remorse' || person.reason === 'open_box';
      if (answer === 'returnless' && after.outcome === 'approve')
        // Goods are taken back instead of given away where somebody has to look first, or who sent them wishes for a repair.
        expect((status === 'open' && mind && checks.length > 0) || person.preference === 'repair').toBe(true);
      else if (answer === 'approve' && after.outcome === 'review')
        // A fee that a withdrawal would not bear is not taken before a person has looked.
        expect(status === 'unknown' && mind && before.terms?.fees.includes(restocking)).toBe(true);
      else expect(better.indexOf(after.outcome)).toBeGreaterThanOrEqual(better.indexOf(answer));
      for (const fee of after.terms?.fees ?? []) expect(before.terms?.fees).toContainEqual(fee);
      expect(after.terms?.resolutions ?? []).toEqual(expect.arrayContaining(before.terms?.resolutions ?? []));
      if (before.terms?.refundsDelivery) expect(after.terms?.refundsDelivery).toBe(true);
      if (after.terms?.labelPayer === 'none') expect(after.terms.resolutions).not.toContain('repair');
      if (status === 'unknown' && mind) {
        expect(after.outcome).not.toBe('reject');
        expect(after.terms?.fees.filter(({ kind }) => kind !== 'return_shipping')).toEqual([]);
      }
      if (person.business || person.country === 'US') expect(after).toEqual({ ...before, rights: [] });
    }),
    { numRuns: 1000 },
  );
});
