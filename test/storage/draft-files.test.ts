import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createExpireDrafts } from '../../functions/deadlines/expire-drafts.ts';
import { createRecord } from '../../functions/evidence/record.ts';
import { draftDays } from '../../shared/drafts/draft.ts';
import { loadDraft } from '../../shared/storage/drafts.ts';
import { sortKeys, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import {
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
  stateOf,
  submit,
} from './app/draft-requests.ts';
import { ask, remorse, stored } from './app/returns.ts';
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
const good = {
  state: 'attached',
  contentType: 'image/png',
  bytes: 9,
  sha256: 'a'.repeat(64),
  key: 'drafts/x',
} as const;
const record = () => createRecord({ table, clock: () => now, progressMinutes: 5 });

describe('files', () => {
  const wrong = { lines: [{ lineId: '1', reason: 'wrong_item' }] };
  async function wanting(orderNumber?: string): Promise<string> {
    const id = await begun(app, orderNumber ?? (await order()));
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
    const to = `evidence/lumen/${good.sha256}`;
    expect(app.copies.made.filter((one) => one.from === good.key)).toEqual([{ from: good.key, to }]);
  });

  test('that are gone by now are asked for again: nothing is said to be there that is not', async () => {
    const id = await wanting();
    const file = { ...good, key: `drafts/lumen/${id}/${good.sha256}` };
    await record()({ brand: 'lumen', draft: id, evidenceId: 'D1' }, file);
    app.copies.gone.add(file.key);
    const { rma, uploads } = (await submit(app, id)).body;
    const { portions, evidence } = await stored(app, rma);
    expect(portions).toMatchObject([{ state: 'awaiting_evidence' }]);
    expect(evidence[0]).toEqual({ id: 'E1', type: 'photo', state: 'expected', at: now.toISOString() });
    expect(uploads.map(({ evidenceId }) => evidenceId)).toEqual(['E1', 'E2']);
  });

  test('of a request that is refused are kept nowhere for good: no record would ever find them', async () => {
    const orderNumber = await order();
    const id = await wanting(orderNumber);
    const file = { ...good, key: `drafts/lumen/${id}/${good.sha256}` };
    await record()({ brand: 'lumen', draft: id, evidenceId: 'D1' }, file);
    await ask(app, orderNumber, remorse());
    expect((await submit(app, id)).status).toBe(409);
    expect(app.copies.made.filter(({ from }) => from === file.key)).toEqual([]);
    expect((await read(app, id)).status).toBe(200);
  });

  test('of a request whose unit another return has, though nobody named it, neither', async () => {
    const serials = ['DF-1001'];
    await ask(app, await order({ serials }), remorse({ serials }));
    const id = await wanting(await order({ serials }));
    const file = { ...good, key: `drafts/lumen/${id}/${good.sha256}` };
    await record()({ brand: 'lumen', draft: id, evidenceId: 'D1' }, file);
    expect(await submit(app, id)).toMatchObject({ status: 409, body: { errors: [{ code: 'serial_in_open_return' }] } });
    expect(app.copies.made.filter(({ from }) => from === file.key)).toEqual([]);
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
    const ids = await many(6, () => wanting());
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
    const items = await itemsOf(table, id);
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
