import { describe, expect, test } from 'vitest';
import { type ReasonCode, reasonCode } from '../../../shared/contracts/decision.ts';
import type { Facts } from '../../../shared/contracts/facts.ts';
import { languages } from '../../../shared/notifications/language.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { decideLine } from '../../../shared/policy/evaluate.ts';
import { request, without } from './facts.ts';

const policy = compilePolicy(defaultPolicy);
const decide = (some: Partial<Facts> = {}) => decideLine(policy, request(some));
const late = { daysSinceDelivery: 800, warrantyDaysLeft: -70 };

describe('what stands beside the twelve rules', () => {
  test.each<[string, Partial<Facts>, string, string]>([
    ['warranty expired and contested → manual review', { ...late, contested: true }, 'review', 'warranty-contested'],
    ['warranty expired and not contested → reject', { ...late, contested: false }, 'reject', 'warranty-expired'],
    ['contested while the warranty lasts → approve', { contested: true }, 'approve', 'defective-early'],
    ['another tier covers it → approve', { ...late, covered: true }, 'approve', 'defective-in-warranty'],
    ['no tier covers it → reject', { ...late, warrantyDaysLeft: 5, covered: false }, 'reject', 'warranty-expired'],
    ['recall → manual review', { reason: 'recall' }, 'review', 'recall'],
    ['a cheap recall is not to be kept', { reason: 'recall', valueMinor: 500 }, 'review', 'recall'],
    ['demo return → manual review', { reason: 'demo_return' }, 'review', 'lent-goods'],
    ['end of lease → manual review', { reason: 'end_of_lease', valueMinor: 500 }, 'review', 'lent-goods'],
    ['bought from an authorized dealer → as any other', { dealer: 'authorized' }, 'approve', 'defective-early'],
  ])('%s', (_, some, outcome, rule) => {
    const { rules, outcome: answer } = decide(some);
    expect([answer, rules.at(-1)?.id]).toEqual([outcome, rule]);
  });

  test('warranty expired: a paid repair is offered', () => expect(decide(late).offers).toEqual(['paid_repair']));

  test('a repair in warranty goes to where repairs are made', () =>
    expect(decide({ daysSinceDelivery: 100 }).routeHints).toEqual(['repair']));

  test.each(['unauthorized', 'unknown'] as const)('a dealer who is %s: a person looks', (dealer) => {
    expect(decide({ dealer })).toMatchObject({ outcome: 'review', rules: [{ id: 'unauthorized-dealer' }, {}] });
  });

  test('coverage that is known needs no days left', () => {
    const { outcome } = decideLine(policy, without({ daysSinceDelivery: 90, covered: true }, 'warrantyDaysLeft'));
    expect(outcome).toBe('approve');
  });

  test('no reason is forgotten: each has a rule that is meant for it, or a person looks', () => {
    const answering = (reason: ReasonCode) => decide({ reason }).rules.at(-1)?.id;
    expect(reasonCode.options.filter((reason) => answering(reason) === 'no-rule')).toEqual(['other']);
  });

  test('the restocking fee has no end: a window that holidays extend is charged like its last days', () => {
    const extended = compilePolicy({
      ...defaultPolicy,
      holidayPeriods: [{ deliveredFrom: '2026-06-01', deliveredTo: '2026-09-30', until: '2026-12-31' }],
    });
    const remorse = {
      reason: 'customer_remorse',
      condition: 'opened',
      daysSinceDelivery: 60,
      valueMinor: 10_000,
    } as const;
    expect(decide(remorse).outcome).toBe('reject');
    expect(decideLine(extended, request(remorse))).toMatchObject({
      outcome: 'approve',
      terms: { fees: [{ kind: 'restocking', amount: { minor: 2_250 } }, {}] },
      window: { until: '2026-12-31' },
    });
  });
});

describe('cross-border → customs route decided before a label is made', () => {
  const abroad = (some: Partial<Facts> = {}) => decide({ crossBorder: true, ...some });

  test.each([undefined, 'unknown'] as const)(
    'route %s: the outcome stands, and the label is held back',
    (customsRoute) => {
      const decision = abroad(customsRoute && { customsRoute });
      expect(decision).toMatchObject({ outcome: 'approve', holds: ['customs_route'], terms: { labelPayer: 'brand' } });
      expect(decision.rules.map(({ id }) => id)).toEqual(['defective-early', 'customs-route']);
      expect(decision.message).toMatch(/the right way back across the border/);
    },
  );

  test.each(['known', 'not_needed'] as const)('route %s: decided like any other', (customsRoute) => {
    const decision = abroad({ customsRoute });
    expect(decision.outcome).toBe('approve');
    expect(decision).not.toHaveProperty('holds');
  });
});

test.each([...languages])('every text of the shipped policy is there in %s', (language) => {
  const texts = JSON.stringify(defaultPolicy, (_, value) =>
    value && typeof value === 'object' && 'en' in value ? `text:${value[language] ?? ''}` : value,
  );
  expect(texts).not.toContain('"text:"');
  expect(texts).not.toContain('"en"');
});
