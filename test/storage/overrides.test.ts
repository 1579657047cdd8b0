import { beforeAll, expect, test } from 'vitest';
import { approveReturn } from '../../shared/contracts/staff.ts';
import { readActivity, readQueue } from '../../shared/contracts/tracking.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { createMachine } from './app/machine.ts';
import { ask, asked, openBox, receive, stored } from './app/returns.ts';
import { openShop, sell, today } from './app/shop.ts';

/** Who may give other terms than the policy's, and what small requests come to when there are many. */

let app: App;

beforeAll(async () => {
  const table = await freshTable();
  app = await createApp(table, () => today);
  await openShop(table);
});

const kept = { labelPayer: 'none', fees: [], resolutions: ['refund'], evidence: [], refundsDelivery: true };
const approve = (role: 'agent' | 'manager', rma: string, body: object) =>
  app.call(approveReturn, { who: { role }, params: { rma }, body });

test('an agent cannot pay out by approving on terms of their own: that is a manager’s', async () => {
  await sell(app.table, 'O-1', { quantity: 1 });
  const rma = await asked(app, 'O-1', openBox());
  const given = { terms: kept, reason: 'a good customer' };
  expect(await approve('agent', rma, given)).toMatchObject({ status: 403 });
  expect(await stored(app, rma)).toMatchObject({ portions: [{ state: 'under_review' }], instructions: [] });
  expect(await approve('manager', rma, given)).toMatchObject({ status: 200 });
  expect(await stored(app, rma)).toMatchObject({ portions: [{ state: 'resolving', disposition: 'kept_by_customer' }] });
});

test('an override carries its reason to every queue and to the log, whichever way the goods go', async () => {
  await sell(app.table, 'O-3', { quantity: 1 });
  const rma = await asked(app, 'O-3', openBox());
  const terms = { ...kept, labelPayer: 'brand' };
  const approval = { terms, reason: 'It broke twice before', override: 'key_customer' };
  expect(await approve('manager', rma, approval)).toMatchObject({ status: 200 });
  const machine = createMachine(app.table, () => today);
  await machine.finish('lumen', rma);
  await receive(app, rma);
  const queue = await app.call(readQueue, { who: { role: 'inspector' }, params: { role: 'inspector' } });
  expect(queue.body.items).toMatchObject([{ rma, override: 'key_customer' }]);
  const log = await app.call(readActivity, { who: { role: 'agent' }, params: { rma } });
  expect(log.body).toMatchObject({
    events: expect.arrayContaining([
      expect.objectContaining({
        seq: 2,
        data: expect.objectContaining({ override: { code: 'key_customer', portions: ['1'] } }),
      }),
    ]),
    notes: [{ seq: 2, text: 'It broke twice before' }],
  });
  expect(JSON.stringify(log.body.events)).not.toContain('broke twice');
});

test('requests one after another are decided on all that is returned of the order', async () => {
  await sell(app.table, 'O-2', { quantity: 4, price: 1_000 });
  const outcomes: unknown[] = [];
  for (const _ of [1, 2, 3, 4]) outcomes.push((await ask(app, 'O-2')).body.outcome);
  expect(outcomes).toEqual(['returnless', 'returnless', 'approve', 'approve']);
});
