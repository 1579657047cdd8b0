import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineDecision, reasonCode, resolution } from '../../../shared/contracts/decision.ts';
import type { Facts } from '../../../shared/contracts/facts.ts';
import { compilePolicy, PolicyError } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { decideLine } from '../../../shared/policy/evaluate.ts';
import { inEveryLanguage } from '../../../shared/policy/worded-finding.ts';
import { approve, rule, smallPolicy } from './small-policy.ts';

const facts = (some: Partial<Facts> = {}): Facts => ({
  reason: 'defective',
  category: 'audio',
  currency: 'EUR',
  valueMinor: 10_000,
  requestValueMinor: 10_000,
  returnedValueMinor: 10_000,
  quantity: 1,
  flagged: false,
  business: false,
  problems: [],
  ...some,
});
const faultsOf = (some: object) => {
  try {
    compilePolicy(smallPolicy(some));
  } catch (error) {
    if (error instanceof PolicyError) return error.faults;
    throw error;
  }
  return [];
};
const decide = (some: object, given: Partial<Facts> = {}) => decideLine(compilePolicy(smallPolicy(some)), facts(given));

describe('a policy is checked when it is saved', () => {
  test.each([
    ['a name that is no fact', "colour == 'red'", 'There is no fact called colour.'],
    ['a word that is no reason', "reason == 'broken'", '“broken” is no reason'],
    [
      'a word that is no reason, in a list',
      "flagged && !(reason in ['defective', 'Defective'])",
      '“Defective” is no reason',
    ],
    ['a word that is no condition', "known.condition && 'mint' != condition", '“mint” is no condition'],
    [
      'a window that is not stated',
      'daysSinceDelivery <= windows.holiday',
      'There is no windows.holiday; there are: standard',
    ],
    ['an amount that is not stated', 'valueMinor < amounts.tiny', 'There is no amounts.tiny; there are:'],
    ['a fact that cannot be unknown', 'known.flagged', 'There is no known.flagged; there are: preference'],
    ['a number against a text', "valueMinor == '100'", 'on the left is a whole number, on the right a text'],
    ['money times a fraction', 'valueMinor * 0.15 > 25.0', '0.15 is no whole number'],
    ['no condition but a number', 'valueMinor', 'must be true or false'],
    ['half a sentence', 'valueMinor <', 'Something is missing at the end'],
    ['something too deep', `${'!('.repeat(40)}flagged${')'.repeat(40)}`, '20 levels'],
    ['something too large', Array(120).fill('true').join('||'), 'the 200 parts'],
  ])('%s is refused, by the rule’s name', (_, when, problem) => {
    const [fault] = faultsOf({ rules: [rule(when)] });
    expect(fault?.rule).toBe('rule');
    expect(fault && inEveryLanguage(fault.says).en).toContain(problem);
    expect(faultsOf({ guards: [{ id: 'guard', title: 'A guard', when, message: 'Wait.' }] })[0]?.rule).toBe('guard');
  });

  test('every fault is named at once, also used ids and fees of unknown amounts', () => {
    const faults = faultsOf({
      guards: [{ id: 'all', title: 'All', when: 'flagged', message: 'Wait.' }],
      rules: [
        { ...rule('size(problems)'), id: 'all' },
        rule('true', approve({ fees: [{ kind: 'restocking', amount: 'gone' }] })),
      ],
      modifiers: [{ id: 'box', title: 'Box', when: 'true', fee: { kind: 'missing_packaging', amount: 'lost' } }],
    });
    expect(faults.map((fault) => fault.rule)).toEqual(['all', 'all', 'rule', 'box']);
    expect(() => compilePolicy(smallPolicy({ rules: [rule('nope')] }))).toThrow(
      'The policy cannot be used: rule: no_such_fact {"name":"nope"}',
    );
  });

  test.each([
    ['no rule at all', { rules: [] }],
    ['no default rule', { otherwise: undefined }],
    ['a returnless answer with a label', { rules: [rule('true', { ...approve(), outcome: 'returnless' })] }],
    ['a rejection with terms', { rules: [rule('true', { ...approve(), outcome: 'reject' })] }],
    ['an approval without a resolution', { rules: [rule('true', approve({ resolutions: [] }))] }],
    [
      'more than the whole as a fee',
      { rules: [rule('true', approve({ fees: [{ kind: 'restocking', basisPoints: 10_001 }] }))] },
    ],
    ['half a cent', { amounts: { label: { EUR: 0.5 } } }],
    ['no standard window', { windows: {} }],
    ['a field nobody knows', { fallback: {} }],
  ])('%s is no policy', (_, some) => expect(() => smallPolicy(some)).toThrow());
});

