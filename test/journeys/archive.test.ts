import { expect, it } from 'vitest';
import { waitFor } from '../../infra/local/journey/api.ts';
import { eventName } from '../../shared/archive/lines.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import { deployedApp } from '../engine/app.ts';
import { sealDays, sealedEvents, tellAgain, unsealedEvents } from '../engine/archive.ts';
import { logsOf } from '../engine/functions.ts';
import { placeForTest } from './journey-place.ts';
import { type People, peopleOf } from './people.ts';
import { startSabotage } from './saboteur.ts';
import { days } from './time.ts';

/** One after the other, each with a brand of its own: a brand's day is sealed only once. */
async function atShop(work: (people: People) => Promise<void>): Promise<void> {
  const place = await placeForTest();
  try {
    await work(peopleOf(place));
  } finally {
    await place.erp.stop();
  }
}

const names = (events: readonly Pick<ReturnEvent, 'rma' | 'seq'>[]) => events.map(eventName).sort();

/** All events of these returns, as the activity log tells of them. */
async function logged(people: People, rmas: readonly string[]) {
  const logs = await Promise.all(rmas.map(async (rma) => ({ rma, events: await people.eventsOf(rma) })));
  return logs.flatMap(({ rma, events }) => events.map((event) => ({ rma, ...event })));
}

async function untilArchived(people: People, events: readonly Pick<ReturnEvent, 'rma' | 'seq'>[]): Promise<void> {
  await waitFor('all events are in the archive', async () => {
    const there = new Set((await unsealedEvents(deployedApp(), people.place.brand)).map(eventName));
    return events.every((event) => there.has(eventName(event)));
  });
}

it('what happened to returns is in the sealed day once, whole, without a person in it; told again it changes nothing', () =>
  atShop(async (people) => {
    const app = deployedApp();
    const { brand } = people.place;
    const orders = [await people.putOrder(), await people.putOrder({ deliveredDaysAgo: 40 })];
    const rmas: string[] = await Promise.all(orders.map(async (order) => (await people.ask(order)).rma));
    const [home = ''] = rmas;
    await people.bringHome(home);
    await people.untilStatus(home, 'completed');
    const events = await logged(people, rmas);
    await untilArchived(people, events);

    const told = await unsealedEvents(app, brand);
    const worked = async () =>
      (await logsOf(app.reach, app.functionName('archive')))
        .flatMap((line) => /"message":"events".*?"events":(\d+)/.exec(line)?.[1] ?? [])
        .reduce((sum, count) => sum + Number(count), 0);
    const before = await worked();
    await tellAgain(app, [...told, ...told].reverse());
    await waitFor('what was told again was looked at', async () => (await worked()) >= before + 2 * told.length);
    await sealDays(app, 2 * days);

    const sealed = await sealedEvents(app, brand);
    expect(names(sealed)).toEqual(names(events));
    for (const { seq, type, data } of events)
      expect(sealed).toContainEqual(expect.objectContaining({ seq, type, data }));
    for (const { email } of orders) expect(JSON.stringify(sealed)).not.toContain(email);
  }));

it('archiving that is killed again and again loses nothing, and seals nothing twice', () =>
  atShop(async (people) => {
    const app = deployedApp();
    const saboteur = startSabotage(app, { areas: ['archive'], pauseMs: 300 });
    const rmas: string[] = [];
    try {
      while (saboteur.strikes.length < 4 && rmas.length < 12)
        rmas.push((await people.ask(await people.putOrder({ deliveredDaysAgo: 40 }))).rma);
    } finally {
      await saboteur.stop();
    }
    const events = await logged(people, rmas);
    await untilArchived(people, events);
    await sealDays(app, 2 * days);
    expect(names(await sealedEvents(app, people.place.brand))).toEqual(names(events));
  }));
