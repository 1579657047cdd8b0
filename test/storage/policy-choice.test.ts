import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as activations from '../../shared/contracts/activations.ts';
import { createReturn } from '../../shared/contracts/intake.ts';
import { lookUpOrder } from '../../shared/contracts/orders.ts';
import * as policies from '../../shared/contracts/policies.ts';
import { loadWithEvents } from '../../shared/storage/returns.ts';
import { partitions, sortKeys, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, type Call, createApp } from './app/app.ts';
import { counted, withCounting } from './app/counting.ts';
import { everythingIn } from './app/everything.ts';
import { approving, at, charging, policiesOf } from './app/policies.ts';
import { remorse } from './app/returns.ts';
import { openShop, today } from './app/shop.ts';

/** Which policy decides a request: by the book, by name for staff, and what becomes of one that cannot be evaluated. */

let table: Table;
let app: App;
let now: Date;
let brand: string;
let shop: ReturnType<typeof policiesOf>;
let brands = 0;

beforeAll(async () => {
  table = withCounting(await freshTable());
  app = await createApp(table, () => now);
});

beforeEach(async () => {
  brands += 1;
  brand = `b${brands}`;
  now = today;
  await openShop(table, brand);
  shop = policiesOf(app, brand);
});

const asStaff = (role = 'agent'): Call => ({ who: { role, brand } });

describe('a request is decided by', () => {
  test('the shipped policy, while a brand has none of its own', async () => {
    expect(await shop.line(await shop.order(-3))).toMatchObject({ policy: { id: 'default', chosen: 'order_date' } });
  });

  test('the policy in force when the order was placed, or the one in force now where it is kinder', async () => {
    await shop.putInForce(charging(2000));
    now = at(10);
    await shop.putInForce(charging(1000));
    now = at(20);
    await shop.putInForce(charging(3000));
    now = at(25);
    // Placed under the 20 %, now 30 %: the order's own day is kinder.
    expect(await shop.line(await shop.order(5))).toMatchObject({
      fees: [{ amount: { minor: 1980 } }],
      policy: { id: 'returns', version: '1', chosen: 'order_date', other: { version: '3' } },
    });
    now = at(15);
    // Placed under the 20 %, now 10 %.
    expect(await shop.line(await shop.order(5))).toMatchObject({
      fees: [{ amount: { minor: 990 } }],
      policy: { version: '2', chosen: 'now', because: expect.stringContaining('pays back more') },
    });
    expect(await shop.line(await shop.order(12))).toMatchObject({ policy: { version: '2', chosen: 'order_date' } });
  });

  test('the shipped policy, or the brand’s where it is kinder, for what was bought before the brand had one', async () => {
    await shop.putInForce(charging(10_000));
    now = at(1);
    expect(await shop.line(await shop.order(-3))).toMatchObject({
      policy: { id: 'default', other: { id: 'returns' } },
    });
    await shop.putInForce(charging(1));
    now = at(2);
    expect(await shop.line(await shop.order(-3))).toMatchObject({
      policy: { id: 'returns', version: '2', chosen: 'now' },
    });
  });

  test('the first policy, for what is older than it, where the brand begins with its own', async () => {
    await shop.putInForce(charging(10_000), { coversOlderOrders: true });
    now = at(1);
    expect(await shop.line(await shop.order(-20))).toMatchObject({ policy: { id: 'returns', version: '1' } });
  });

  test('the narrowest policy that fits the line', async () => {
    await shop.putInForce(charging(1000));
    await shop.putInForce(charging(2000, { scope: { categories: ['toys'] } }), {}, 'toys');
    await shop.putInForce(charging(3000, { scope: { categories: ['toys'], countries: ['DE'] } }), {}, 'german-toys');
    now = at(2);
    expect(await shop.line(await shop.order(1))).toMatchObject({ policy: { id: 'returns' } });
    expect(await shop.line(await shop.order(1, 'toys'))).toMatchObject({ policy: { id: 'german-toys' } });
    expect(await shop.line(await shop.order(1, 'toys', 'FR'))).toMatchObject({ policy: { id: 'toys' } });
  });

  test('the policy before, once it was rolled back; what was decided stands', async () => {
    await shop.putInForce(charging(1000));
    now = at(5);
    await shop.putInForce(charging(2000));
    now = at(6);
    const placed = await shop.order(5);
    const asked = await app.call(createReturn, {
      who: shop.customer,
      body: { orderNumber: placed, lines: [remorse()] },
    });
    const decided = () => loadWithEvents(table, brand, String(asked.body.rma));
    const before = await decided();
    await app.call(activations.rollBackPolicy, {
      who: shop.manager,
      params: { brand, policyId: 'returns' },
      body: { reason: 'Too dear.' },
    });
    now = at(7);
    expect(await shop.line(await shop.order(6))).toMatchObject({ policy: { version: '1' } });
    expect(await decided()).toEqual(before);
    expect(before?.events[0]?.data).toMatchObject({
      lines: [
        {
          policy: { id: 'returns', version: '2', chosen: 'order_date' },
          terms: { fees: [{ amount: { minor: 1980 } }] },
        },
      ],
    });
  });
});

