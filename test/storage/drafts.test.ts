import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createExpireDrafts } from '../../functions/deadlines/expire-drafts.ts';
import { createRecord } from '../../functions/evidence/record.ts';
import { createSendMessage } from '../../functions/notifications/send-message.ts';
import type { Mail } from '../../shared/adapters/mail/ses.ts';
import { mailDraftLink } from '../../shared/contracts/drafts.ts';
import { exchangeGuestLink, lookUpOrder } from '../../shared/contracts/orders.ts';
import { trackReturn } from '../../shared/contracts/tracking.ts';
import { draftDays } from '../../shared/drafts/draft.ts';
import { loadDraft } from '../../shared/storage/drafts.ts';
import { partitions, sortKeys, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import {
  begin,
  begun,
  read,
  ready,
  saveContact,
  saveFiles,
  saveProblem,
  saveProduct,
  savePurchase,
  submit,
  told,
} from './app/draft-requests.ts';
import { asked, customer, remorse, stored } from './app/returns.ts';
import { configuration, openShop, sell, today } from './app/shop.ts';

let table: Table;
let app: App;
let now = today;
let orders = 0;

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => now);
  await openShop(table);
});
beforeEach(() => {
  now = today;
});

const later = (days: number) => new Date(today.getTime() + days * 86_400_000);
const many = <Result>(count: number, work: (i: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));
async function order(more: Parameters<typeof sell>[2] = {}): Promise<string> {
  orders += 1;
  const orderNumber = `DR-${orders}`;
  await sell(table, orderNumber, more);
  return orderNumber;
}
const stateOf = (view: { steps: readonly { step: string; state: string }[] }) =>
  Object.fromEntries(view.steps.map(({ step, state }) => [step, state]));
const good = {
  state: 'attached',
  contentType: 'image/png',
  bytes: 9,
  sha256: 'a'.repeat(64),
  key: 'drafts/x',
} as const;
const record = () => createRecord({ table, clock: () => now, progressMinutes: 5 });
const itemsOf = async (id: string) =>
  (
    await table.documents.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partitions.draft('lumen', id) },
        ConsistentRead: true,
      }),
    )
  ).Items ?? [];

