import { describe, expect, test } from 'vitest';
import { facts as factsSchema } from '../../../shared/contracts/facts.ts';
import { policyDraft } from '../../../shared/contracts/policies.ts';
import { checkPolicy } from '../../../shared/policy/check.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { decideLine } from '../../../shared/policy/evaluate.ts';
import { gridOf, ordinaryFacts } from '../../../shared/policy/grid.ts';
import { answeredBy, findFacts } from '../../../shared/policy/reach.ts';
import { inEveryLanguage } from '../../../shared/policy/worded-finding.ts';
import { approve, guard, rule, smallPolicy } from './small-policy.ts';

const review = { outcome: 'review', message: 'Wait.' };
const quiet = { amounts: {}, otherwise: { id: 'rest', title: 'The rest', answer: review } };
const check = (some: object) => checkPolicy(smallPolicy({ ...quiet, ...some }));
const found = (some: object) => check(some).map(({ level, code, pointer }) => `${level} ${code} ${pointer}`);

test('the shipped policy has no faults and no doubtful spot', () => expect(checkPolicy(defaultPolicy)).toEqual([]));

test('the same document always has the same findings', () => {
  const some = {
    rules: [rule('quantity > 5', approve(), 'one'), rule('quantity > 6', approve(), 'two'), rule('known.tier')],
  };
  expect(check(some)).toEqual(check(some));
  expect(check(some).length).toBeGreaterThan(0);
});

describe('faults: it cannot be put in force', () => {
  test.each<[string, object, string[]]>([
    ['a condition that cannot be read', { rules: [rule('quantity >')] }, ['error expression /rules/0/when']],
    ['a guard of another type', { guards: [guard('quantity')] }, ['error expression /guards/0/when']],
    [
      'a window nobody stated',
      { rules: [rule('flagged'), rule('open.holiday', approve(), 'two')] },
      ['error expression /rules/1/when'],
    ],
    [
      'a name used twice',
      { guards: [guard('flagged', 'one')], rules: [rule('flagged', approve(), 'one')] },
      ['error id_used_twice /rules/0/id'],
    ],
    [
      'a fee of an amount nobody stated',
      { rules: [rule('flagged', approve({ fees: [{ kind: 'inspection', amount: 'gone' }] }))] },
      ['error amount_unknown /rules/0/answer'],
    ],
    [
      'fees of more than the whole',
      {
        rules: [
          rule(
            'flagged',
            approve({
              fees: [
                { kind: 'restocking', basisPoints: 9_000 },
                { kind: 'inspection', basisPoints: 1_001 },
              ],
            }),
          ),
        ],
      },
      ['error fee_over_value /rules/0/answer/fees'],
    ],
    [
      'amounts without a common currency',
      { amounts: { small: { EUR: 100 }, large: { USD: 900 } }, rules: [rule('flagged')] },
      ['error currency_missing /amounts'],
    ],
  ])('%s', (_, some, expected) => expect(found(some).filter((one) => one.startsWith('error'))).toEqual(expected));
});

