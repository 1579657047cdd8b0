import { beforeAll, describe, expect, test } from 'vitest';
import { startDraft } from '../../shared/contracts/drafts.ts';
import { createReturn } from '../../shared/contracts/intake.ts';
import { exchangeGuestLink } from '../../shared/contracts/orders.ts';
import { putRegisteredProduct } from '../../shared/contracts/products.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import { loadSerials } from '../../shared/storage/serials.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, type Call, createApp } from './app/app.ts';
import {
  type Begun,
  read,
  saveContact,
  saveProblem,
  saveProduct,
  savePurchase,
  submit,
  told,
} from './app/draft-requests.ts';
import { customer, stored } from './app/returns.ts';
import { openShop, sell, today } from './app/shop.ts';

/** Drafts of products that are asked for by themselves: registered ones, and purchases that no order system knows. */

let table: Table;
let app: App;

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => today);
  await openShop(table);
});

const eur = (minor: number) => ({ currency: 'EUR', minor });
const register = (serial: string, some: object = {}) =>
  app.call(putRegisteredProduct, {
    who: { role: 'integration', id: 'erp' },
    params: { brand: 'lumen', serial },
    body: {
      updatedAt: '2026-11-01T09:00:00.000Z',
      owner: 'C-1',
      sku: 'LM-DOCK',
      title: 'Lumen Dock',
      category: 'it',
      installedOn: '2026-11-10',
      warrantyMonths: 24,
      purchase: { on: '2026-11-09', paid: eur(14_900), country: 'DE' },
      ...some,
    },
  });
type Answer = Begun & { errors?: { pointer: string; code: string }[] };
const begin = (body: object, call: Call = {}) => app.call<Answer>(startDraft, { who: customer, body, ...call });
const one = { lines: [{ lineId: '1', quantity: 1 }] };
const defective = { lines: [{ lineId: '1', reason: 'defective', preference: 'repair', description: told }] };
const bought = { lines: [{ lineId: '1', purchase: { on: '2026-10-30', paid: eur(4900), country: 'DE' } }] };
async function ready(product: object, call: Call = {}): Promise<string> {
  const { id } = (await begin({ product }, call)).body.draft;
  await saveProduct(app, id, one);
  await savePurchase(app, id, bought);
  await saveProblem(app, id, defective);
  return id;
}

