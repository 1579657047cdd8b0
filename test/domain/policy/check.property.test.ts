import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Facts, facts as factsSchema } from '../../../shared/contracts/facts.ts';
import { checkPolicy } from '../../../shared/policy/check.ts';
import { type CompiledPolicy, compilePolicy } from '../../../shared/policy/compile.ts';
import { decideLine } from '../../../shared/policy/evaluate.ts';
import { approve, guard, rule, smallPolicy } from './small-policy.ts';

/** Conditions as people write them: comparisons, put together. */
const number = fc.constantFrom(2, 3, 30);
const comparison = fc.constantFrom('<', '<=', '==', '!=', '>', '>=');
const simple = fc.oneof(
  fc.tuple(comparison, number).map(([sign, value]) => `quantity ${sign} ${value}`),
  fc.tuple(comparison, number).map(([sign, value]) => `known.daysSinceDelivery && daysSinceDelivery ${sign} ${value}`),
  fc.tuple(comparison, number).map(([sign, value]) => `daysSinceDelivery ${sign} ${value}`),
  fc.tuple(comparison, fc.constantFrom('small', 'large')).map(([sign, name]) => `valueMinor ${sign} amounts.${name}`),
  fc.constantFrom('flagged', 'business', 'known.crossBorder && crossBorder', 'open.standard', 'true'),
  fc.constantFrom('defective', 'other', 'recall').map((reason) => `reason == '${reason}'`),
  fc
    .subarray(['defective', 'other', 'recall', 'open_box'], { minLength: 1 })
    .map((some) => `reason in ['${some.join("', '")}']`),
);
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    simple,
    fc
      .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
      .map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('condition').map((one) => `!(${one})`),
  ),
}));
const policies = fc
  .record({ guards: fc.array(condition, { maxLength: 2 }), rules: fc.array(condition, { minLength: 1, maxLength: 6 }) })
  .map(({ guards, rules }) =>
    smallPolicy({
      amounts: { small: { EUR: 1_000, USD: 2_500 }, large: { EUR: 5_000, USD: 2_000 } },
      guards: guards.map((when, i) => guard(when, `guard-${i}`)),
      rules: rules.map((when, i) => rule(when, approve(), `rule-${i}`)),
    }),
  );

const anyone: fc.Arbitrary<Facts> = fc
  .record({
    reason: fc.constantFrom('defective' as const, 'other' as const, 'recall' as const, 'open_box' as const),
    currency: fc.constantFrom('EUR', 'USD'),
    valueMinor: fc.nat({ max: 8_000 }),
    quantity: fc.integer({ min: 1, max: 45 }),
    flagged: fc.boolean(),
    business: fc.boolean(),
    crossBorder: fc.option(fc.boolean(), { nil: undefined }),
    daysSinceDelivery: fc.option(fc.nat({ max: 60 }), { nil: undefined }),
  })
  .map(requestOf);

interface Told extends Pick<Facts, 'reason' | 'currency' | 'valueMinor' | 'quantity' | 'flagged' | 'business'> {
  crossBorder: boolean | undefined;
  daysSinceDelivery: number | undefined;
}

function requestOf({ crossBorder, daysSinceDelivery, ...rest }: Told): Facts {
  return {
    category: 'audio',
    requestValueMinor: rest.valueMinor,
    returnedValueMinor: rest.valueMinor,
    problems: [],
    today: '2026-06-10',
    ...rest,
    ...(crossBorder !== undefined && { crossBorder }),
    ...(daysSinceDelivery !== undefined && {
      daysSinceDelivery,
      deliveredOn: new Date(Date.UTC(2026, 5, 10 - daysSinceDelivery)).toISOString().slice(0, 10),
    }),
  };
}

/** true, false, or undefined where it cannot be answered. */
function asked(policy: CompiledPolicy, pointer: string, facts: Facts): boolean | undefined {
  const [, part, place] = /^\/(guards|rules)\/(\d+)\/when$/.exec(pointer) ?? [];
  const compiled = policy[part as 'guards' | 'rules'][Number(place)];
  try {
    return compiled?.condition.holds(policy.contextOf(facts));
  } catch {
    return undefined;
  }
}

describe('what a check says of a policy is so', () => {
  test('its witnesses show it, and no other request shows the contrary', () => {
    fc.assert(
      fc.property(policies, fc.array(anyone, { minLength: 40, maxLength: 40 }), (document, others) => {
        const policy = compilePolicy(document);
        const answering = (facts: Facts) => decideLine(policy, facts).rules.at(-1)?.id;
        for (const { code, pointer, witness, says } of checkPolicy(document)) {
          const shown = witness && factsSchema.parse(witness);
          if (code === 'always_holds') {
            expect(shown && asked(policy, pointer, shown)).toBe(true);
            for (const facts of others) expect(asked(policy, pointer, facts)).toBe(true);
          } else if (code === 'never_holds') {
            for (const facts of others) expect(asked(policy, pointer, facts)).not.toBe(true);
          } else if (code === 'shadowed') {
            const id = document.rules[Number(pointer.split('/')[2])]?.id;
            expect(shown && asked(policy, pointer, shown)).toBe(true);
            const nobody = says.code === 'shadowed' ? others : [];
            for (const facts of [shown as Facts, ...nobody]) expect(answering(facts)).not.toBe(id);
          } else if (code === 'may_fail') {
            expect(decideLine(policy, shown as Facts).problems.map((one) => one.code)).toContain('policy_failed');
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a rule it says nothing of answers some request', () => {
    fc.assert(
      fc.property(policies, (document) => {
        const policy = compilePolicy(document);
        const findings = checkPolicy(document);
        const told = (i: number, code?: string) =>
          findings.some((one) => one.pointer === `/rules/${i}/when` && (code === undefined || one.code === code));
        const last = document.rules.findIndex((_, i) => told(i, 'always_holds'));
        const missing = new Set([...document.rules.keys()].filter((i) => !told(i) && (last < 0 || i < last)));
        for (const facts of everyone()) {
          if (missing.size === 0) break;
          missing.delete(document.rules.findIndex((_, i) => asked(policy, `/rules/${i}/when`, facts) !== false));
        }
        expect([...missing]).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });
});

/** Every request there is, of what these policies ask for: each number they name, one less and one more. */
function* everyone(): Generator<Facts> {
  for (const reason of ['defective', 'other', 'recall', 'open_box', 'wrong_item'] as const)
    for (const [currency, value] of [
      ['EUR', 1_000],
      ['EUR', 5_000],
      ['USD', 2_000],
      ['USD', 2_500],
    ] as const)
      for (const valueMinor of [value - 1, value, value + 1])
        for (const quantity of [1, 2, 3, 4, 29, 30, 31])
          for (const daysSinceDelivery of [undefined, 0, 1, 2, 3, 4, 29, 30, 31, 40])
            for (const [flagged, business] of [
              [true, true],
              [true, false],
              [false, true],
              [false, false],
            ] as const)
              for (const crossBorder of [undefined, true, false])
                yield requestOf({
                  reason,
                  currency,
                  valueMinor,
                  quantity,
                  flagged,
                  business,
                  crossBorder,
                  daysSinceDelivery,
                });
}
