import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { deliver, judge } from '../../../shared/adapters/standard-webhooks/deliver.ts';
import { erpWebhook } from '../../../shared/adapters/standard-webhooks/erp-event.ts';
import { isPublicAddress } from '../../../shared/adapters/standard-webhooks/public-address.ts';
import { verifyStandardWebhook } from '../../../shared/adapters/standard-webhooks/signature.ts';
import type { ReturnEvent } from '../../../shared/contracts/return-event.ts';

const now = new Date('2026-11-05T06:30:00.000Z');
const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const event: ReturnEvent = {
  brand: 'lumen',
  rma: '7K3F-9XTB-2MQ4',
  seq: 3,
  type: 'return.label_issued',
  at: '2026-11-05T06:29:58.000Z',
  actor: { role: 'system', id: 'lifecycle' },
  data: { trackingNumber: 'HW1', payer: 'brand' },
  stage: 'shipping',
  previous: 'a',
  hash: 'b',
};
const webhookTo = (url: string) => erpWebhook({ event, url, secrets: [secret], now });

test('an event leaves as a CloudEvent with a stable id and a signature', () => {
  const webhook = webhookTo('https://erp.lumen.example/returns');
  expect(JSON.parse(webhook.body)).toEqual({
    specversion: '1.0',
    id: '7K3F-9XTB-2MQ4-3',
    source: '/brands/lumen/returns',
    type: 'return.label_issued',
    subject: '7K3F-9XTB-2MQ4',
    time: '2026-11-05T06:29:58.000Z',
    sequence: '00000003',
    datacontenttype: 'application/json',
    data: {
      brand: 'lumen',
      rma: '7K3F-9XTB-2MQ4',
      stage: 'shipping',
      actor: 'system',
      details: { trackingNumber: 'HW1', payer: 'brand' },
    },
  });
  const later = erpWebhook({ event, url: webhook.url, secrets: [secret], now: new Date(now.getTime() + 3_600_000) });
  expect(later.body).toBe(webhook.body);
  expect(later.headers['webhook-id']).toBe(webhook.headers['webhook-id']);
  expect(later.headers['webhook-signature']).not.toBe(webhook.headers['webhook-signature']);
});

test.each([
  [200, undefined, { result: 'delivered' }],
  [204, undefined, { result: 'delivered' }],
  [410, undefined, { result: 'gone' }],
  [503, '120', { result: 'retry', afterSeconds: 120 }],
  [429, 'Thu, 05 Nov 2026 06:31:00 GMT', { result: 'retry', afterSeconds: 60 }],
  [429, 'Thu, 05 Nov 2026 06:29:00 GMT', { result: 'retry', afterSeconds: 0 }],
  [503, '99999999', { result: 'retry', afterSeconds: 86_400 }],
  [503, 'soon', { result: 'retry' }],
  [500, undefined, { result: 'retry' }],
  [408, undefined, { result: 'retry' }],
  [400, undefined, { result: 'refused' }],
  [401, '60', { result: 'refused' }],
  [404, undefined, { result: 'refused' }],
  [302, undefined, { result: 'refused' }],
  [0, undefined, { result: 'refused' }],
])('an answer of %i with Retry-After %s is %o', (status, retryAfter, expected) => {
  const { reason, ...rest } = { reason: undefined, ...judge(status, retryAfter, now) };
  expect(rest).toEqual(expected);
  if (!['delivered', 'gone'].includes(rest.result)) expect(reason).toContain(String(status));
});