describe('a draft is written step by step', () => {
  test('and says what to ask for next, until it becomes a return', async () => {
    const orderNumber = await order();
    const first = await begin(app, orderNumber, { body: { orderNumber, locale: 'en' } });
    expect(first.status).toBe(201);
    const { id, next, version } = first.body.draft;
    expect([next, version, first.body.draft.channel]).toEqual(['product', 1, 'portal']);
    const product = await saveProduct(app, id, { lines: [{ lineId: '1', quantity: 1 }] });
    expect([product.body.next, product.headers.etag]).toEqual(['contact', '"2"']);
    expect((await saveContact(app, id, { phone: '+49 30 5550102' })).body.next).toBe('purchase');
    expect((await savePurchase(app, id, {})).body.next).toBe('problem');
    const vague = await saveProblem(app, id, {
      lines: [{ lineId: '1', reason: 'defective', description: { what: 'It is broken', since: 'Monday' } }],
    });
    expect(vague.status).toBe(200);
    expect(vague.body).toMatchObject({ next: 'problem', ready: false });
    expect(vague.body.steps[3]).toEqual({
      step: 'problem',
      state: 'incomplete',
      missing: [
        {
          pointer: '/lines/0/description/what',
          code: 'description_vague',
          detail: expect.stringContaining('“It is broken” does not tell us enough.'),
        },
        {
          pointer: '/lines/0/description/tried',
          code: 'tried_missing',
          detail: 'Please tell us: What have you tried so far?',
        },
      ],
    });
    const full = await saveProblem(app, id, { lines: [{ lineId: '1', reason: 'defective', description: told }] });
    expect(full.body).toMatchObject({ next: 'files', ready: true, assessment: { outcome: 'approve' } });
    const files = await saveFiles(app, id, {});
    expect(files.body.files).toEqual([{ id: 'D1', type: 'photo_or_video', state: 'expected' }]);
    expect(files.body.uploads[0]?.uploads[0]?.fields.key).toBe(`uploads/lumen/${id}/D1`);
    expect(files.body.steps[4]?.missing).toEqual([
      { pointer: '/D1', code: 'file_wanted', detail: 'Please send a photo or a video.' },
    ]);

    const made = await submit(app, id);
    expect(made).toMatchObject({ status: 201, body: { outcome: 'approve', stage: 'request' } });
    const { head, portions, statement } = await stored(app, made.body.rma);
    expect([head.orderNumber, head.channel, head.locale]).toEqual([orderNumber, 'portal', 'en']);
    expect(portions).toMatchObject([{ quantity: 1, reason: 'defective', state: 'awaiting_evidence' }]);
    expect(statement.person.phone).toBe('+49 30 5550102');
    expect(statement.descriptions['1']).toEqual(told);
  });

  test.each<[string, () => Promise<{ status: number; body: { errors?: object[] } }>, number, string, string]>([
    [
      'products the order does not have',
      async () => saveProduct(app, await begun(app, await order()), { lines: [{ lineId: '9', quantity: 1 }] }),
      400,
      '/lines/0/lineId',
      'unknown_line',
    ],
    [
      'more than there are',
      async () =>
        saveProduct(app, await begun(app, await order({ quantity: 2 })), { lines: [{ lineId: '1', quantity: 3 }] }),
      409,
      '/lines/0/quantity',
      'too_many',
    ],
    [
      'an e-mail address that is none',
      async () => saveContact(app, await begun(app, await order()), { email: 'kim' }),
      400,
      '/email',
      'not_an_email',
    ],
    [
      'a reason that is not offered',
      async () => saveProblem(app, await begun(app, await order()), { lines: [{ lineId: '1', reason: 'bored' }] }),
      400,
      '/lines/0/reason',
      'reason_not_offered',
    ],
    [
      'a kind of file that nobody takes',
      async () => saveFiles(app, await begun(app, await order()), { more: ['song'] }),
      400,
      '/more/0',
      'not_one_of',
    ],
    [
      'a step’s field that is another step’s',
      async () => saveContact(app, await begun(app, await order()), { lines: [] }),
      400,
      '/lines',
      'unknown_field',
    ],
  ])('and refuses, at the step itself, %s', async (_, save, status, pointer, code) => {
    const answer = await save();
    expect(answer.status).toBe(status);
    expect(answer.body.errors).toMatchObject([{ pointer, code }]);
  });

  test('and what was refused is not kept', async () => {
    const id = await begun(app, await order());
    await saveProduct(app, id, { lines: [{ lineId: '1', quantity: 1 }] });
    await saveProduct(app, id, { lines: [{ lineId: '1', quantity: 9 }] });
    expect((await read(app, id)).body).toMatchObject({ version: 2, product: { lines: [{ quantity: 1 }] } });
  });

  test('in any order, and is taken for ready when products and problems are told', async () => {
    const id = await begun(app, await order());
    const problem = await saveProblem(app, id, { lines: [{ lineId: '1', reason: 'customer_remorse' }] });
    expect(problem.body).toMatchObject({ next: 'product', ready: false });
    const product = await saveProduct(app, id, { lines: [{ lineId: '1', quantity: 1, condition: 'opened' }] });
    expect(product.body).toMatchObject({ next: 'contact', ready: true });
    expect(stateOf(product.body)).toEqual({
      product: 'complete',
      contact: 'open',
      purchase: 'open',
      problem: 'complete',
      files: 'open',
    });
  });

  test('and a product that was added later is asked about by its name', async () => {
    const id = await ready(app, await order({ quantity: 2 }));
    const both = {
      lines: [
        { lineId: '1', quantity: 1, condition: 'opened' },
        { lineId: '1', quantity: 1 },
      ],
    };
    const { body } = await saveProduct(app, id, both);
    expect(body.ready).toBe(false);
    expect(body.steps[3]?.missing).toMatchObject([
      { pointer: '/lines', code: 'reason_needed', detail: 'Please tell us why “Loudspeaker 1” comes back.' },
    ]);
    expect(await submit(app, id)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/problem/lines', code: 'reason_needed' }] },
    });
  });

  test('and a version that was changed since it was read is not overwritten', async () => {
    const id = await begun(app, await order());
    const body = { phone: '+49 30 5550102' };
    expect((await saveContact(app, id, body, { headers: { 'if-match': '"1"' } })).status).toBe(200);
    expect((await saveContact(app, id, body, { headers: { 'if-match': '"1"' } })).status).toBe(412);
  });
});

