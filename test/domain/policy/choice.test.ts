import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LineDecision } from '../../../shared/contracts/decision.ts';
import type { PolicyDocument } from '../../../shared/contracts/policy.ts';
import { decideAlone, type PolicyChoice, type Unusable } from '../../../shared/policy/choice.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { decideLine } from '../../../shared/policy/evaluate.ts';
import { kinderOf } from '../../../shared/policy/kinder.ts';
import { request } from './facts.ts';
import { approve, rule, smallPolicy } from './small-policy.ts';

/** The policy that applies is the one in force when the order was placed, unless the one in force now is kinder. */

const eur = (minor: number) => ({ currency: 'EUR', minor });
const paid = { goods: eur(12_900), delivery: eur(500) };
const policy = (version: string, some: object = {}): PolicyDocument => smallPolicy({ version, ...some });
const answering = (version: string, answer: object, days = 30) =>
  policy(version, { rules: [rule('true', answer)], windows: { standard: days } });
const refusal = { outcome: 'reject', message: 'No.' };
const fee = (basisPoints: number) => approve({ fees: [{ kind: 'restocking', basisPoints }] });
const kept = { outcome: 'returnless', message: 'Keep it.', labelPayer: 'none', resolutions: ['refund'] };

const choice = (ordered: PolicyDocument | Unusable, current: PolicyDocument | Unusable): PolicyChoice => ({
  ordered: 'rules' in ordered ? compilePolicy(ordered) : ordered,
  current: 'rules' in current ? compilePolicy(current) : current,
});
const decide = (ordered: PolicyDocument | Unusable, current: PolicyDocument | Unusable, facts = request()) =>
  decideAlone({ choice: choice(ordered, current), facts, paid });

describe('of two policies', () => {
  test.each<[string, PolicyDocument, PolicyDocument, 'order_date' | 'now', string]>([
    [
      'the one of the order’s day, where it is kinder by its outcome',
      answering('1', approve()),
      answering('2', refusal),
      'order_date',
      'is kinder',
    ],
    [
      'today’s, where it is kinder by its outcome',
      answering('1', refusal),
      answering('2', approve()),
      'now',
      'its answer is kinder',
    ],
    [
      'today’s, where it has the goods kept',
      answering('1', approve()),
      answering('2', kept),
      'now',
      'its answer is kinder',
    ],
    ['today’s, where it pays back more', answering('1', fee(2000)), answering('2', fee(1500)), 'now', 'pays back more'],
    [
      'the one of the order’s day, where it pays back more',
      answering('1', fee(1500)),
      answering('2', fee(2000)),
      'order_date',
      'is kinder',
    ],
    [
      'today’s, where it leaves more time',
      answering('1', approve()),
      answering('2', approve(), 60),
      'now',
      'leaves more time',
    ],
    [
      'the one of the order’s day, where both are alike',
      answering('1', approve()),
      answering('2', approve({ message: 'Sure.' })),
      'order_date',
      'gives the same',
    ],
    [
      'a smaller fee never makes up for a refusal',
      answering('1', refusal),
      answering('2', fee(9900)),
      'now',
      'its answer is kinder',
    ],
    [
      'the outcome counts before the window',
      answering('1', approve(), 10),
      answering('2', refusal, 60),
      'order_date',
      'is kinder',
    ],
  ])('%s', (_, ordered, current, chosen, because) => {
    const decision = decide(ordered, current);
    const [used, other] = chosen === 'now' ? [current, ordered] : [ordered, current];
    expect(decision.policy).toEqual({
      id: 'small',
      version: used.version,
      chosen,
      because: expect.stringContaining(because),
      other: { id: 'small', version: other.version },
    });
    // It is that policy's decision whole: never the best parts of both.
    expect({ ...decision, policy: 0 }).toEqual({ ...decideLine(compilePolicy(used), request()), policy: 0 });
  });

  test('the same one is asked once, and says that it still is in force', () => {
    const { policy: used } = decide(answering('1', approve()), answering('1', approve()));
    expect(used).toEqual({
      id: 'small',
      version: '1',
      chosen: 'order_date',
      because: expect.stringContaining('still is'),
    });
  });

  test('in German, the reason is in German', () => {
    const { policy: used } = decideAlone({
      choice: choice(answering('1', refusal), answering('2', approve())),
      facts: request(),
      paid,
      language: 'de',
    });
    expect(used.because).toMatch(/günstiger/);
  });
});

