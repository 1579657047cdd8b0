import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LineDecision, Terms } from '../../../shared/contracts/decision.ts';
import type { PolicyDocument } from '../../../shared/contracts/policy.ts';
import { answersTo, chooseTogether, type LineAsked } from '../../../shared/policy/choice.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { kinderOf, netOf } from '../../../shared/policy/kinder.ts';
import { gainOf, kindestTogether, type LineOptions } from '../../../shared/policy/kindest.ts';
import { chargedOneLabel } from '../../../shared/returns/offered.ts';
import { request } from './facts.ts';
import { approve, rule, smallPolicy } from './small-policy.ts';

/** What goes back together is charged one label: the lines of a request are chosen for together. */

const eur = (minor: number) => ({ currency: 'EUR', minor });
const paid = { goods: eur(4_000), delivery: eur(0) };
const policy = (version: string, answer: object, when = 'true'): PolicyDocument =>
  smallPolicy({ version, rules: [rule(when, answer)], amounts: { label: { EUR: 495 } } });
const label = approve({ labelPayer: 'customer', fees: [{ kind: 'return_shipping', amount: 'label' }] });
const tenth = approve({ labelPayer: 'customer', fees: [{ kind: 'restocking', basisPoints: 1000 }] });

const decide = (ordered: PolicyDocument, current: PolicyDocument, asked: Partial<LineAsked>[]): LineDecision[] => {
  const choice = { ordered: compilePolicy(ordered), current: compilePolicy(current) };
  const facts = request({ valueMinor: 4_000 });
  return chooseTogether(asked.map((some) => answersTo({ choice, facts, paid, ...some })));
};
const netOfAll = (decisions: readonly Pick<LineDecision, 'terms'>[], each = decisions.map(() => paid)) =>
  chargedOneLabel(decisions.map(({ terms }) => terms)).reduce(
    (all, terms, i) => all + netOf({ terms }, each[i] ?? paid),
    0,
  );

describe('the lines of a request', () => {
  test.each<[string, number, object, object, string[], number]>([
    ['one alone: a tenth is less than a label', 1, label, tenth, ['now'], 3_600],
    ['two: one label is less than two tenths', 2, label, tenth, ['order_date', 'order_date'], 7_505],
    ['three, asked the other way round', 3, tenth, label, ['now', 'now', 'now'], 11_505],
  ])('%s', (_name, count, ordered, current, chosen, net) => {
    const decisions = decide(policy('1', ordered), policy('2', current), Array(count).fill({}));
    expect(decisions.map(({ policy: used }) => used.chosen)).toEqual(chosen);
    expect(netOfAll(decisions)).toBe(net);
    for (const { policy: used } of decisions)
      expect(used.because).toMatch(used.chosen === 'now' ? /pays back more/ : /is kinder/);
  });

  test('a line whose label the brand pays frees the others of theirs', () => {
    const brands = policy('2', approve({ fees: [{ kind: 'restocking', basisPoints: 100 }] }), "category == 'audio'");
    const decisions = decide(policy('1', label), brands, [{}, { facts: request({ category: 'toys' }) }]);
    expect(decisions.map(({ policy: used }) => used.chosen)).toEqual(['now', 'order_date']);
    expect(netOfAll(decisions)).toBe(4_000 - 40 + 4_000);
  });

  test('an outcome counts before all money', () => {
    const refusal = policy('1', { outcome: 'reject', message: 'No.' });
    const [decision] = decide(refusal, policy('2', label), [{}]);
    expect(decision).toMatchObject({ outcome: 'approve', policy: { chosen: 'now' } });
  });
});

