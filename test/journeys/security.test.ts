import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { issueToken } from '../../infra/local/issuer.ts';
import type { ApiAnswer } from '../../infra/local/journey/api.ts';
import { easypostTracker, genericShipment, shopifyOrder } from '../../infra/local/journey/partners.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import type {} from '../engine/provided.ts';
import { placeForTest } from './journey-place.ts';
import { formFor, type People, type PutOrder, peopleOf, upload } from './people.ts';

let place: Place;
let people: People;
/** A return under review, and whose it is. */
let order: PutOrder;
let rma: string;
beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place);
  order = await people.putOrder({ flagged: true });
  rma = (await people.ask(order)).rma;
});
afterAll(() => place.erp.stop());

/** A problem document of this type, with the request's id. */
const problem = (status: number, type: string) => ({
  status,
  body: { status, type: `https://homeward.example/problems/${type}`, title: expect.any(String) },
});

const unsigned = (path: string, headers: Record<string, string> = {}) => place.api.call('GET', path, { headers });

describe.concurrent('whose it is', () => {
  it("another customer's return does not exist, for anything that can be asked of it", async () => {
    const other = await place.token('customer', 'C-OTHER');
    const asked: [string, string, unknown?][] = [
      ['GET', `/v1/returns/${rma}`],
      ['POST', `/v1/returns/${rma}/cancel`, {}],
      ['POST', `/v1/returns/${rma}/answer`, { text: 'Yes' }],
      ['POST', `/v1/returns/${rma}/evidence`, {}],
      ['POST', `/v1/returns/${rma}/evidence`, { type: 'photo' }],
    ];
    for (const [method, path, body] of asked)
      expect(await people.call(other, method, path, body)).toMatchObject(problem(404, 'not-found'));
    const preview = await people.call(other, 'POST', '/v1/returns/preview', people.requestOf(order, []));
    expect(preview).toMatchObject(problem(404, 'not-found'));
    expect((await people.read('/v1/returns', other)).items).toEqual([]);
  });

  it("another brand's return does not exist for any of its staff, and neither does the brand", async () => {
    const elsewhere = (role: string) => issueToken(inject('app').issuer, { role, brand: 'elsewhere', subject: role });
    const asked: [string, string, string, unknown?][] = [
      ['agent', 'GET', `/v1/returns/${rma}`],
      ['manager', 'GET', `/v1/returns/${rma}/activity`],
      ['manager', 'POST', `/v1/returns/${rma}/approve`, {}],
      ['warehouse', 'POST', '/v1/receipts', { code: rma }],
      ['inspector', 'POST', `/v1/returns/${rma}/inspections`, { portion: '1', findings: [finding] }],
      ['finance', 'POST', `/v1/returns/${rma}/instructions/1-1/retry`, { reason: 'Again' }],
      ['administrator', 'GET', `/v1/brands/${place.brand}/configuration`],
      ['administrator', 'POST', `/v1/brands/${place.brand}/deliveries/replay`, { rma }],
    ];
    for (const [role, method, path, body] of asked)
      expect(await people.call(await elsewhere(role), method, path, body)).toMatchObject(problem(404, 'not-found'));
  });

  it('a guest sees the one order of the token, and may do nothing of what staff may', async () => {
    const found = await place.api.expect(200, 'POST', `/v1/brands/${place.brand}/orders/lookup`, {
      body: { orderNumber: order.orderNumber, contact: order.email },
    });
    const guest: string = found.body.token;
    expect((await people.call(guest, 'GET', `/v1/returns/${rma}`)).status).toBe(200);
    const sameCustomer = await people.putOrder({ customerId: order.customerId, deliveredDaysAgo: 40 });
    const other = await people.ask(sameCustomer);
    expect((await people.call(guest, 'GET', `/v1/returns/${other.rma}`)).status).toBe(404);
    expect(await people.call(guest, 'GET', '/v1/queues/agent')).toMatchObject(problem(403, 'not-allowed'));
    expect((await people.call(guest, 'POST', `/v1/returns/${rma}/approve`, {})).status).toBe(403);
  });
});

