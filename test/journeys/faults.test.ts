import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../../infra/local/journey/api.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { deployedApp } from '../engine/app.ts';
import { executionsOf, stopExecution } from '../engine/executions.ts';
import { placeForTest } from './journey-place.ts';
import { type People, type PutOrder, peopleOf } from './people.ts';
import { refundsBooked } from './provider-books.ts';
import { startSabotage } from './saboteur.ts';
import { createPassingTime } from './time.ts';

/** One after the other: what one breaks, another would feel. */

let place: Place;
let people: People;
beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place, { patient: true });
});
afterAll(() => place.erp.stop());

const times = <Made>(count: number, make: () => Promise<Made>): Promise<Made[]> =>
  Promise.all(Array.from({ length: count }, make));

async function askFor(order: PutOrder): Promise<{ order: PutOrder; rma: string }> {
  return { order, rma: (await people.ask(order)).rma };
}

/** What must be true of a closed return, however it came there: nothing lost, nothing twice. */
async function checkClosed({ order, rma }: { order: PutOrder; rma: string }): Promise<void> {
  const { whole, events } = await people.read(`/v1/returns/${rma}/activity`);
  expect(whole, rma).toBe(true);
  const types: string[] = events.map(({ type }: { type: string }) => type);
  for (const once of ['requested', 'label_issued', 'received', 'inspected', 'effect_settled', 'disposed'])
    expect(
      types.filter((type) => type === `return.${once}`),
      `${rma} ${once}`,
    ).toHaveLength(1);
  const page = await people.track(rma);
  const [refund] = page.money;
  expect(page.money, rma).toHaveLength(1);
  expect(await refundsBooked(place, order), rma).toEqual([{ amount: refund.amount, state: 'succeeded' }]);
  const own = await people.read('/v1/returns', await people.customer(order));
  expect(own.items, rma).toHaveLength(1);

  await waitFor(`the ERP has all ${events.length} events of ${rma}`, async () =>
    place.erp.eventsOf(rma).some(({ seq }) => seq === events.length),
  );
  // Delivered at least once; each for the first time only after the one before it.
  const first = [...new Set(place.erp.eventsOf(rma).map(({ seq }) => seq))];
  expect(first, rma).toEqual(events.map(({ seq }: { seq: number }) => seq));
}

it('workers and segments killed at random: returns still close, money moves once, the ERP hears all in order', async () => {
  const app = deployedApp();
  const passTime = createPassingTime(app);
  const areas = ['intake', 'publish', 'segments', 'workflow', 'tracking', 'warehouse'];
  const saboteur = startSabotage(app, { areas, stopsSegments: true, pauseMs: 400 });
  const journey = async () => {
    const asked = await askFor(await people.putOrder());
    await waitFor(`${asked.rma} has its label`, async () => {
      const { status } = await people.track(asked.rma);
      if (status.code === 'approved') await passTime();
      return status.code === 'ready_to_ship';
    });
    await people.bringHome(asked.rma);
    return asked;
  };
  try {
    const returns: Awaited<ReturnType<typeof journey>>[] = [];
    while (returns.length === 0 || saboteur.strikes.length < 8) returns.push(...(await times(3, journey)));
    await saboteur.stop();
    for (const { rma } of returns)
      await waitFor(`${rma} is completed`, async () => {
        const done = (await people.track(rma)).status.code === 'completed';
        if (!done) await passTime();
        return done;
      });
    await Promise.all(returns.map(checkClosed));
  } catch (error) {
    throw new Error(`After ${saboteur.strikes.join(', ')}`, { cause: error });
  } finally {
    await saboteur.stop();
  }
});

it('the publisher killed while events wait: every one is told, and every return goes on', async () => {
  const saboteur = startSabotage(deployedApp(), { areas: ['publish'], pauseMs: 50 });
  const returns: Awaited<ReturnType<typeof askFor>>[] = [];
  try {
    while (saboteur.strikes.length < 3 && returns.length < 8) {
      const before = saboteur.strikes.length;
      returns.push(await askFor(await people.putOrder()));
      await waitFor('the publisher is killed', async () => saboteur.strikes.length > before, 2).catch(() => undefined);
    }
  } finally {
    await saboteur.stop();
  }
  expect(saboteur.strikes.length).toBeGreaterThan(0);
  await Promise.all(returns.map(({ rma }) => people.bringHome(rma)));
  await Promise.all(returns.map(({ rma }) => people.untilStatus(rma, 'completed')));
  await Promise.all(returns.map(checkClosed));
});

it('a segment stopped in its midst is started again when its progress is due', async () => {
  const app = deployedApp();
  const machine = app.output('LifecycleMachineArn');
  const stopped = await waitFor('a segment is stopped before it has done anything', async () => {
    const { rma } = await people.ask(await people.putOrder());
    const segment = await waitFor(`${rma} has a segment`, async () => (await executionsOf(app.reach, machine, rma))[0]);
    await stopExecution(app.reach, segment.arn).catch(() => undefined);
    const [after] = await executionsOf(app.reach, machine, rma);
    return after?.status === 'ABORTED' && rma;
  });
  const passTime = createPassingTime(app);
  await passTime();
  await people.untilStatus(stopped, 'ready_to_ship');
  expect((await people.storyOf(stopped)).filter((type) => type === 'label_issued')).toHaveLength(1);
});

it('the same webhook ten times at once moves the parcel once', async () => {
  const { rma } = await people.ask(await people.putOrder());
  const [{ trackingNumber }] = (await people.untilStatus(rma, 'ready_to_ship')).shipments;
  const at = new Date(Date.now() + 60_000);
  const id = randomUUID();
  const answers = await times(10, () => people.carrier.easypost(trackingNumber, 'in_transit', at, id));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 202));
  await people.untilStatus(rma, 'on_its_way');
  await people.carrier.generic(trackingNumber, 'shipment.arrived', new Date(at.getTime() + 1000));
  await people.untilStatus(rma, 'shipment_received');
  expect(await people.storyOf(rma)).toEqual(['requested', 'label_issued', 'in_transit', 'arrived']);
});