describe('what cannot be evaluated never approves and never throws', () => {
  test.each([
    ['an unknown fact in a rule', { rules: [rule('daysSinceDelivery <= 30')] }, 'daysSinceDelivery'],
    [
      'a division by zero',
      { rules: [rule('10 / (quantity - quantity) > 1')] },
      'The condition of rule cannot be answered',
    ],
    [
      'a guard that fails',
      { guards: [{ id: 'guard', title: 'Guard', when: 'warrantyDaysLeft < 0', message: 'Wait.' }] },
      'warrantyDaysLeft',
    ],
    [
      'a modifier that fails',
      {
        modifiers: [
          {
            id: 'box',
            title: 'Box',
            when: "packaging == 'missing'",
            fee: { kind: 'missing_packaging', basisPoints: 1 },
          },
        ],
      },
      'packaging',
    ],
    [
      'a fee that needs the condition',
      {
        rules: [
          rule(
            'true',
            approve({
              fees: [{ kind: 'restocking', byConditionAndAge: [{ condition: 'used', upToDays: 9, basisPoints: 1 }] }],
            }),
          ),
        ],
      },
      'needs the condition',
    ],
  ])('%s: review, and the problem is named', (_, some, detail) => {
    const decision = decide(some);
    expect(decision.outcome).toBe('review');
    expect(decision.problems).toMatchObject([{ code: 'policy_failed', cause: expect.stringContaining(detail) }]);
  });

  test('a fee without a row for the age', () => {
    const fees = [{ kind: 'restocking', byConditionAndAge: [{ condition: 'used', upToDays: 9, basisPoints: 1 }] }];
    const some = { rules: [rule('true', approve({ fees }))] };
    expect(decide(some, { condition: 'used', daysSinceDelivery: 9 }).outcome).toBe('approve');
    expect(decide(some, { condition: 'used', daysSinceDelivery: 10 })).toMatchObject({
      outcome: 'review',
      problems: [{ code: 'policy_failed' }],
    });
  });

  test('a currency that the policy states no amounts in is reviewed, and named', () => {
    expect(decide({}, { currency: 'KWD' })).toMatchObject({
      outcome: 'review',
      problems: [{ code: 'policy_failed', cause: 'The policy states no label in KWD.' }],
    });
  });

  test('a delivery at the end of all calendars loses no request', () => {
    const decision = decide({}, { deliveredOn: '+275760-09-13', today: '2026-06-10' });
    expect(decision.window).toEqual({});
  });

  test('known asks whether a fact is known', () => {
    const some = { rules: [rule('known.daysSinceDelivery && daysSinceDelivery <= windows.standard')] };
    expect(decide(some).outcome).toBe('reject');
    expect(decide(some, { daysSinceDelivery: 30 }).outcome).toBe('approve');
    expect(decide(some, { daysSinceDelivery: 31 }).outcome).toBe('reject');
  });
});

describe('fees', () => {
  test('together they are never above the value of the goods', () => {
    const fees = [
      { kind: 'restocking', basisPoints: 9_000 },
      { kind: 'return_shipping', amount: 'label' },
      { kind: 'missing_packaging', basisPoints: 100 },
    ];
    const some = { rules: [rule('true', approve({ fees }))] };
    const of = (valueMinor: number) => decide(some, { valueMinor }).terms?.fees.map((fee) => fee.amount.minor);
    expect(of(10_000)).toEqual([9_000, 500, 100]);
    expect(of(1_000)).toEqual([900, 100]);
    expect(of(0)).toEqual([]);
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), (value) => {
        expect((of(value) ?? []).reduce((all, one) => all + one, 0)).toBeLessThanOrEqual(value);
      }),
    );
  });
});

describe('over all facts there are', () => {
  const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const anything = fc
    .record({
      reason: fc.constantFrom(...reasonCode.options),
      preference: some(fc.constantFrom(...resolution.options)),
      category: fc.string(),
      currency: fc.constantFrom('EUR', 'GBP', 'USD', 'JPY', 'KWD'),
      valueMinor: fc.nat({ max: 50_000 }),
      requestValueMinor: fc.nat({ max: 50_000 }),
      returnedValueMinor: fc.nat({ max: 50_000 }),
      quantity: fc.integer({ min: 1, max: 10 }),
      flagged: fc.boolean(),
      business: fc.boolean(),
      daysSinceDelivery: some(fc.nat({ max: 1_000 })),
      warrantyDaysLeft: some(fc.integer({ min: -500, max: 800 })),
      condition: some(fc.constantFrom('unopened' as const, 'opened' as const, 'used' as const, 'damaged' as const)),
      packaging: some(fc.constantFrom('original' as const, 'missing' as const)),
      crossBorder: some(fc.boolean()),
      problems: fc.array(fc.constant('serial_unknown'), { maxLength: 1 }),
    })
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Facts);
  const compiled = compilePolicy(defaultPolicy);

  test('the shipped policy answers each, by a decision that explains itself, and approves no doubt', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const decision = lineDecision.parse(decideLine(compiled, given));
        const doubtful =
          given.flagged ||
          given.problems.length > 0 ||
          given.crossBorder === undefined ||
          given.daysSinceDelivery === undefined;
        if (doubtful) expect(decision.outcome).toBe('review');
        expect(decision.rules.length + decision.problems.length).toBeGreaterThan(0);
        expect(decision.message).not.toBe('');
        if (given.currency !== 'KWD') expect(decision.problems).toEqual([]);
        expect(decision.terms !== undefined || decision.outcome === 'review' || decision.outcome === 'reject').toBe(
          true,
        );
        const fees = (decision.terms?.fees ?? []).reduce((all, fee) => all + fee.amount.minor, 0);
        expect(fees).toBeLessThanOrEqual(given.valueMinor);
        expect(decideLine(compiled, given)).toEqual(decision);
      }),
      { numRuns: 500 },
    );
  });
});