const finding = { quantity: 1, grade: 'A', matchesClaim: true };
const everyone = ['customer', 'agent', 'warehouse', 'inspector', 'manager', 'finance', 'compliance', 'carrier'];
const roles = [...everyone, 'integration', 'administrator'];

describe.concurrent('every role', () => {
  const routes: [string, string, (at: string) => string, unknown, string[]][] = [
    [
      'read the log',
      'GET',
      (at) => `/v1/returns/${at}/activity`,
      undefined,
      ['agent', 'manager', 'finance', 'compliance'],
    ],
    ['read the finance queue', 'GET', () => '/v1/queues/finance', undefined, ['manager', 'finance']],
    ['settle a dispute', 'POST', (at) => `/v1/returns/${at}/dispute`, { reason: 'Seen' }, ['manager']],
    ['scan in', 'POST', () => '/v1/receipts', { code: 'NOTHING-1' }, ['warehouse']],
    ['retry a refund', 'POST', (at) => `/v1/returns/${at}/instructions/9-9/retry`, { reason: 'Again' }, ['finance']],
    ['list returns as their customer', 'GET', () => '/v1/returns', undefined, ['customer']],
    ['read the configuration', 'GET', () => `/v1/brands/${place.brand}/configuration`, undefined, ['administrator']],
  ];
  it.each(routes)('that may not %s is refused with 403, and no other', async (_, method, path, body, allowed) => {
    const refused: string[] = [];
    for (const role of roles) {
      const { status } = await people.call(role, method, path(rma), body);
      expect(status, role).toBeLessThan(500);
      if (status === 403) refused.push(role);
    }
    expect(refused).toEqual(roles.filter((role) => !allowed.includes(role)));
  });
});

describe.concurrent('tokens', () => {
  it('missing, malformed, expired, of another issuer, of another key, or of no algorithm: 401', async () => {
    const { issuer } = inject('app');
    const who = { role: 'agent', brand: place.brand, subject: 'agent-1' };
    const good = await issueToken(issuer, who);
    const [head = '', claims = '', signature = ''] = good.split('.');
    const decoded = JSON.parse(Buffer.from(claims, 'base64url').toString());
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const bad: [string, string | undefined][] = [
      ['none', undefined],
      ['not a bearer', `Basic ${good}`],
      ['not a token', 'Bearer not-a-token'],
      ['expired', `Bearer ${await issueToken(issuer, who, -1)}`],
      ['of another issuer', `Bearer ${await issueToken({ ...issuer, url: 'https://issuer.example' }, who)}`],
      ['for another audience', `Bearer ${await issueToken({ ...issuer, audience: 'somebody-else' }, who)}`],
      ['with other claims', `Bearer ${head}.${encode({ ...decoded, sub: 'agent-2' })}.${signature}`],
      ['of no algorithm', `Bearer ${encode({ alg: 'none' })}.${claims}.`],
      ['signed as if by us', `Bearer ${encode({ alg: 'HS256' })}.${claims}.${signature}`],
    ];
    for (const [what, authorization] of bad) {
      const answer = await unsigned(`/v1/returns/${rma}`, authorization === undefined ? {} : { authorization });
      expect(answer, what).toMatchObject(problem(401, 'not-signed-in'));
      expect(answer.headers.get('content-type'), what).toContain('application/problem+json');
    }
    expect((await unsigned(`/v1/returns/${rma}`, { authorization: `Bearer ${good}` })).status).toBe(200);
  });
});

