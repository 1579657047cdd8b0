import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Place } from '../../infra/local/journey/place.ts';
import { placeForTest } from './journey-place.ts';
import { type People, peopleOf } from './people.ts';

/** Returns to the places of a brand, and in several parcels, over HTTP. */

let place: Place;
let people: People;

const eur = (minor: number) => ({ currency: 'EUR', minor });
const site = (id: string, country: string, more: object = {}) => ({
  id,
  name: `Journey ${id}`,
  kind: 'distribution_centre',
  address: { name: `Journey ${id}`, line1: 'Dock 1', city: 'Sampleton', country },
  ...more,
});

beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place);
  await people.configure({
    sites: [
      site('north', 'DE', { cost: { perParcel: eur(300) } }),
      site('south', 'DE', { cost: { perParcel: eur(500) } }),
      site('island', 'GB', { cost: { perParcel: eur(100) } }),
    ],
    parcels: { mostGrams: 10_000 },
  });
});
afterAll(() => place.erp.stop());

interface Page {
  readonly stage: string;
  readonly status: { readonly code: string };
  readonly portions: readonly { readonly id: string; readonly state: string }[];
  readonly money: readonly { readonly state: string; readonly amount?: { readonly minor: number } }[];
  readonly shipments: readonly { readonly parcel?: number; readonly trackingNumber?: string; readonly state: string }[];
}
const paid = ({ money }: Page) =>
  money.filter(({ state }) => state === 'succeeded').reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0);
const numbersOf = ({ shipments }: Page) => shipments.map(({ trackingNumber }) => trackingNumber ?? '');

/** Two units of 6 kg: two parcels. */
async function inTwo() {
  const order = await people.putOrder({ items: [{ paid: 10_001, quantity: 2, weightGrams: 6000 }] });
  const { refund } = await people.preview(order, { quantity: 2 });
  const { rma } = await people.ask(order, { quantity: 2 });
  const ready = await people.untilStatus(rma, 'ready_to_ship');
  const [first = '', second = ''] = numbersOf(ready);
  expect(new Set([first, second, '']).size).toBe(3);
  return { rma, first, second, promised: refund.minor };
}

/** Scans a parcel in, and grades what was in it. */
async function takeIn(rma: string, code: string): Promise<void> {
  const { portions } = await people.act('warehouse', '/v1/receipts', { code });
  for (const { id, quantity, state } of portions)
    if (state === 'quarantined') await people.grade(rma, id, [{ quantity }]);
}

describe('where goods go', () => {
  it('is told before a return is made, stands on its label, and is whose bench it waits at', async () => {
    const order = await people.putOrder();
    const { lines } = await people.preview(order);
    expect(lines[0].destination).toMatchObject({ site: 'north', because: 'cost', crossBorder: false });
    expect(lines[0].destination).not.toHaveProperty('candidates');
    const { rma } = await people.ask(order);
    const page = await people.untilStatus(rma, 'ready_to_ship');
    expect(page.shipments).toMatchObject([{ site: 'north', to: { name: 'Journey north' } }]);
    await people.receive(rma);
    const at = async (query: string) =>
      (await people.read(`/v1/queues/inspector?limit=100${query}`, 'inspector')).items.map(
        (one: { rma: string }) => one.rma,
      );
    expect(await at('&site=north')).toContain(rma);
    expect(await at('')).not.toContain(rma);
    const decision = await people.read(`/v1/returns/${rma}/decision`);
    expect(decision.lines[0].destination.candidates).toMatchObject([
      { site: 'north' },
      { site: 'south', behindBy: 'cost' },
      { site: 'island', behindBy: 'border' },
    ]);
  });

  it('is for a person to say where no site takes the goods', async () => {
    const order = await people.putOrder({ items: [{ paid: 9000, hazardous: true }] });
    const { rma, outcome } = await people.ask(order);
    expect(outcome).toBe('review');
    await people.act('agent', `/v1/returns/${rma}/approve`, {});
    const page = await people.untilStatus(rma, 'ready_to_ship');
    expect(page.shipments[0]).not.toHaveProperty('site');
  });
});

describe.concurrent('two parcels', () => {
  it('one comes and is paid, one arrives late: in the end every cent is', async () => {
    const { rma, first, second, promised } = await inTwo();
    const sent = Date.now();
    await people.carrier.generic(first, 'shipment.in_transit', new Date(sent));
    await people.carrier.generic(second, 'shipment.in_transit', new Date(sent));
    await people.carrier.generic(first, 'shipment.arrived', new Date(sent + 60_000));
    await people.untilTracked(rma, 'has its first parcel at the dock', ({ shipments }: Page) =>
      shipments.some(({ state }) => state === 'arrived'),
    );
    await takeIn(rma, first);
    const half: Page = await people.untilTracked(rma, 'has one parcel closed', ({ portions }: Page) =>
      portions.some(({ state }) => state === 'closed'),
    );
    expect(half.stage).toBe('shipping');
    expect(half.status.code).toBe('on_its_way');
    expect(paid(half)).toBeGreaterThan(0);
    expect(paid(half)).toBeLessThan(promised);
    await people.carrier.generic(second, 'shipment.arrived', new Date(sent + 3_600_000));
    await people.untilTracked(rma, 'has both parcels here', ({ shipments }: Page) =>
      shipments.every(({ state }) => state === 'arrived'),
    );
    await takeIn(rma, second);
    const whole: Page = await people.untilStatus(rma, 'completed');
    expect(paid(whole)).toBe(promised);
  });

  it('one is lost: it waits with an agent, and the other is paid', async () => {
    const { rma, first, second, promised } = await inTwo();
    const sent = Date.now();
    await people.carrier.easypost(second, 'failure', new Date(sent));
    await people.untilStatus(rma, 'delivery_problem');
    await takeIn(rma, first);
    const page: Page = await people.untilTracked(rma, 'has one parcel closed', ({ portions }: Page) =>
      portions.some(({ state }) => state === 'closed'),
    );
    expect(page.status.code).toBe('delivery_problem');
    expect(paid(page)).toBeGreaterThan(0);
    expect(paid(page)).toBeLessThan(promised);
    expect((await people.read('/v1/queues/agent?limit=100')).items).toContainEqual(
      expect.objectContaining({ rma, state: 'shipment_exception' }),
    );
  });

  it('are refused where the customer packs more than the carrier takes', async () => {
    const order = await people.putOrder({ items: [{ paid: 10_001, quantity: 2, weightGrams: 6000 }] });
    const token = await people.customer(order);
    const line = { lineId: '1', quantity: 2, reason: 'customer_remorse', parcels: [{ parcel: 1, quantity: 2 }] };
    const body = { orderNumber: order.orderNumber, lines: [line] };
    expect(await people.call(token, 'POST', '/v1/returns', body)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/lines/0/parcels', code: 'parcel_too_heavy' }] },
    });
  });
});
