import { describe, expect, test } from 'vitest';
import { facts as factsSchema } from '../../../shared/contracts/facts.ts';
import { policyDocument } from '../../../shared/contracts/policy.ts';
import { checkPolicy } from '../../../shared/policy/check.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { decideLine } from '../../../shared/policy/evaluate.ts';
import { inEveryLanguage } from '../../../shared/policy/worded-finding.ts';
import { approve, rule, smallPolicy } from './small-policy.ts';

/** Rules that answer somewhere, and yet never in a category, country, channel or tier that a rule before them speaks of. */

const late = (conditions: readonly string[], some: object = {}) => {
  const rules = conditions.map((when, i) => rule(when, approve(), `rule-${i}`));
  return smallPolicy({ amounts: {}, rules, ...some });
};
const shadowed = (document: ReturnType<typeof late>) =>
  checkPolicy(document)
    .filter(({ code }) => code === 'shadowed')
    .map(({ pointer, says }) => `${pointer} ${inEveryLanguage(says).en.replace(/ and does not.*/, '')}`);
const recall = "reason == 'recall'";

test.each<[string, string[], string]>([
  ['a category', ["category == 'hygiene'", recall], 'category “hygiene”: rule-0 is met first,'],
  ['some of several', ["category in ['hygiene', 'food']", recall], 'category “hygiene”, category “food”: rule-0 is'],
  ['all but one', ["category != 'audio'", recall], 'any other category: rule-0 is met first,'],
  ['a part of its name', ["category.startsWith('food')", recall], 'category “food”: rule-0 is met first,'],
  ['a country', ["known.country && country == 'GB'", recall], 'country “GB”: rule-0 is met first,'],
  ['a channel', ["known.channel && channel == 'email'", recall], 'channel “email”: rule-0 is met first,'],
  ['a tier', ["known.tier && tier == 'gold'", recall], 'tier “gold”: rule-0 is met first,'],
  [
    'two rules that share it out',
    ["category == 'hygiene' && quantity < 4", "category == 'hygiene' && quantity > 3", recall],
    'category “hygiene”: rule-0 is met first,',
  ],
  [
    'another fact than the reason',
    ["category == 'hygiene'", "known.condition && condition == 'damaged'"],
    'category “hygiene”: rule-0 is met first,',
  ],
])('a rule is lost for what an earlier one speaks of: %s', (_, conditions, expected) => {
  const document = late(conditions);
  const last = conditions.length - 1;
  const findings = shadowed(document);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toContain(`/rules/${last}/when rule-${last} never answers for ${expected}`);
  const witness = factsSchema.parse(checkPolicy(document).find(({ code }) => code === 'shadowed')?.witness);
  const policy = compilePolicy(document);
  expect(policy.rules[last]?.condition.holds(policy.contextOf(witness))).toBe(true);
  expect(decideLine(policy, witness).rules[0]?.id).toBe('rule-0');
});

test.each([
  ['it stands before it', [recall, "category == 'hygiene'"]],
  ['the earlier one asks for the reason, too', ["category == 'hygiene' && reason == 'other'", recall]],
  ['the earlier one leaves some of it', ["category == 'hygiene' && flagged", recall]],
  [
    'the earlier one leaves a single request of it',
    [
      "category == 'hygiene' && !(quantity == 7 && valueMinor == 1234 && known.warrantyDaysLeft && warrantyDaysLeft == 77)",
      recall,
    ],
  ],
  ['the later one leaves it out itself', ["category == 'hygiene'", `${recall} && category != 'hygiene'`]],
  ['the later one is about nothing of the request', ["category == 'hygiene'", 'quantity > 1']],
  ['a narrower rule of one fact before a wider one', ["reason == 'recall' && category == 'food'", "reason != 'other'"]],
  [
    'an earlier rule about the reason takes it anyway',
    ["category == 'food' && flagged", "reason == 'recall'", 'business'],
  ],
])('nothing is said where %s', (_, conditions) => expect(shadowed(late(conditions))).toEqual([]));

test('a category outside of the scope is none of its matter', () => {
  const scope = { categories: ['audio', 'hygiene'] };
  expect(shadowed(late(["category == 'food'", recall], { scope }))).toEqual([]);
  expect(shadowed(late(["category == 'hygiene'", recall], { scope }))).toHaveLength(1);
});

describe('in the shipped policy', () => {
  const withRule = (place: number, when: string) => {
    const { answer } = defaultPolicy.rules.find(({ id }) => id === 'window-over') ?? defaultPolicy.otherwise;
    const one = { id: 'hygiene', title: { en: 'Hygiene', de: 'Hygiene' }, when, answer };
    return policyDocument.parse({ ...defaultPolicy, rules: defaultPolicy.rules.toSpliced(place, 0, one) });
  };
  const place = defaultPolicy.rules.findIndex(({ id }) => id === 'recall');

  test.each([
    [place, ['recall', 'lent-goods']],
    [place + 1, ['lent-goods']],
    [0, defaultPolicy.rules.map(({ id }) => id)],
  ])('a category before rule %i takes what comes after it', (at, expected) => {
    const ids = checkPolicy(withRule(at, "category == 'hygiene'")).map(({ code, says }) => [code, says.values?.id]);
    expect(ids).toEqual(expected.map((id) => ['shadowed', id]));
  });

  test('and one that asks for the reason takes nothing else', () => {
    expect(checkPolicy(withRule(0, "category == 'hygiene' && reason == 'customer_remorse' && open.standard"))).toEqual(
      [],
    );
  });

  test('is told in both languages', () => {
    const [found] = checkPolicy(withRule(place, "category == 'hygiene'"));
    expect(found && inEveryLanguage(found.says)).toEqual({
      en: 'recall never answers for category “hygiene”: hygiene is met first, and does not ask for reason. Let it ask, or put it later.',
      de: 'recall kommt bei category „hygiene“ nie zum Zug: Vorher greift hygiene, ohne nach reason zu fragen. Lassen Sie diese Regel danach fragen, oder stellen Sie sie weiter nach hinten.',
    });
  });
});
