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

const mailTo = (email: string, about: string) =>
  waitFor(`a message to ${email} about ${about}`, async () =>
    (await sentMail(deployedApp().reach, email)).find(({ subject, text }) => `${subject}\n${text}`.includes(about)),
  );

const voided = ({ shipments }: { shipments: readonly { state: string }[] }) =>
  shipments.length === 1 && shipments[0]?.state === 'cancelled';

const rulesOf = (assessment: { lines: readonly { why: readonly { id: string }[] }[] }) =>
  assessment.lines.flatMap(({ why }) => why.map(({ id }) => id));

describe.concurrent('what the policy decides by itself', () => {
  it('goods under 25 EUR are refunded and kept: no label, no receipt, closed with the money', async () => {
    const order = await people.putOrder({ items: [{ paid: 1990 }] });
    const created = await people.ask(order);
    expect(created).toMatchObject({ outcome: 'returnless', uploads: [] });
    const page = await people.untilStatus(created.rma, 'completed');
    expect(page.shipments).toEqual([]);
    expect(page.portions).toMatchObject([{ state: 'closed', disposition: 'kept_by_customer' }]);
    expect(page.money).toMatchObject([{ kind: 'refund', state: 'succeeded', amount: { minor: 1990 } }]);
    expect(await people.storyOf(created.rma)).toEqual(['requested', 'effect_sent', 'effect_settled']);
    expect(await people.returnable(order)).toEqual([0]);
  });

  it('a change of mind after the window is rejected at once, and its unit stays free', async () => {
    const order = await people.putOrder({ deliveredDaysAgo: 40 });
    const created = await people.ask(order);
    expect(created).toMatchObject({ outcome: 'reject', stage: 'closed' });
    expect(rulesOf(created.assessment)).toContain('window-over');
    expect(await people.storyOf(created.rma)).toEqual(['requested']);
    expect((await people.track(created.rma)).status.code).toBe('rejected');
    expect((await people.tryToAsk(order)).status).toBe(201);
  });

  it('a change of mind costs the restocking fee and the way back, as the preview said', async () => {
    const order = await people.putOrder();
    const preview = await people.preview(order, { condition: 'opened' });
    const [line] = preview.lines;
    expect(line.fees).toEqual([
      { kind: 'restocking', amount: { currency: 'EUR', minor: 2580 } },
      { kind: 'return_shipping', amount: { currency: 'EUR', minor: 495 } },
    ]);
    expect(preview.refund).toEqual({ currency: 'EUR', minor: 12_900 - 2580 - 495 });
    const { rma } = await people.ask(order, { condition: 'opened' });
    await people.bringHome(rma, { grade: 'B' });
    const page = await people.untilStatus(rma, 'completed');
    expect(page.money).toMatchObject([{ kind: 'refund', state: 'succeeded', amount: preview.refund }]);
    expect(page.portions).toMatchObject([{ refund: { feesFor: line.fees, total: preview.refund, settled: true } }]);
    expect(page.shipments).toMatchObject([{ payer: 'customer' }]);
    await mailTo(order.email, '98.25');
  });

  it('a preview leaves nothing behind: no return, no claim, no message', async () => {
    const order = await people.putOrder({ items: [{ paid: 1990 }] });
    await people.preview(order);
    await people.preview(order);
    expect(await people.returnable(order)).toEqual([1]);
    expect((await people.read('/v1/returns', await people.customer(order))).items).toEqual([]);
    expect(await sentMail(deployedApp().reach, order.email)).toEqual([]);
  });

  it('two lines with parts of their quantities are one return, one parcel and one refund', async () => {
    const order = await people.putOrder({
      items: [
        { paid: 5970, quantity: 3 },
        { paid: 8001, quantity: 2 },
      ],
    });
    const lines = [{ quantity: 2 }, { lineId: '2', quantity: 1 }];
    const { refund } = await people.preview(order, ...lines);
    const { rma } = await people.ask(order, ...lines);
    await people.bringHome(rma);
    const page = await people.untilStatus(rma, 'completed');
    const refunded = page.money.map(({ amount }: { amount: { minor: number } }) => amount.minor);
    expect(refunded.reduce((sum: number, minor: number) => sum + minor, 0)).toBe(refund.minor);
    expect(page.shipments).toHaveLength(1);
    expect(page.portions).toMatchObject([
      { lineId: '1', quantity: 2, disposition: 'restock' },
      { lineId: '2', quantity: 1, disposition: 'restock' },
    ]);
    expect(await people.returnable(order)).toEqual([1, 1]);
  });

  it.each(['exchange', 'store_credit'])('%s is recorded as what was promised, and no money goes back', async (wish) => {
    const order = await people.putOrder();
    const { rma } = await people.ask(order, { preference: wish });
    await people.bringHome(rma);
    const page = await people.untilStatus(rma, 'completed');
    expect(page.money).toMatchObject([{ kind: wish, state: 'succeeded' }]);
    expect(await people.returnable(order)).toEqual([0]);
  });

  it('a repair is recorded, and its unit may be returned again: the goods go back to the customer', async () => {
    const order = await people.putOrder();
    const { rma, uploads } = await people.ask(order, {
      reason: 'defective',
      preference: 'repair',
      description: { what: 'The left side stays silent after an hour.', since: 'last week', tried: 'Another cable' },
    });
    await people.sendPhotos(uploads);
    await people.bringHome(rma);
    const page = await people.untilStatus(rma, 'completed');
    expect(page.money).toMatchObject([{ kind: 'repair', state: 'succeeded' }]);
    expect(page.portions).toMatchObject([{ disposition: 'repair' }]);
    expect(await people.returnable(order)).toEqual([1]);
  });
});

