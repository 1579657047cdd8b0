import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../infra/local/journey/api.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { deployedApp } from '../engine/app.ts';
import { placeForTest } from './journey-place.ts';
import { type People, type PutOrder, peopleOf } from './people.ts';
import { refundsBooked } from './provider-books.ts';
import { createPassingTime } from './time.ts';

let place: Place;
let people: People;
let passTime: () => Promise<void>;
beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place);
  passTime = createPassingTime(deployedApp());
});
afterAll(() => place.erp.stop());

const booked = (order: PutOrder, provider: string) => refundsBooked(place, order, provider);

/** A returned headset whose refund is on its way to a provider that behaves so. */
async function returnPaidBy(provider: string): Promise<{ rma: string; order: PutOrder; minor: number }> {
  const order = await people.putOrder({ provider });
  const { refund } = await people.preview(order);
  const { rma } = await people.ask(order);
  await people.bringHome(rma);
  return { rma, order, minor: refund.minor };
}

type Refund = { state: string };
const untilRefund = (rma: string, state: string) =>
  people.untilTracked(rma, `has its refund ${state}`, ({ money }) => money.at(-1)?.state === state);

/** Lets time pass until the return has come so far. */
const passTimeUntil = (rma: string, code: string) =>
  waitFor(`${rma} is ${code} as time passes`, async () => {
    await passTime();
    const page = await people.track(rma);
    return (page.status.code === code || page.portions.some(({ state }: Refund) => state === code)) && page;
  });

/** What was noted each time the one refund was sent, or was found to be on its way. */
async function sent(rma: string) {
  const noted = (await people.eventsOf(rma)).filter(({ type }) => type === 'return.effect_sent');
  expect(new Set(noted.map(({ data }) => data.instruction)).size).toBe(1);
  return noted.map(({ data }) => (data.unknown ? 'unknown' : data.pending ? 'pending' : 'sent'));
}

const count = async (rma: string, type: string) => (await people.storyOf(rma)).filter((one) => one === type).length;

describe.concurrent('a payment provider', () => {
  it('that times out after it booked is looked up, and refunds once', async () => {
    const { rma, order, minor } = await returnPaidBy('times-out');
    const page = await passTimeUntil(rma, 'completed');
    expect(await sent(rma)).toEqual(['sent', 'unknown']);
    expect(page.money).toMatchObject([{ state: 'succeeded', amount: { minor } }]);
    expect(await booked(order, 'times-out')).toEqual([{ amount: { currency: 'EUR', minor }, state: 'succeeded' }]);
    expect(await count(rma, 'effect_settled')).toBe(1);
  });

  it('that settles late is looked up until it has, and refunds once', async () => {
    const { rma, order, minor } = await returnPaidBy('settles-late');
    const page = await passTimeUntil(rma, 'completed');
    expect(await sent(rma)).toEqual(['sent', 'pending']);
    expect(page.money).toMatchObject([{ state: 'succeeded', amount: { minor } }]);
    expect(await booked(order, 'settles-late')).toMatchObject([{ amount: { minor }, state: 'succeeded' }]);
  });

  it('that fails late leaves the return to finance', async () => {
    const { rma, order } = await returnPaidBy('fails-late');
    const page = await passTimeUntil(rma, 'resolution_failed');
    expect(await sent(rma)).toEqual(['sent', 'pending']);
    expect(page.status.code).toBe('resolving');
    expect(page.money).toMatchObject([{ state: 'failed' }]);
    expect(await booked(order, 'fails-late')).toMatchObject([{ state: 'failed', reason: 'account_closed' }]);
  });

  it('that declines leaves the return to finance, whose retry is a new instruction, once', async () => {
    const { rma, order } = await returnPaidBy('declines');
    await untilRefund(rma, 'failed');
    const queue = await people.read('/v1/queues/finance?limit=100', 'finance');
    expect(queue.items).toContainEqual(expect.objectContaining({ rma, state: 'resolution_failed' }));
    const failed = (await people.eventsOf(rma)).find(({ type }) => type === 'return.effect_failed');
    expect(failed?.data).toMatchObject({ failure: 'declined' });
    const path = `/v1/returns/${rma}/instructions/${failed?.data.instruction}/retry`;
    expect((await people.call('agent', 'POST', path, { reason: 'Please.' })).status).toBe(403);
    await people.act('finance', path, { reason: 'The bank has lifted its block.' });
    await people.untilTracked(
      rma,
      'has failed twice',
      ({ money }) => money.filter(({ state }: Refund) => state === 'failed').length === 2,
    );
    expect((await people.call('finance', 'POST', path, { reason: 'Once more.' })).status).toBe(409);
    const retried = (await people.eventsOf(rma)).find(({ type }) => type === 'return.effect_retried');
    expect(retried?.data.replaces).toBe(failed?.data.instruction);
    expect((await booked(order, 'declines')).map(({ state }) => state)).toEqual(['failed', 'failed']);

    const byHand = `/v1/returns/${rma}/instructions/${retried?.data.instruction}/settle`;
    const transfer = { reference: 'TRANSFER-1', reason: 'Paid by transfer.' };
    expect((await people.call('agent', 'POST', byHand, transfer)).status).toBe(403);
    await people.act('finance', byHand, transfer);
    const page = await people.untilStatus(rma, 'completed');
    expect(page.money.map(({ state }: Refund) => state).toSorted()).toEqual(['failed', 'failed', 'succeeded']);
  });

  it('that is down once is asked again, and refunds once', async () => {
    const { rma, order, minor } = await returnPaidBy('down-once');
    await passTimeUntil(rma, 'completed');
    expect(await sent(rma)).toEqual(['sent', 'unknown', 'sent']);
    expect(await booked(order, 'down-once')).toEqual([{ amount: { currency: 'EUR', minor }, state: 'succeeded' }]);
  });

  it('that stays down makes the return wait: no refund, nothing given up, started again each time', async () => {
    const { rma, order } = await returnPaidBy('down');
    await untilRefund(rma, 'unknown');
    await waitFor('it was started again three times', async () => {
      await passTime();
      return (await count(rma, 'progress_requested')) >= 3;
    });
    const page = await people.track(rma);
    expect(page.portions).toMatchObject([{ state: 'resolving' }]);
    expect(page.money).toMatchObject([{ state: 'unknown' }]);
    expect(await booked(order, 'down')).toEqual([]);
    expect(await count(rma, 'effect_settled')).toBe(0);
  });
});
