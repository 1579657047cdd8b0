import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import {
  fieldError,
  type ProblemDocument,
  ProblemError,
  problemDocument,
  problemTypes,
} from '../../../shared/contracts/errors.ts';
import { previewReturn } from '../../../shared/contracts/intake.ts';
import type { Route } from '../../../shared/contracts/route.ts';
import { routes } from '../../../shared/contracts/routes.ts';
import { isSentenceCode, say } from '../../../shared/contracts/sentences/catalogue.ts';
import { listReturns } from '../../../shared/contracts/tracking.ts';
import { logger } from '../../../shared/runtime/logger.ts';
import { parsed } from '../../../shared/runtime/request-body.ts';

import { good, send } from './requests.ts';

/** Every bad field has a code of the catalogue and a sentence that is whole. */
function expectSentences({ errors: fields = [] }: ProblemDocument): void {
  for (const { code, detail } of fields) {
    expect(isSentenceCode(code), code).toBe(true);
    expect(detail).toMatch(/^[A-ZÄÖÜ\d"].*[.?]$/s);
    expect(detail).not.toMatch(/[{}]|undefined|NaN/);
  }
}

const info = vi.spyOn(logger, 'info').mockImplementation(() => {});
const errors = vi.spyOn(logger, 'error').mockImplementation(() => {});
beforeEach(() => {
  info.mockClear();
  errors.mockClear();
});

describe('bad input is refused with a problem document and a pointer for each field', () => {
  test('the document (RFC 9457)', async () => {
    const { status, headers, answer } = await send(previewReturn, { body: { ...good, orderNumber: '' } });
    expect(status).toBe(400);
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'x-request-id': 'req-1',
      'cache-control': 'no-store',
    });
    expect(problemDocument.safeParse(answer).error).toBeUndefined();
    expect(answer).toMatchObject({
      type: 'https://homeward.example/problems/invalid-request',
      title: problemTypes['invalid-request'].title.en,
      status: 400,
      instance: 'req-1',
    });
    expect(answer).toMatchObject({
      detail: 'Please fill this in.',
      errors: [{ pointer: '/orderNumber', code: 'required', detail: 'Please fill this in.' }],
    });
  });

  test.each<[string, unknown, [string, string][]]>([
    ['a field that is missing', { orderNumber: good.orderNumber }, [['/lines', 'required']]],
    ['an unknown field', { ...good, more: 1 }, [['/more', 'unknown_field']]],
    [
      'several of them, some inside',
      { ...good, a: 1, lines: [{ ...good.lines[0], b: 2, c: 3 }] },
      [
        ['/lines/0/b', 'unknown_field'],
        ['/lines/0/c', 'unknown_field'],
        ['/a', 'unknown_field'],
      ],
    ],
    [
      'names with / and ~ are escaped (RFC 6901)',
      { ...good, 'a/b~c': 1, '~1': 2 },
      [
        ['/a~1b~0c', 'unknown_field'],
        ['/~01', 'unknown_field'],
      ],
    ],
    [
      'a wrong value inside',
      { ...good, lines: [{ ...good.lines[0], quantity: 0 }] },
      [['/lines/0/quantity', 'too_small']],
    ],
    [
      'half a unit',
      { ...good, lines: [{ ...good.lines[0], quantity: 1.5 }] },
      [['/lines/0/quantity', 'not_a_whole_number']],
    ],
    [
      'what cannot be the code of a reason',
      { ...good, lines: [{ ...good.lines[0], reason: 'Bored!', condition: 'fine' }] },
      [
        ['/lines/0/reason', 'not_a_code'],
        ['/lines/0/condition', 'not_one_of'],
      ],
    ],
    ['no lines', { ...good, lines: [] }, [['/lines', 'too_few_entries']]],
    ['a list instead', [good], [['', 'not_an_object']]],
    ['nothing at all', null, [['', 'not_an_object']]],
    ['a text', 'text', [['', 'not_an_object']]],
  ])('%s', async (_, body, pointers) => {
    const answer = await send(previewReturn, { body });
    expect(answer).toMatchObject({ status: 400, problem: 'invalid-request', seen: undefined });
    expect(answer.pointers).toEqual(pointers);
  });

  test.each([
    ['broken JSON', '{"orderNumber":', false],
    ['no body', '', false],
    ['two documents', '{}{}', false],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]).toString('base64'), true],
  ])('%s is not JSON', async (_, raw, base64) => {
    const answer = await send(previewReturn, { raw, base64 });
    expect([answer.status, answer.pointers]).toEqual([400, [['', 'not_json']]]);
  });

  test('a body that is left out is not JSON either, whatever its type says', async () => {
    const answer = await send(previewReturn, { headers: { 'content-type': 'application/json' } });
    expect(answer.pointers).toEqual([['', 'not_json']]);
  });

  test('oversized: 413, in plain or in base64', async () => {
    const raw = JSON.stringify({ ...good, more: 'x'.repeat(1_000_000) });
    for (const sent of [{ raw }, { raw: Buffer.from(raw).toString('base64'), base64: true }])
      expect(await send(previewReturn, sent)).toMatchObject({ status: 413, problem: 'too-large', seen: undefined });
    const most = JSON.stringify({ more: '' });
    const fits = JSON.stringify({ more: 'x'.repeat(1_000_000 - most.length) });
    expect((await send(previewReturn, { raw: fits })).status).toBe(400);
  });

  test('no more than twenty fields are named', async () => {
    const answer = await send(previewReturn, { body: { ...good, lines: Array(20).fill({ quantity: 0 }) } });
    expect(answer.pointers).toHaveLength(20);
  });

  test.each([
    ['limit', '0', ['/query/limit', 'too_small']],
    ['limit', 'many', ['/query/limit', 'not_a_number']],
    ['cursor', 'short', ['/query/cursor', 'too_short']],
    ['order', 'asc', ['/query/order', 'unknown_field']],
  ])('the query too: %s=%s', async (name, value, pointer) => {
    const answer = await send(listReturns, { query: { [name]: value } });
    expect([answer.status, answer.pointers]).toEqual([400, [pointer]]);
  });

  test('where it is under is part of the pointer', () => {
    const schema = z.strictObject({ a: z.array(z.strictObject({ 'b/c': z.int() })) });
    const pointersOf = (value: unknown, under: string) => {
      try {
        parsed(schema, value, under);
      } catch (error) {
        return (error as ProblemError).errors?.map(({ pointer }) => pointer);
      }
      return [];
    };
    expect(pointersOf({ a: [{ 'b/c': 'x' }] }, '')).toEqual(['/a/0/b~1c']);
    expect(pointersOf({ a: [{ 'b/c': 'x' }] }, 'query')).toEqual(['/query/a/0/b~1c']);
    expect(pointersOf({ a: [] }, 'query')).toEqual([]);
  });

  const posts = routes.filter(({ body, action }) => body && action !== 'signed');
  test.each(posts.map((one) => [one.name, one] as const))(
    '%s: whatever body comes, never a 5xx, always a pointer',
    async (_, to) => {
      const open = { ...to, action: 'public', params: undefined } as unknown as Route;
      await fc.assert(
        fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue())), async (body) => {
          const answer = await send(open, { body });
          if (answer.seen) return;
          expect(answer.status).toBe(400);
          expect(answer.pointers.length).toBeGreaterThan(0);
          for (const [pointer] of answer.pointers) expect(pointer).toMatch(/^(\/([^~/]|~[01])*)*$/s);
          expectSentences(answer.answer);
        }),
        { numRuns: 40 },
      );
    },
  );
});

