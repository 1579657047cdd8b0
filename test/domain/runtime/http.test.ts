import type { Context } from 'aws-lambda';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { getConfiguration } from '../../../shared/contracts/brands.ts';
import { cancelReturn, createReturn, previewReturn } from '../../../shared/contracts/intake.ts';
import { putOrder } from '../../../shared/contracts/orders.ts';
import { type Route, route } from '../../../shared/contracts/route.ts';
import { createEntry } from '../../../shared/runtime/http.ts';
import { logger } from '../../../shared/runtime/logger.ts';

import { eventOf, good, now, type Sent, send, signIn, tokenFor } from './requests.ts';

const info = vi.spyOn(logger, 'info').mockImplementation(() => {});
const errors = vi.spyOn(logger, 'error').mockImplementation(() => {});
beforeEach(() => {
  info.mockClear();
  errors.mockClear();
});

describe('a request is authenticated, parsed, handled and answered', () => {
  test('the handler is given what was parsed, who asks and when', async () => {
    const { status, headers, seen } = await send(previewReturn, { body: good });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-request-id': 'req-1',
      'cache-control': 'no-store',
    });
    expect(seen).toMatchObject({
      principal: { brand: 'lumen', roles: ['customer'], id: 'C-1' },
      body: { ...good, lines: [{ lineId: '1', quantity: 1, reason: 'other', serials: [] }] },
      params: {},
      query: {},
      sourceIp: '192.0.2.1',
      now,
      idempotency: undefined,
    });
  });

  test.each([
    ['application/json', 200],
    ['application/json; charset=utf-8', 200],
    ['APPLICATION/JSON', 200],
    ['application/vnd.shop.order+json', 200],
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/jsonp', 415],
    ['multipart/form-data; boundary=application/json', 415],
    ['', 415],
  ])('a body of type "%s": %i', async (type, status) => {
    const answer = await send(previewReturn, { body: good, headers: { 'content-type': type } });
    expect(answer.status).toBe(status);
    if (status === 415) expect(answer.problem).toBe('unsupported-media-type');
  });

  test('bodies may come as base64, byte for byte', async () => {
    const raw = Buffer.from(JSON.stringify({ ...good, orderNumber: 'Ü-1' }));
    const { seen } = await send(previewReturn, { raw: raw.toString('base64'), base64: true });
    expect(seen).toMatchObject({ body: { orderNumber: 'Ü-1' } });
    expect(Buffer.from(seen?.raw as Uint8Array).equals(raw)).toBe(true);
  });

  test('status, headers and text of a handler are answered as they are', async () => {
    const answer = await send(createReturn, { body: good }, async () => ({
      body: { some: 1 },
      headers: { etag: '"3"' },
    }));
    expect([answer.status, answer.headers.etag]).toEqual([201, '"3"']);
    const other = await send(createReturn, { body: good }, async () => ({ body: {}, status: 202 }));
    expect(other.status).toBe(202);
    const page = route({ ...previewReturn, success: { status: 200, contentType: 'text/html' } });
    const html = await createEntry([{ route: page, handle: async () => ({ body: '<p>' }) }], {
      signIn,
      clock: () => now,
    })(eventOf(page, { body: good }), {} as Context);
    expect(html).toMatchObject({ body: '<p>', headers: { 'content-type': 'text/html' } });
  });

  test('headers are found in any case', async () => {
    const { seen } = await send(previewReturn, { body: good, headers: { 'if-match': '"1"' } });
    const header = seen?.header as (name: string) => string | undefined;
    expect([header('if-match'), header('If-Match'), header('x-none')]).toEqual(['"1"', '"1"', undefined]);
  });

  test('open routes need no token, and take no notice of one', async () => {
    const open = route({ ...previewReturn, action: 'public' });
    for (const token of ['', 'Bearer nonsense'])
      expect(await send(open, { body: good, token })).toMatchObject({ status: 200, seen: { principal: undefined } });
  });

  test('signed routes hand on the bytes as they came, of any type and unparsed', async () => {
    const signed = route({ ...previewReturn, action: 'signed' });
    const { status, seen } = await send(signed, { raw: '{ "a" : 1 ', headers: { 'content-type': 'text/plain' } });
    expect(status).toBe(200);
    expect(Buffer.from(seen?.raw as Uint8Array).toString()).toBe('{ "a" : 1 ');
    expect(seen?.body).toBeUndefined();
  });

  test('every request leaves one line in the log, whatever its end, without its body', async () => {
    await send(previewReturn, { body: good });
    await send(previewReturn, { body: { orderNumber: 'secret' } });
    expect(info.mock.calls.map(([name, line]) => [name, line])).toEqual([
      [
        'request',
        expect.objectContaining({
          requestId: 'req-1',
          route: 'POST /v1/returns/preview',
          status: 200,
          roles: ['customer'],
          by: 'C-1',
        }),
      ],
      ['request', expect.objectContaining({ status: 400, ms: expect.any(Number) })],
    ]);
    expect(JSON.stringify(info.mock.calls)).not.toContain('secret');
  });
});

