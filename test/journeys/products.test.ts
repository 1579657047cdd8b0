import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Place } from '../../infra/local/journey/place.ts';
import { placeForTest } from './journey-place.ts';
import { type People, peopleOf } from './people.ts';

let place: Place;
let people: People;
const brandPath = (rest: string) => `/v1/brands/${place.brand}/${rest}`;
const day = (before: number) => new Date(Date.now() - before * 86_400_000).toISOString().slice(0, 10);
const eur = (minor: number) => ({ currency: 'EUR', minor });

beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place);
  await people.done('administrator', 'PUT', brandPath('dealers/D-1'), {
    name: 'Muster Elektronik',
    authorizations: [{ from: '2020-01-01' }],
  });
  await people.done('administrator', 'PUT', brandPath('dealers/D-2'), {
    name: 'Yesterday Ltd',
    authorizations: [{ from: '2020-01-01', until: '2021-12-31' }],
  });
});
afterAll(() => place.erp.stop());

const register = (serial: string, owner: string, some: object = {}) =>
  people.done('integration', 'PUT', brandPath(`registered-products/${serial.replaceAll('/', '_')}`), {
    updatedAt: new Date().toISOString(),
    owner,
    sku: 'DOCK-2',
    title: 'Dock 2',
    category: 'audio',
    installedOn: day(40),
    specification: { Colour: 'Graphite' },
    warrantyMonths: 24,
    ...some,
  });
const contact = {
  email: 'kim@customer.example',
  address: { name: 'Kim Muster', line1: 'Weg 4', city: 'Musterstadt', postalCode: '10115', country: 'DE' },
};
const asked = (product: object, purchase?: object) => ({
  product,
  lines: [
    {
      lineId: '1',
      quantity: 1,
      reason: 'defective',
      preference: 'repair',
      description: { what: 'It does not switch on any more', since: 'since Monday', tried: 'another socket' },
      ...(purchase && { purchase }),
    },
  ],
  contact,
  locale: 'en',
});
const customer = (id: string) => people.customer({ customerId: id });

describe.concurrent('registered products', () => {
  it('are listed for their owner and picked from; a repair under warranty is decided at once, and goes its way', async () => {
    const purchase = { on: day(42), dealer: 'D-1', paid: eur(14_900), country: 'DE' };
    await register('DOCK-1001', 'C-REG', { purchase });
    const token = await customer('C-REG');
    const { items } = await people.read('/v1/registered-products', token);
    expect(items).toMatchObject([
      { serial: 'DOCK-1001', title: 'Dock 2', installedOn: day(40), specification: { Colour: 'Graphite' }, purchase },
    ]);
    const body = asked({ serial: items[0].serial });
    expect(await people.act(token, '/v1/returns/preview', body)).toMatchObject({
      outcome: 'approve',
      lines: [{ title: 'Dock 2', resolution: 'repair', problems: [] }],
    });
    const { rma, uploads } = await people.act(token, '/v1/returns', body);
    const again = await people.call(token, 'POST', '/v1/returns', body);
    expect(again).toMatchObject({
      status: 409,
      body: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/product/serial' })]) },
    });
    await people.sendPhotos(uploads);
    await people.bringHome(rma, { serial: 'DOCK-1001' });
    const page = await people.untilStatus(rma, 'completed');
    expect(page.portions).toMatchObject([{ resolution: 'repair', disposition: 'repair' }]);
    // It went back to the customer: it may come again.
    expect((await people.call(token, 'POST', '/v1/returns', body)).status).toBe(201);
  });

  it('with a slash in their serial number are registered, too', async () => {
    expect(await register('AB/7-1', 'C-SLASH')).toMatchObject({ serial: 'AB/7-1', applied: true });
    const { items } = await people.read('/v1/registered-products?serial=ab%2F7-1', await customer('C-SLASH'));
    expect(items).toMatchObject([{ serial: 'AB/7-1' }]);
  });
});

describe.concurrent('purchases that no order system knows', () => {
  it('from a dealer authorized no more, stand in the queue with each doubt named, and their receipt demanded', async () => {
    const token = await customer('C-STATED');
    const { items } = await people.read('/v1/dealers', token);
    expect(items).toEqual([
      { dealer: 'D-1', name: 'Muster Elektronik' },
      { dealer: 'D-2', name: 'Yesterday Ltd' },
    ]);
    const bought = { on: day(20), dealer: { id: 'D-2' }, paid: eur(4900), originalBuyer: 'Aunt Alma' };
    const { rma, outcome } = await people.act(
      token,
      '/v1/returns',
      asked({ serial: 'LAMP-9', title: 'A lamp' }, bought),
    );
    expect(outcome).toBe('review');
    const page = await people.track(rma);
    expect(page.evidence.map(({ type }: { type: string }) => type)).toContain('document');
    const [portion] = page.staff.portions;
    expect(portion.purchase).toEqual(bought);
    expect(portion.doubts.map(({ code }: { code: string }) => code)).toEqual([
      'dealer_not_authorized',
      'purchase_unconfirmed',
    ]);
    const queue = await people.read('/v1/queues/agent?limit=100');
    expect(queue.items).toContainEqual(expect.objectContaining({ rma }));
    const log = JSON.stringify(await people.eventsOf(rma));
    expect(log).not.toContain('Alma');
  });

  it('are asked back for what nobody can guess, and need an account', async () => {
    const token = await customer('C-VAGUE');
    const unknown = await people.call(token, 'POST', '/v1/returns/preview', asked({ serial: 'LAMP-8' }));
    expect(unknown.body.errors).toMatchObject([
      { pointer: '/product/title', code: 'product_unknown' },
      { pointer: '/lines/0/purchase/paid', code: 'price_missing' },
    ]);
    const order = await people.putOrder();
    const found = await place.api.expect(200, 'POST', brandPath('orders/lookup'), {
      body: { orderNumber: order.orderNumber, contact: order.email },
    });
    const guest = await people.call(found.body.token, 'POST', '/v1/returns/preview', asked({ title: 'A lamp' }));
    expect(guest.status).toBe(403);
  });
});