describe('units and drafts', () => {
  test('Editing a draft counts its own quantity as available', async () => {
    const orderNumber = await order({ quantity: 2 });
    const id = await ready(app, orderNumber, {}, 2);
    const again = await saveProduct(app, id, { lines: [{ lineId: '1', quantity: 2, condition: 'opened' }] });
    expect(again).toMatchObject({ status: 200, body: { ready: true } });
    const contact = 'kim@customer.example';
    const found = await app.call<{ lines: { returnable: number }[] }>(lookUpOrder, {
      params: { brand: 'lumen' },
      body: { orderNumber, contact },
    });
    expect(found.body.lines[0]?.returnable).toBe(2);
    expect((await submit(app, id)).status).toBe(201);
  });

  test('what others have taken meanwhile is told when it is read, and refused when it is submitted', async () => {
    const orderNumber = await order({ quantity: 2 });
    const id = await ready(app, orderNumber, {}, 2);
    await asked(app, orderNumber, remorse());
    const { body } = await read(app, id);
    expect(body.ready).toBe(false);
    expect(body.steps[0]).toMatchObject({
      state: 'incomplete',
      missing: [{ pointer: '/lines/0/quantity', code: 'too_many' }],
    });
    expect(await submit(app, id)).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/product/lines/0/quantity', code: 'too_many' }] },
    });
  });
});