describe.concurrent('webhooks', () => {
  const post = ({ path, body, headers }: { path: string; body: string; headers: Record<string, string> }) =>
    place.api.call('POST', path, { body, headers });
  const tracker = { id: 'evt-1', trackingNumber: 'NOBODYS-1', status: 'delivered', at: new Date() };
  const shipment = { id: 'msg-1', trackingNumber: 'NOBODYS-1', type: 'shipment.arrived', at: new Date() };

  it('forged, changed, unsigned or old ones are refused, whoever they claim to be of', async () => {
    const { brand, keys } = place;
    const signed = easypostTracker(brand, keys.easypost, tracker);
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const refused = {
      forged: easypostTracker(brand, 'not the key', tracker),
      changed: { ...signed, body: signed.body.replace('delivered', 'in_transit') },
      unsigned: { ...signed, headers: {} },
      'of another brand': { ...signed, path: '/v1/webhooks/elsewhere/easypost' },
      'of a wrong key': genericShipment(brand, keys.erp, shipment, new Date()),
      old: genericShipment(brand, keys.generic, shipment, minutesAgo(10)),
      'of tomorrow': genericShipment(brand, keys.generic, shipment, minutesAgo(-10)),
      'forged order': shopifyOrder(brand, 'not the key', '{}'),
    };
    for (const [what, request] of Object.entries(refused))
      expect(await post(request), what).toMatchObject(problem(401, 'invalid-signature'));
    expect((await post(signed)).status).toBe(202);
  });

  it('what is validly signed is accepted whatever it says: nonsense is kept for a person, not refused', async () => {
    const { brand, keys } = place;
    for (const body of ['{}', '[]', 'null', '"text"', 'no json', '{"type":"shipment.unheard_of"}', '\u0000']) {
      expect((await post(shopifyOrder(brand, keys.shopify, body))).status, body).toBe(202);
    }
    expect((await post(genericShipment(brand, keys.generic, { ...shipment, type: 'x' }, new Date()))).status).toBe(202);
  });
});

describe.concurrent('requests that are not as described', () => {
  const ask = (body: string, headers: Record<string, string> = {}): Promise<ApiAnswer> =>
    people.place.token('customer', order.customerId).then((token) =>
      place.api.call('POST', '/v1/returns', {
        token,
        body,
        headers: { 'idempotency-key': randomUUID(), ...headers },
      }),
    );

  it('broken JSON, wrong types and unknown fields are refused with a pointer each', async () => {
    const good = people.requestOf(order, []);
    const cases: [string, string][] = [
      ['{"orderNumber":', ''],
      [JSON.stringify({ ...good, colour: 'red' }), '/colour'],
      [JSON.stringify({ ...good, lines: [{ ...good.lines[0], quantity: '1' }] }), '/lines/0/quantity'],
      [JSON.stringify({ ...good, lines: [{ ...good.lines[0], secret: 1 }] }), '/lines/0/secret'],
      [JSON.stringify({ ...good, lines: [] }), '/lines'],
      ['null', ''],
    ];
    for (const [body, pointer] of cases) {
      const answer = await ask(body);
      expect(answer, body).toMatchObject(problem(400, 'invalid-request'));
      expect(
        answer.body.errors.map((one: { pointer: string }) => one.pointer),
        body,
      ).toContain(pointer);
    }
  });

  it('a body that is too large, or of another type, is refused; so is a POST without a key', async () => {
    const good = JSON.stringify(people.requestOf(order, []));
    expect(await ask(' '.repeat(1_000_001))).toMatchObject(problem(413, 'too-large'));
    expect(await ask(good, { 'content-type': 'text/plain' })).toMatchObject(problem(415, 'unsupported-media-type'));
    expect(await ask(good, { 'idempotency-key': '' })).toMatchObject(problem(400, 'idempotency-key-missing'));
  });

  it('a key used again with another body is refused', async () => {
    const own = await people.putOrder({ deliveredDaysAgo: 40 });
    const token = await people.customer(own);
    const headers = { 'idempotency-key': 'the-same' };
    const first = await people.call(token, 'POST', '/v1/returns', people.requestOf(own, []), headers);
    const again = await people.call(token, 'POST', '/v1/returns', people.requestOf(own, []), headers);
    expect([first.status, again.status, again.body.rma]).toEqual([201, 201, first.body.rma]);
    const other = people.requestOf(own, [{ condition: 'used' }]);
    const refused = await people.call(token, 'POST', '/v1/returns', other, headers);
    expect(refused).toMatchObject(problem(422, 'idempotency-key-reused'));
  });

  it('places that are none are 404: no route, no return number, no such queue', async () => {
    const token = await place.token('agent');
    expect((await people.call(token, 'GET', '/v1/nothing-here')).status).toBe(404);
    for (const path of ['/v1/returns/not-a-number', '/v1/returns/AAAA-AAAA-AAAA', '/v1/queues/everybody'])
      expect(await people.call(token, 'GET', path), path).toMatchObject(problem(404, 'not-found'));
  });

  it('a cursor is good for its own list only, and not when it was changed', async () => {
    for (let i = 0; i < 2; i += 1) await people.ask(await people.putOrder({ flagged: true }));
    const { next } = await people.read('/v1/queues/agent?limit=1');
    const queue = (cursor: string, who = 'manager', role = 'agent') =>
      people.call(who, 'GET', `/v1/queues/${role}?cursor=${encodeURIComponent(cursor)}`);
    expect((await queue(next)).status).toBe(200);
    const [body, signature] = next.split('.');
    const moved = Buffer.from(body, 'base64url').toString().replace(place.brand, 'elsewhere');
    const bad = [
      `${Buffer.from(moved).toString('base64url')}.${signature}`,
      `${body}.${'A'.repeat(43)}`,
      'a'.repeat(40),
    ];
    for (const cursor of bad) expect(await queue(cursor)).toMatchObject(problem(400, 'invalid-cursor'));
    expect(await queue(next, 'manager', 'manager')).toMatchObject(problem(400, 'invalid-cursor'));
    const own = await people.call(await people.customer(order), 'GET', `/v1/returns?cursor=${next}`);
    expect(own).toMatchObject(problem(400, 'invalid-cursor'));
  });
});

