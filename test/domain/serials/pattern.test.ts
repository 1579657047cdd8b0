import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patternFault } from '../../../shared/serials/pattern.ts';
import { wholeOf } from '../../../shared/serials/rules.ts';

describe('patterns of administrators', () => {
  test.each([
    'LMX-\\d{6}',
    '[A-Z]{2}\\d{6,10}',
    '(?:AB|CD|EF)-?\\d{8}',
    '(?<checked>\\d{15})',
    '[0-9A-Z]+',
    '[A-Z]*\\d+',
    '\\p{Lu}\\d{3,5}',
    '.{3,40}',
  ])('%s may be used', (pattern) => {
    expect(patternFault(pattern)).toBeUndefined();
  });

  test.each([
    ['(', 'pattern_unreadable'],
    ['[Z-A]', 'pattern_unreadable'],
    ['a{2,1}', 'pattern_unreadable'],
    ['\\q', 'pattern_unreadable'],
    ['^A', 'pattern_not_supported'],
    ['A$', 'pattern_not_supported'],
    ['A\\b', 'pattern_not_supported'],
    ['(?=A)A', 'pattern_not_supported'],
    ['(?<!A)B', 'pattern_not_supported'],
    ['(A)\\1', 'pattern_not_supported'],
    ['(?<x>A)\\k<x>', 'pattern_not_supported'],
    ['A{41}', 'pattern_not_supported'],
    ['(A+)+', 'pattern_costly'],
    ['(A*)*B', 'pattern_costly'],
    ['(A|A)*B', 'pattern_costly'],
    ['(A?){20}A{20}', 'pattern_costly'],
    ['\\d*\\d*\\d*\\d*\\d*X', 'pattern_costly'],
    ['((A|B|AB){0,40}){0,40}', 'pattern_costly'],
    ['(()*)*', 'pattern_costly'],
  ])('%s may not: %s', (pattern, code) => {
    expect(patternFault(pattern)?.code).toBe(code);
  });

  test('whatever pattern is taken, no number takes more steps than its ways: a thousand are looked at without delay', () => {
    // Patterns of few letters, put together at random: those that meet themselves again and again are among them.
    const atom = fc.constantFrom('A', 'B', '[AB]', '.', '\\w');
    const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
      pattern: fc
        .array(tie('part'), { minLength: 1, maxLength: 4 })
        .map((parts) => parts.join(''))
        .chain((one) => fc.constantFrom(one, `${one}|${one}`)),
      part: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        atom,
        fc
          .tuple(
            fc.oneof(
              atom,
              tie('pattern').map((one) => `(?:${one})`),
            ),
            fc.constantFrom('*', '+', '?', '{2}', '{1,9}'),
          )
          .map(([one, count]) => `${one}${count}`),
      ),
    }));
    let taken = 0;
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[AB]{39}$/), (one, text) => {
        if (patternFault(one)) return;
        taken += 1;
        // One that backtracked without end would never come back from here, and the test not from its time-out.
        wholeOf(one).test(`${text}!`);
      }),
      { numRuns: 1000 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
