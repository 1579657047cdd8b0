import { beforeAll, describe, expect, test } from 'vitest';
import * as intake from '../../shared/contracts/intake.ts';
import * as orders from '../../shared/contracts/orders.ts';
import type { Route } from '../../shared/contracts/route.ts';
import { routes } from '../../shared/contracts/routes.ts';
import * as staff from '../../shared/contracts/staff.ts';
import * as tracking from '../../shared/contracts/tracking.ts';
import * as webhooks from '../../shared/contracts/webhooks.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type Answer, type App, type Call, createApp } from './app/app.ts';
import { ask, asked, customer, openBox, remorse } from './app/returns.ts';
import { openShop, sell, today } from './app/shop.ts';

let table: Table;
let app: App;
let now = today;
let rma: string;

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => now);
  await openShop(table);
  await openShop(table, 'harbor');
  await sell(table, 'BR-1', { quantity: 9, price: 3900 });
  await sell(table, 'BR-2', { quantity: 9, customerId: 'C-2' });
  rma = await asked(app, 'BR-1', openBox());
});

const type = ({ body }: Answer) => String(body.type).split('/').at(-1);
const request = { orderNumber: 'BR-1', lines: [remorse()] };
const create = (call: Call) => app.call(intake.createReturn, { who: customer, body: request, ...call });

describe('a request that cannot be read', () => {
  test.each<[string, Call, number, string, string[]?]>([
    ['of another content type', { headers: { 'content-type': 'text/plain' } }, 415, 'unsupported-media-type'],
    ['of no content type', { headers: { 'content-type': '' } }, 415, 'unsupported-media-type'],
    ['of broken JSON', { body: '{"orderNumber": ' }, 400, 'invalid-request', ['']],
    ['of an empty body', { body: '', headers: { 'content-type': 'application/json' } }, 400, 'invalid-request', ['']],
    ['that is not an object', { body: [] }, 400, 'invalid-request', ['']],
    ['larger than a megabyte', { body: `{"orderNumber":"${'x'.repeat(1_000_000)}"}` }, 413, 'too-large'],
    ['with an unknown field', { body: { ...request, brand: 'harbor' } }, 400, 'invalid-request', ['/brand']],
    [
      'with an unknown field further in, its name escaped',
      { body: { ...request, lines: [remorse(), { ...remorse(), 'a/b~c': 1 }] } },
      400,
      'invalid-request',
      ['/lines/1/a~1b~0c'],
    ],
    ['with half a character', { body: '{"orderNumber":"BR-\\ud800"}' }, 400, 'invalid-request', ['/orderNumber']],
    ['without a key', { key: '' }, 400, 'idempotency-key-missing'],
    ['with a key that is too long', { key: 'k'.repeat(256) }, 400, 'idempotency-key-missing'],
    ['of nobody', { who: { role: 'customer' }, token: 'nonsense' }, 401, 'not-signed-in'],
    ['of a role that may not', { who: { role: 'finance' } }, 403, 'not-allowed'],
  ])('%s', async (_, call, status, problem, pointers) => {
    const answer = await create(call);
    expect(answer.status).toBe(status);
    expect(type(answer)).toBe(problem);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    if (pointers) expect((answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(pointers);
    expect((await loadOrder(table, 'lumen', 'BR-1'))?.claims.units['1']).toEqual({ 0: rma });
  });

  test('in UTF-8 that is none', async () => {
    const answer = await app.call(intake.createReturn, { who: customer, bytes: new Uint8Array([0x22, 0xff, 0x22]) });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '', code: 'not_json' }] } });
  });

  test('on a path that is not served', async () => {
    const nowhere = { ...intake.createReturn, path: '/v1/nowhere' } as Route;
    expect((await app.call(nowhere, { who: customer, body: {} })).status).toBe(404);
  });
});

describe('what is none of the caller’s does not exist', () => {
  const others: [string, Call][] = [
    ['another customer', { who: { role: 'customer', id: 'C-2' } }],
    ['a customer of another brand with the same id', { who: { ...customer, brand: 'harbor' } }],
    ['an agent of another brand', { who: { role: 'agent', brand: 'harbor' } }],
    ['a manager of another brand', { who: { role: 'manager', brand: 'harbor' } }],
  ];
  const places: [Route, object?][] = [
    [tracking.trackReturn],
    [intake.addEvidence, { type: 'photo' }],
    [intake.answerQuestion, { text: 'It is the black one.' }],
    [intake.cancelReturn, {}],
    [tracking.readActivity],
    [staff.approveReturn, {}],
    [staff.rejectReturn, { message: 'It is not ours.' }],
    [staff.revokeLinks],
  ];
  test.each(others)('for %s', async (_, call) => {
    for (const [route, body] of places) {
      const answer = await app.call(route, { params: { rma }, ...(body && { body }), ...call });
      // Who may not do such a thing at all is told so; nobody is told that there is such a return.
      expect([403, 404], route.name).toContain(answer.status);
      if (answer.status === 403) expect(answer.body.detail).toBeUndefined();
    }
  });

  test('for staff of another brand who scan its parcel', async () => {
    const answer = await app.call(staff.receiveParcel, {
      who: { role: 'warehouse', brand: 'harbor' },
      body: { code: rma },
    });
    expect(answer.status).toBe(404);
  });

  test('for an integration that puts an order or a configuration of another brand', async () => {
    const put = await app.call(orders.putOrder, {
      who: { role: 'integration' },
      params: { brand: 'harbor', orderNumber: 'X-1' },
      body: {},
    });
    expect(put.status).toBe(404);
  });

  test('for a customer who asks for a return of somebody else’s order', async () => {
    expect((await ask(app, 'BR-2')).status).toBe(404);
    expect((await ask(app, 'NOBODY')).status).toBe(404);
  });
});