describe('who may not, is told so before anything is read', () => {
  test('no token', async () => {
    const answer = await send(previewReturn, { raw: 'x', token: '' });
    expect([answer.status, answer.problem]).toEqual([401, 'not-signed-in']);
  });

  test('a role that may not do it', async () => {
    const answer = await send(previewReturn, { raw: 'x', token: tokenFor('warehouse') });
    expect([answer.status, answer.problem]).toEqual([403, 'not-allowed']);
  });

  test('a place of another brand is not there: 404, not 403, even for a role that may not', async () => {
    const params = { brand: 'harbor', orderNumber: 'HB-1' };
    for (const role of ['integration', 'customer'] as const) {
      const answer = await send(putOrder, { body: {}, params, token: tokenFor(role) });
      expect([answer.status, answer.problem]).toEqual([404, 'not-found']);
    }
    expect(
      (await send(getConfiguration, { params: { brand: 'harbor' }, token: tokenFor('administrator') })).status,
    ).toBe(404);
    expect(
      (await send(getConfiguration, { params: { brand: 'lumen' }, token: tokenFor('administrator') })).status,
    ).toBe(200);
  });

  test.each<[string, Record<string, string> | undefined]>([
    ['no RMA number', { rma: 'ABC' }],
    ['one in small letters', { rma: '7k3f-9xtb-2mq4' }],
    ['nothing', undefined],
    ['something more', { rma: '7K3F-9XTB-2MQ4', also: 'x' }],
  ])('a place that is none does not exist: %s', async (_, params) => {
    const answer = await send(cancelReturn, { body: {}, ...(params && { params }) });
    expect([answer.status, answer.problem]).toEqual([404, 'not-found']);
  });

  test('a route nobody serves', async () => {
    const entry = createEntry([{ route: previewReturn, handle: async () => ({ body: {} }) }], {
      signIn,
      clock: () => now,
    });
    const result = await entry(eventOf(createReturn, { body: good }), {} as Context);
    expect(result).toMatchObject({ statusCode: 404, headers: { 'content-type': 'application/problem+json' } });
  });
});

describe('an Idempotency-Key makes a request one', () => {
  const scopeOf = async (sent: Sent, to: Route = createReturn) =>
    (await send(to, { body: good, ...sent })).seen?.idempotency;

  test.each([
    ['missing', ''],
    ['too long', 'x'.repeat(256)],
  ])('%s: 400', async (_, key) => {
    const answer = await send(createReturn, { body: good, headers: { 'idempotency-key': key } });
    expect([answer.status, answer.problem, answer.seen]).toEqual([400, 'idempotency-key-missing', undefined]);
  });

  test('of 255 characters', async () => {
    expect(await scopeOf({ headers: { 'idempotency-key': 'x'.repeat(255) } })).toBeDefined();
  });

  test('the same request has the same scope and body', async () => {
    expect(await scopeOf({})).toEqual(await scopeOf({}));
    expect(await scopeOf({})).toMatchObject({ brand: 'lumen', scope: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('another body is another body of the same scope', async () => {
    const [one, two] = [await scopeOf({}), await scopeOf({ body: { ...good, locale: 'de' } })];
    expect(two).toEqual({ ...(one as object), bodyHash: expect.any(String) });
    expect(two).not.toEqual(one);
  });

  test('another person, brand, key, place or route is another scope', async () => {
    const place = (rma: string) => scopeOf({ body: {}, params: { rma } }, cancelReturn);
    const scopes = await Promise.all([
      scopeOf({}),
      scopeOf({ token: 'Bearer lumen:customer:C-2' }),
      scopeOf({ token: 'Bearer harbor:customer:C-1' }),
      scopeOf({ token: 'Bearer lumen:agent:C-1' }),
      scopeOf({ headers: { 'idempotency-key': 'key-2' } }),
      scopeOf({}, { ...createReturn, name: 'createOther' }),
      place('7K3F-9XTB-2MQ4'),
      place('7K3F-9XTB-2MQ5'),
    ]);
    const names = scopes.map((one) => `${(one as { brand: string }).brand}/${(one as { scope: string }).scope}`);
    expect(new Set(names).size).toBe(scopes.length);
  });

  test('routes that move nothing need none', async () => {
    const answer = await send(previewReturn, { body: good, headers: { 'idempotency-key': '' } });
    expect([answer.status, answer.seen?.idempotency]).toEqual([200, undefined]);
  });
});