const terms = fc.record({
  labelPayer: fc.constantFrom('brand' as const, 'customer' as const, 'none' as const),
  restocking: fc.integer({ min: 0, max: 6 }),
  label: fc.integer({ min: 0, max: 6 }),
  refundsDelivery: fc.boolean(),
});
const optionOf = fc.record({
  terms: fc.option(
    terms.map(
      ({ labelPayer, restocking, label: way, refundsDelivery }): Terms => ({
        labelPayer,
        fees: [
          ...(restocking > 0 ? [{ kind: 'restocking' as const, amount: eur(restocking * 100) }] : []),
          ...(way > 0 && labelPayer === 'customer'
            ? [{ kind: 'return_shipping' as const, amount: eur(way * 100) }]
            : []),
        ],
        resolutions: ['refund'],
        evidence: [],
        refundsDelivery,
      }),
    ),
    { nil: undefined, freq: 8 },
  ),
  window: fc.constantFrom({}, { until: '2026-11-01' }, { until: '2026-11-02' }),
});
const line = fc.record({
  paid: fc.record({ goods: fc.integer({ min: 0, max: 2_000 }).map(eur), delivery: fc.nat(500).map(eur) }),
  options: fc.oneof(fc.tuple(optionOf), fc.tuple(optionOf, optionOf)),
});

test('whatever the answers, no other choice pays back more, leaves longer windows for as much, or keeps nearer to the order', () => {
  const worth = (lines: readonly LineOptions[], picks: readonly number[]) => {
    const taken = lines.map(({ options }, i) => options[picks[i] ?? 0] ?? options[0]);
    const net = netOfAll(
      taken.map((one) => ({ terms: one.terms })),
      lines.map((one) => one.paid),
    );
    const later = lines.filter(({ options: [first, second] }, i) => {
      const of = (at: number) => [first, second][at]?.window?.until;
      const [own, other] = [of(picks[i] ?? 0), of(1 - (picks[i] ?? 0))];
      return own !== undefined && other !== undefined && own > other;
    }).length;
    return [net, later, picks.filter((pick) => pick === 0).length];
  };
  const compare = (a: number[], b: number[]) => a.map((one, i) => one - (b[i] ?? 0)).find((one) => one !== 0) ?? 0;
  const allPicks = (lines: readonly LineOptions[]): number[][] =>
    lines.reduce<number[][]>(
      (all, { options }) => all.flatMap((picks) => options.map((_, pick) => [...picks, pick])),
      [[]],
    );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const picks = kindestTogether(lines);
      const most = allPicks(lines).reduce(
        (best, one) => (compare(worth(lines, one), best) > 0 ? worth(lines, one) : best),
        [-1, 0, 0],
      );
      expect(worth(lines, picks)).toEqual(most);
      for (const [i, { options }] of lines.entries())
        if (options.length === 2) {
          const gain = [...gainOf(lines, picks, i)];
          expect(compare(gain, [0, 0, 0])).toBeGreaterThan(0);
        }
    }),
    { numRuns: 400 },
  );
});

test('a request is never worse off than under one policy for all of it, nor than if each line were chosen for alone', () => {
  const answers = fc.oneof(
    fc.constant(label),
    fc.nat(3_000).map((basisPoints) => approve({ fees: [{ kind: 'restocking', basisPoints }] })),
    fc
      .nat(3_000)
      .map((basisPoints) => approve({ labelPayer: 'customer', fees: [{ kind: 'restocking', basisPoints }] })),
    fc.constant({ outcome: 'review', message: 'Wait.' }),
    fc.constant({ outcome: 'reject', message: 'No.' }),
  );
  const conditions = fc.constantFrom('true', "category == 'audio'", 'quantity > 1');
  const asked = fc.array(
    fc.record({ category: fc.constantFrom('audio', 'toys'), quantity: fc.integer({ min: 1, max: 2 }) }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(answers, answers, conditions, asked, (one, two, when, lines) => {
      const [ordered, current] = [policy('1', one, when), policy('2', two)];
      const facts = lines.map((some) => ({ facts: request({ valueMinor: 4_000, ...some }) }));
      const together = decide(ordered, current, facts);
      const others = [
        decide(ordered, ordered, facts),
        decide(current, current, facts),
        facts.flatMap((each) => decide(ordered, current, [each])),
      ];
      for (const other of others) {
        for (const [i, decision] of together.entries()) {
          const against = other[i];
          const { kinder, by } = against ? kinderOf(decision, against, paid) : {};
          expect(kinder === 'second' && by === 'outcome').toBe(false);
        }
        const isAlike = together.every(({ outcome }, i) => outcome === other[i]?.outcome);
        if (isAlike) expect(netOfAll(together)).toBeGreaterThanOrEqual(netOfAll(other));
      }
    }),
    { numRuns: 150 },
  );
});
