import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { creditPrice } from '../../shared/contracts/credits.ts';
import { type DecisionRecord, readDecision } from '../../shared/contracts/decisions.ts';
import { createReturn } from '../../shared/contracts/intake.ts';
import { approveReturn } from '../../shared/contracts/staff.ts';
import { putOrder } from '../../shared/storage/orders.ts';
import { partitions, sortKeys, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { at, charging, policiesOf } from './app/policies.ts';
import { remorse } from './app/returns.ts';
import { openShop, sold, today } from './app/shop.ts';

/** A decision is kept with everything that led to it, and can be made again from that. */

let table: Table;
let app: App;
let now: Date;
let brand: string;
let shop: ReturnType<typeof policiesOf>;
let brands = 0;

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => now);
});

beforeEach(async () => {
  brands += 1;
  brand = `b${brands}`;
  now = today;
  await openShop(table, brand);
  shop = policiesOf(app, brand);
});

const ask = async (orderNumber: string, more: object = {}) => {
  const asked = await app.call(createReturn, {
    who: shop.customer,
    body: { orderNumber, lines: [remorse()], ...more },
  });
  if (asked.status !== 201) throw new Error(JSON.stringify(asked.body));
  return String(asked.body.rma);
};
const read = (rma: string, role = 'agent') =>
  app.call<DecisionRecord>(readDecision, { who: { role, brand }, params: { rma } });

test('it is shown with its policy, facts and rules, and made again to the same answer, long after both policies are over', async () => {
  await shop.putInForce(charging(2000));
  now = at(5);
  await shop.putInForce(charging(1000));
  now = at(6);
  const rma = await ask(await shop.order(2));
  now = at(300);
  await shop.putInForce(charging(1));
  const { status, body } = await read(rma);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    rma,
    decidedAt: at(6).toISOString(),
    outcome: 'approve',
    lines: [
      {
        portion: '1',
        outcome: 'approve',
        message: 'Fee of 1000.',
        policy: { id: 'returns', version: '2', chosen: 'now', because: expect.any(String), other: { version: '1' } },
        facts: { reason: 'customer_remorse', daysSinceDelivery: 4, business: true },
        rules: [{ id: 'all', why: 'All' }],
        tried: ['all'],
        terms: { fees: [{ amount: { minor: 990 } }] },
        rights: [],
        replayed: { same: true, differences: [] },
      },
    ],
    since: [],
  });
});

test('under the law it shows the rights, and is made again to the same answer', async () => {
  const number = `LAW-${brand}`.toUpperCase();
  await putOrder(table, brand, number, sold());
  const { body } = await read(await ask(number));
  expect(body.lines).toMatchObject([
    {
      rights: expect.arrayContaining([expect.objectContaining({ kind: 'withdrawal', country: 'DE' })]),
      replayed: { same: true },
    },
  ]);
});

test('it tells what a person decided afterwards, with the word for an override', async () => {
  await shop.putInForce(
    charging(1, {
      rules: [
        {
          id: 'all',
          title: 'All',
          when: 'true',
          answer: {
            outcome: 'review',
            message: 'Wait.',
            ifAgreed: { labelPayer: 'customer', resolutions: ['refund'] },
          },
        },
      ],
    }),
  );
  now = at(1);
  const rma = await ask(await shop.order(1));
  const terms = { labelPayer: 'brand', fees: [], resolutions: ['refund'], evidence: [], refundsDelivery: true };
  const body = { terms, reason: 'Known to break', override: 'known_fault' };
  await app.call(approveReturn, { who: shop.manager, params: { rma }, body });
  expect((await read(rma)).body).toMatchObject({
    outcome: 'review',
    lines: [{ terms: { labelPayer: 'customer' }, replayed: { same: true } }],
    since: [{ seq: 2, type: 'return.approved', by: { role: 'manager' }, override: 'known_fault' }],
  });
});

test('it says so where it cannot be made again, or comes out otherwise', async () => {
  await shop.putInForce(charging(2000));
  now = at(1);
  const rma = await ask(await shop.order(1));
  const key = { pk: partitions.policies(brand), sk: sortKeys.policyDocument('returns', '1') };
  await table.documents.send(
    new PutCommand({ TableName: table.name, Item: { ...key, document: JSON.stringify(charging(1)) } }),
  );
  const fresh = await createApp(table, () => now);
  const again = () => fresh.call<DecisionRecord>(readDecision, { who: { role: 'agent', brand }, params: { rma } });
  expect((await again()).body.lines[0]?.replayed).toMatchObject({ same: false, differences: [{ field: 'terms' }] });
  await table.documents.send(new DeleteCommand({ TableName: table.name, Key: key }));
  const empty = await createApp(table, () => now);
  const gone = await empty.call<DecisionRecord>(readDecision, { who: { role: 'agent', brand }, params: { rma } });
  expect(gone.body.lines[0]).toMatchObject({
    rules: [{ id: 'all' }],
    replayed: { same: false, differences: [], missing: 'returns 1' },
  });
});

test.each([
  ['customer', 403],
  ['warehouse', 403],
  ['integration', 403],
  ['administrator', 403],
  ['finance', 200],
  ['compliance', 200],
  ['manager', 200],
] as const)('it is read by staff who decide: %s is answered %i', async (role, status) => {
  const rma = await ask(await shop.order(-1));
  expect((await read(rma, role)).status).toBe(status);
  expect((await app.call(readDecision, { who: { role: 'agent', brand: 'another' }, params: { rma } })).status).toBe(
    404,
  );
});

test('a price credit is no decision of a policy', async () => {
  const orderNumber = await shop.order(2);
  const credited = await app.call(creditPrice, {
    who: { role: 'finance', brand },
    params: { brand, orderNumber },
    body: { lineId: '1', amount: { currency: 'EUR', minor: 100 }, reason: 'A scratch that the customer keeps' },
  });
  expect(credited.status).toBe(201);
  expect(await read(String(credited.body.rma))).toMatchObject({ status: 404 });
});
