import { beforeAll, expect, test } from 'vitest';
import { previewReturn } from '../../shared/contracts/intake.ts';
import { lookUpOrder } from '../../shared/contracts/orders.ts';
import { listReturns } from '../../shared/contracts/tracking.ts';
import { storeBrand } from '../../shared/storage/brands.ts';
import { putOrder } from '../../shared/storage/orders.ts';
import { freshTable } from '../engine/table.ts';
import { type App, type Call, createApp } from './app/app.ts';
import { remorse } from './app/returns.ts';
import { configuration, sold, today } from './app/shop.ts';

/** In which language what is wrong is told: the body's, else the client's, else the order's, else the brand's. */

let app: App;
const who = { role: 'customer', id: 'C-1', brand: 'nord' };

beforeAll(async () => {
  const table = await freshTable();
  app = await createApp(table, () => today);
  await storeBrand(table, 'nord', { ...configuration, locale: 'de' }, [], undefined);
  for (const [number, locale] of [
    ['DE-1', 'de-AT'],
    ['EN-1', 'en'],
    ['FR-1', 'fr'],
  ] as const) {
    const order = sold({ quantity: 2 });
    await putOrder(table, 'nord', number, { ...order, customer: { ...order.customer, locale } });
  }
});

const preview = (orderNumber: string, more: object = {}, call: Call = {}) =>
  app.call(previewReturn, { who, body: { orderNumber, lines: [remorse({ quantity: 3 })], ...more }, ...call });
const german = 'Davon können nur noch 2 zurückgegeben werden.';
const english = 'Only 2 of these can still be returned.';

test.each<[string, () => ReturnType<typeof preview>, string]>([
  ['the order’s, for who names none', () => preview('DE-1'), german],
  ['the order’s, although the brand’s is another', () => preview('EN-1'), english],
  ['the brand’s, where the order’s has no texts', () => preview('FR-1'), german],
  ['the client’s', () => preview('DE-1', {}, { headers: { 'accept-language': 'en-GB' } }), english],
  ['the body’s', () => preview('EN-1', { locale: 'de' }, { headers: { 'accept-language': 'en-GB' } }), german],
])('a refusal is told in the language: %s', async (_, ask, sentence) => {
  const answer = await ask();
  expect(answer).toMatchObject({
    status: 409,
    body: { detail: sentence, errors: [{ pointer: '/lines/0/quantity', code: 'too_many', detail: sentence }] },
  });
  expect(answer.headers['content-language']).toBe(sentence === german ? 'de' : 'en');
});

test('a field is told of in the brand’s language, where nothing else is known', async () => {
  const answer = await app.call(listReturns, { who, query: { limit: '0' } });
  expect(answer.body.errors).toMatchObject([{ code: 'too_small', detail: 'Dies muss mindestens 1 sein.' }]);
  const open = await app.call(lookUpOrder, { params: { brand: 'nord' }, body: { orderNumber: 'DE-1' } });
  expect(open.body.errors).toMatchObject([
    { pointer: '/contact', code: 'required', detail: 'Bitte füllen Sie dies aus.' },
  ]);
});
