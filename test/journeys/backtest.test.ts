import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../../infra/local/journey/api.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { dayOf } from '../../shared/archive/keys.ts';
import { eventName } from '../../shared/archive/lines.ts';
import { deployedApp } from '../engine/app.ts';
import { sealDays, tellAgain, unsealedEvents } from '../engine/archive.ts';
import { executionsOf, statesEntered, stopExecution } from '../engine/executions.ts';
import { placeForTest } from './journey-place.ts';
import { type People, peopleOf } from './people.ts';
import { days, hours, passDueDates } from './time.ts';

/** One after the other: the second lets a time pass that is the same for all brands. */

let place: Place;
let people: People;
/** The four returns, whose decisions are known by hand. */
let rmas: string[];
let today: string;

beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place);
  today = dayOf(new Date());
  const wished = [
    // 129.00, unopened, in time: approved, 15 % and a label of 4.95 off, 104.70 back.
    {},
    // 20.00: kept and refunded.
    { items: [{ paid: 2000 }] },
    // Too late: rejected.
    { deliveredDaysAgo: 40 },
    // Worth too much to be decided without a person.
    { items: [{ paid: 25_000 }] },
  ];
  rmas = [];
  for (const wish of wished) rmas.push((await people.ask(await people.putOrder(wish))).rma);
  await people.untilStatus(rmas[0] ?? '', 'ready_to_ship');
  await people.untilStatus(rmas[1] ?? '', 'completed');
  await waitFor('all requests are in the archive', async () => {
    const there = new Set((await unsealedEvents(deployedApp(), place.brand)).map(eventName));
    return rmas.every((rma) => there.has(eventName({ rma, seq: 1 })));
  });
});
afterAll(() => place.erp.stop());

const path = () => `/v1/brands/${place.brand}/backtests`;
const EUR = (minor: number) => ({ currency: 'EUR', minor });

/** Sixty days, a tenth off whatever its condition, and everything comes back. */
const generous = {
  title: 'Two months',
  windows: { standard: 60 },
  amounts: { high: { EUR: 20_000 }, label: { EUR: 495 } },
  evidence: {},
  guards: [{ id: 'high', title: 'Worth much', when: 'requestValueMinor > amounts.high', message: 'We look at it.' }],
  rules: [
    {
      id: 'in-time',
      title: 'In time',
      when: "reason == 'customer_remorse' && daysSinceDelivery <= windows.standard",
      answer: {
        outcome: 'approve',
        message: 'Send it back.',
        labelPayer: 'customer',
        resolutions: ['refund', 'exchange'],
        fees: [
          { kind: 'restocking', basisPoints: 1000 },
          { kind: 'return_shipping', amount: 'label' },
        ],
      },
    },
  ],
  otherwise: { id: 'ask', title: 'A person decides', answer: { outcome: 'review', message: 'We look at it.' } },
  modifiers: [],
  wishNotOffered: 'answer',
};

const start = async (body: object): Promise<string> => {
  const { id } = await people.act('manager', path(), { policyId: 'generous', from: today, to: today, ...body });
  return id;
};
const untilCompleted = (id: string) =>
  waitFor(`backtest ${id} is completed`, async () => {
    const found = await people.read(`${path()}/${id}`, 'manager');
    if (found.state === 'failed') throw new Error(JSON.stringify(found.failure));
    return found.state === 'completed' && found;
  });

/** What it finds among the four, whichever way they are read: 104.70 + 20.00, and 111.15 + 13.05 + 111.15. */
const byHand = {
  returns: 4,
  lines: 4,
  changed: { returns: 4, lines: 4 },
  unreadable: 0,
  before: {
    outcomes: { approve: 1, returnless: 1, review: 1, reject: 1 },
    automatic: { returns: 3, basisPoints: 7500 },
    money: [{ refunds: EUR(12_470), fees: EUR(2430) }],
  },
  after: {
    outcomes: { approve: 3, returnless: 0, review: 1, reject: 0 },
    automatic: { returns: 3, basisPoints: 7500 },
    // Waiting: 250.00 − 25.00 − 4.95.
    money: [{ refunds: EUR(23_535), fees: EUR(4265), underReview: EUR(22_005) }],
  },
  byReason: [{ reason: 'customer_remorse', lines: 4, changed: 4 }],
  byCategory: [{ category: 'audio', lines: 4 }],
};

