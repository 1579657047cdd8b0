import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { problemTypes } from '../../shared/contracts/errors.ts';
import { fieldErrorsOf } from '../../shared/contracts/issues.ts';
import { policyDocument } from '../../shared/contracts/policy.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { isSentenceCode, say, sentenceIn, sentences } from '../../shared/contracts/sentences/catalogue.ts';
import { languages } from '../../shared/notifications/language.ts';

const named = Object.entries(sentences);
const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('every code', () => {
  test.each(named)('%s is snake_case, and has a whole sentence in every language', (code, text) => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(Object.keys(text).sort()).toEqual([...languages].sort());
    for (const language of languages) expect(text[language]).toMatch(/^[A-ZÄÖÜ{"“„].*([.?]|\{(detail|question)\})$/);
    expect(text.de).not.toBe(text.en);
  });

  test.each(named)('%s has the same put in in every language', (_, text) => {
    for (const language of languages) expect(namesIn(text[language])).toEqual(namesIn(text.en));
  });

  test('is of one part of the catalogue only', () => {
    const parts = globSync('shared/contracts/sentences/*.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/^ {2}(\w+): \{/gm)].map(([, code]) => code),
    );
    expect(parts.length).toBeGreaterThanOrEqual(named.length);
    expect(new Set(parts).size).toBe(parts.length);
  });

  test('is said somewhere: none is left over', () => {
    const text = globSync(['functions/**/*.ts', 'shared/**/*.ts'])
      .filter((file) => !file.includes('contracts/sentences/'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    expect(named.map(([code]) => code).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });
});

test.each(Object.entries(problemTypes))('the problem %s has a title in every language', (_, { title }) => {
  expect(Object.keys(title).sort()).toEqual([...languages].sort());
});

test('every refusal in the code says what it says by a code of the catalogue', () => {
  const literal = /new ProblemError\(\s*'[\w-]+',\s*['`"]|\b(pointer|errors): [^\n]*\bdetail: ['`"]/;
  const files = globSync(['functions/**/*.ts', 'shared/**/*.ts']);
  expect(files.length).toBeGreaterThan(150);
  expect(files.filter((file) => literal.test(readFileSync(file, 'utf8')))).toEqual([]);
});

/** What the checks of a schema, and of all it is made of, say when they fail. */
function messagesOf(schema: unknown, seen = new Set<unknown>()): string[] {
  if (schema === null || typeof schema !== 'object' || seen.has(schema)) return [];
  seen.add(schema);
  const inside = '_zod' in schema ? (schema._zod as { def: Record<string, unknown> }).def : schema;
  const { error } = inside as { error?: (issue: object) => unknown };
  return [
    ...(typeof error === 'function' ? [String(error({ code: 'custom' }))] : []),
    ...Object.values(inside).flatMap((one) => messagesOf(one, seen)),
  ];
}

test('what a check of a contract says is a code of the catalogue', () => {
  const said = routes
    .flatMap(({ body, query, params }) => messagesOf([body, query, params]))
    .concat(messagesOf(policyDocument));
  expect(said).toContain('not_a_currency');
  expect(said.filter((message) => !isSentenceCode(message))).toEqual([]);
});

test('values are put in; dates as the language writes them', () => {
  expect(sentenceIn('de', say('too_many', { left: 3 }))).toBe('Davon können nur noch 3 zurückgegeben werden.');
  expect(sentenceIn('en', say('window_over', { date: '2026-11-04' }))).toContain('November 4, 2026');
  expect(sentenceIn('en', { code: 'serial_twice', values: { serial: '{serial}' } })).toBe('{serial} is named twice.');
});

describe('what the schema library finds becomes a code of ours', () => {
  const shape = z.strictObject({
    text: z.string().min(3).max(5),
    word: z.string().min(1),
    email: z.email(),
    link: z.url(),
    at: z.iso.datetime(),
    on: z.iso.date(),
    form: z.string().startsWith('a'),
    whole: z.int().min(1).max(9),
    part: z.number().gt(0).lt(1).multipleOf(0.25),
    yes: z.boolean(),
    list: z.array(z.int()).min(1).max(2),
    map: z.record(z.string().regex(/^[a-z]+$/), z.int()),
    kind: z.enum(['a', 'b']),
    form1: z.discriminatedUnion('is', [
      z.strictObject({ is: z.literal('x'), n: z.int() }),
      z.strictObject({ is: z.literal('y') }),
    ]),
    either: z.union([z.strictObject({ a: z.int() }), z.strictObject({ b: z.strictObject({ c: z.int() }) })]),
    never: z.string().refine(() => false),
    ours: z.string().refine(() => false, { error: 'too_many', params: { left: 4 } }),
  });
  const fits = {
    text: 'abc',
    word: 'a',
    email: 'kim@customer.example',
    link: 'https://lumen.example',
    at: '2026-11-02T09:30:00Z',
    on: '2026-11-02',
    form: 'ab',
    whole: 1,
    part: 0.5,
    yes: true,
    list: [1],
    map: { a: 1 },
    kind: 'a',
    form1: { is: 'y' },
    either: { a: 1 },
  };
  const errorsOf = (value: unknown, field: string) => {
    const own = z.strictObject({ [field]: shape.shape[field as keyof typeof shape.shape] });
    const { error } = own.safeParse(value, { reportInput: true });
    return fieldErrorsOf(error?.issues ?? []).map(({ pointer, code, values }) => [
      pointer,
      code,
      ...(values ? [values] : []),
    ]);
  };

  test.each<[string, unknown, unknown[]]>([
    ['text', undefined, ['/text', 'required']],
    ['text', null, ['/text', 'not_text']],
    ['text', 7, ['/text', 'not_text']],
    ['text', 'ab', ['/text', 'too_short', { min: 3 }]],
    ['text', 'abcdef', ['/text', 'too_long', { max: 5 }]],
    ['word', '', ['/word', 'required']],
    ['email', 'kim', ['/email', 'not_an_email']],
    ['link', 'lumen', ['/link', 'not_a_link']],
    ['at', '2026-11-02', ['/at', 'not_a_time']],
    ['on', 'today', ['/on', 'not_a_date']],
    ['form', 'b', ['/form', 'not_the_format']],
    ['whole', '1', ['/whole', 'not_a_number']],
    ['whole', 1.5, ['/whole', 'not_a_whole_number']],
    ['whole', 0, ['/whole', 'too_small', { min: 1 }]],
    ['whole', 10, ['/whole', 'too_large', { max: 9 }]],
    ['part', 0, ['/part', 'not_above', { min: 0 }]],
    ['part', 1, ['/part', 'not_below', { max: 1 }]],
    ['part', 0.3, ['/part', 'not_a_multiple', { step: 0.25 }]],
    ['yes', 'yes', ['/yes', 'not_yes_or_no']],
    ['list', {}, ['/list', 'not_a_list']],
    ['list', [], ['/list', 'too_few_entries', { min: 1 }]],
    ['list', [1, 2, 3], ['/list', 'too_many_entries', { max: 2 }]],
    ['list', ['a'], ['/list/0', 'not_a_number']],
    ['map', [], ['/map', 'not_an_object']],
    ['map', { A: 1 }, ['/map/A', 'name_not_allowed']],
    ['kind', 'c', ['/kind', 'not_one_of', { options: 'a, b' }]],
    ['kind', undefined, ['/kind', 'required']],
    ['form1', { is: 'z' }, ['/form1/is', 'not_one_of', { options: 'x, y' }]],
    ['form1', {}, ['/form1/is', 'required']],
    ['form1', { is: 'x' }, ['/form1/n', 'required']],
    ['form1', 'x', ['/form1', 'not_an_object']],
    ['either', { b: { c: 'x' } }, ['/either/b/c', 'not_a_number']],
    ['never', 'x', ['/never', 'not_as_described']],
    ['ours', 'x', ['/ours', 'too_many', { left: 4 }]],
  ])('%s: %j', (field, value, error) => {
    expect(errorsOf({ [field]: value }, field)).toEqual([error]);
  });

  test('an unknown field is named, wherever it is', () => {
    expect(errorsOf({ kind: 'a', more: 1 }, 'kind')).toEqual([['/more', 'unknown_field']]);
  });

  test.each(Object.entries(fits))('%s as it should be has no error', (field, value) => {
    expect(errorsOf({ [field]: value }, field)).toEqual([]);
  });

  test('the library’s own words are never taken for a code', () => {
    for (const code of ['Invalid input', 'Required', 'constructor', 'toString', undefined])
      expect(isSentenceCode(code)).toBe(false);
  });
});