describe('a policy that cannot be evaluated', () => {
  const unusable: Unusable = { id: 'small', version: '9', why: 'It cannot be read.' };
  const failing = policy('8', { rules: [rule('valueMinor / (quantity - quantity) > 1')] });

  test.each<[string, PolicyDocument | Unusable, PolicyDocument | Unusable]>([
    ['of the order’s day', unusable, answering('1', approve())],
    ['of today', answering('1', approve()), unusable],
    ['that divides by nothing, of the order’s day', failing, answering('1', kept)],
    ['that divides by nothing, of today', answering('1', kept), failing],
    ['on both days', unusable, failing],
  ])('%s: a person decides, and is told why', (_, ordered, current) => {
    const decision = decide(ordered, current);
    expect(decision).toMatchObject({ outcome: 'review', problems: [{ code: 'policy_failed' }] });
    expect(decision.policy.because).toContain('cannot be evaluated');
  });

  test('of today leaves the terms of the order’s day to propose', () => {
    expect(decide(answering('1', fee(1500)), unusable).terms?.fees).toEqual([
      { kind: 'restocking', amount: eur(1935) },
    ]);
  });
});

test('one that was named decides alone', () => {
  const decision = decideAlone({
    choice: { named: compilePolicy(answering('7', refusal)) },
    facts: request(),
    paid,
  });
  expect(decision).toMatchObject({ outcome: 'reject', policy: { id: 'small', version: '7' } });
  expect(decision.policy.chosen).toBeUndefined();
});

test('where one cannot be evaluated and a withdrawal takes effect, nobody is said to decide', () => {
  const unusable: Unusable = { id: 'small', version: '9', why: 'It cannot be read.' };
  const law = { version: '1', arrival: { state: 'all' as const, lastOn: '2026-10-11' } };
  const facts = request({ reason: 'customer_remorse', withdrawalOpen: true });
  const good = answering('1', fee(1500));
  for (const both of [choice(unusable, good), choice(good, unusable)])
    for (const [language, says] of [
      ['en', 'takes effect by law'],
      ['de', 'gilt nach dem Gesetz'],
    ] as const) {
      const { outcome, policy: used } = decideAlone({ choice: both, facts, law, paid, language });
      expect([outcome, used.because]).toEqual(['approve', expect.stringContaining(says)]);
    }
});

test('of what nobody knows the price of, no terms are told', () => {
  const facts = request({ problems: ['price_unknown'] });
  const { outcome, terms } = decideAlone({
    choice: choice(answering('1', fee(1)), answering('2', fee(2))),
    facts,
    paid,
  });
  expect([outcome, terms]).toEqual(['approve', undefined]);
});

test('what a decision comes to under the law is what is compared', () => {
  const withLaw = (decision: LineDecision): LineDecision =>
    decision.policy.version === '1' ? { ...decision, outcome: 'returnless' } : decision;
  const two = choice(answering('1', refusal), answering('2', approve()));
  expect(decideAlone({ choice: two, facts: request(), paid }, withLaw)).toMatchObject({
    outcome: 'returnless',
    policy: { version: '1', chosen: 'order_date' },
  });
});

test('whatever two policies say, no customer is worse off than by the policy of the order’s day', () => {
  const answers = fc.oneof(
    fc.constant(refusal),
    fc.constant(kept),
    fc.constant({ outcome: 'review', message: 'Wait.' }),
    fc.nat(10_000).map(fee),
    fc.boolean().map((refundsDelivery) => approve({ refundsDelivery })),
  );
  let now = 0;
  fc.assert(
    fc.property(answers, answers, fc.nat(90), fc.nat(90), (one, two, days, daysNow) => {
      const [ordered, current] = [answering('1', one, days), answering('2', two, daysNow)];
      const alone = (document: PolicyDocument): LineDecision => decideLine(compilePolicy(document), request());
      const decision = decide(ordered, current);
      if (decision.policy.chosen === 'now') now += 1;
      expect(kinderOf(decision, alone(ordered), paid).kinder).not.toBe('second');
      expect(kinderOf(decision, alone(current), paid).kinder).not.toBe('second');
    }),
  );
  expect(now).toBeGreaterThan(10);
});
