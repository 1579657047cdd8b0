import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { vocabularyOf } from '../../../shared/policy/condition-context.ts';
import { costOf, dearest } from '../../../shared/policy/condition-cost.ts';
import { conditionsOf, isCondition } from '../../../shared/policy/conditions.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { inEveryLanguage } from '../../../shared/policy/worded-finding.ts';
import { approve, rule, smallPolicy } from './small-policy.ts';

const named = { windows: { standard: 30 }, amounts: {} };
const compile = conditionsOf(named, vocabularyOf(named));
const wrongWith = (source: string): string => {
  const compiled = compile(source);
  return isCondition(compiled) ? '' : inEveryLanguage(compiled).en;
};

describe('a condition is refused before it is ever asked', () => {
  test.each([
    ['a regular expression', "category.matches('(a+)+$')", 'matches() is not known here'],
    ['a date', "timestamp('2026-01-01T00:00:00Z') < timestamp('2026-01-01T00:00:00Z')", 'timestamp() is not known'],
    ['a type cast', "dyn(quantity) == 'x'", 'dyn() is not known here'],
    ['a bound name', 'cel.bind(x, quantity, x > 2)', 'bind() is not known here'],
    ['a fraction', 'quantity > 1.5', '1.5 is no whole number'],
    ['nothing', 'quantity == null', 'Only whole numbers'],
    ['a map', "{'a': 1}.size() > 0", 'maxMapEntries'],
    ['a list of 51', `quantity in [${Array(51).fill(1).join()}]`, 'maxListElements'],
    ['another country than there can be', "known.country && country == 'Germany'", '“Germany” can be no country'],
    ['another day than there can be', "today < '1.12.2026'", '“1.12.2026” can be no today'],
    ['a doubt that does not exist', "'serial_lost' in problems", '“serial_lost” is no problems'],
    [
      'every element against every element, four times over',
      'problems.exists(a, problems.exists(b, problems.exists(c, problems.exists(d, a == b && c == d))))',
      'steps, and 2000 are the most',
    ],
    [
      'texts that double',
      "problems.map(a, a + a).map(b, b + b).map(c, c + c).map(d, d + d).exists(e, e == 'x')",
      'steps, and 2000 are the most',
    ],
  ])('%s', (_, source, problem) => expect(wrongWith(source)).toContain(problem));

  test.each([
    "problems.exists(one, one == 'serial_unknown')",
    "problems.filter(one, one != 'contact_missing').size() > 0",
    "category.startsWith('garden')",
    "known.country && country in ['DE', 'AT']",
    "known.today && today >= '2026-12-24'",
    '(quantity > 1 ? valueMinor / quantity : valueMinor) > 5000',
  ])('and this is not: %s', (source) => expect(wrongWith(source)).toBe(''));

  test('what each condition costs is summed: a document has its limit too', () => {
    const dear = 'problems.exists(a, problems.exists(b, a == b))';
    const cost = compile(dear);
    if (!isCondition(cost)) throw new Error(cost.code);
    expect(cost.cost).toBeGreaterThan(400);
    const many = Math.floor(dearest.document / cost.cost);
    const rules = (count: number) => Array.from({ length: count }, (_, i) => rule(dear, approve(), `rule-${i}`));
    expect(() => compilePolicy(smallPolicy({ rules: rules(many) }))).not.toThrow();
    expect(() => compilePolicy(smallPolicy({ rules: rules(many + 1) }))).toThrow(
      `rule-${many}: policy_too_costly {"max":${dearest.document}}`,
    );
  });

  test('500 rules like those that are shipped fit', () => {
    const rules = Array.from({ length: 500 }, (_, i) => ({
      ...(defaultPolicy.rules[i % defaultPolicy.rules.length] as (typeof defaultPolicy.rules)[number]),
      id: `rule-${i}`,
    }));
    expect(() => compilePolicy({ ...defaultPolicy, rules })).not.toThrow();
  });

  test('the cost of a condition is at least what its parts cost, and nesting multiplies', () => {
    const nested = (depth: number): string =>
      depth === 0 ? 'quantity > 1' : `problems.exists(p${depth}, ${nested(depth - 1)})`;
    const costs = [0, 1, 2].map((depth) => {
      const compiled = compile(nested(depth));
      if (!isCondition(compiled)) throw new Error(compiled.code);
      return costOf(compiled.tree);
    });
    expect(costs.map((cost, i) => i === 0 || cost > 20 * (costs[i - 1] ?? 0))).toEqual([true, true, true]);
  });

  test('whatever is written, it is answered: a condition or a sentence', () => {
    const words = fc.constantFrom(
      ...[
        'reason',
        '==',
        "'defective'",
        '(',
        ')',
        '&&',
        '||',
        '!',
        'quantity',
        '>',
        '1',
        'problems',
        '.exists(',
        'p',
        ',',
      ],
      ...[
        'windows.standard',
        'open.standard',
        'known.country',
        '[',
        ']',
        'in',
        '?',
        ':',
        '"',
        '9223372036854775808',
        '-',
      ],
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 25 }), (source) => {
        const compiled = compile(source.join(' '));
        if (!isCondition(compiled)) expect(inEveryLanguage(compiled).en).not.toBe('');
        else expect(compiled.cost).toBeLessThanOrEqual(dearest.condition);
      }),
      { numRuns: 1000 },
    );
  });
});