it('a draft is tried on what has happened: unsealed days where it is asked for, then sealed ones; nothing of a return changes', async () => {
  const app = deployedApp();
  await people.done('manager', 'PUT', `/v1/brands/${place.brand}/policies/generous/draft`, generous);
  const before = await Promise.all(rmas.map((rma) => people.eventsOf(rma)));

  const left = await untilCompleted(await start({}));
  expect(left).toMatchObject({ days: { sealed: 0, unsealed: [today] }, report: { returns: 0 } });
  // What is told twice, and in another order, is counted once.
  await tellAgain(app, (await unsealedEvents(app, place.brand)).reverse());
  const taken = await untilCompleted(await start({ includeUnsealed: true }));
  expect(taken).toMatchObject({ days: { unsealed: [today] }, report: byHand });

  await sealDays(app, 2 * days);
  const sealed = await untilCompleted(await start({}));
  expect(sealed).toMatchObject({
    policy: { id: 'generous', version: '1' },
    progress: { files: { done: 1, total: 1 }, returns: 4 },
    days: { sealed: 1, unsealed: [] },
    report: byHand,
    changes: { lines: 4 },
  });
  const answer = await fetch(sealed.changes.url);
  expect(answer.headers.get('content-type')).toContain('text/csv');
  const [head, ...rows] = (await answer.text()).trimEnd().split('\r\n');
  expect(head).toMatch(/^rma,line,requested_at,reason,/);
  expect(rows.map((row) => row.slice(0, row.indexOf(','))).sort()).toEqual(rmas.toSorted());
  expect(rows.join('\n')).toMatch(/,returnless,approve,refund,refund,20\.00,13\.05,0\.00,6\.95,none,customer,/);

  expect(await Promise.all(rmas.map((rma) => people.eventsOf(rma)))).toEqual(before);
  const list = await people.read(path(), 'manager');
  expect(list.items.map(({ state }: { state: string }) => state)).toEqual(['completed', 'completed', 'completed']);
  expect(list.items[0].id).toBe(sealed.id);
});

it('a run that is stopped is called interrupted, and goes on when it is started again', async () => {
  const app = deployedApp();
  const machine = app.output('BacktestMachineArn');
  const id = await waitFor('a run is stopped before it has ended', async () => {
    const begun = await start({});
    const run = await waitFor('it runs', async () =>
      (await executionsOf(app.reach, machine)).find(({ name }) => name.includes(begun)),
    );
    await stopExecution(app.reach, run.arn).catch(() => undefined);
    const [after] = await executionsOf(app.reach, machine, run.name);
    // What adds up the report goes on to its end, once it is called, whoever stops the machine that called it.
    const entered = await statesEntered(app.reach, run.arn);
    return after?.status === 'ABORTED' && !entered.includes('Add up the report') && begun;
  });
  expect((await people.call('manager', 'POST', `${path()}/${id}/retry`)).status).toBe(409);
  await passDueDates(app, hours);
  expect(await people.read(`${path()}/${id}`, 'manager')).toMatchObject({ state: 'interrupted', attempt: 1 });
  await people.act('manager', `${path()}/${id}/retry`);
  expect(await untilCompleted(id)).toMatchObject({ attempt: 2, report: byHand });
  const runs = await executionsOf(app.reach, machine, `${place.brand}-${id}`);
  const second = runs.find(({ name }) => name.endsWith('-2'));
  expect((await statesEntered(app.reach, second?.arn ?? '')).slice(-2)).toEqual([
    'Add up the report',
    'Ended or taken over',
  ]);
});
