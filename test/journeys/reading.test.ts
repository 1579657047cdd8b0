import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../infra/local/journey/api.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { makeGuestLink } from '../../shared/storage/guest-links.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { deployedApp } from '../engine/app.ts';
import { type SentMail, sentMail } from '../engine/mail.ts';
import { placeForTest } from './journey-place.ts';
import { type People, peopleOf } from './people.ts';

let place: Place;
let people: People;
beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place);
});
afterAll(() => place.erp.stop());

interface Page {
  readonly items: readonly { readonly rma: string; readonly dueAt: string }[];
  readonly next?: string;
}

/** All pages of a list, two items at a time. */
async function pagesOf(path: string, who: string): Promise<Page[]> {
  const pages: Page[] = [];
  let cursor = '';
  do {
    const page: Page = await people.read(`${path}?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, who);
    pages.push(page);
    cursor = page.next ?? '';
  } while (cursor !== '');
  return pages;
}

const mailTo = (email: string, subject: string, howMany = 1): Promise<readonly SentMail[]> =>
  waitFor(`${howMany} messages "${subject}" to ${email}`, async () => {
    const found = (await sentMail(deployedApp().reach, email)).filter((one) => one.subject.includes(subject));
    return found.length >= howMany && found;
  });

/** The token in a message's link to its return. */
const linkIn = ({ text }: SentMail): string => {
  const token = /https:\/\/journey\.example\/returns#(\S+)/.exec(text)?.[1];
  if (token === undefined) throw new Error(`There is no link in: ${text}`);
  return decodeURIComponent(token);
};

describe.concurrent('lists', () => {
  it('customers list their own returns, newest first, page by page, each once', async () => {
    const asked: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      const order = await people.putOrder({ customerId: 'C-LIST', deliveredDaysAgo: 40 });
      asked.unshift((await people.ask(order)).rma);
    }
    const pages = await pagesOf('/v1/returns', await people.customer({ customerId: 'C-LIST' }));
    expect(pages.flatMap(({ items }) => items.map(({ rma }) => rma))).toEqual(asked);
    expect(pages.map(({ items }) => items.length).filter((length) => length > 2)).toEqual([]);
  });

  it('a queue shows what is most urgent first, page by page, and nothing that was decided', async () => {
    const asked: string[] = [];
    for (let i = 0; i < 5; i += 1) asked.push((await people.ask(await people.putOrder({ flagged: true }))).rma);
    const [decided = ''] = asked.splice(2, 1);
    await people.act('manager', `/v1/returns/${decided}/reject`, { message: 'These goods were bought elsewhere.' });
    const items = (await pagesOf('/v1/queues/agent', 'agent')).flatMap((page) => page.items);
    const dates = items.map(({ dueAt }) => dueAt);
    expect(dates).toEqual([...dates].sort());
    expect(items.map(({ rma }) => rma).filter((rma) => asked.includes(rma))).toEqual(asked);
    expect(items.map(({ rma }) => rma)).not.toContain(decided);
  });
});

describe.concurrent('messages and their links', () => {
  it('a message is sent once for its event, and again only when it is asked for, once for a key', async () => {
    const order = await people.putOrder({ flagged: true });
    const { rma } = await people.ask(order);
    const subject = `We have your return request ${rma}`;
    await mailTo(order.email, subject);
    const path = `/v1/returns/${rma}/messages/1/resend`;
    const key = { 'idempotency-key': `again-${rma}` };
    for (let i = 0; i < 3; i += 1) await people.done('agent', 'POST', path, undefined, key);
    await mailTo(order.email, subject, 2);
    // What would be sent for the repeated requests would be sent before what is asked for after them.
    await people.act('agent', `/v1/returns/${rma}/reject`, { message: 'These goods were bought elsewhere.' });
    await mailTo(order.email, 'was declined');
    expect(await mailTo(order.email, subject, 2)).toHaveLength(2);
    expect((await people.call('agent', 'POST', `/v1/returns/${rma}/messages/99/resend`)).status).toBe(404);
  });

  it('a mailed link opens its return; once revoked it opens nothing, and a later link does', async () => {
    const { api } = place;
    const order = await people.putOrder({ flagged: true });
    const { rma } = await people.ask(order);
    const [first] = await mailTo(order.email, 'We have your return request');
    if (!first) throw new Error('There is a message');
    const exchange = (token: string) => api.call('POST', '/v1/guest-links/exchange', { body: { token } });
    const opened = await exchange(linkIn(first));
    expect(opened).toMatchObject({ status: 200, body: { rma } });
    await people.read(`/v1/returns/${rma}`, opened.body.token);
    const elsewhere = await people.ask(await people.putOrder({ deliveredDaysAgo: 40 }));
    expect((await people.call(opened.body.token, 'GET', `/v1/returns/${elsewhere.rma}`)).status).toBe(404);

    await people.act('agent', `/v1/returns/${rma}/guest-links/revoke`);
    const notValid = { status: 401, body: { type: expect.stringContaining('link-not-valid') } };
    expect(await exchange(linkIn(first))).toMatchObject(notValid);
    await people.act('agent', `/v1/returns/${rma}/question`, { text: 'Which colour is it?' });
    const [later] = await mailTo(order.email, 'we have a question');
    expect(later && (await exchange(linkIn(later))).status).toBe(200);
    expect(await exchange(`${place.brand}.${'A'.repeat(32)}`)).toMatchObject(notValid);
    expect(await exchange(`${linkIn(first)}x`)).toMatchObject(notValid);
  });

  it('a link that has expired opens nothing', async () => {
    const { reach, output } = deployedApp();
    const { orderNumber, ...order } = await people.putOrder({ deliveredDaysAgo: 40 });
    const { rma } = await people.ask({ orderNumber, ...order });
    const table = connectTable(output('TableName'), reach);
    const made = (daysAgo: number) =>
      makeGuestLink(
        table,
        { brand: place.brand, rma, orderNumber },
        crypto.getRandomValues(new Uint8Array(24)),
        new Date(Date.now() - daysAgo * 86_400_000),
      );
    const [young, old] = await Promise.all([made(59), made(61)]);
    expect((await place.api.call('POST', '/v1/guest-links/exchange', { body: { token: young } })).status).toBe(200);
    expect((await place.api.call('POST', '/v1/guest-links/exchange', { body: { token: old } })).status).toBe(401);
  });
});

it('a configuration is replaced by who has read it last, and its secrets are never shown', async () => {
  const own = await placeForTest();
  const staff = peopleOf(own);
  try {
    const path = `/v1/brands/${own.brand}/configuration`;
    const read = await staff.call('administrator', 'GET', path);
    const tag = read.headers.get('etag') ?? '';
    expect(read.body.secrets.sort()).toEqual(['easypost', 'erp', 'generic', 'shopify']);
    for (const key of Object.values(own.keys)) expect(JSON.stringify(read.body)).not.toContain(key);

    const { configuration } = read.body;
    const put = (name: string, ifMatch: string) =>
      staff.call('administrator', 'PUT', path, { configuration: { ...configuration, name } }, { 'if-match': ifMatch });
    const first = await put('New Name', tag);
    expect(first).toMatchObject({ status: 200, body: { configuration: { name: 'New Name' } } });
    expect(first.headers.get('etag')).not.toBe(tag);
    const second = await put('Other Name', tag);
    expect(second).toMatchObject({ status: 412, body: { type: expect.stringContaining('version-conflict') } });
    expect((await staff.read(path, 'administrator')).configuration.name).toBe('New Name');
  } finally {
    await own.erp.stop();
  }
});
