import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSendMessage } from '../../functions/notifications/send-message.ts';
import type { Mail } from '../../shared/adapters/mail/ses.ts';
import { mailDraftLink, revokeDraftLinks } from '../../shared/contracts/drafts.ts';
import { exchangeGuestLink } from '../../shared/contracts/orders.ts';
import { trackReturn } from '../../shared/contracts/tracking.ts';
import { draftDays } from '../../shared/drafts/draft.ts';
import { loadDraft } from '../../shared/storage/drafts.ts';
import { makeGuestLink } from '../../shared/storage/guest-links.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import {
  begin,
  begun,
  later,
  many,
  orderForDraft,
  read,
  ready,
  saveContact,
  saveProblem,
  saveProduct,
  submit,
} from './app/draft-requests.ts';
import { customer } from './app/returns.ts';
import { configuration, openShop, type sell, today } from './app/shop.ts';
import type { Who } from './app/sign-in.ts';

let table: Table;
let app: App;
let now = today;

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => now);
  await openShop(table);
});
beforeEach(() => {
  now = today;
});

const order = (more: Parameters<typeof sell>[2] = {}) => orderForDraft(table, more);

describe('whose it is', () => {
  test('a customer’s, whoever holds its link, and staff’s of the brand; for all others there is none', async () => {
    const orderNumber = await order();
    const { draft, link } = (await begin(app, orderNumber)).body;
    const status = async (call: object) => (await read(app, draft.id, call)).status;
    expect(await status({ who: { role: 'customer', id: 'C-2' } })).toBe(404);
    expect(await status({ who: { role: 'agent', brand: 'harbor' } })).toBe(404);
    expect(await status({ who: { role: 'agent' } })).toBe(200);
    const body = { token: link?.token ?? '' };
    const exchanged = await app.call<{ token: string; draft?: string; rma?: string }>(exchangeGuestLink, { body });
    expect(exchanged.body).toMatchObject({ draft: draft.id });
    expect(exchanged.body).not.toHaveProperty('rma');
    expect(await status({ token: exchanged.body.token })).toBe(200);
  });

  test('the link leads to the return once there is one, and nowhere once the draft has expired', async () => {
    const id = await ready(app, await order());
    const { link } = (await begin(app, await order(), { key: 'linked' })).body;
    expect(link).toBeDefined();
    const own = (await begin(app, await order())).body;
    await saveProduct(app, own.draft.id, { lines: [{ lineId: '1', quantity: 1, condition: 'opened' }] });
    await saveProblem(app, own.draft.id, { lines: [{ lineId: '1', reason: 'customer_remorse' }] });
    const { rma } = (await submit(app, own.draft.id)).body;
    const { body } = await app.call<{ token: string; rma?: string }>(exchangeGuestLink, {
      body: { token: own.link?.token ?? '' },
    });
    expect(body.rma).toBe(rma);
    expect((await app.call(trackReturn, { token: body.token, params: { rma } })).status).toBe(200);
    now = later(draftDays.sinceSaved);
    expect((await app.call(exchangeGuestLink, { body: { token: link?.token ?? '' } })).status).toBe(401);
    expect((await read(app, id)).status).toBe(410);
  });

  test('a link that was revoked leads nowhere any more, nor to the return it becomes; a new one does', async () => {
    const orderNumber = await order();
    const { draft, link } = (await begin(app, orderNumber)).body;
    const exchange = (token = '') => app.call<{ token: string }>(exchangeGuestLink, { body: { token } });
    const revoke = (who: Who, key?: string) =>
      app.call(revokeDraftLinks, { who, params: { draft: draft.id }, ...(key && { key }) });
    expect((await exchange(link?.token)).status).toBe(200);
    expect((await revoke(customer)).status).toBe(403);
    expect((await revoke({ role: 'agent', brand: 'harbor' })).status).toBe(404);
    const before = (await read(app, draft.id)).body;
    expect((await revoke({ role: 'agent' }, 'revoke-once')).status).toBe(200);
    expect((await read(app, draft.id)).body).toMatchObject({ until: before.until, state: 'open' });
    expect(await exchange(link?.token)).toMatchObject({
      status: 401,
      body: { type: expect.stringContaining('link-not-valid') },
    });
    now = new Date(today.getTime() + 60_000);
    const fresh = await makeGuestLink(table, { brand: 'lumen', draft: draft.id, orderNumber }, new Uint8Array(24), now);
    expect((await revoke({ role: 'agent' }, 'revoke-once')).status).toBe(200);
    expect((await exchange(fresh)).status).toBe(200);
    await saveProduct(app, draft.id, { lines: [{ lineId: '1', quantity: 1, condition: 'opened' }] });
    await saveProblem(app, draft.id, { lines: [{ lineId: '1', reason: 'customer_remorse' }] });
    const { rma } = (await submit(app, draft.id)).body;
    expect((await exchange(fresh)).body).toMatchObject({ rma });
    expect((await exchange(link?.token)).status).toBe(401);
  });

  test('staff begin one on somebody’s behalf: the channel is kept, and no link is shown to them', async () => {
    const orderNumber = await order();
    const who = { role: 'agent' };
    const wrongOwner = await begin(app, orderNumber, { who, body: { orderNumber, customerId: 'C-2' } });
    expect(wrongOwner).toMatchObject({ status: 400, body: { errors: [{ pointer: '/customerId' }] } });
    const { body } = await begin(app, orderNumber, { who, body: { orderNumber, customerId: 'C-1' } });
    expect(body).not.toHaveProperty('link');
    expect(body.draft.channel).toBe('agent');
  });

  test('begun twenty times with one key it is one draft', async () => {
    const orderNumber = await order();
    const answers = await many(20, () => begin(app, orderNumber, { key: 'begin-once' }));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.draft.id}`)).size).toBe(1);
  });
});

describe('its link by mail', () => {
  const sent: Mail[] = [];
  const send = () =>
    createSendMessage({
      table,
      mail: {
        async send(mail) {
          sent.push(mail);
          return { messageId: `m-${sent.length}` };
        },
      },
      readBrand: async () => ({
        ...configuration,
        links: { ...configuration.links, draft: 'https://lumen.example/go#{token}' },
      }),
      clock: () => now,
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    });
  const ask = (draft: string, key?: string) =>
    app.call(mailDraftLink, { who: customer, params: { draft }, ...(key && { key }) });
  const arrivals = async (draft: string) => {
    const { Items = [] } = await table.documents.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'whatIsDue',
        KeyConditionExpression: 'dueShard = :shard',
        ExpressionAttributeValues: { ':shard': 'DUE#INBOX' },
      }),
    );
    const own = await Promise.all(
      Items.map(
        async ({ pk, sk }) =>
          (await table.documents.send(new GetCommand({ TableName: table.name, Key: { pk, sk } }))).Item,
      ),
    );
    return own.filter((item) => String(item?.body).includes(draft)).map((item) => String(item?.pk));
  };

  test('goes once for a key to the address told in it, and takes it up again', async () => {
    const orderNumber = await order();
    const id = await begun(app, orderNumber, { body: { orderNumber, locale: 'de' } });
    await saveContact(app, id, { email: 'robin@customer.example' });
    for (let i = 0; i < 3; i += 1) expect((await ask(id, 'mail-once')).status).toBe(202);
    const pks = await arrivals(id);
    expect(pks).toHaveLength(1);
    for (const inbox of pks) await send()({ brand: 'lumen', inbox, provider: 'draft_link' });
    const [mail] = sent;
    expect(mail).toMatchObject({ to: 'robin@customer.example', subject: 'Ihre Rücksendeanfrage ist gespeichert' });
    const token = decodeURIComponent(/lumen\.example\/go#(\S+)/.exec(mail?.text ?? '')?.[1] ?? '');
    expect((await app.call<{ draft?: string }>(exchangeGuestLink, { body: { token } })).body.draft).toBe(id);
  });

  test('goes out five times at most', async () => {
    const id = await begun(app, await order());
    const statuses: number[] = [];
    for (let i = 0; i < 7; i += 1) statuses.push((await ask(id)).status);
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429, 429]);
  });

  const mailedTo = async (orderNumber: string, email: string) => {
    const id = await begun(app, orderNumber);
    await saveContact(app, id, { email });
    return (await ask(id)).status;
  };
  const taken = (statuses: readonly number[]) => statuses.map((status) => status === 202);
  const ten = Array.from({ length: 10 }, () => true);

  test('goes out ten times a day for one order, however many drafts it has', async () => {
    const orderNumber = await order();
    const statuses: number[] = [];
    for (let i = 0; i < 11; i += 1) statuses.push(await mailedTo(orderNumber, `kim-${i}@customer.example`));
    expect(taken(statuses)).toEqual([...ten, false]);
    now = later(1);
    expect(await mailedTo(orderNumber, 'kim@customer.example')).toBe(202);
  });

  test('goes out ten times a day to one mailbox, whatever orders it is told in', async () => {
    const statuses: number[] = [];
    for (const i of [...ten.keys(), 10])
      statuses.push(await mailedTo(await order(), i % 2 ? 'victim@stranger.example' : 'Victim@stranger.example'));
    expect(taken(statuses)).toEqual([...ten, false]);
  });

  test('asked for at once with one key, is counted as one', async () => {
    const id = await begun(app, await order());
    await saveContact(app, id, { email: 'at-once@customer.example' });
    const answers = await many(8, () => ask(id, 'mail-at-once'));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(await loadDraft(table, 'lumen', id)).toMatchObject({ mailed: 1 });
  });
});