describe('a draft of a product', () => {
  test('that is registered needs nothing of its purchase, and becomes the return of a whole request', async () => {
    await register('DREG-1');
    const { draft } = (await begin({ product: { serial: 'dreg-1' } })).body;
    expect(draft).toMatchObject({ stated: { serial: 'DREG-1' }, next: 'product' });
    expect(draft.orderNumber).toMatch(/^STATED_DREG-1_/);
    await saveProduct(app, draft.id, one);
    await saveContact(app, draft.id, { email: 'kim@customer.example' });
    const { body } = await saveProblem(app, draft.id, defective);
    expect(body).toMatchObject({ ready: true, assessment: { outcome: 'approve', lines: [{ problems: [] }] } });
    const { rma } = (await submit(app, draft.id)).body;
    const { head, portions } = await stored(app, rma);
    expect(head.orderNumber).toBe(draft.orderNumber);
    expect(portions).toMatchObject([{ serials: ['DREG-1'], paid: { goods: eur(14_900) } }]);
    expect((await loadSerials(table, 'lumen', ['DREG-1'])).get('DREG-1')?.heldBy).toBe(rma);
  });

  test('that nobody knows of is written to its end by whoever holds its link', async () => {
    const { draft, link } = (await begin({ product: { serial: 'DNEW-1', title: 'A lamp' }, locale: 'de' })).body;
    const exchanged = await app.call<{ token: string }>(exchangeGuestLink, { body: { token: link?.token ?? '' } });
    const guest = { token: exchanged.body.token };
    await saveProduct(app, draft.id, one, guest);
    await saveContact(app, draft.id, { email: 'kim@customer.example' }, guest);
    const problem = await saveProblem(app, draft.id, defective, guest);
    // What the brand has no currency for is asked for at the step of the purchase, once that was met.
    expect(problem.body).toMatchObject({ ready: false, next: 'purchase' });
    const nothing = await savePurchase(app, draft.id, {}, guest);
    expect(nothing).toMatchObject({ status: 400, body: { errors: [{ pointer: '/lines', code: 'price_missing' }] } });
    expect(nothing.body.errors?.[0]?.detail).toBe('Was hat es gekostet? Der Beleg sagt es.');
    const ahead = { lines: [{ lineId: '1', purchase: { on: '2027-01-01', paid: eur(4900) } }] };
    expect((await savePurchase(app, draft.id, ahead, guest)).body.errors).toMatchObject([
      { pointer: '/lines/0/purchase/on', code: 'in_the_future' },
    ]);
    const full = await savePurchase(app, draft.id, bought, guest);
    expect(full.body).toMatchObject({ ready: true, assessment: { outcome: 'review' } });
    const { rma } = (await submit(app, draft.id, guest)).body;
    const { head, statement, evidence } = await stored(app, rma);
    expect([head.orderNumber, head.customerId, head.locale]).toEqual([draft.orderNumber, 'C-1', 'de']);
    expect(head.problems).toContain('purchase_unconfirmed');
    expect(statement.purchases).toMatchObject({ '1': { on: '2026-10-30' } });
    expect(evidence.map(({ type }) => type)).toContain('document');
    expect((await read(app, draft.id, guest)).body).toMatchObject({ state: 'submitted', rma });
    expect(JSON.stringify((await read(app, draft.id)).body)).not.toContain('DNEW-1"');
  });

  test('that an order system sold to its customer is of that order', async () => {
    await sell(table, 'DP-1', { quantity: 2, serials: ['DSOLD-1', 'DSOLD-2'] });
    const id = await ready({ serial: 'DSOLD-1' });
    expect((await read(app, id)).body.orderNumber).toBe('DP-1');
    const { rma } = (await submit(app, id)).body;
    expect((await stored(app, rma)).head.orderNumber).toBe('DP-1');
  });

  test('without a serial number, submitted twenty times at once, makes one return and one order', async () => {
    const id = await ready({ title: 'A lamp' });
    const { orderNumber } = (await read(app, id)).body;
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(app, id)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.rma}`)).size).toBe(1);
    expect((await stored(app, answers[0]?.body.rma ?? '')).head.orderNumber).toBe(orderNumber);
    const order = await loadOrder(table, 'lumen', orderNumber);
    expect(Object.keys(order?.claims.units?.['1'] ?? {})).toEqual(['0']);
  });

  test('is told where it was chosen that it is in another return meanwhile', async () => {
    await register('DHELD-1');
    const id = await ready({ serial: 'DHELD-1' });
    const whole = { product: { serial: 'DHELD-1' }, ...defective, lines: [{ ...defective.lines[0], quantity: 1 }] };
    expect((await app.call(createReturn, { who: customer, body: whole })).status).toBe(201);
    const { body } = await read(app, id);
    expect(body.steps[0]).toMatchObject({
      state: 'incomplete',
      missing: [{ code: 'all_returned' }, { code: 'serial_in_open_return' }],
    });
    expect(await submit(app, id)).toMatchObject({
      status: 409,
      body: {
        errors: [
          { pointer: '/product/lines/0/quantity', code: 'all_returned' },
          { pointer: '/product/lines', code: 'serial_in_open_return' },
        ],
      },
    });
    // Of no use to anybody, another one is not even begun; who began one with this key is shown it again.
    expect(await begin({ product: { serial: 'DHELD-1' } })).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/product/serial', code: 'serial_in_open_return' }] },
    });
  });

  test('begun again with its key is the same draft, also when its product is on its way back by now', async () => {
    await register('DKEY-1');
    const begun = () => begin({ product: { serial: 'DKEY-1' } }, { key: 'product-once' });
    const { id } = (await begun()).body.draft;
    await saveProduct(app, id, one);
    await saveProblem(app, id, defective);
    await submit(app, id);
    expect((await begun()).body.draft).toMatchObject({ id, state: 'submitted' });
  });

  test.each<[string, object, Call, number, string, string]>([
    ['neither an order nor a product', {}, {}, 400, '/orderNumber', 'order_or_product'],
    ['both of them', { orderNumber: 'DP-1', product: { serial: 'X-1' } }, {}, 400, '/orderNumber', 'order_or_product'],
    ['nothing of what it is', { product: { serial: 'DUNKNOWN-1' } }, {}, 400, '/product/title', 'product_unknown'],
    [
      'nobody it is for',
      { product: { title: 'A lamp' } },
      { who: { role: 'agent' } },
      400,
      '/customerId',
      'customer_missing',
    ],
  ])('is not begun with %s', async (_, body, call, status, pointer, code) => {
    expect(await begin(body, call)).toMatchObject({ status, body: { errors: [{ pointer, code }] } });
  });

  test('takes one line, as the product is one', async () => {
    const { id } = (await begin({ product: { title: 'A lamp' } })).body.draft;
    const two = { lines: [...one.lines, ...one.lines] };
    expect((await saveProduct(app, id, two)).body.errors).toMatchObject([{ pointer: '/lines', code: 'one_product' }]);
  });
});