describe('rules that never answer, each with a request that shows it', () => {
  test('a rule that always holds: what comes after it is never asked', () => {
    const [finding, ...others] = check({
      rules: [
        rule("reason != 'other' || quantity > 0", approve(), 'all'),
        rule('flagged', approve(), 'never'),
        rule('business'),
      ],
    });
    expect(finding).toMatchObject({ code: 'always_holds', pointer: '/rules/0/when' });
    expect(finding?.says).toEqual({ code: 'rest_never_answers', values: { id: 'all', count: 2 } });
    expect(factsSchema.safeParse(finding?.witness).success).toBe(true);
    expect(others).toEqual([]);
  });

  test.each([
    ['a narrower rule after a wider one', ['quantity > 1', 'quantity > 5']],
    [
      'the same window twice',
      [
        'known.daysSinceDelivery && daysSinceDelivery <= windows.standard',
        'known.daysSinceDelivery && daysSinceDelivery <= 30',
      ],
    ],
    [
      'what two rules before it share out',
      [
        "reason in ['defective', 'recall']",
        "!(reason in ['defective', 'recall', 'other'])",
        "reason == 'wrong_item' && quantity > 1",
      ],
    ],
    ['another order of the same question', ['flagged && business', 'business && flagged']],
    [
      'money between two amounts',
      ['valueMinor < 5000', 'valueMinor >= 5000 && valueMinor < 9000', 'valueMinor == 7000'],
    ],
    ['the day after it can be', ["known.today && today >= '2026-12-01'", "known.today && today == '2026-12-24'"]],
  ])('%s', (_, conditions) => {
    const rules = conditions.map((when, i) => rule(when, approve(), `rule-${i}`));
    const last = `/rules/${rules.length - 1}/when`;
    const findings = check({ rules });
    expect(findings.map(({ code, pointer }) => [code, pointer])).toEqual([['shadowed', last]]);
    const policy = compilePolicy(smallPolicy({ ...quiet, rules }));
    const witness = factsSchema.parse(findings[0]?.witness);
    expect(policy.rules.at(-1)?.condition.holds(policy.contextOf(witness))).toBe(true);
    expect(decideLine(policy, witness).rules[0]?.id).not.toBe(`rule-${rules.length - 1}`);
  });

  test.each([
    ['no number is both', 'quantity > 5 && quantity < 5'],
    ['no category of its scope is that', "category == 'garden'"],
    ['what is known cannot be unknown', 'known.tier && !known.tier'],
  ])('a condition that never holds: %s', (_, when) => {
    const some = { scope: { categories: ['audio'] }, rules: [rule(when), rule('flagged', approve(), 'two')] };
    expect(found(some)).toEqual(['warning never_holds /rules/0/when']);
  });

  test.each([
    ['a wider rule after a narrower one', ['quantity > 5', 'quantity > 1']],
    [
      'the one day between',
      ['known.daysSinceDelivery && daysSinceDelivery <= 13', 'known.daysSinceDelivery && daysSinceDelivery <= 14'],
    ],
    ['one unit more', ['valueMinor < 5000', 'valueMinor < 5001']],
    [
      'one currency in which an amount is larger',
      ['returnedValueMinor < amounts.small', 'returnedValueMinor < amounts.other'],
    ],
    [
      'only where holidays extend the window',
      ['known.daysSinceDelivery && daysSinceDelivery <= 60', 'known.deliveredOn && open.standard'],
    ],
    ['only what is not known', ['known.country', "reason == 'other'"]],
  ])('and nothing is said where a rule does answer: %s', (_, conditions) => {
    const some = {
      amounts: { small: { EUR: 100, USD: 100 }, other: { EUR: 90, USD: 101 } },
      holidayPeriods: [{ deliveredFrom: '2026-10-01', deliveredTo: '2026-12-24', until: '2027-01-15' }],
      rules: conditions.map((when, i) => rule(when, approve(), `rule-${i}`)),
    };
    expect(found(some)).toEqual([]);
  });

  test('guards and modifiers that hold always or never', () => {
    const some = {
      guards: [guard('quantity > 0', 'always'), guard('flagged && !flagged', 'never')],
      rules: [rule('flagged')],
      modifiers: [
        { id: 'box', title: 'Box', when: 'quantity < 1', fee: { kind: 'missing_packaging', basisPoints: 1 } },
      ],
    };
    expect(found(some)).toEqual([
      'warning always_holds /guards/0/when',
      'warning never_holds /guards/1/when',
      'warning never_holds /modifiers/0/when',
    ]);
  });
});

describe('requests the policy cannot answer, or whose fees it cannot tell', () => {
  test.each<[string, object, string]>([
    ['an unknown fact', { rules: [rule('daysSinceDelivery <= 30')] }, '/rules/0/when'],
    ['an unknown fact of a guard', { guards: [guard('crossBorder')], rules: [rule('flagged')] }, '/guards/0/when'],
    ['a division by zero', { rules: [rule('100 / (quantity - 2) > 5')] }, '/rules/0/when'],
  ])('%s', (_, some, pointer) => {
    const [finding] = check(some);
    expect(finding).toMatchObject({ level: 'warning', code: 'may_fail', pointer });
    const decision = decideLine(compilePolicy(smallPolicy({ ...quiet, ...some })), factsSchema.parse(finding?.witness));
    expect(decision.problems).toMatchObject([{ code: 'policy_failed' }]);
  });

  test('not where a guard sends it to a person first', () => {
    const some = { guards: [guard('!known.daysSinceDelivery')], rules: [rule('daysSinceDelivery <= 30')] };
    expect(found(some)).toEqual([]);
  });

  const table = (rows: object[]) => [{ kind: 'restocking', byConditionAndAge: rows }];
  test.each([
    [
      'an age without a row',
      [{ condition: 'used', upToDays: 14, basisPoints: 1 }],
      "known.condition && condition == 'used' && known.daysSinceDelivery",
    ],
    [
      'a condition without a row',
      [{ condition: 'used', basisPoints: 1 }],
      'known.condition && known.daysSinceDelivery',
    ],
    [
      'a condition nobody stated',
      ['unopened', 'opened', 'used', 'damaged'].map((condition) => ({ condition, basisPoints: 1 })),
      'known.daysSinceDelivery',
    ],
  ])('a fee table: %s', (_, rows, when) => {
    const some = { rules: [rule(when, approve({ fees: table(rows) }))] };
    const finding = check(some).find(({ code }) => code === 'fee_unknown');
    expect(finding).toMatchObject({ pointer: '/rules/0/answer/fees' });
    const decision = decideLine(compilePolicy(smallPolicy({ ...quiet, ...some })), factsSchema.parse(finding?.witness));
    expect(decision.problems).toMatchObject([{ code: 'policy_failed' }]);
  });

  test('a fee over the value of the goods, with the dearest goods that shows it', () => {
    const fees = [
      { kind: 'return_shipping', amount: 'label' },
      { kind: 'restocking', basisPoints: 2_000 },
    ];
    const some = { amounts: { label: { EUR: 500 } }, rules: [rule('true', approve({ fees }))] };
    const [finding] = check(some);
    expect(finding).toMatchObject({
      code: 'fee_over_value',
      pointer: '/rules/0/answer/fees',
      witness: { valueMinor: 624 },
    });
    expect(finding && inEveryLanguage(finding.says)).toEqual({
      en: 'The fees of rule would be €6.25 for goods worth €6.24: they are cut to that.',
      de: 'Die Gebühren von rule lägen bei 6,25\u00a0€ für Ware im Wert von 6,24\u00a0€: Sie werden auf diesen Wert gekürzt.',
    });
    expect(found({ ...some, rules: [rule('valueMinor >= 625', approve({ fees }))] })).toEqual([]);
  });
});

