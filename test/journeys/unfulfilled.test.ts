import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../infra/local/journey/api.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { deployedApp } from '../engine/app.ts';
import { sentMail } from '../engine/mail.ts';
import { placeForTest } from './journey-place.ts';
import { type People, peopleOf } from './people.ts';

let place: Place;
let people: People;
beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place);
});
afterAll(() => place.erp.stop());

const moneyOf = (page: { money: readonly { kind: string; state: string; amount?: { minor: number } }[] }) =>
  page.money.map(({ kind, state, amount }) => [kind, state, amount?.minor]);

describe.concurrent('what was not shipped yet', () => {
  it('is taken out of the order and refunded, with no label and no parcel, and the customer is told so', async () => {
    const order = await people.putOrder({ items: [{ paid: 10_003, quantity: 3, shipped: 0 }] });
    const preview = await people.preview(order, { quantity: 3 });
    expect(preview).toMatchObject({
      outcome: 'approve',
      lines: [{ resolution: 'cancel_order', labelPayer: 'none', fees: [] }],
      refund: { minor: 10_493 },
    });
    const { rma } = await people.ask(order, { quantity: 3 });
    const page = await people.untilStatus(rma, 'completed');
    expect(moneyOf(page)).toEqual([
      ['cancel_order', 'succeeded', undefined],
      ['refund', 'succeeded', 10_493],
    ]);
    expect(page.shipments).toEqual([]);
    expect(await people.storyOf(rma)).toEqual([
      'requested',
      'effect_sent',
      'effect_settled',
      'effect_sent',
      'effect_settled',
    ]);
    await waitFor('a message that it is cancelled', async () =>
      (await sentMail(deployedApp().reach, order.email)).some(({ subject }) => subject.includes('cancelling part')),
    );
  });

  it('goes its own way beside what was shipped: both, by quantity, as the preview shows', async () => {
    const order = await people.putOrder({ items: [{ paid: 15_000, quantity: 5, shipped: 3 }] });
    const preview = await people.preview(order, { quantity: 5 });
    expect(
      preview.lines.map((line: { resolution: string; quantity: number }) => [line.resolution, line.quantity]),
    ).toEqual([
      ['refund', 3],
      ['cancel_order', 2],
    ]);
    const { rma } = await people.ask(order, { quantity: 5 });
    const done = (page: { portions: readonly { resolution: string; state: string }[] }) =>
      page.portions.every(
        ({ resolution, state }) => state === (resolution === 'cancel_order' ? 'closed' : 'awaiting_shipment'),
      );
    const page = await people.untilTracked(rma, 'has its cancellation done and its label', done);
    expect(page.shipments).toHaveLength(1);
    expect(await people.returnable(order)).toEqual([0]);
  });

  it('is told of when it was shipped in that very moment, and can be returned then', async () => {
    const wish = { items: [{ paid: 9000, shipped: 0 }], orderSystem: 'SHIPS-MEANWHILE' };
    const order = await people.putOrder(wish);
    const { rma } = await people.ask(order);
    const page = await people.untilStatus(rma, 'rejected');
    expect(page.portions[0].rejection).toContain('already on its way');
    await people.updateOrder(order, { items: [{ paid: 9000, shipped: 1 }] });
    expect(await people.returnable(order)).toEqual([1]);
    expect((await people.tryToAsk(order)).status).toBe(201);
  });
});

describe.concurrent('a kit', () => {
  const parts = [
    { id: 'amp', sku: 'AMP', title: 'Amplifier', worth: 300 },
    { id: 'box', sku: 'BOX', title: 'Loudspeaker', each: 2, worth: 100 },
  ];

  it('is found with its parts; one of them goes back for its share of the money, and the rest stays returnable', async () => {
    const order = await people.putOrder({ items: [{ paid: 49_999, parts }] });
    const found = await place.api.expect(200, 'POST', `/v1/brands/${place.brand}/orders/lookup`, {
      body: { orderNumber: order.orderNumber, contact: order.email },
    });
    expect(found.body.lines).toMatchObject([
      { lineId: '1', returnable: 1 },
      { lineId: 'amp', kit: '1', returnable: 1, paid: { minor: 29_999 } },
      { lineId: 'box', kit: '1', returnable: 2, paid: { minor: 20_000 } },
    ]);
    const { rma } = await people.ask(order, { lineId: 'box', quantity: 1 });
    expect(await people.returnable(order)).toEqual([0, 1, 1]);
    const whole = await people.tryToAsk(order, { lineId: '1' });
    expect(whole).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/lines/0/quantity', code: 'all_returned' }] },
    });
    await people.bringHome(rma);
    const page = await people.untilStatus(rma, 'completed');
    expect(page.portions).toMatchObject([{ lineId: 'box', quantity: 1, refund: { goods: { minor: 10_000 } } }]);
  });
});
