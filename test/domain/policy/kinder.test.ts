import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LineDecision, Terms } from '../../../shared/contracts/decision.ts';
import { kinderOf, netOf } from '../../../shared/policy/kinder.ts';

const eur = (minor: number) => ({ currency: 'EUR', minor });
const paid = { goods: eur(10_000), delivery: eur(500) };
const terms = (fee = 0, refundsDelivery = false): Terms => ({
  labelPayer: 'brand',
  fees: fee > 0 ? [{ kind: 'restocking', amount: eur(fee) }] : [],
  resolutions: ['refund'],
  evidence: [],
  refundsDelivery,
});
const decision = (outcome: LineDecision['outcome'], given?: Terms, until?: string): LineDecision => ({
  outcome,
  ...(given && { terms: given }),
  message: 'So it is.',
  rules: [],
  tried: [],
  checks: [],
  problems: [],
  window: { ...(until && { until }) },
  policy: { id: 'p', version: '1' },
});

describe('of two policies the kinder one, as a whole', () => {
  test.each([
    [
      'returnless before approve',
      decision('returnless', terms(9_000)),
      decision('approve', terms()),
      'first',
      'outcome',
    ],
    ['approve before review', decision('approve', terms(9_000)), decision('review', terms()), 'first', 'outcome'],
    ['review before reject', decision('reject'), decision('review'), 'second', 'outcome'],
    ['less fee', decision('approve', terms(100), '2026-01-01'), decision('approve', terms(99)), 'second', 'refund'],
    ['delivery refunded', decision('approve', terms(0, true)), decision('approve', terms()), 'first', 'refund'],
    [
      'a later end',
      decision('reject', undefined, '2026-01-02'),
      decision('reject', undefined, '2026-01-01'),
      'first',
      'window',
    ],
  ] as const)('%s', (_, first, second, kinder, by) => expect(kinderOf(first, second, paid)).toEqual({ kinder, by }));

  test('neither where all that counts is alike, and where an end is not known', () => {
    expect(kinderOf(decision('approve', terms()), decision('approve', terms()), paid)).toEqual({ kinder: 'neither' });
    const known = decision('reject', undefined, '2026-01-01');
    expect(kinderOf(known, decision('reject'), paid)).toEqual({ kinder: 'neither' });
  });

  test('what is left is never less than nothing', () =>
    expect(netOf(decision('approve', terms(20_000)), paid)).toBe(0));

  const some = fc
    .record({
      outcome: fc.constantFrom('returnless' as const, 'approve' as const, 'review' as const, 'reject' as const),
      fee: fc.integer({ min: 0, max: 3 }),
      delivery: fc.boolean(),
      until: fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-03'),
    })
    .map(({ outcome, fee, delivery, until }) =>
      decision(outcome, outcome === 'reject' ? undefined : terms(fee * 500, delivery), until),
    );

  test('it is an order: asked the other way round the same one is kinder, and no three go in a circle', () => {
    const other = { first: 'second', second: 'first', neither: 'neither' } as const;
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        const ab = kinderOf(a, b, paid).kinder;
        expect(kinderOf(b, a, paid).kinder).toBe(other[ab]);
        if (ab !== 'second' && kinderOf(b, c, paid).kinder !== 'second')
          expect(kinderOf(a, c, paid).kinder).not.toBe('second');
      }),
    );
  });
});
