import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../../infra/local/journey/api.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { deployedApp } from '../engine/app.ts';
import { placeForTest } from './journey-place.ts';
import { type People, peopleOf } from './people.ts';
import { days, hours, passDueDates } from './time.ts';

/** One after the other: each lets a time pass that is the same for all returns there are. */

let place: Place;
let people: People;
beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place);
});
afterAll(() => place.erp.stop());

it('a missed served level is raised once, however often somebody looks, and not for a stage already left', async () => {
  const app = deployedApp();
  const [waiting, left] = await Promise.all(
    [1, 2].map(async () => (await people.ask(await people.putOrder({ flagged: true }))).rma as string),
  );
  if (!waiting || !left) throw new Error('Two were asked for');
  await people.act('agent', `/v1/returns/${left}/reject`, { message: 'These goods were bought elsewhere.' });
  await passDueDates(app, 5 * hours);
  await passDueDates(app, 5 * hours);
  const breaches = async (rma: string) =>
    (await people.eventsOf(rma)).filter(({ type }) => type === 'return.sla_breached').map(({ data }) => data.kind);
  expect(await breaches(waiting)).toEqual(['acknowledge']);
  await Promise.all([passDueDates(app, 26 * hours), passDueDates(app, 26 * hours), passDueDates(app, 27 * hours)]);
  expect(await breaches(waiting)).toEqual(['acknowledge', 'authorize']);
  expect(await breaches(left)).toEqual([]);
  expect((await people.track(waiting)).status.code).toBe('under_review');
});

it('a label nobody uses expires: it is voided and its unit is free; a return under way does not', async () => {
  const app = deployedApp();
  const [unused, used] = await Promise.all([people.putOrder(), people.putOrder()]);
  const { rma } = await people.ask(unused);
  const other = await people.ask(used);
  await people.untilStatus(rma, 'ready_to_ship');
  const [{ trackingNumber }] = (await people.untilStatus(other.rma, 'ready_to_ship')).shipments;
  await people.carrier.generic(trackingNumber, 'shipment.in_transit', new Date(Date.now() + 60_000));
  await people.untilStatus(other.rma, 'on_its_way');
  await passDueDates(app, 29 * days);
  expect((await people.track(rma)).status.code).toBe('ready_to_ship');
  await Promise.all([passDueDates(app, 31 * days), passDueDates(app, 31 * days)]);
  expect((await people.track(rma)).status.code).toBe('expired');
  await people.untilTracked(rma, 'has its label voided', ({ shipments }) => shipments[0].state === 'cancelled');
  const story = await waitFor('the carrier has taken the label back', async () => {
    const types = await people.storyOf(rma);
    return types.includes('label_voided') && types;
  });
  expect(story.filter((type: string) => type === 'expired' || type === 'label_voided')).toEqual([
    'expired',
    'label_voided',
  ]);
  expect(await people.returnable(unused)).toEqual([1]);
  expect((await people.track(other.rma)).status.code).toBe('on_its_way');
});

it('evidence and answers that never come end the return, too', async () => {
  const order = await people.putOrder();
  const damaged = { reason: 'damaged_in_transit', description: { what: 'The case is cracked along its side.' } };
  const { rma } = await people.ask(order, damaged);
  const asked = await people.ask(await people.putOrder({ flagged: true }));
  await people.act('agent', `/v1/returns/${asked.rma}/question`, { text: 'Which colour is it?' });
  await passDueDates(deployedApp(), 15 * days);
  expect((await people.track(rma)).status.code).toBe('expired');
  expect((await people.track(asked.rma)).status.code).toBe('expired');
  expect(await people.returnable(order)).toEqual([1]);
});
