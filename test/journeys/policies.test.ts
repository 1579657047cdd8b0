import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../infra/local/journey/api.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { placeForTest } from './journey-place.ts';
import { orderOf } from './orders.ts';
import { type People, type PutOrder, peopleOf } from './people.ts';

/** A manager changes the policy: draft, check, preview, activation, roll back; and what customers get of it. */

let place: Place;
let people: People;
let path: string;
beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place);
  path = `/v1/brands/${place.brand}/policies/returns`;
});
afterAll(() => place.erp.stop());

const say = (message: string) => ({ en: message, de: `${message} (auf Deutsch)` });
/** Everything within so many days is approved, with a fee in hundredths of a percent. */
const policy = (basisPoints: number, more: object = {}) => ({
  title: say(`A fee of ${basisPoints}`),
  windows: { standard: 60 },
  amounts: { returnLabel: { EUR: 495 } },
  evidence: {},
  guards: [
    { id: 'flagged', title: say('Flagged'), when: 'flagged', message: say('Our team will look at it.') },
    {
      id: 'unknown',
      title: say('Unknown'),
      when: '!known.daysSinceDelivery',
      message: say('Our team will look at it.'),
    },
  ],
  rules: [
    {
      id: 'in-window',
      title: say('In time'),
      when: "reason == 'customer_remorse' && daysSinceDelivery <= windows.standard",
      answer: {
        outcome: 'approve',
        message: say('Send it back.'),
        labelPayer: 'brand',
        resolutions: ['refund'],
        fees: [{ kind: 'restocking', basisPoints }],
      },
    },
  ],
  otherwise: {
    id: 'rest',
    title: say('The rest'),
    answer: { outcome: 'review', message: say('Our team will look at it.') },
  },
  modifiers: [],
  wishNotOffered: 'answer',
  ...more,
});

const save = (document: object, headers?: Record<string, string>, who = 'manager') =>
  people.call(who, 'PUT', `${path}/draft`, document, headers);
const activate = (body: object, who = 'manager', headers?: Record<string, string>) =>
  people.call(who, 'POST', `${path}/activations`, { reason: 'A journey.', acceptWarnings: true, ...body }, headers);

let orders = 0;
/** An order of a headset for 129 EUR by a business (the law gives it nothing beside the policy), delivered days ago. */
async function order(deliveredDaysAgo: number): Promise<PutOrder> {
  orders += 1;
  const name = `N-${orders}`;
  const made = { orderNumber: name, customerId: name, email: `${name.toLowerCase()}.${place.brand}@customer.example` };
  const body = orderOf({ deliveredDaysAgo }, made);
  const placedAt = deliveredDaysAgo === 0 ? body.updatedAt : body.placedAt;
  await people.done('integration', 'PUT', `/v1/brands/${place.brand}/orders/${name}`, {
    ...body,
    placedAt,
    customer: { ...body.customer, business: true },
  });
  return made;
}

/** The decision on one line, once the policy that is named decides it: a change is seen within ten seconds. */
const decidedBy = (order: PutOrder, version: string) =>
  waitFor(`${order.orderNumber} is decided by version ${version}`, async () => {
    const [line] = (await people.preview(order)).lines;
    return line.policy.id === 'returns' && line.policy.version === version && line;
  });

