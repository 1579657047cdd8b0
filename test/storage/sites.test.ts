import { beforeAll, describe, expect, test } from 'vitest';
import { createMoveParcel } from '../../functions/inbox/move-parcel.ts';
import type { Assessment } from '../../shared/contracts/intake.ts';
import { createReturn, previewReturn } from '../../shared/contracts/intake.ts';
import type { Site } from '../../shared/contracts/sites.ts';
import { inspectGoods, receiveParcel } from '../../shared/contracts/staff.ts';
import { readQueue, type TrackedReturn, trackReturn } from '../../shared/contracts/tracking.ts';
import { storeBrand } from '../../shared/storage/brands.ts';
import { loadSiteCounts } from '../../shared/storage/site-counts.ts';
import { partitions, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { counted, withCounting } from './app/counting.ts';
import { createMachine, type Machine } from './app/machine.ts';
import { customer, remorse, stored } from './app/returns.ts';
import { configuration, line, sell, today } from './app/shop.ts';
import type { Who } from './app/sign-in.ts';

/** A brand with several places, and returns in several parcels, against the table. */

const eur = (minor: number) => ({ currency: 'EUR', minor });
const site = (id: string, some: Partial<Site> = {}): Site => ({
  id,
  name: `Site ${id}`,
  kind: 'distribution_centre',
  address: { name: `Lumen ${id}`, line1: 'Dock 1', city: 'Musterstadt', country: 'DE' },
  ...some,
});

let table: Table;
let app: App;
let orders = 0;
const day = '2026-11-20';

beforeAll(async () => {
  table = withCounting(await freshTable());
  app = await createApp(table, () => today);
});

/** A brand of its own, whose name is the test's. */
async function open(brand: string, sites: readonly Site[], more: object = {}): Promise<Machine> {
  const own = { ...configuration, sites: [...sites], ...more };
  await storeBrand(table, brand, own, [], undefined);
  return createMachine(table, () => today, { brand: own });
}

async function order(brand: string, quantity = 1, more: object = {}): Promise<string> {
  orders += 1;
  const orderNumber = `S-${orders}`;
  await sell(table, orderNumber, { lines: [{ ...line('1', quantity, 9900), ...more }] }, brand);
  return orderNumber;
}

const create = (brand: string, orderNumber: string, some: object = {}) =>
  app.call<{ rma: string; assessment: Assessment }>(createReturn, {
    who: { ...customer, brand },
    body: { orderNumber, lines: [{ ...remorse(), ...some }] },
  });
const made = async (brand: string, quantity = 1, line: object = {}, some: object = {}) => {
  const answer = await create(brand, await order(brand, quantity, line), { quantity, ...some });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
};
const track = async (brand: string, rma: string) =>
  (await app.call<TrackedReturn>(trackReturn, { who: { ...customer, brand }, params: { rma } })).body;
const queue = async (brand: string, role: string, at?: string) =>
  (
    await app.call<{ items: { rma: string }[] }>(readQueue, {
      who: { role, brand },
      params: { role },
      query: at ? { site: at } : {},
    })
  ).body.items.map(({ rma }) => rma);

describe('a site', () => {
  const cheap = site('cheap', { cost: { perParcel: eur(100) } });
  const dear = site('dear', { cost: { perParcel: eur(900) } });

  test('is chosen before the return is made, kept with it, and stands on its label', async () => {
    const machine = await open('chosen', [dear, cheap]);
    const { rma, assessment } = await made('chosen');
    expect(assessment.lines[0]?.destination).toEqual({
      site: 'cheap',
      country: 'DE',
      crossBorder: false,
      because: 'cost',
      why: 'The goods go to Site cheap: that costs least.',
    });
    await machine.finish('chosen', rma);
    const [shipment] = (await track('chosen', rma)).shipments;
    expect(shipment).toMatchObject({ site: 'cheap', to: { name: 'Lumen cheap' }, portions: ['1'] });
  });

  test('is shown with all others to staff, and to nobody else', async () => {
    await open('shown', [dear, cheap]);
    const orderNumber = await order('shown');
    const preview = (who: Who) =>
      app.call<Assessment>(previewReturn, {
        who: { ...who, brand: 'shown' },
        body: { orderNumber, lines: [remorse()] },
      });
    const theirs = (await preview(customer)).body.lines[0]?.destination;
    expect(theirs).toMatchObject({ site: 'cheap' });
    expect(theirs).not.toHaveProperty('candidates');
    const own = (await preview({ role: 'agent' })).body.lines[0]?.destination;
    expect(own?.candidates).toMatchObject([
      { site: 'cheap', cost: eur(100) },
      { site: 'dear', cost: eur(900), behindBy: 'cost' },
    ]);
  });

  test('has queues of its own for those who have the goods in hand', async () => {
    const machine = await open('queues', [cheap]);
    const { rma } = await made('queues');
    await machine.finish('queues', rma);
    const receipt = await app.call(receiveParcel, {
      who: { role: 'warehouse', brand: 'queues' },
      body: { code: rma },
    });
    expect(receipt.status).toBe(200);
    expect(await queue('queues', 'inspector')).toEqual([]);
    expect(await queue('queues', 'inspector', 'cheap')).toEqual([rma]);
    expect(await queue('queues', 'inspector', 'dear')).toEqual([]);
  });

  test('that is given up before the label is made sends goods to the return address', async () => {
    await open('given-up', [cheap]);
    const { rma } = await made('given-up');
    await createMachine(table, () => today).finish('given-up', rma);
    expect((await track('given-up', rma)).shipments[0]?.to).toEqual(configuration.returnAddress);
  });

  test('is asked about capacity in one request beside those of every return, and only where it has a limit', async () => {
    await open('asked', [site('big', { parcelsPerDay: 5000 }), dear]);
    await open('unasked', [cheap, dear]);
    const [first, second] = [await order('asked'), await order('asked')];
    await create('asked', first);
    const { asked } = await counted(() => create('asked', second));
    expect(asked.map(({ command }) => command)).toEqual(['Query', 'BatchGetItem', 'TransactWriteItems']);
    const [third, fourth] = [await order('unasked'), await order('unasked')];
    await create('unasked', third);
    const without = await counted(() => create('unasked', fourth));
    expect(without.asked.map(({ command }) => command)).toEqual(['Query', 'TransactWriteItems']);
  });
});

describe('a day has room for so many parcels', () => {
  const limited = site('limited', { cost: { perParcel: eur(1) }, parcelsPerDay: 5 });
  const next = site('next', { cost: { perParcel: eur(900) } });
  const countOf = async (brand: string, one: Site) =>
    ((await loadSiteCounts(table, brand, day, [one])).get(one.id) ?? []).reduce((sum, count) => sum + count, 0);
  const siteOf = async (brand: string, rma: string) => (await stored(app, rma, brand)).portions[0]?.site;

  test('of many requests at once exactly so many go there, the others to the next best, and none is lost', async () => {
    // Fewer than are decided at the same moment, by a process that knows the brand.
    const two = { ...limited, parcelsPerDay: 2 };
    await open('race', [two, next]);
    await app.call(previewReturn, {
      who: { ...customer, brand: 'race' },
      body: { orderNumber: await order('race'), lines: [remorse()] },
    });
    const numbers = await Promise.all(Array.from({ length: 16 }, () => order('race')));
    const answers = await Promise.all(
      numbers.map(async (orderNumber) => {
        // Who was too often too late comes again, as it is told.
        for (;;) {
          const answer = await create('race', orderNumber);
          if (answer.status !== 503) return answer;
        }
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const sites = await Promise.all(answers.map(({ body }) => siteOf('race', body.rma)));
    expect(sites.filter((one) => one === 'limited')).toHaveLength(2);
    expect(sites.filter((one) => one === 'next')).toHaveLength(14);
    expect(await countOf('race', two)).toBe(2);
  }, 60_000);

  test('the same request in many at once is counted once', async () => {
    await open('once', [limited, next]);
    const orderNumber = await order('once');
    const key = 'the-same-request';
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        app.call<{ rma: string }>(createReturn, {
          who: { ...customer, brand: 'once' },
          body: { orderNumber, lines: [remorse()] },
          key,
        }),
      ),
    );
    expect(new Set(answers.map(({ body }) => body.rma)).size).toBe(1);
    expect(await countOf('once', limited)).toBe(1);
  });

  test('a day more has its own', async () => {
    let now = today;
    const later = await createApp(table, () => now);
    await open('days', [site('one', { parcelsPerDay: 1 })]);
    const ask = async () =>
      (
        await later.call<{ assessment: Assessment }>(createReturn, {
          who: { ...customer, brand: 'days' },
          body: { orderNumber: await order('days'), lines: [remorse()] },
        })
      ).body.assessment.lines[0]?.destination?.because;
    expect(await ask()).toBe('only');
    expect(await ask()).toBe('all_full');
    now = new Date(today.getTime() + 86_400_000);
    expect(await ask()).toBe('only');
  });

  test('when all are full the return goes on, to the return address', async () => {
    const machine = await open('full', [site('none', { parcelsPerDay: 0 })]);
    const { rma, assessment } = await made('full');
    expect(assessment.lines[0]?.destination).toMatchObject({ site: 'main', because: 'all_full' });
    await machine.finish('full', rma);
    expect((await track('full', rma)).shipments[0]?.to).toEqual(configuration.returnAddress);
  });
});

describe('several parcels', () => {
  const weighs = { weightGrams: 6000 };

  async function inTwo(brand: string): Promise<{ machine: Machine; rma: string; numbers: string[] }> {
    const machine = await open(brand, [site('dock')], { parcels: { mostGrams: 10_000 } });
    const { rma, assessment } = await made(brand, 2, weighs);
    expect(assessment.parcels).toMatchObject([
      { number: 1, grams: 6000 },
      { number: 2, grams: 6000 },
    ]);
    await machine.finish(brand, rma);
    const { shipments } = await track(brand, rma);
    return { machine, rma, numbers: shipments.map(({ trackingNumber }) => trackingNumber ?? '') };
  }
  const tell = async (brand: string, trackingNumber: string, status: string, seconds: number) => {
    const at = new Date(today.getTime() + seconds * 1000);
    const moveParcel = createMoveParcel({ table, clock: () => at, progressMinutes: 5 });
    return moveParcel({
      pk: partitions.inbox(brand, 'generic', `${trackingNumber}-${seconds}`),
      brand,
      provider: 'generic',
      body: JSON.stringify({ type: `shipment.${status}`, timestamp: at.toISOString(), data: { trackingNumber } }),
      receivedAt: at.toISOString(),
      state: 'waiting',
    });
  };
  const states = async (brand: string, rma: string) =>
    (await track(brand, rma)).shipments.map(({ parcel, state }) => [parcel, state]);

  test('have a label and a tracking number each, told of in one event', async () => {
    const { rma, numbers } = await inTwo('labels');
    expect(new Set(numbers).size).toBe(2);
    const page = await track('labels', rma);
    expect(page.shipments.map(({ parcel, portions }) => [parcel, portions])).toEqual([
      [1, ['1']],
      [2, ['2']],
    ]);
    expect(page.timeline.filter(({ type }) => type === 'return.label_issued')).toHaveLength(1);
    expect(page.status.code).toBe('ready_to_ship');
  });

  test('one is paid back while the other is late, and then the rest: together what the goods were paid with', async () => {
    const { machine, rma, numbers } = await inTwo('late');
    const [first = '', second = ''] = numbers;
    expect(await tell('late', first, 'arrived', 60)).toEqual({ outcome: 'moved' });
    expect(await tell('late', second, 'in_transit', 61)).toEqual({ outcome: 'moved' });
    expect(await states('late', rma)).toEqual([
      [1, 'arrived'],
      [2, 'in_transit'],
    ]);
    expect(await receiveAt('late', first)).toBe(200);
    expect(await inspectAt('late', rma, '1')).toBe(200);
    await machine.finish('late', rma);
    const half = await track('late', rma);
    expect(half.stage).toBe('shipping');
    expect(half.status.code).toBe('on_its_way');
    expect(half.portions.map(({ state }) => state)).toEqual(['closed', 'in_transit']);
    expect(half.money.map(({ state, portions }) => [state, portions])).toEqual([['succeeded', ['1']]]);
    // It comes two weeks later.
    expect(await tell('late', second, 'arrived', 14 * 86_400)).toEqual({ outcome: 'moved' });
    expect(await receiveAt('late', second)).toBe(200);
    expect(await inspectAt('late', rma, '2')).toBe(200);
    await machine.finish('late', rma);
    const whole = await track('late', rma);
    expect(whole.status.code).toBe('completed');
    const paid = whole.money.reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0);
    const promised = whole.portions.reduce((sum, { refund }) => sum + (refund?.total.minor ?? 0), 0);
    expect(paid).toBe(promised);
    expect(whole.portions[0]?.refund?.goods).toEqual(eur(9900));
    expect(whole.portions[1]?.refund?.goods).toEqual(eur(9900));
  });

  test('one that is lost stands with an agent, and holds up nothing of the other', async () => {
    const { machine, rma, numbers } = await inTwo('lost');
    const [first = '', second = ''] = numbers;
    await tell('lost', first, 'arrived', 60);
    await tell('lost', second, 'exception', 61);
    await receiveAt('lost', first);
    await inspectAt('lost', rma, '1');
    await machine.finish('lost', rma);
    const page = await track('lost', rma);
    expect(page.status.code).toBe('delivery_problem');
    expect(page.portions.map(({ state }) => state)).toEqual(['closed', 'shipment_exception']);
    expect(page.money).toHaveLength(1);
    expect(await queue('lost', 'agent')).toEqual([rma]);
  });

  test('a scan of the return number alone does not say which came: a count is asked for', async () => {
    const { rma } = await inTwo('count');
    expect(await receiveAt('count', rma)).toBe(409);
    expect(await receiveAt('count', rma, [{ lineId: '1', quantity: 1 }])).toBe(200);
    expect((await stored(app, rma, 'count')).portions.map(({ state }) => state)).toEqual([
      'quarantined',
      'awaiting_shipment',
    ]);
  });

  test('as the customer packs them, and refused where the carrier does not take it', async () => {
    await open('packs', [site('dock')], { parcels: { mostGrams: 10_000 } });
    const parcels = [{ parcel: 1, quantity: 2 }];
    const answer = await create('packs', await order('packs', 2, weighs), { quantity: 2, parcels });
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/lines/0/parcels', code: 'parcel_too_heavy' }] },
    });
  });

  const receiveAt = async (brand: string, code: string, lines?: object[]) =>
    (
      await app.call(receiveParcel, {
        who: { role: 'warehouse', brand },
        body: { code, ...(lines && { lines }) },
      })
    ).status;
  const inspectAt = async (brand: string, rma: string, portion: string) =>
    (
      await app.call(inspectGoods, {
        who: { role: 'inspector', brand },
        params: { rma },
        body: { portion, findings: [{ quantity: 1, grade: 'A', matchesClaim: true }] },
      })
    ).status;
});