describe('problems', () => {
  test.each(Object.entries(problemTypes))(
    '%s is answered with its status and title',
    async (type, { status, title }) => {
      const answer = await send(previewReturn, { body: good }, () => {
        throw new ProblemError(type as keyof typeof problemTypes, say('return_closed'), {
          errors: [fieldError('/a', 'too_many', { left: 2 })],
          headers: { 'retry-after': '1' },
        });
      });
      expect(answer.status).toBe(status);
      expect(answer.answer).toEqual({
        type: `https://homeward.example/problems/${type}`,
        title: title.en,
        status,
        detail: 'The return is closed.',
        instance: 'req-1',
        errors: [{ pointer: '/a', code: 'too_many', detail: 'Only 2 of these can still be returned.' }],
      });
      expect(answer.headers['retry-after']).toBe('1');
      expect(errors).not.toHaveBeenCalled();
    },
  );

  test.each<[string, () => never]>([
    [
      'an error',
      () => {
        throw new Error('password=hunter2 at table returns');
      },
    ],
    [
      'something that is no error',
      () => {
        throw 'hunter2';
      },
    ],
  ])('what nobody foresaw says nothing of its inside: %s', async (_, handle) => {
    const answer = await send(previewReturn, { body: good }, handle);
    expect(answer.status).toBe(500);
    expect(answer.answer).toEqual({
      type: 'https://homeward.example/problems/internal-error',
      title: problemTypes['internal-error'].title.en,
      status: 500,
      instance: 'req-1',
    });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(errors).toHaveBeenCalledTimes(1);
    expect(info).toHaveBeenCalledTimes(1);
  });
});
