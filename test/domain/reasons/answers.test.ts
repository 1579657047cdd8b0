import { describe, expect, test } from 'vitest';
import type { FailureDescription } from '../../../shared/contracts/decision.ts';
import { sentenceIn } from '../../../shared/contracts/sentences/catalogue.ts';
import { openQuestions } from '../../../shared/reasons/answers.ts';
import { type Reason, reasonsFor } from '../../../shared/reasons/offered.ts';

const shipped = (code: string): Reason => {
  const reason = reasonsFor(undefined, 'audio').find((one) => one.code === code);
  if (!reason) throw new Error(`${code} is not shipped`);
  return reason;
};
const told = { what: 'The left side stays silent', since: 'Monday', tried: 'Another cable' };
const asked = (reason: Reason, description?: FailureDescription) =>
  openQuestions(reason, description, '/d').map(({ pointer, code }) => [pointer, code]);

describe('what is missing is asked for by its own question', () => {
  test.each<[string, FailureDescription | undefined, string[][]]>([
    ['defective', told, []],
    ['defective', { ...told, errorCode: 'E7' }, []],
    [
      'defective',
      undefined,
      [
        ['/d/what', 'description_missing'],
        ['/d/since', 'since_missing'],
        ['/d/tried', 'tried_missing'],
      ],
    ],
    ['defective', { ...told, what: 'kaputt' }, [['/d/what', 'description_vague']]],
    ['defective', { what: told.what, tried: told.tried }, [['/d/since', 'since_missing']]],
    ['warranty_repair', { what: told.what, since: told.since }, [['/d/tried', 'tried_missing']]],
    ['dead_on_arrival', { what: told.what }, []],
    ['damaged_in_transit', { what: 'It is damaged' }, [['/d/what', 'description_vague']]],
    ['missing_part', { what: 'Screw' }, []],
    ['missing_part', undefined, [['/d/what', 'description_missing']]],
    ['other', { what: 'broken' }, []],
    ['customer_remorse', undefined, []],
    ['recall', undefined, []],
    ['customer_remorse', { what: 'broken' }, []],
    ['defective', { ...told, answers: { ear: 'left' } }, [['/d/answers/ear', 'unknown_field']]],
  ])('%s, told %j', (code, description, errors) => {
    expect(asked(shipped(code), description)).toEqual(errors);
  });

  test('in the words of the question, in the reader’s language', () => {
    const [vague, since] = openQuestions(shipped('defective'), { what: 'kaputt', tried: 'nichts' }, '');
    expect(vague && sentenceIn('de', vague)).toBe(
      '„kaputt“ sagt uns noch nicht genug. Was genau ist das Problem? Sagen Sie, was geschieht, und wann.',
    );
    expect(since && sentenceIn('en', since)).toBe('Please tell us: When did it begin?');
    expect(since && sentenceIn('de', since)).toBe('Bitte sagen Sie uns: Seit wann ist das so?');
  });
});

describe('a brand’s own questions', () => {
  const own: Reason = {
    ...shipped('defective'),
    questions: [
      { id: 'errorCode', text: { en: 'Which code blinks?', de: 'Welcher Code blinkt?' }, required: true },
      {
        id: 'ear',
        text: 'Which side?',
        required: true,
        choices: [
          { id: 'left', text: 'Left' },
          { id: 'right', text: 'Right' },
        ],
      },
      { id: 'firmware', text: 'Which version?', required: false },
    ],
  };

  test.each<[FailureDescription, string[][]]>([
    [
      {},
      [
        ['/d/errorCode', 'error_code_missing'],
        ['/d/answers/ear', 'answer_missing'],
      ],
    ],
    [{ errorCode: 'E7', answers: { ear: 'left' } }, []],
    [{ errorCode: 'E7', answers: { ear: 'both', firmware: '2.1' } }, [['/d/answers/ear', 'not_one_of']]],
    [{ errorCode: 'E7', answers: { ear: 'left', errorCode: 'E8' } }, [['/d/answers/errorCode', 'unknown_field']]],
  ])('told %j', (description, errors) => {
    expect(asked(own, description)).toEqual(errors);
  });

  test('are asked in their words, also where they are in one language only', () => {
    const [code, ear] = openQuestions(own, {}, '');
    expect(code && sentenceIn('de', code)).toBe('Bitte sagen Sie uns: Welcher Code blinkt?');
    expect(ear && sentenceIn('de', ear)).toBe('Bitte sagen Sie uns: Which side?');
  });
});
