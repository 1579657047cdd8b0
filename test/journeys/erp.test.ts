import { describe, expect, it } from 'vitest';
import { waitFor } from '../../infra/local/journey/api.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { deployedApp } from '../engine/app.ts';
import { logsOf } from '../engine/functions.ts';
import { placeForTest } from './journey-place.ts';
import { type People, peopleOf } from './people.ts';

/** Each test has a brand, and so an ERP, of its own: they answer differently. Every signature must be right. */
async function withErp(work: (place: Place, people: People) => Promise<void>): Promise<void> {
  const place = await placeForTest();
  try {
    await work(place, peopleOf(place));
    expect(place.erp.refused).toEqual([]);
  } finally {
    await place.erp.stop();
  }
}

const taken = ({ erp }: Place, rma: string) => erp.eventsOf(rma).map(({ seq }) => seq);

const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

/** Waits until the ERP has taken an event. */
const untilTaken = (place: Place, rma: string, seq: number) =>
  waitFor(`the ERP has event ${seq} of ${rma}`, async () => taken(place, rma).includes(seq));

/** A return with a single event. */
const rejected = async (people: People): Promise<string> =>
  (await people.ask(await people.putOrder({ deliveredDaysAgo: 40 }))).rma;

describe.concurrent("the ERP's copy of a return", () => {
  it('is in order and without gaps while the ERP fails; when it asks for time, it is left alone for as long', () =>
    withErp(async (place, people) => {
      const said = [{ status: 500 }, { status: 429, headers: { 'retry-after': '4' } }];
      const at: number[] = [];
      place.erp.answerBy(() => {
        at.push(Date.now());
        return said.shift();
      });
      const untilCalled = (times: number) =>
        waitFor(`the ERP is called ${times} times`, async () => place.erp.deliveries.length >= times);
      const rma = await rejected(people);
      await untilCalled(1);
      // Each of these is a reason to call the ERP at once.
      await people.act('agent', `/v1/returns/${rma}/guest-links/revoke`);
      await untilCalled(2);
      await people.act('agent', `/v1/returns/${rma}/guest-links/revoke`);
      await untilTaken(place, rma, 3);
      expect(taken(place, rma)).toEqual([1, 2, 3]);
      expect(place.erp.deliveries.slice(0, 2)).toMatchObject([
        { seq: 1, status: 500 },
        { seq: 1, status: 429 },
      ]);
      expect((at[2] ?? 0) - (at[1] ?? 0)).toBeGreaterThanOrEqual(4000);
    }));

  it('of one return waits for the event that is not taken; other returns do not', () =>
    withErp(async (place, people) => {
      const poisoned = await rejected(people);
      await untilTaken(place, poisoned, 1);
      place.erp.answerBy(({ rma, seq }) => (rma === poisoned && seq === 2 ? { status: 422 } : undefined));
      await people.act('agent', `/v1/returns/${poisoned}/guest-links/revoke`);
      await people.act('agent', `/v1/returns/${poisoned}/guest-links/revoke`);
      await waitFor('event 2 was refused', async () => place.erp.deliveries.some(({ status }) => status === 422));
      const others = [await rejected(people), await rejected(people)];
      for (const other of others) await untilTaken(place, other, 1);
      expect(taken(place, poisoned)).toEqual([1]);
      place.erp.answerBy(() => undefined);
      await untilTaken(place, poisoned, 3);
      expect(taken(place, poisoned)).toEqual([1, 2, 3]);
    }));

  it('ends with 410, for all returns, and begins anew with the next configuration', () =>
    withErp(async (place, people) => {
      const before = await rejected(people);
      await untilTaken(place, before, 1);
      place.erp.answerBy(() => ({ status: 410 }));
      const gone = await rejected(people);
      await waitFor('410 was answered', async () => place.erp.deliveries.some(({ status }) => status === 410));
      place.erp.answerBy(() => undefined);
      const silent = await rejected(people);
      const { reach, functionName } = deployedApp();
      await waitFor('the event was passed over', async () =>
        (await logsOf(reach, functionName('erp-sync'))).some(
          (line) => line.includes(silent) && line.includes('"ended"'),
        ),
      );
      const path = `/v1/brands/${place.brand}/configuration`;
      const { configuration } = await people.read(path, 'administrator');
      await people.done('administrator', 'PUT', path, { configuration });
      const after = await rejected(people);
      await untilTaken(place, after, 1);
      expect([...taken(place, gone), ...taken(place, silent)]).toEqual([]);
      const replay = { rma: gone, from: 1 };
      await people.act('administrator', `/v1/brands/${place.brand}/deliveries/replay`, replay);
      await untilTaken(place, gone, 1);
    }));

  it('is delivered again from where it is asked for, with the same numbers', () =>
    withErp(async (place, people) => {
      const { rma } = await people.ask(await people.putOrder());
      await people.bringHome(rma);
      await people.untilStatus(rma, 'completed');
      const last = (await people.eventsOf(rma)).length;
      await untilTaken(place, rma, last);
      expect(taken(place, rma)).toEqual(upTo(last));
      const path = `/v1/brands/${place.brand}/deliveries/replay`;
      await people.act('integration', path, { rma, from: 3 });
      await waitFor('all from the third on came again', async () => taken(place, rma).length >= 2 * last - 2);
      expect(taken(place, rma)).toEqual([...upTo(last), ...upTo(last).slice(2)]);
    }));
});
