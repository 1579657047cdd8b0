import { beforeAll, describe, expect, test } from 'vitest';
import { createIssueReturnLabel } from '../../functions/workflow/issue-return-label.ts';
import { createVoidReturnLabel } from '../../functions/workflow/void-return-label.ts';
import { createEmbeddedCarrier } from '../../shared/adapters/carrier/embedded.ts';
import type { Carrier } from '../../shared/adapters/carrier/port.ts';
import { cancelReturn } from '../../shared/contracts/intake.ts';
import { approveReturn, settleByHand } from '../../shared/contracts/staff.ts';
import { readQueue } from '../../shared/contracts/tracking.ts';
import { patience } from '../../shared/returns/change.ts';
import { passDueDate } from '../../shared/returns/ending.ts';
import { commandReturn } from '../../shared/storage/command.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { createMachine, type Machine } from './app/machine.ts';
import { asked, customer, inspect, receive, stored } from './app/returns.ts';
import { configuration, openShop, sell, today } from './app/shop.ts';

/** What becomes of a return while a carrier or a payment provider does not do its part. */

let table: Table;
let app: App;
let machine: Machine;
beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => today);
  machine = createMachine(table, () => today);
  await openShop(table);
});

const segment = (rma: string, step: 'issue_label' | 'void_label' | 'resolve') =>
  ({ brand: 'lumen', rma, seq: 1, step }) as const;
const refundsOf = async (rma: string) =>
  (await stored(app, rma)).instructions
    .filter(({ kind }) => kind === 'refund')
    .map(({ tender, state }) => [tender, state]);

/** A return whose refund goes back over these payments, graded and about to be paid. */
async function toBePaid(orderNumber: string, payments: Readonly<Record<string, number>>): Promise<string> {
  await sell(table, orderNumber, { price: 9900, payments });
  const rma = await asked(app, orderNumber);
  await machine.run(segment(rma, 'issue_label'));
  await receive(app, rma);
  await inspect(app, rma);
  return rma;
}

/** Lets time pass until the machine was started again so often, without its getting anywhere. */
async function wait(rma: string, restarts: number): Promise<void> {
  for (let i = 0; i < restarts; i += 1) {
    const due = new Date((await stored(app, rma)).head.due.progress ?? '');
    const context = { now: due, actor: { role: 'system', id: 'deadlines' }, progressMinutes: 5 };
    const untilProgress = (current: Parameters<typeof passDueDate>[0]) =>
      passDueDate({ ...current, head: { ...current.head, due: { progress: due.toISOString() } } }, context);
    await commandReturn(table, { brand: 'lumen', rma }, untilProgress, { now: due });
  }
}

const queueOf = async (role: string) =>
  (await app.call<{ items: { rma: string; state: string }[] }>(readQueue, { who: { role }, params: { role } })).body
    .items;

describe('payments', () => {
  test('one provider that is down, or declines, holds up no other payment of the same refund', async () => {
    const rma = await toBePaid('OUT-1', { 'gift:down': 3000, 'voucher:declines': 2000, card: 4900 });
    await machine.run(segment(rma, 'resolve'));
    expect(await refundsOf(rma)).toEqual([
      ['gift:down', 'unknown'],
      ['voucher:declines', 'failed'],
      ['card', 'succeeded'],
    ]);
    expect((await stored(app, rma)).portions).toMatchObject([{ state: 'resolution_failed' }]);
    // What is still open is followed, although another part is finance's.
    expect((await stored(app, rma)).head.due.progress).toBeDefined();
  });

  test('a provider that stays down brings the return to finance, who settle it by hand: it is paid, and goes on', async () => {
    const rma = await toBePaid('OUT-2', { 'card:down': 9900 });
    await machine.run(segment(rma, 'resolve'));
    const [refund] = (await stored(app, rma)).instructions;
    const byHand = () =>
      app.call(settleByHand, {
        who: { role: 'finance' },
        params: { rma, instruction: String(refund?.id) },
        body: { reference: 'TRANSFER-7', reason: 'Their provider closed down' },
      });
    expect((await byHand()).status).toBe(409);
    await wait(rma, patience - 1);
    expect(await queueOf('finance')).not.toContainEqual(expect.objectContaining({ rma }));
    await wait(rma, 1);
    expect(await queueOf('finance')).toContainEqual(expect.objectContaining({ rma, state: 'resolving' }));
    expect(await byHand()).toMatchObject({ status: 200, body: { portions: [{ state: 'resolved' }] } });
    expect(await queueOf('finance')).not.toContainEqual(expect.objectContaining({ rma }));
    await machine.finish('lumen', rma);
    expect((await stored(app, rma)).head.stage).toBe('closed');
    expect(await refundsOf(rma)).toEqual([['card:down', 'succeeded']]);
  });

  test('an order without payments: a person approves, the refund fails, finance settles it by hand, nobody else', async () => {
    await sell(table, 'OUT-3', { price: 9900, payments: {} });
    const rma = await asked(app, 'OUT-3');
    expect((await stored(app, rma)).portions).toMatchObject([{ state: 'under_review' }]);
    const terms = { labelPayer: 'brand', fees: [], resolutions: ['refund'], evidence: [], refundsDelivery: true };
    const approved = await app.call(approveReturn, {
      who: { role: 'manager' },
      params: { rma },
      body: { terms, reason: 'Paid in cash at our shop' },
    });
    expect(approved.status).toBe(200);
    // Asked for with the approval, as it is with a request that is approved at once.
    expect((await stored(app, rma)).shipments).toMatchObject([{ id: 'S1', state: 'requested', payer: 'brand' }]);
    await machine.finish('lumen', rma);
    await receive(app, rma);
    await inspect(app, rma);
    await machine.finish('lumen', rma);
    expect(await queueOf('finance')).toContainEqual(expect.objectContaining({ rma, state: 'resolution_failed' }));
    const [failed] = (await stored(app, rma)).instructions;
    expect(failed).toMatchObject({ state: 'failed', failure: 'no_payment_known' });
    const byHand = (role: string) =>
      app.call(settleByHand, {
        who: { role },
        params: { rma, instruction: String(failed?.id) },
        body: { reference: 'TRANSFER-8', reason: 'Paid by transfer' },
      });
    expect((await byHand('agent')).status).toBe(403);
    expect((await byHand('finance')).status).toBe(200);
    expect((await byHand('finance')).status).toBe(409);
    await machine.finish('lumen', rma);
    expect((await stored(app, rma)).head.stage).toBe('closed');
  });
});