describe('fees that come together', () => {
  const worn = (when: string, basisPoints: number) => ({
    id: 'worn',
    title: 'Worn',
    when,
    fee: { kind: 'missing_packaging', basisPoints },
  });
  const withFee = (basisPoints: number, modifier: object) => ({
    amounts: {},
    rules: [rule('true', approve({ fees: [{ kind: 'restocking', basisPoints }] }))],
    modifiers: [modifier],
  });

  test('a deduction beside the fees of a rule counts, with the request it is taken on', () => {
    const [finding] = check(withFee(6_000, worn("known.packaging && packaging == 'missing'", 5_000)));
    expect(finding).toMatchObject({ code: 'fee_over_value', pointer: '/rules/0/answer/fees' });
    expect(finding?.witness).toMatchObject({ packaging: 'missing' });
    expect(found(withFee(5_000, worn("known.packaging && packaging == 'missing'", 5_000)))).toEqual([]);
  });
});

describe('what is doubtful as it is written', () => {
  test.each<[string, object, string[]]>([
    [
      'an amount that lacks a currency',
      { amounts: { small: { EUR: 100, USD: 90 }, large: { EUR: 900 } }, rules: [rule('flagged')] },
      ['warning currency_missing /amounts/large'],
    ],
    [
      'evidence nobody is ever asked for',
      { evidence: { recall: ['photo'], other: ['photo'] }, rules: [rule("reason == 'other'")] },
      ['warning evidence_unused /evidence/recall'],
    ],
    [
      'a text that lacks a language',
      {
        title: { en: 'A', de: 'Eine' },
        rules: [{ ...rule('flagged', approve({ message: { en: 'Yes.', de: 'Ja.' } })), title: { en: 'R' } }],
      },
      [
        'warning language_missing /rules/0/title',
        'warning language_missing /otherwise/title',
        'warning language_missing /otherwise/answer/message',
      ],
    ],
    [
      'holidays that extend nothing',
      {
        holidayPeriods: [{ deliveredFrom: '2026-12-01', deliveredTo: '2026-12-02', until: '2026-12-31' }],
        rules: [rule('flagged')],
      },
      ['warning no_effect /holidayPeriods/0/until'],
    ],
  ])('%s', (_, some, expected) => expect(found(some)).toEqual(expected));
});

test('the example of the API has nothing an author must mend', () => {
  const { example } = policyDraft.meta() as { example: object };
  const document = { ...policyDraft.parse(example), id: 'lumen', version: '1' };
  expect(checkPolicy(document)).toEqual([]);
});

describe('a check ends, whatever is written', () => {
  test.each([
    "today < '9999-12-31'",
    "'2026-01-01' < (known.deliveredOn ? deliveredOn : '')",
    "(known.deliveredOn ? deliveredOn : '2000-01-01') != 'never'",
    "today > '1900-01-01' && today < '2199-12-31'",
  ])('with days that are none, or at the end of all: %s', (when) => {
    expect(() => check({ rules: [rule(when)] })).not.toThrow();
  });

  const hard = Array.from({ length: 500 }, (_, i) =>
    rule(
      `(known.daysSinceDelivery ? daysSinceDelivery : ${i}) * quantity - valueMinor == ${i * 7919} && known.tier && tier == 't${i}'`,
      approve(),
      `rule-${i}`,
    ),
  );

  test('what it had to leave is told in one sentence', () => {
    const left = check({ rules: hard }).filter(({ code }) => code === 'reach_unknown');
    expect(left).toEqual([
      {
        level: 'warning',
        code: 'reach_unknown',
        pointer: '/rules',
        says: { code: 'reach_unknown', values: { count: expect.any(Number) } },
      },
    ]);
  });

  test('a search takes no more steps than it may, and says that it is not complete', () => {
    const policy = compilePolicy(smallPolicy({ ...quiet, rules: hard.slice(0, 50) }));
    const trees = policy.rules.map(({ condition }) => condition.tree);
    const space = { policy, dimensions: gridOf(policy.document, trees), ordinary: ordinaryFacts(policy.document) };
    const budget = { left: 5_000 };
    expect(findFacts(space, answeredBy(policy.rules, 49), budget)).toEqual({ complete: false });
    expect(budget.left).toBeGreaterThan(-5_000);
  });
});
