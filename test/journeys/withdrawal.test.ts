import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../infra/local/journey/api.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { deployedApp } from '../engine/app.ts';
import { sentMail } from '../engine/mail.ts';
import { placeForTest } from './journey-place.ts';
import { type People, type PutOrder, peopleOf } from './people.ts';

/** What the law gives consumers, as they and the staff meet it over HTTP. */

let place: Place;
let people: People;
beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place);
});
afterAll(() => place.erp.stop());

/** A guest with an order's number and contact detail. */
async function guest({ orderNumber, email }: PutOrder) {
  const found = await place.api.expect(200, 'POST', `/v1/brands/${place.brand}/orders/lookup`, {
    body: { orderNumber, contact: email },
  });
  return found.body;
}

describe('the function to withdraw', () => {
  it('a guest withdraws in two steps, is acknowledged by e-mail and PDF, and gets all back, standard delivery too', async () => {
    const app = deployedApp();
    const order = await people.putOrder({ withdrawable: true });
    const found = await guest(order);
    expect(found.withdrawal).toMatchObject({ label: 'Withdraw from contract here', until: expect.any(String) });
    const { token } = found;
    const stated = await people.act(token, '/v1/withdrawals', {
      name: 'Robin Sample',
      orderNumber: order.orderNumber,
      email: order.email,
    });
    expect(stated).toMatchObject({
      covers: [{ lineId: '1', quantity: 1, status: 'open', until: found.withdrawal.until }],
      labels: { confirm: 'Confirm withdrawal' },
    });
    const confirmed = await people.act(token, `/v1/withdrawals/${stated.id}/confirm`);
    expect(confirmed).toMatchObject({ covers: [{ state: 'authorized' }], mayBeHeldBack: true });
    const { rma } = confirmed;
    const again = await people.act(token, `/v1/withdrawals/${stated.id}/confirm`);
    expect([again.rma, again.submittedAt]).toEqual([rma, confirmed.submittedAt]);

    const page = await people.untilTracked(rma, 'is acknowledged', ({ withdrawal }) => withdrawal?.acknowledgement);
    const pdf = Buffer.from(await (await fetch(page.withdrawal.acknowledgement.pdf)).arrayBuffer());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(page.withdrawal.acknowledgement.sha256);
    const mail = await waitFor('the acknowledgement has come', async () =>
      (await sentMail(app.reach, order.email)).find(({ subject }) => subject.includes('your withdrawal')),
    );
    for (const part of ['Robin Sample', order.orderNumber, 'Headset 1', 'Submitted:', rma])
      expect(mail.text).toContain(part);

    await people.bringHome(rma);
    const done = await people.untilStatus(rma, 'completed');
    const [portion] = done.portions;
    expect(portion.refund.goods.minor + portion.refund.delivery.minor).toBe(12_900 + 490);
    expect(portion.refund.feesFor.map(({ kind }: { kind: string }) => kind)).toEqual(['return_shipping']);
  });

  it('past the time: a clear answer, and the ordinary request is ready', async () => {
    const order = await people.putOrder({ withdrawable: true, deliveredDaysAgo: 25 });
    const found = await guest(order);
    expect(found.withdrawal).toBeUndefined();
    const stated = await people.act(found.token, '/v1/withdrawals', {
      name: 'Robin Sample',
      orderNumber: order.orderNumber,
      email: order.email,
    });
    expect(stated.id).toBeUndefined();
    expect(stated.notCovered).toMatchObject([{ code: 'withdrawal_over' }]);
    expect((await people.act(found.token, stated.instead.path, stated.instead.body)).rma).toBeDefined();
  });

  it('of unknown delivery it is kept, and a person finds out', async () => {
    const order = await people.putOrder({ withdrawable: true, deliveredDaysAgo: 'unknown' });
    const { token } = await guest(order);
    const body = { name: 'Robin Sample', orderNumber: order.orderNumber, email: order.email };
    const stated = await people.act(token, '/v1/withdrawals', body);
    expect(stated.covers).toMatchObject([{ status: 'unknown' }]);
    const { rma, covers } = await people.act(token, `/v1/withdrawals/${stated.id}/confirm`);
    expect(covers).toMatchObject([{ state: 'under_review' }]);
    expect((await people.track(rma)).withdrawal).toMatchObject({ toldAt: expect.any(String) });
  });
});

describe('an ordinary request under the law', () => {
  it('of a flagged account takes effect within the time; the check stands in the queue and holds nothing up', async () => {
    const order = await people.putOrder({ withdrawable: true, flagged: true });
    const made = await people.ask(order);
    expect(made.assessment.lines[0]).toMatchObject({ outcome: 'approve', checks: [{ id: 'flagged-account' }] });
    await people.untilStatus(made.rma, 'ready_to_ship');
    const queued = async () =>
      (await people.read('/v1/queues/agent')).items.some(({ rma }: { rma: string }) => rma === made.rma);
    expect(await queued()).toBe(true);
    await people.act('agent', `/v1/returns/${made.rma}/checks`, { finding: 'The account is in order.' });
    expect(await queued()).toBe(false);
  });

  it('a policy weaker than the law gives way to it: what the warranty does not cover, the seller still stands for', async () => {
    const order = await people.putOrder({ deliveredDaysAgo: 200, items: [{ paid: 12_900, warrantyMonths: 1 }] });
    const failed = {
      reason: 'defective',
      description: {
        what: 'The left side stays silent',
        since: 'last Monday',
        tried: 'another cable and another phone',
      },
    };
    const { lines } = await people.preview(order, { ...failed, preference: 'repair' });
    expect(lines[0]).toMatchObject({
      outcome: 'approve',
      labelPayer: 'brand',
      entitlement: { covered: 'yes', tier: 'statutory' },
    });
    expect(lines[0].rights.find(({ kind }: { kind: string }) => kind === 'conformity')).toMatchObject({
      status: 'open',
    });
  });

  it('a British consumer may reject what failed within 30 days, and gets the money back', async () => {
    const order = await people.putOrder({ country: 'GB', deliveredDaysAgo: 20 });
    const failed = {
      reason: 'defective',
      description: {
        what: 'The left side stays silent',
        since: 'last Monday',
        tried: 'another cable and another phone',
      },
    };
    const [line] = (await people.preview(order, failed)).lines;
    expect(line.resolutions).toContain('refund');
    expect(line.rights).toContainEqual(
      expect.objectContaining({ kind: 'short_term_rejection', status: 'open', article: expect.stringContaining('s') }),
    );
  });

  it('a business buyer has none of it: the policy alone speaks', async () => {
    const order = await people.putOrder({ withdrawable: true, business: true });
    const [line] = (await people.preview(order)).lines;
    expect(line.fees.map(({ kind }: { kind: string }) => kind)).toContain('restocking');
    expect(line.rights).toEqual([]);
  });
});
