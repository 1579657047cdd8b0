import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lookUpOrder } from '../../shared/contracts/orders.ts';
import { loadDraft } from '../../shared/storage/drafts.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import {
  begin,
  begun,
  itemsOf,
  later,
  many,
  orderForDraft,
  read,
  ready,
  saveContact,
  saveFiles,
  saveProblem,
  saveProduct,
  savePurchase,
  stateOf,
  submit,
  told,
} from './app/draft-requests.ts';
import { asked, remorse, stored } from './app/returns.ts';
import { openShop, type sell, today } from './app/shop.ts';

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

describe('goods in several parcels', () => {
  const packed = (quantity: number) => ({
    lines: [
      {
        lineId: '1',
        quantity: 2,
        condition: 'opened',
        parcels: [
          { parcel: 1, quantity: 1 },
          { parcel: 2, quantity },
        ],
      },
    ],
  });

  test('are packed where the products are chosen, and what does not add up is refused there', async () => {
    const id = await ready(app, await order({ quantity: 2 }), {}, 2);
    expect(await saveProduct(app, id, packed(2))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/lines/0/parcels', code: 'parcels_differ' }] },
    });
    const { body } = await saveProduct(app, id, packed(1));
    expect(body).toMatchObject({ ready: true, assessment: { parcels: [{ number: 1 }, { number: 2 }] } });
    expect(await stored(app, (await submit(app, id)).body.rma)).toMatchObject({ shipments: [{}, {}] });
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
    expect(JSON.stringify(await itemsOf(table, id))).not.toContain('robin');
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