describe('a policy, from its draft to its roll back', () => {
  it('is saved, checked, previewed, put in force, followed and rolled back; what was decided stands', async () => {
    const old = await order(5);
    const broken = policy(1000, { rules: [{ ...policy(1000).rules[0], when: "colour == 'red'" }] });
    const faulty = await save(broken);
    expect(faulty).toMatchObject({ status: 200, body: { version: '1', sound: false } });
    expect(faulty.body.findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ level: 'error', pointer: expect.stringMatching(/^\/rules\/0/) }),
      ]),
    );
    const refused = await activate({ version: '1' });
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [expect.objectContaining({ pointer: expect.stringMatching(/^\/rules\/0/) })] },
    });

    expect(await save(policy(1000), { 'if-match': '"1"' })).toMatchObject({
      status: 200,
      body: { version: '2', sound: true },
    });
    expect(await save(policy(9), { 'if-match': '"1"' })).toMatchObject({ status: 412 });
    const checked = await people.call('manager', 'POST', `${path}/check`, {});
    expect(checked).toMatchObject({ status: 200, body: { sound: true } });

    // Staff see what the draft would answer; customers may not choose.
    const request = { ...people.requestOf(old, []), policy: { id: 'returns', version: 'draft' } };
    const shown = await people.done('agent', 'POST', '/v1/returns/preview', request);
    expect(shown.lines).toMatchObject([
      { policy: { id: 'returns', version: '2' }, fees: [{ amount: { minor: 1290 } }] },
    ]);
    const customer = await people.customer(old);
    expect((await people.call(customer, 'POST', '/v1/returns/preview', request)).status).toBe(403);
    expect((await people.preview(old)).lines).toMatchObject([{ policy: { id: 'default' } }]);

    expect((await activate({ version: '2' })).body).toMatchObject({ activation: { state: 'in_force' } });
    const [recent, second] = [await order(0), await order(0)];
    expect(await decidedBy(recent, '2')).toMatchObject({
      fees: [{ amount: { minor: 1290 } }],
      policy: { chosen: 'order_date' },
    });
    const { rma, outcome } = await people.ask(recent);
    expect(outcome).toBe('approve');
    const url = `/v1/brands/${place.brand}/policy?country=DE&language=de`;
    const published = await waitFor('the policy is published', async () => {
      const answer = await place.api.call('GET', url, { headers: { accept: 'text/plain' } });
      return answer.body.includes('A fee of 1000 (auf Deutsch)') && answer;
    });
    expect(published.headers.get('content-type')).toContain('text/plain');
    const known = { accept: 'text/plain', 'if-none-match': published.headers.get('etag') ?? '' };
    expect((await place.api.call('GET', url, { headers: known })).status).toBe(304);
    expect((await place.api.call('GET', url, { headers: { accept: 'application/json' } })).body).toMatchObject({
      policies: [{ policy: { id: 'returns', version: '2' }, windowDays: 60 }],
    });
    // Ordered under the shipped policy (17.5 % and the label): today's 10 % are kinder, and the answer says so.
    expect(await decidedBy(old, '2')).toMatchObject({
      policy: { chosen: 'now', because: expect.stringContaining('pays back more'), other: { id: 'default' } },
    });

    await save(policy(5000));
    await activate({ version: '3' });
    const dear = await order(0);
    expect(await decidedBy(dear, '3')).toMatchObject({ fees: [{ amount: { minor: 6450 } }] });
    const kept = await people.ask(dear);
    const events = await people.eventsOf(kept.rma);
    // What was ordered under the 10 % keeps them.
    expect((await people.preview(second)).lines).toMatchObject([{ policy: { version: '2', chosen: 'order_date' } }]);

    const back = await people.call('manager', 'POST', `${path}/rollback`, { reason: 'Too dear.' });
    expect(back).toMatchObject({
      status: 201,
      body: { activation: { version: '2' }, change: { reason: 'Too dear.' } },
    });
    await decidedBy(await order(0), '2');
    expect(await people.eventsOf(kept.rma)).toEqual(expect.arrayContaining([...events]));
    expect(events[0]?.data.lines).toMatchObject([{ policy: { id: 'returns', version: '3', chosen: 'order_date' } }]);
    expect((await people.eventsOf(rma))[0]?.data.lines).toMatchObject([{ policy: { version: '2' } }]);
    expect(await people.read(`/v1/returns/${kept.rma}/decision`)).toMatchObject({
      lines: [
        {
          policy: { id: 'returns', version: '3' },
          facts: { reason: 'customer_remorse', business: true },
          rules: [{ id: 'in-window', why: 'In time' }],
          tried: ['flagged', 'unknown', 'in-window'],
          replayed: { same: true, differences: [] },
        },
      ],
    });

    const history = await people.read(`/v1/brands/${place.brand}/policy-book/changes`, 'manager');
    expect(history.items).toMatchObject([
      { what: 'rolled_back', version: '2', reason: 'Too dear.' },
      { what: 'activated', version: '3' },
      { what: 'activated', version: '2', by: { role: 'manager' } },
    ]);
  });
});

describe('who may, and who comes first', () => {
  it('only managers and administrators change a policy; agents read it', async () => {
    const own = await placeForTest();
    const staff = peopleOf(own);
    try {
      const at = `/v1/brands/${own.brand}/policies/returns`;
      for (const role of ['customer', 'agent', 'warehouse', 'inspector', 'finance', 'compliance', 'integration'])
        expect((await staff.call(role, 'PUT', `${at}/draft`, policy(1000))).status, role).toBe(403);
      expect((await staff.call('administrator', 'PUT', `${at}/draft`, policy(1000))).status).toBe(200);
      expect((await staff.call('agent', 'GET', `${at}/versions/1`)).status).toBe(200);
      const activation = { version: '1', reason: 'Not mine to say.', acceptWarnings: true };
      for (const role of ['agent', 'finance', 'integration'])
        expect((await staff.call(role, 'POST', `${at}/activations`, activation)).status, role).toBe(403);
      const elsewhere = at.replace(own.brand, place.brand);
      expect((await staff.call('manager', 'PUT', `${elsewhere}/draft`, policy(1000))).status).toBe(404);
    } finally {
      await own.erp.stop();
    }
  });

  it('of many activations at once exactly one is done, and one key puts in force once', async () => {
    const own = await placeForTest();
    const staff = peopleOf(own);
    try {
      const at = `/v1/brands/${own.brand}/policies/returns`;
      for (let i = 1; i <= 4; i += 1) await staff.done('manager', 'PUT', `${at}/draft`, policy(i * 100));
      const put = (version: number, key = `key-${version}`) =>
        staff.call(
          'manager',
          'POST',
          `${at}/activations`,
          { version: String(version), reason: 'A race.', acceptWarnings: true },
          { 'idempotency-key': key },
        );
      const answers = await Promise.all([1, 2, 3, 4].map((version) => put(version)));
      const won = answers.filter(({ status }) => status === 201);
      // Who comes after the winner has read the book again is no loser, but the next: it then stands in the book, too.
      expect(answers.every(({ status }) => status === 201 || status === 412)).toBe(true);
      const book = await staff.read(`/v1/brands/${own.brand}/policy-book`, 'manager');
      expect(book.activations).toHaveLength(won.length + 1);
      expect(book.version).toBe(won.length);

      const same = await Promise.all([1, 2, 3, 4].map(() => put(1, 'the same key')));
      expect(new Set(same.map(({ status, body }) => JSON.stringify([status, body.change?.book])))).toHaveProperty(
        'size',
        1,
      );
    } finally {
      await own.erp.stop();
    }
  });
});