describe.concurrent('what a person decides', () => {
  it('a request across the border is agreed to, and a person finds its customs route before there is a label', async () => {
    const created = await people.ask(await people.putOrder({ country: 'CH' }));
    expect(created.outcome).toBe('review');
    expect(rulesOf(created.assessment)).toContain('customs-route');
    expect(created.assessment.lines[0]).toMatchObject({ outcome: 'approve', holds: ['customs_route'] });
  });

  it('goods of unknown delivery go to a person, and no longer once the order says when they came', async () => {
    const items = [{ paid: 10_000, quantity: 2 }];
    const order = await people.putOrder({ items, deliveredDaysAgo: 'unknown' });
    const doubtful = await people.ask(order);
    expect(doubtful.outcome).toBe('review');
    expect(doubtful.assessment.lines[0].problems).toMatchObject([{ code: 'delivery_unknown' }]);
    await people.updateOrder(order, { items });
    expect((await people.ask(order)).outcome).toBe('approve');
  });

  it('an asked question is "Action needed" until its answer; other terms need a manager and a reason', async () => {
    const order = await people.putOrder({ flagged: true });
    const { rma } = await people.ask(order);
    const question = 'Does it also happen with another cable?';
    await people.act('agent', `/v1/returns/${rma}/question`, { text: question });
    const customer = await people.customer(order);
    expect(await people.track(rma, customer)).toMatchObject({ status: { code: 'action_needed' }, question });
    await mailTo(order.email, question);
    await people.act(customer, `/v1/returns/${rma}/answer`, { text: 'Yes, with both of them.' });
    expect((await people.track(rma, customer)).status.code).toBe('under_review');

    const other = { labelPayer: 'brand', fees: [], resolutions: ['refund'], evidence: [], refundsDelivery: true };
    const approve = (role: string, approval: object) =>
      people.call(role, 'POST', `/v1/returns/${rma}/approve`, approval);
    const withReason = { terms: other, reason: 'A regular customer' };
    expect((await approve('agent', withReason)).status).toBe(403);
    const bare = await approve('manager', { terms: other });
    expect(bare).toMatchObject({ status: 400, body: { errors: [{ pointer: '/reason' }] } });
    expect((await approve('manager', withReason)).status).toBe(200);
    const approved = (await people.eventsOf(rma)).find(({ type }) => type === 'return.approved');
    expect(approved?.data).toMatchObject({ override: { code: 'other', portions: ['1'] } });
    await people.bringHome(rma);
    const page = await people.untilStatus(rma, 'completed');
    expect(page.money).toMatchObject([{ kind: 'refund', amount: { minor: 12_900 + 490 } }]);
  });

  it('a rejection reaches the customer with its sentence, and frees the unit', async () => {
    const order = await people.putOrder({ flagged: true });
    const { rma } = await people.ask(order);
    const message = 'These goods were bought elsewhere.';
    await people.act('agent', `/v1/returns/${rma}/reject`, { message });
    await mailTo(order.email, message);
    expect((await people.track(rma)).status.code).toBe('rejected');
    expect(await people.returnable(order)).toEqual([1]);
    const again = await people.call('agent', 'POST', `/v1/returns/${rma}/approve`, {});
    expect(again.status).toBe(409);
  });

  it('a cancelled return voids its label and frees its unit; once it is under way it cannot be cancelled', async () => {
    const order = await people.putOrder();
    const { rma } = await people.ask(order);
    await people.untilStatus(rma, 'ready_to_ship');
    expect(await people.returnable(order)).toEqual([0]);
    const customer = await people.customer(order);
    await people.act(customer, `/v1/returns/${rma}/cancel`, { reason: 'It works after all.' });
    expect((await people.track(rma, customer)).status.code).toBe('cancelled');
    await people.untilTracked(rma, 'has its label voided', voided);
    await waitFor('the carrier has taken the label back', async () =>
      (await people.storyOf(rma)).includes('label_voided'),
    );
    expect((await people.track(rma, customer)).shipments[0].label).toBeUndefined();
    expect(await people.returnable(order)).toEqual([1]);

    const second = await people.ask(order);
    const ready = await people.untilStatus(second.rma, 'ready_to_ship');
    const [{ trackingNumber }] = ready.shipments;
    await people.carrier.easypost(trackingNumber, 'in_transit', new Date(Date.now() + 60_000));
    await people.untilStatus(second.rma, 'on_its_way');
    const late = await people.call(customer, 'POST', `/v1/returns/${second.rma}/cancel`, {});
    expect(late.status).toBe(409);
  });
});
