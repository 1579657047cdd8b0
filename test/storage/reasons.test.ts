import { beforeAll, describe, expect, test } from 'vitest';
import { createReturn, previewReturn } from '../../shared/contracts/intake.ts';
import { listReasons, reasonSets } from '../../shared/contracts/reasons.ts';
import { storeBrand } from '../../shared/storage/brands.ts';
import { freshTable } from '../engine/table.ts';
import { type App, type Call, createApp } from './app/app.ts';
import { customer, stored } from './app/returns.ts';
import { configuration, sell, today } from './app/shop.ts';

/** Reasons as a brand sets them, from its configuration to what a request is asked. */

let app: App;
const reasons = reasonSets.parse([
  {
    categories: ['audio'],
    reasons: [
      {
        code: 'crackles',
        class: 'defective',
        label: { en: 'It crackles', de: 'Es knistert' },
        questions: [
          { id: 'what', text: { en: 'When does it crackle?', de: 'Wann knistert es?' } },
          { id: 'errorCode', text: { en: 'Which code blinks?', de: 'Welcher Code blinkt?' } },
        ],
        evidence: { pieces: [{ type: 'document' }], withinDays: 3, without: 'review' },
      },
      { code: 'customer_remorse' },
    ],
  },
]);

beforeAll(async () => {
  const table = await freshTable();
  app = await createApp(table, () => today);
  await storeBrand(table, 'lumen', { ...configuration, reasons }, [], undefined);
  for (const number of ['R-1', 'R-2']) await sell(table, number);
});

type Shown = {
  reasons: { code: string; label: string; questions: { text: string }[]; evidence: object }[];
  language: string;
};
const list = (query: Record<string, string>, headers: Call['headers'] = {}) =>
  app.call<Shown>(listReasons, { params: { brand: 'lumen' }, query, headers });
const line = (more: object) => ({ lineId: '1', quantity: 1, ...more });
const crackles = { reason: 'crackles', description: { what: 'Above half volume', errorCode: 'E7' } };

describe('anybody can list them', () => {
  test('for a category, in a language', async () => {
    const { body } = await list({ category: 'audio', locale: 'de' });
    expect(body.language).toBe('de');
    expect(body.reasons.map(({ code, label }) => [code, label])).toEqual([
      ['crackles', 'Es knistert'],
      ['customer_remorse', 'Ich habe es mir anders überlegt'],
    ]);
    expect(body.reasons[0]).toMatchObject({
      class: 'defective',
      questions: [
        { id: 'what', text: 'Wann knistert es?', required: true },
        { id: 'errorCode', text: 'Welcher Code blinkt?', required: true },
      ],
      evidence: { pieces: [{ type: 'document', count: 1 }], withinDays: 3, without: 'review' },
    });
  });

  test('for other categories as shipped, in the language the client accepts', async () => {
    const { body } = await list({ category: 'toys' }, { 'accept-language': 'de' });
    expect(body.reasons).toHaveLength(12);
    expect(body.language).toBe('de');
    expect((await list({})).body).toMatchObject({ language: 'en', reasons: { length: 12 } });
  });

  test('of a brand that is none: nothing', async () => {
    expect((await app.call(listReasons, { params: { brand: 'nobody' } })).status).toBe(404);
  });
});

describe('a request', () => {
  const preview = (asked: object, headers: Call['headers'] = {}) =>
    app.call(previewReturn, { who: customer, body: { orderNumber: 'R-1', lines: [line(asked)] }, headers });

  test('gives a reason that is offered for the product, and no other', async () => {
    const answer = await preview({ reason: 'defective' });
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/lines/0/reason', code: 'reason_not_offered' }] },
    });
    expect(answer.body.detail).toContain('crackles, customer_remorse');
  });

  test('is asked what the reason asks, in the brand’s words and the reader’s language', async () => {
    const answer = await preview({ reason: 'crackles', description: { what: 'kaputt' } }, { 'accept-language': 'de' });
    expect(answer.body.errors).toEqual([
      {
        pointer: '/lines/0/description/what',
        code: 'description_vague',
        detail: '„kaputt“ sagt uns noch nicht genug. Wann knistert es?',
      },
      {
        pointer: '/lines/0/description/errorCode',
        code: 'error_code_missing',
        detail: 'Bitte sagen Sie uns: Welcher Code blinkt?',
      },
    ]);
  });

  test('is decided as of the reason’s class, with its evidence, due when it says', async () => {
    const shown = await preview(crackles);
    expect(shown.body).toMatchObject({
      lines: [{ evidence: ['document'], evidenceDue: { withinDays: 3, without: 'review' } }],
    });
    const made = await app.call<{ rma: string; uploads: { type: string }[] }>(createReturn, {
      who: customer,
      body: { orderNumber: 'R-2', lines: [line(crackles)] },
    });
    expect(made.body.uploads.map(({ type }) => type)).toEqual(['document']);
    const { head, portions, statement } = await stored(app, made.body.rma);
    expect(portions).toMatchObject([{ reason: 'defective', brandReason: 'crackles', state: 'awaiting_evidence' }]);
    expect(head.due.evidence).toBe(new Date(today.getTime() + 3 * 86_400_000).toISOString());
    expect(statement.descriptions['1']).toEqual(crackles.description);
  });
});
