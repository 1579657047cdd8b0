import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../../shared/contracts/errors.ts';
import { cursor as cursorValue } from '../../../shared/contracts/values.ts';
import { readCursor, signCursor } from '../../../shared/runtime/cursor.ts';

const key = async () => new Uint8Array(32).fill(7);
const scope = '["queue","lumen","agent"]';
const position = { pk: 'BRAND#lumen#RETURN#1', sk: 'PORTION#0001', queue: 'é/ü' };
const refusal = async (reading: Promise<unknown>) => {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ProblemError ? [error.type, error.errors?.[0]?.pointer] : error;
};
const notOurs = ['invalid-cursor', '/query/cursor'];

describe('a cursor is opaque, signed, and good for one list only', () => {
  test('it leads on from where it was made', async () => {
    const made = await signCursor(key, scope, position);
    expect(await readCursor(key, scope, made)).toEqual(position);
    expect(cursorValue.safeParse(made).success).toBe(true);
    expect(made).toMatch(/^[\w-]+\.[\w-]+$/);
  });

  test('any position', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())), fc.string(), async (at, of) => {
        const read = await readCursor(key, of, await signCursor(key, of, at));
        expect(JSON.stringify(read)).toBe(JSON.stringify(at));
      }),
    );
  });

  test.each([
    ["another brand's queue", '["queue","harbor","agent"]'],
    ["another role's queue", '["queue","lumen","finance"]'],
    ['no scope', ''],
  ])('not for %s', async (_, other) => {
    expect(await refusal(readCursor(key, other, await signCursor(key, scope, position)))).toEqual(notOurs);
  });

  test('not when it was signed with another key', async () => {
    const stranger = await signCursor(async () => new Uint8Array(32).fill(8), scope, position);
    expect(await refusal(readCursor(key, scope, stranger))).toEqual(notOurs);
  });

  test('not when a single character was changed', async () => {
    const made = await signCursor(key, scope, position);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: made.length - 1 }), fc.constantFrom(...'ABCabc019_-.'), async (i, other) => {
        fc.pre(made[i] !== other);
        const changed = made.slice(0, i) + other + made.slice(i + 1);
        // The last character of base64url holds bits that say nothing; the text has to be the same all the same.
        expect(await refusal(readCursor(key, scope, changed))).toEqual(notOurs);
      }),
    );
  });

  test.each(['', '.', 'abc', 'eyJwayI6MX0', 'abc.', '.abc', 'a.b.c', '{}', 'ü.ü', `${'A'.repeat(2000)}.x`])(
    'not %j',
    async (text) => {
      expect(await refusal(readCursor(key, scope, text))).toEqual(notOurs);
    },
  );
});