test.each([
  ['93.184.215.14', true],
  ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['100.100.100.200', false],
  ['169.254.169.254', false],
  ['172.31.0.1', false],
  ['192.168.1.1', false],
  ['0.0.0.0', false],
  ['255.255.255.255', false],
  ['::1', false],
  ['::', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:a9fe:a9fe', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['2001:db8::1', false],
  ['fd00:ec2::254', false],
  ['fe80::1', false],
  ['ff02::1', false],
  ['not an address', false],
])('%s is public: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected));

describe('sent to a receiver', () => {
  const servers: Server[] = [];
  const serve = async (answer: RequestListener) => {
    const server = createServer(answer);
    servers.push(server);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return `http://localhost:${(server.address() as AddressInfo).port}/hooks`;
  };
  const bodyOf = async (request: IncomingMessage) => Buffer.concat(await request.toArray());
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  test('the event arrives whole, and its signature verifies', async () => {
    const seen: { body: Buffer; headers: IncomingMessage['headers']; method: string | undefined }[] = [];
    const url = await serve(async (request, response) => {
      seen.push({ body: await bodyOf(request), headers: request.headers, method: request.method });
      response.writeHead(202).end('thanks');
    });
    expect(await deliver(webhookTo(url), { now, allowHttp: true })).toEqual({ result: 'delivered' });
    const [got] = seen;
    expect(got).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
    });
    const headers = got?.headers as Record<string, string>;
    expect(verifyStandardWebhook({ body: got?.body ?? Buffer.of(), headers, secrets: [secret], now })).toBe('valid');
  });

  test('a redirect is not followed', async () => {
    let elsewhere = 0;
    const target = await serve((_, response) => {
      elsewhere++;
      response.end();
    });
    const url = await serve((_, response) => response.writeHead(307, { location: target }).end());
    expect(await deliver(webhookTo(url), { now, allowHttp: true })).toMatchObject({ result: 'refused' });
    expect(elsewhere).toBe(0);
  });

  test('silence is a retry after the time-out', async () => {
    const url = await serve(() => {});
    expect(await deliver(webhookTo(url), { now, allowHttp: true, timeoutSeconds: 0.05 })).toEqual({
      result: 'retry',
      reason: 'No answer within 0.05 seconds',
    });
  });

  test('nobody there is a retry', async () => {
    const url = await serve(() => {});
    await new Promise((closed) => servers.pop()?.close(closed));
    expect(await deliver(webhookTo(url), { now, allowHttp: true })).toMatchObject({
      result: 'retry',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('who answers and then talks on without end does not hold us', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200);
      response.write('x'.repeat(100_000));
    });
    expect(await deliver(webhookTo(url), { now, allowHttp: true })).toEqual({ result: 'delivered' });
  });
});

describe('an address that is not of the public internet', () => {
  const resolvingTo =
    (...addresses: string[]): LookupFunction =>
    (_, options, answer) => {
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      if (options.all) answer(null, found);
      else answer(null, found[0]?.address ?? '', found[0]?.family);
    };

  test.each([
    ['http', 'http://erp.lumen.example/'],
    ['another scheme', 'file:///etc/passwd'],
    ['no URL', 'erp.lumen.example'],
    ['loopback', 'https://127.0.0.1/'],
    ['loopback written as one number', 'https://2130706433/'],
    ['loopback of IPv6', 'https://[::1]/'],
    ['the metadata service', 'https://169.254.169.254/latest/meta-data/'],
    ['a private address as IPv6', 'https://[::ffff:10.0.0.1]/'],
  ])('is refused: %s', async (_, url) => {
    const resolve: LookupFunction = () => expect.unreachable('no name is resolved, no connection made');
    expect(await deliver(webhookTo(url), { now, resolve })).toMatchObject({ result: 'refused' });
  });

  test.each([
    ['a private address', ['10.0.0.7']],
    ['a public and a private one', ['93.184.215.14', '127.0.0.1']],
    ['nothing', []],
  ])('is refused when its name resolves to %s, for the very connection', async (_, addresses) => {
    const answer = await deliver(webhookTo('https://erp.lumen.example/'), { now, resolve: resolvingTo(...addresses) });
    expect(answer).toEqual({ result: 'refused', reason: 'The address is not one of the public internet' });
  });

  test('a name that does not resolve is a retry', async () => {
    const resolve: LookupFunction = (_, __, answer) => answer(Object.assign(new Error(), { code: 'ENOTFOUND' }), '');
    expect(await deliver(webhookTo('https://erp.lumen.example/'), { now, resolve })).toEqual({
      result: 'retry',
      reason: 'No connection: ENOTFOUND',
    });
  });
});