describe('labels', () => {
  /** A carrier that remembers what it sold and took back, and may do something while it sells. */
  function carrierWith(meanwhile: () => Promise<unknown> = async () => {}) {
    const sold = createEmbeddedCarrier();
    const calls: string[] = [];
    const carrier: Carrier = {
      async createLabel(request) {
        calls.push(`buy ${request.id}`);
        await meanwhile();
        return sold.createLabel(request);
      },
      async voidLabel({ id }) {
        calls.push(`void ${id}`);
      },
    };
    const deps = { table, clock: () => today, progressMinutes: 5, carrier };
    const issue = createIssueReturnLabel({
      ...deps,
      readBrand: async () => configuration,
      renderLabel: async () => ({ pdf: new Uint8Array(1), png: new Uint8Array(1) }),
      files: { putOnce: async () => 'written' },
    });
    return { calls, issue, giveBack: createVoidReturnLabel(deps) };
  }
  const cancel = (rma: string) => app.call(cancelReturn, { who: customer, params: { rma }, body: {} });
  async function authorized(orderNumber: string): Promise<string> {
    await sell(table, orderNumber);
    return asked(app, orderNumber);
  }

  test('one cancelled after it was bought is given back by the same id, once', async () => {
    const rma = await authorized('LBL-1');
    expect((await stored(app, rma)).shipments).toMatchObject([{ id: 'S1', state: 'requested' }]);
    const { calls, issue, giveBack } = carrierWith();
    await issue(segment(rma, 'issue_label'));
    await cancel(rma);
    expect(await giveBack(segment(rma, 'void_label'))).toEqual({ outcome: 'done' });
    expect(await giveBack(segment(rma, 'void_label'))).toEqual({ outcome: 'nothing_to_do' });
    expect(calls).toEqual([`buy lumen/${rma}/S1`, `void lumen/${rma}/S1`]);
    expect((await stored(app, rma)).shipments).toMatchObject([{ state: 'cancelled', voiding: 'done' }]);
    expect((await stored(app, rma)).head.due).toEqual({});
  });

  test('one bought by a step that was killed before it could say so is given back all the same', async () => {
    const rma = await authorized('LBL-2');
    const killed = carrierWith(() => Promise.reject(new Error('killed')));
    await expect(killed.issue(segment(rma, 'issue_label'))).rejects.toThrow('killed');
    await cancel(rma);
    const { calls, giveBack } = carrierWith();
    await giveBack(segment(rma, 'void_label'));
    expect(calls).toEqual([`void lumen/${rma}/S1`]);
  });

  test('one whose return is cancelled while it is being bought is given back by the step that bought it', async () => {
    const rma = await authorized('LBL-3');
    const { calls, issue } = carrierWith(() => cancel(rma));
    expect(await issue(segment(rma, 'issue_label'))).toEqual({ outcome: 'nothing_to_do' });
    expect(calls).toEqual([`buy lumen/${rma}/S1`, `void lumen/${rma}/S1`]);
  });

  test('a carrier that stays down brings the return to an agent, and out of the queue with its label', async () => {
    const rma = await authorized('LBL-4');
    await wait(rma, patience);
    expect(await queueOf('agent')).toContainEqual(expect.objectContaining({ rma, state: 'authorized' }));
    await carrierWith().issue(segment(rma, 'issue_label'));
    expect(await queueOf('agent')).not.toContainEqual(expect.objectContaining({ rma }));
  });
});