describe('a preview', () => {
  const shipped = async () => {
    const list = await app.call(policies.listPolicyVersions, {
      who: shop.manager,
      params: { brand, policyId: 'default' },
    });
    return (list.body.items as { version: string }[])[0]?.version ?? '';
  };

  test('by staff is decided by any version, in force or not, and by the newest draft; nothing is written', async () => {
    await shop.save(charging(700));
    await shop.save(charging(800));
    const placed = await shop.order(-1);
    const before = await everythingIn(table);
    const named = (version: string, role?: string) =>
      shop.line(placed, { policy: { id: 'returns', version } }, asStaff(role));
    expect(await named('1')).toMatchObject({
      fees: [{ amount: { minor: 693 } }],
      policy: { id: 'returns', version: '1' },
    });
    expect(await named('draft', 'manager')).toMatchObject({ message: 'Fee of 800.', policy: { version: '2' } });
    const version = await shipped();
    expect(await shop.line(placed, { policy: { id: 'default', version } }, asStaff())).toMatchObject({
      policy: { id: 'default' },
    });
    expect(await everythingIn(table)).toEqual(before);
  });

  test('by staff is as of any time: what is scheduled decides then, and windows are counted to it', async () => {
    await shop.putInForce(charging(900), { from: at(10).toISOString() });
    const placed = await shop.order(-1);
    expect(await shop.line(placed, {}, asStaff())).toMatchObject({ policy: { id: 'default' } });
    expect(await shop.line(placed, { at: at(11).toISOString() }, asStaff())).toMatchObject({
      policy: { id: 'returns', chosen: 'now' },
    });
    const late = await shop.line(
      placed,
      { at: at(40).toISOString(), policy: { id: 'default', version: await shipped() } },
      asStaff(),
    );
    expect(late).toMatchObject({ outcome: 'reject' });
  });

  test.each(['customer', 'integration'])('by a %s is never by a policy or a time of their choice', async (role) => {
    await shop.save(charging(0));
    const placed = await shop.order(-1);
    const who = { who: { role, id: 'C-1', brand } };
    for (const more of [{ policy: { id: 'returns', version: '1' } }, { at: at(1).toISOString() }])
      expect(await shop.preview(placed, more, who)).toMatchObject({ status: 403 });
  });

  test.each<[string, object, number, string]>([
    ['a policy that is not there', { id: 'nothing', version: '1' }, 400, '/policy/version'],
    ['a draft that is not there', { id: 'nothing', version: 'draft' }, 400, '/policy/version'],
    ['no id of a policy', { id: 'No Policy', version: '1' }, 400, '/policy/id'],
  ])('is refused with %s', async (_, policy, status, pointer) => {
    const refused = await shop.preview(await shop.order(-1), { policy }, asStaff());
    expect(refused).toMatchObject({ status, body: { errors: [{ pointer }] } });
  });

  test('by a draft with faults says that it has some', async () => {
    await shop.save(charging(1, { rules: [{ id: 'all', title: 'All', when: 'colour', answer: approving(1, 'x') }] }));
    const refused = await shop.preview(
      await shop.order(-1),
      { policy: { id: 'returns', version: 'draft' } },
      asStaff(),
    );
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ detail: expect.stringContaining('colour') }] } });
  });
});

describe('a policy that cannot be evaluated', () => {
  test('sends the request to a person, and loses nothing', async () => {
    await shop.putInForce(
      charging(1, {
        rules: [{ id: 'all', title: 'All', when: 'valueMinor / (quantity - 1) > 1', answer: approving(1, 'x') }],
      }),
    );
    now = at(2);
    const asked = await app.call(createReturn, {
      who: shop.customer,
      body: { orderNumber: await shop.order(1), lines: [remorse()] },
    });
    expect(asked).toMatchObject({ status: 201, body: { outcome: 'review' } });
  });

  test.each(['{"rules": "none"}', 'no JSON'])('because it is damaged, neither: %s', async (document) => {
    await shop.putInForce(charging(1));
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: { pk: partitions.policies(brand), sk: sortKeys.policyDocument('returns', '1'), document },
      }),
    );
    now = at(2);
    expect(await shop.line(await shop.order(1))).toMatchObject({
      outcome: 'review',
      problems: [{ code: 'policy_failed' }],
    });
  });
});

test('a guest is shown until when goods can be returned by the policy that leaves more time', async () => {
  await shop.putInForce(charging(0, { windows: { standard: 50 } }));
  await shop.putInForce(charging(0, { windows: { standard: 5 }, scope: { categories: ['toys'] } }), {}, 'toys');
  now = at(20);
  await shop.putInForce(charging(0, { windows: { standard: 10 } }));
  now = at(21);
  const until = async (orderNumber: string) => {
    const found = await app.call(lookUpOrder, {
      params: { brand },
      body: { orderNumber, contact: 'kim@customer.example' },
    });
    return (found.body.lines as { until: string }[])[0]?.until.slice(0, 10);
  };
  // Placed and delivered on 25 November, under 50 days for audio and 5 for toys.
  expect(await until(await shop.order(5))).toBe('2027-01-14');
  expect(await until(await shop.order(5, 'toys'))).toBe('2026-11-30');
  // Placed the day before there was a policy: the shipped one's 30 days, where Saturday gives way to Monday.
  expect(await until(await shop.order(-1))).toBe('2026-12-21');
});

test('a warm process asks the table for the order alone, whatever policies a brand has', async () => {
  await shop.putInForce(charging(1000));
  await shop.putInForce(charging(2000, { scope: { categories: ['toys'] } }), {}, 'toys');
  now = at(1);
  const placed = await shop.order(0, 'toys');
  await shop.preview(placed);
  const { asked } = await counted(() => shop.preview(placed));
  expect(asked.map(({ command }) => command)).toEqual(['Query']);
});