describe('submitted', () => {
  test('twenty times at once it is one return, and all are answered with it', async () => {
    const id = await ready(app, await order());
    const answers = await many(20, () => submit(app, id));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.rma)).size).toBe(1);
    expect(await loadDraft(table, 'lumen', id)).toMatchObject({ state: 'submitted', rma: answers[0]?.body.rma });
  });

  test('with one key, twenty times at once and a month later, it is the same', async () => {
    const id = await ready(app, await order());
    const answers = await many(20, () => submit(app, id, { key: 'one-key' }));
    now = later(25);
    answers.push(await submit(app, id, { key: 'one-key' }));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.rma}`)).size).toBe(1);
  });

  test('twenty drafts for the last three units make three returns', async () => {
    const orderNumber = await order({ quantity: 3 });
    const ids = await many(20, () => ready(app, orderNumber));
    const answers = await many(20, (i) => submit(app, ids[i] ?? ''));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    for (const { status, body } of answers.filter((one) => one.status !== 201))
      expect([status, body.errors?.[0]]).toEqual([
        409,
        expect.objectContaining({ pointer: '/product/lines/0/quantity', code: 'all_returned' }),
      ]);
  });

  test('nothing is left in it of what was said; it is read as what it became, and written no more', async () => {
    const id = await ready(app, await order());
    await saveContact(app, id, { email: 'robin@customer.example' });
    const { rma } = (await submit(app, id)).body;
    expect((await read(app, id)).body).toMatchObject({ state: 'submitted', rma, steps: [], files: [] });
    expect(JSON.stringify(await itemsOf(id))).not.toContain('robin');
    expect(await saveContact(app, id, {})).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining(rma) },
    });
  });

  test('without a product or with a question open it is refused, at its place', async () => {
    const id = await begun(app, await order());
    expect((await submit(app, id)).body.errors).toMatchObject([{ pointer: '/product/lines', code: 'required' }]);
    await saveProduct(app, id, { lines: [{ lineId: '1', quantity: 1 }] });
    await saveProblem(app, id, { lines: [{ lineId: '1', reason: 'defective', description: { what: 'kaputt' } }] });
    expect((await submit(app, id)).body.errors?.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/problem/lines/0/description/what', 'description_vague'],
      ['/problem/lines/0/description/since', 'since_missing'],
      ['/problem/lines/0/description/tried', 'tried_missing'],
    ]);
  });
});

describe('files', () => {
  const wrong = { lines: [{ lineId: '1', reason: 'wrong_item' }] };
  async function wanting(): Promise<string> {
    const id = await begun(app, await order());
    await saveProduct(app, id, { lines: [{ lineId: '1', quantity: 1 }] });
    await saveProblem(app, id, wrong);
    const { body } = await saveFiles(app, id, { more: ['document'] });
    expect(body.files.map(({ type }) => type)).toEqual(['photo', 'document']);
    return id;
  }

  test('that are there go into the return, which waits for none of them any more', async () => {
    const id = await wanting();
    await record()({ brand: 'lumen', draft: id, evidenceId: 'D1' }, good);
    expect(stateOf((await read(app, id)).body).files).toBe('complete');
    const { rma, uploads } = (await submit(app, id)).body;
    const { portions, evidence } = await stored(app, rma);
    expect(portions).toMatchObject([{ state: 'authorized' }]);
    expect(evidence).toMatchObject([
      { id: 'E1', type: 'photo', state: 'attached', key: `evidence/lumen/${good.sha256}` },
      { id: 'E2', type: 'document', state: 'expected' },
    ]);
    expect(uploads.map(({ evidenceId }) => evidenceId)).toEqual(['E2']);
  });

  test('that are refused are named with the reason, in the reader’s language', async () => {
    const id = await wanting();
    await record()({ brand: 'lumen', draft: id, evidenceId: 'D1' }, { state: 'refused', reason: 'blank' });
    const { body } = await read(app, id, { headers: { 'accept-language': 'de' } });
    const detail =
      'Wir konnten Ihre Datei nicht verwenden. Auf dem Bild ist nichts zu sehen: Es hat überall dieselbe Farbe. Bitte senden Sie eine andere.';
    expect(body.files[0]).toMatchObject({ state: 'refused', refused: { code: 'blank', detail } });
    expect(body.steps[4]?.missing).toEqual([{ pointer: '/D1', code: 'file_refused', detail }]);
  });

  test('that are looked at only after it was submitted belong to the return', async () => {
    const id = await wanting();
    const { rma } = (await submit(app, id)).body;
    const elsewhere = await record()({ brand: 'lumen', draft: id, evidenceId: 'D1' }, good);
    expect(elsewhere).toEqual({ brand: 'lumen', rma, evidenceId: 'E1' });
    if (elsewhere) await record()(elsewhere, { ...good, key: 'evidence/x' });
    expect((await stored(app, rma)).portions).toMatchObject([{ state: 'authorized' }]);
  });

  test('that are looked at while it is submitted are in the return, whoever is faster', async () => {
    const ids = await many(6, wanting);
    await Promise.all(
      ids.map(async (id) => {
        const place = { brand: 'lumen', draft: id, evidenceId: 'D1' } as const;
        const [elsewhere, made] = await Promise.all([record()(place, good), submit(app, id)]);
        if (elsewhere) await record()(elsewhere, good);
        expect((await stored(app, made.body.rma)).portions).toMatchObject([{ state: 'authorized' }]);
      }),
    );
  });
});

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
});

describe('left alone', () => {
  const expire = () => createExpireDrafts({ table })(now, () => false);

  test('it ends by the due index, once, and nothing is left of what was said', async () => {
    const id = await begun(app, await order());
    await saveContact(app, id, { email: 'robin@customer.example' });
    now = later(draftDays.sinceSaved);
    expect(await read(app, id)).toMatchObject({
      status: 410,
      body: { type: expect.stringContaining('draft-expired') },
    });
    await expire();
    const items = await itemsOf(id);
    expect(items.map(({ sk }) => sk)).toEqual([sortKeys.draft]);
    expect(items[0]).toMatchObject({ state: 'expired', reached: { product: 'abandoned' } });
    expect(items[0]).not.toHaveProperty('dueShard');
    expect(JSON.stringify(items)).not.toContain('robin');
    expect((await expire()).drafts).toBe(0);
    expect((await read(app, id)).status).toBe(410);
    expect((await submit(app, id)).status).toBe(410);
  });

  test('one that was saved again lives on', async () => {
    const id = await begun(app, await order());
    now = later(10);
    await saveContact(app, id, {});
    now = later(20);
    await expire();
    expect((await read(app, id)).status).toBe(200);
  });

  test('submitted at the very end, or ended: one of both', async () => {
    const ids = await many(8, async () => ready(app, await order()));
    now = new Date(later(draftDays.sinceSaved).getTime() - 1);
    const ended = createExpireDrafts({ table })(later(draftDays.sinceSaved), () => false);
    const answers = await many(ids.length, (i) => submit(app, ids[i] ?? ''));
    await ended;
    for (const [i, { status, body }] of answers.entries()) {
      const draft = await loadDraft(table, 'lumen', ids[i] ?? '');
      expect([201, 410], JSON.stringify(body)).toContain(status);
      expect(draft?.state).toBe(status === 201 ? 'submitted' : 'expired');
      expect(draft?.rma).toBe(status === 201 ? body.rma : undefined);
    }
  });
});