describe('a guest', () => {
  const token = async (orderNumber = 'BR-1') => {
    const body = { orderNumber, contact: 'kim@customer.example' };
    return String((await app.call(orders.lookUpOrder, { params: { brand: 'lumen' }, body })).body.token);
  };

  test('sees, asks for and lists the returns of the one order, whoever bought it', async () => {
    const own = { token: await token() };
    expect((await app.call(tracking.trackReturn, { ...own, params: { rma } })).status).toBe(200);
    expect((await app.call(tracking.listReturns, own)).body.items).toMatchObject([{ rma }]);
    const other = { token: await token('BR-2') };
    expect((await app.call(tracking.trackReturn, { ...other, params: { rma } })).status).toBe(404);
    expect((await app.call(tracking.listReturns, other)).body.items).toEqual([]);
    expect((await app.call(intake.createReturn, { ...other, body: request })).status).toBe(404);
  });

  test('is nobody any more after an hour', async () => {
    const own = { token: await token() };
    now = new Date(today.getTime() + 3_600_000);
    const answer = await app.call(tracking.trackReturn, { ...own, params: { rma } });
    now = today;
    expect(type(answer)).toBe('not-signed-in');
  });

  test('with a token that was changed is nobody', async () => {
    const [head = '', payload = '', mac = ''] = (await token()).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, order: 'BR-2' })).toString('base64url');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const wrong of [`${head}.${forged}.${mac}`, `${unsigned}.${forged}.`, `${unsigned}.${payload}.${mac}`])
      expect((await app.call(tracking.trackReturn, { token: wrong, params: { rma } })).status).toBe(401);
  });
});

test('a person’s token that has ended, or holds roles of no brand, is worth nothing', async () => {
  const ended = await app.tokenOf(customer, today);
  expect((await app.call(tracking.listReturns, { token: ended })).status).toBe(401);
  expect((await app.call(tracking.listReturns, { who: { role: 'emperor' } })).status).toBe(403);
  expect((await app.call(tracking.listReturns, { who: { role: 'guest' } })).status).toBe(403);
});

describe('a cursor', () => {
  let cursor: string;
  beforeAll(async () => {
    await asked(app, 'BR-1');
    cursor = String((await app.call(tracking.listReturns, { who: customer, query: { limit: '1' } })).body.next);
  });
  const list = (text: string, who = customer as Call['who']) =>
    app.call(tracking.listReturns, { ...(who && { who }), query: { limit: '1', cursor: text } });

  test('leads on', async () => {
    expect((await list(cursor)).status).toBe(200);
  });

  test('that was changed is refused, with a pointer', async () => {
    const [position = '', mac = ''] = cursor.split('.');
    const start = JSON.parse(Buffer.from(position, 'base64url').toString());
    const moved = Buffer.from(JSON.stringify({ ...start, subject: 'BRAND#harbor#SUBJECT#C-1' })).toString('base64url');
    for (const wrong of [
      `${moved}.${mac}`,
      `${position}.${mac.slice(1)}a`,
      position.padEnd(40, 'A'),
      `${position}.${mac}x`,
    ])
      expect(await list(wrong)).toMatchObject({ status: 400, body: { errors: [{ pointer: '/query/cursor' }] } });
  });

  test('of one list is no cursor of another', async () => {
    expect((await list(cursor, { role: 'customer', id: 'C-2' })).status).toBe(400);
    expect((await list(cursor, { ...customer, brand: 'harbor' })).status).toBe(400);
    const who = { role: 'agent' };
    const queue = await app.call(tracking.readQueue, { who, params: { role: 'agent' }, query: { cursor } });
    expect(type(queue)).toBe('invalid-cursor');
  });
});

test.each([webhooks.shopifyWebhook, webhooks.easypostWebhook, webhooks.genericWebhook])(
  'what is not signed by a partner is refused, whatever it is: $name',
  async (route) => {
    for (const body of ['', '{}', 'not JSON', '\ud800', '{"__proto__":{}}'])
      expect((await app.call(route, { params: { brand: 'lumen' }, body })).status).toBe(401);
    for (const brand of ['nobody', 'LUMEN', '', '#'])
      expect([401, 404]).toContain((await app.call(route, { params: { brand }, body: '{}' })).status);
  },
);

test('no route with a body is left open to anybody by mistake', async () => {
  for (const route of routes.filter(
    ({ action, area }) => !['public', 'signed'].includes(action) && area !== 'documentation',
  )) {
    const params = { brand: 'lumen', rma, orderNumber: 'BR-1', role: 'agent', instruction: '1-1', seq: '1' };
    const own = Object.fromEntries(
      Object.entries(params).filter(([name]) => route.params && name in route.params.shape),
    );
    expect((await app.call(route, { params: own, body: {} })).status, route.name).toBe(401);
  }
});