describe.concurrent('looking up an order', () => {
  const lookUp = (orderNumber: string, contact: string) =>
    place.api.call('POST', `/v1/brands/${place.brand}/orders/lookup`, { body: { orderNumber, contact } });

  it('an unknown order and a wrong contact answer alike; ten wrong tries are enough, for the right one too', async () => {
    const { orderNumber, email } = await people.putOrder();
    const plain = ({ status, body }: ApiAnswer) => ({ status, body: { ...body, instance: '' } });
    const wrong = plain(await lookUp(orderNumber, 'guess@customer.example'));
    expect(wrong).toMatchObject(problem(404, 'order-not-found'));
    expect(plain(await lookUp('O-UNKNOWN', 'guess@customer.example'))).toEqual(wrong);
    for (let i = 1; i < 10; i += 1) expect((await lookUp(orderNumber, `guess${i}@customer.example`)).status).toBe(404);
    const limited = await lookUp(orderNumber, email);
    expect(limited).toMatchObject(problem(429, 'too-many-tries'));
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await people.putOrder();
    expect((await lookUp(other.orderNumber, other.email)).status).toBe(200);
  });
});

describe.concurrent('uploads', () => {
  it('the storage itself refuses another type, another place, nothing at all, and too much', async () => {
    const damaged = { reason: 'damaged_in_transit', description: { what: 'The case is cracked along its side.' } };
    const { uploads } = await people.ask(await people.putOrder(), damaged);
    const form = formFor(uploads[0], 'image/png');
    const small = new Uint8Array(64);
    const changed = (fields: Record<string, string>) => ({ ...form, fields: { ...form.fields, ...fields } });
    const refused: [string, Promise<Response>][] = [
      ['another type', upload(changed({ 'Content-Type': 'text/html' }), small)],
      ['another place', upload(changed({ key: `uploads/${place.brand}/${rma}/E9` }), small)],
      ['nothing', upload(form, new Uint8Array(0))],
      ['too much', upload(form, new Uint8Array(15 * 1024 * 1024 + 1))],
    ];
    for (const [what, answer] of refused) expect((await answer).ok, what).toBe(false);
    expect(uploads[0].uploads.map((one: { contentType: string }) => one.contentType)).not.toContain('text/html');
  });
});
