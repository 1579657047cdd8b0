import { describe, expect, test } from 'vitest';
import { reasonCode } from '../../../shared/contracts/decision.ts';
import { listReasons, reasonSets } from '../../../shared/contracts/reasons.ts';
import { languages } from '../../../shared/notifications/language.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { demandsOf } from '../../../shared/reasons/demands.ts';
import { reasonsFor } from '../../../shared/reasons/offered.ts';
import { shippedReasons } from '../../../shared/reasons/shipped.ts';
import { shownReason } from '../../../shared/reasons/shown.ts';

const sets = reasonSets.parse([
  { reasons: [{ code: 'customer_remorse' }, { code: 'too_small', class: 'customer_remorse', label: 'Too small' }] },
  {
    categories: ['audio', 'video'],
    reasons: [
      {
        code: 'defective',
        questions: [{ id: 'what', text: 'What do you hear?' }],
        evidence: { pieces: [{ type: 'document' }, { type: 'photo', count: 2 }], withinDays: 5, without: 'review' },
      },
    ],
  },
]);
const codes = (of: typeof sets | undefined, category?: string) => reasonsFor(of, category).map(({ code }) => code);

describe('the reasons offered for a category', () => {
  test.each<[string, typeof sets | undefined, string | undefined, readonly string[]]>([
    ['as shipped, all of them', undefined, 'audio', reasonCode.options],
    ['those of the set that names it', sets, 'video', ['defective']],
    ['those of the set for all others', sets, 'toys', ['customer_remorse', 'too_small']],
    ['those of the set for all others, where none is known', sets, undefined, ['customer_remorse', 'too_small']],
    ['as shipped, where no set fits', sets.slice(1), 'toys', reasonCode.options],
    ['as shipped, where none is given', [], 'toys', reasonCode.options],
  ])('%s', (_, of, category, expected) => {
    expect(codes(of, category)).toEqual(expected);
  });

  test('what a set leaves out is as shipped for the class', () => {
    const [, small] = reasonsFor(sets, 'toys');
    expect(small).toEqual({
      ...shippedReasons.customer_remorse,
      code: 'too_small',
      class: 'customer_remorse',
      label: 'Too small',
    });
    const [defective] = reasonsFor(sets, 'audio');
    expect(defective).toMatchObject({
      label: shippedReasons.defective.label,
      questions: [{ id: 'what', required: true }],
      evidence: { withinDays: 5, without: 'review' },
    });
  });
});

test.each(Object.entries(shippedReasons))(
  '%s is shipped in every language, and as a brand could set it',
  (code, one) => {
    expect(reasonSets.safeParse([{ reasons: [{ code, ...one }] }]).error).toBeUndefined();
    for (const text of [one.label, ...one.questions.map(({ text: asked }) => asked)])
      expect(Object.keys(text).sort()).toEqual([...languages]);
    for (const language of languages) {
      const shown = shownReason({ ...one, code, class: reasonCode.parse(code) }, language);
      expect(listReasons.success.body.shape.reasons.element.safeParse(shown).error).toBeUndefined();
    }
  },
);

test.each<[string, unknown, string]>([
  ['a code of its own without a class', [{ reasons: [{ code: 'too_small' }] }], 'class_missing'],
  ['a code twice', [{ reasons: [{ code: 'recall' }, { code: 'recall' }] }], 'used_twice'],
  [
    'a question twice',
    [
      {
        reasons: [
          {
            code: 'recall',
            questions: [
              { id: 'a', text: 'A?' },
              { id: 'a', text: 'B?' },
            ],
          },
        ],
      },
    ],
    'used_twice',
  ],
  [
    'a category in two sets',
    [
      { categories: ['a', 'b'], reasons: [{ code: 'recall' }] },
      { categories: ['b'], reasons: [{ code: 'recall' }] },
    ],
    'category_in_two_sets',
  ],
  [
    'two sets for all others',
    [{ reasons: [{ code: 'recall' }] }, { reasons: [{ code: 'other' }] }],
    'category_in_two_sets',
  ],
])('%s cannot be set', (_, value, code) => {
  expect(reasonSets.safeParse(value).error?.issues.map(({ message }) => message)).toContain(code);
});

describe('evidence that is demanded', () => {
  const reason = (evidence: object) => ({
    class: 'defective' as const,
    evidence: { withinDays: 7, without: 'go_on' as const, ...evidence },
  });
  const terms = { evidence: ['photo_or_video' as const, 'document' as const] };

  test('is what the policy says, where the reason names no pieces', () => {
    expect(demandsOf(reason({}), terms, defaultPolicy)).toEqual({
      types: terms.evidence,
      withinDays: 7,
      without: 'go_on',
    });
  });

  test('is what the reason names, in place of the policy’s for it; what a rule demands beside stays', () => {
    const pieces = [{ type: 'photo' as const, count: 2 }];
    expect(demandsOf(reason({ pieces }), terms, defaultPolicy).types).toEqual(['photo', 'photo', 'document']);
    expect(demandsOf(reason({ pieces: [] }), terms, defaultPolicy).types).toEqual(['document']);
  });

  test('is what the law leaves of it, where a withdrawal is stated', () => {
    const pieces = [{ type: 'photo' as const, count: 2 }];
    expect(demandsOf(reason({ pieces }), { evidence: [] }, 'law').types).toEqual([]);
  });

  test('is none, where nothing is offered', () => {
    expect(
      demandsOf(reason({ pieces: [{ type: 'photo' as const, count: 1 }] }), undefined, defaultPolicy).types,
    ).toEqual([]);
  });
});
