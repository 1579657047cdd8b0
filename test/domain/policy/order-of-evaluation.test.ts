import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../shared/contracts/facts.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { decideLine, undecided } from '../../../shared/policy/evaluate.ts';
import { request } from './facts.ts';
import { approve, guard, rule, smallPolicy } from './small-policy.ts';

const shipped = compilePolicy(defaultPolicy);
const decide = (some: object, given: Partial<Facts> = {}, language?: string) =>
  decideLine(compilePolicy(smallPolicy({ amounts: {}, ...some })), request(given), language);

describe('guards, then one rule, then modifiers', () => {
  const three = {
    guards: [guard('flagged', 'one'), guard('business', 'two')],
    rules: [rule('quantity > 5', approve(), 'many'), rule('quantity > 1', approve(), 'some'), rule('true', approve())],
    modifiers: [
      { id: 'box', title: 'Box', when: "packaging == 'missing'", fee: { kind: 'missing_packaging', basisPoints: 100 } },
    ],
  };

  test('what was asked is told in its order, and nothing after the rule that answers', () => {
    expect(decide(three, { quantity: 2 })).toMatchObject({
      outcome: 'approve',
      rules: [{ id: 'some' }],
      tried: ['one', 'two', 'many', 'some', 'box'],
      checks: [],
    });
  });

  test('the default answers last, and is told too', () => {
    const some = { rules: [rule('flagged')] };
    expect(decide(some)).toMatchObject({ outcome: 'reject', rules: [{ id: 'rest' }], tried: ['rule', 'rest'] });
  });

  test('where nothing comes back, no modifier is asked', () => {
    const kept = { ...three, rules: [rule('true', { ...approve({ outcome: 'returnless' }), labelPayer: 'none' })] };
    expect(decide(kept, { packaging: 'missing' }).tried).toEqual(['one', 'two', 'rule']);
  });

  test('a rule that fails is the last that was tried', () => {
    const failing = { rules: [rule('10 / (quantity - 1) > 1', approve(), 'failing'), rule('true')] };
    expect(decide(failing)).toMatchObject({ outcome: 'review', rules: [], tried: ['failing'] });
  });
});

describe('a guard never suspends a statutory withdrawal', () => {
  const open = { reason: 'customer_remorse', withdrawalOpen: true, flagged: true, requestValueMinor: 90_000 } as const;

  test('flagged and dear: both become checks, and the rule answers', () => {
    const decision = decideLine(shipped, request(open));
    expect(decision.outcome).toBe('approve');
    expect(decision.checks.map(({ id }) => id)).toEqual(['flagged-account', 'high-value']);
    expect(decision.rules.map(({ id }) => id)).toEqual(['withdrawal']);
    expect(decision.message).toMatch(/^You can send it back/);
  });

  test.each<[string, Partial<Facts>]>([
    ['no right of withdrawal is open', { withdrawalOpen: false }],
    ['it is a fault that is reported', { reason: 'defective' }],
  ])('not where %s', (_, some) => {
    expect(decideLine(shipped, request({ ...open, ...some }))).toMatchObject({ outcome: 'review', checks: [] });
  });

  test('the label is held back all the same until the customs route is known', () => {
    const decision = decideLine(shipped, request({ ...open, crossBorder: true }));
    expect(decision).toMatchObject({ outcome: 'approve', holds: ['customs_route'] });
  });

  test('a policy that cannot be evaluated is looked at by a person', () => {
    const some = { rules: [rule('10 / (quantity - quantity) > 1')] };
    expect(decide(some, open)).toMatchObject({ outcome: 'review', problems: [{ code: 'policy_failed' }] });
  });
});

describe('what an answer may say', () => {
  test('evidence beside what the reason demands, and hints for the way back', () => {
    const some = {
      evidence: { defective: ['photo_or_video'] },
      rules: [rule('true', approve({ evidence: ['document'], routeHints: ['data-wipe'] }))],
    };
    expect(decide(some)).toMatchObject({
      terms: { evidence: ['photo_or_video', 'document'] },
      routeHints: ['data-wipe'],
    });
  });

  test('each sentence in the language that is asked for, else in English, else in what there is', () => {
    const both = {
      rules: [{ ...rule('true', approve({ message: { en: 'Yes.', de: 'Ja.' } })), title: { de: 'Alles' } }],
    };
    expect(decide(both, {}, 'de')).toMatchObject({ message: 'Ja.', rules: [{ why: 'Alles' }] });
    expect(decide(both, {}, 'fr')).toMatchObject({ message: 'Yes.', rules: [{ why: 'Alles' }] });
    expect(decide(both)).toMatchObject({ message: 'Yes.' });
  });

  test('until when the standard window is open', () => {
    expect(decide({}, { deliveredOn: '2026-02-28' }).window).toEqual({ until: '2026-03-30' });
  });

  test('an inspection fee', () => {
    const fees = [{ kind: 'inspection', basisPoints: 300 }];
    const { terms } = decide({ rules: [rule('true', approve({ fees }))] }, { valueMinor: 10_000 });
    expect(terms?.fees).toEqual([{ kind: 'inspection', amount: { currency: 'EUR', minor: 300 } }]);
  });
});

test('a policy that cannot be asked at all sends the request to a person, in the customer’s language', () => {
  expect(undecided({ id: 'lost', version: '9' }, 'It cannot be read.', 'de')).toMatchObject({
    outcome: 'review',
    message: expect.stringMatching(/^Danke/),
    problems: [
      {
        code: 'policy_failed',
        detail: 'Die Richtlinie konnte nicht angewandt werden: ein Mensch entscheidet.',
        cause: 'It cannot be read.',
      },
    ],
    policy: { id: 'lost', version: '9' },
  });
});
