import { describe, expect, test } from 'vitest';
import { cachedReply, prefersText } from '../../../shared/runtime/cached-reply.ts';

const json = { 'content-type': 'application/json' };
const tagOf = (body: string, headers: Record<string, string> = json) =>
  cachedReply(body, headers, undefined, 60).headers.etag ?? '';

describe('an answer that may be kept', () => {
  test('has a tag of its own, and says for how long', () => {
    const reply = cachedReply('{}', json, undefined, 60);
    expect(reply).toMatchObject({ body: '{}', headers: { 'cache-control': 'public, max-age=60', ...json } });
    expect(reply.headers.etag).toMatch(/^"[\w-]{22}"$/);
    expect(tagOf('{}')).toBe(tagOf('{}'));
    expect(tagOf('{ }')).not.toBe(tagOf('{}'));
    expect(tagOf('{}', { 'content-type': 'text/plain' })).not.toBe(tagOf('{}'));
  });

  test.each<[string, string]>([
    ['the tag', tagOf('{}')],
    ['a weak tag', `W/${tagOf('{}')}`],
    ['one of several', `"other", ${tagOf('{}')}`],
    ['any', '*'],
  ])('is 304 and empty for who has it already: %s', (_, ifNoneMatch) => {
    expect(cachedReply('{}', json, ifNoneMatch, 60)).toMatchObject({ status: 304, body: '' });
  });

  test.each(['"other"', '', 'nonsense', tagOf('[]')])('is sent to who has another: %s', (ifNoneMatch) => {
    expect(cachedReply('{}', json, ifNoneMatch, 60)).toMatchObject({ body: '{}' });
  });
});

test.each<[string | undefined, boolean]>([
  [undefined, true],
  ['*/*', true],
  ['text/plain', true],
  ['text/html,application/xhtml+xml,*/*;q=0.8', true],
  ['application/json', false],
  ['application/json, text/plain;q=0.5', false],
  ['application/json;q=0.2, text/plain', true],
  ['application/*', false],
  ['text/*, application/json;q=0.9', true],
  ['image/png', true],
  ['APPLICATION/JSON', false],
  ['application/json;q=nonsense', true],
])('a client that accepts %s would rather have text: %s', (accept, expected) => {
  expect(prefersText(accept)).toBe(expected);
});
