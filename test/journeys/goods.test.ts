import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../infra/local/journey/api.ts';
import { samplePhoto } from '../../infra/local/journey/picture.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { deployedApp } from '../engine/app.ts';
import { sentMail } from '../engine/mail.ts';
import { placeForTest } from './journey-place.ts';
import { formFor, type People, peopleOf, upload } from './people.ts';

let place: Place;
let people: People;
beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place);
});
afterAll(() => place.erp.stop());

const refunded = (page: { money: readonly { kind: string; state: string; amount: { minor: number } }[] }) =>
  page.money
    .filter(({ kind, state }) => kind === 'refund' && state === 'succeeded')
    .reduce((sum, { amount }) => sum + amount.minor, 0);

describe.concurrent('quantities', () => {
  it('of five units two come, then three: all five are received; a sixth is refused', async () => {
    const order = await people.putOrder({ items: [{ paid: 10_003, quantity: 5 }] });
    const { rma } = await people.ask(order, { quantity: 5 });
    await people.untilStatus(rma, 'ready_to_ship');
    const [first] = await people.receive(rma, [{ lineId: '1', quantity: 2 }]);
    expect(first?.quantity).toBe(2);
    expect((await people.track(rma)).stage).toBe('shipping');
    const six = { code: rma, lines: [{ lineId: '1', quantity: 4 }] };
    const refused = await people.call('warehouse', 'POST', '/v1/receipts', six);
    expect(refused).toMatchObject({ status: 409, body: { errors: [{ pointer: '/lines/0/quantity' }] } });
    const received = await people.receive(rma, [{ lineId: '1', quantity: 3 }]);
    expect(received.map(({ quantity }) => quantity).sort()).toEqual([2, 3]);
    expect((await people.track(rma)).stage).toBe('inspection');
  });

  it('a line of five ends as three restocked, one refurbished and one scrapped, and every cent comes back', async () => {
    const order = await people.putOrder({ items: [{ paid: 10_003, quantity: 5 }] });
    const { refund } = await people.preview(order, { quantity: 5 });
    const { rma } = await people.ask(order, { quantity: 5 });
    await people.untilStatus(rma, 'ready_to_ship');
    const [two] = await people.receive(rma, [{ lineId: '1', quantity: 2 }]);
    await people.grade(rma, two?.id ?? '', [{ quantity: 2, grade: 'A' }]);
    const three = (await people.receive(rma)).find(({ quantity }) => quantity === 3);
    await people.grade(rma, three?.id ?? '', [
      { grade: 'A' },
      { grade: 'B' },
      { grade: 'D', verifiedReason: 'defective' },
    ]);
    const page = await people.untilStatus(rma, 'completed');
    const ends = new Map<string, number>();
    for (const { disposition, quantity } of page.portions)
      ends.set(disposition, (ends.get(disposition) ?? 0) + quantity);
    expect(Object.fromEntries(ends)).toEqual({ restock: 3, refurbish: 1, scrap: 1 });
    expect(refunded(page)).toBe(refund.minor);
    expect(await people.returnable(order)).toEqual([0]);
  });

  it('what stays in quarantine ungraded keeps the return open', async () => {
    const { rma } = await people.ask(await people.putOrder({ items: [{ paid: 9000, quantity: 2 }] }), { quantity: 2 });
    await people.untilStatus(rma, 'ready_to_ship');
    const [portion] = await people.receive(rma);
    await people.grade(rma, portion?.id ?? '', [{ grade: 'A' }]);
    const closedPart = (page: { portions: readonly { state: string }[] }) =>
      page.portions.some(({ state }) => state === 'closed');
    const page = await people.untilTracked(rma, 'has its graded unit closed', closedPart);
    expect(page).toMatchObject({ stage: 'inspection', status: { code: 'being_inspected' } });
    const inspectors = await people.read('/v1/queues/inspector?limit=100', 'inspector');
    expect(inspectors.items).toContainEqual(expect.objectContaining({ rma, quantity: 1 }));
  });
});

describe.concurrent('doubts about goods', () => {
  it('goods unlike their claim are in dispute until a manager settles them, here with a deduction', async () => {
    const order = await people.putOrder();
    const { refund } = await people.preview(order);
    const { rma } = await people.ask(order);
    await people.bringHome(rma, { grade: 'C', matchesClaim: false });
    expect((await people.track(rma)).portions).toMatchObject([{ state: 'disputed', grade: 'C' }]);
    const managers = await people.read('/v1/queues/manager', 'manager');
    expect(managers.items).toContainEqual(expect.objectContaining({ rma, state: 'disputed' }));
    const settlement = { deduction: { currency: 'EUR', minor: 2500 }, reason: 'The charging case is missing.' };
    const byAgent = await people.call('agent', 'POST', `/v1/returns/${rma}/dispute`, settlement);
    expect(byAgent.status).toBe(403);
    await people.act('manager', `/v1/returns/${rma}/dispute`, settlement);
    const page = await people.untilStatus(rma, 'completed');
    expect(refunded(page)).toBe(refund.minor - 2500);
  });

  it('a serial in an open return is refused, and free again once that return is cancelled', async () => {
    const items = [{ paid: 15_000, quantity: 2, serials: ['SER-1001', 'SER-1002'] }];
    const order = await people.putOrder({ items });
    const { rma } = await people.ask(order, { serials: ['ser-1001 '] });
    const taken = await people.tryToAsk(order, { serials: ['SER-1001'] });
    expect(taken).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/lines/0/serials/0', code: 'serial_in_open_return' }] },
    });
    await people.act('agent', `/v1/returns/${rma}/cancel`, {});
    expect((await people.tryToAsk(order, { serials: ['SER-1001'] })).status).toBe(201);
  });

  it('a scan of a serial or of a tracking number finds the return, one of neither finds nothing', async () => {
    const order = await people.putOrder({ items: [{ paid: 9000, serials: ['SCAN-77'] }] });
    const { rma } = await people.ask(order, { serials: ['SCAN-77'] });
    await people.untilStatus(rma, 'ready_to_ship');
    expect((await people.call('warehouse', 'POST', '/v1/receipts', { code: 'NOTHING-1' })).status).toBe(404);
    expect(await people.act('warehouse', '/v1/receipts', { code: 'scan-77' })).toMatchObject({ rma });
  });

  it('a file that is no picture is refused with its reason, told by mail, and replaced by a good one', async () => {
    const order = await people.putOrder();
    const damaged = { reason: 'damaged_in_transit', description: { what: 'The case is cracked along its side.' } };
    const { rma, uploads } = await people.ask(order, damaged);
    expect(uploads).toHaveLength(1);
    const answer = await upload(formFor(uploads[0], 'image/png'), new TextEncoder().encode('this is no picture'));
    expect(answer.ok).toBe(true);
    const refusedPiece = (page: { evidence: readonly { state: string }[] }) =>
      page.evidence.some(({ state }) => state === 'refused');
    const page = await people.untilTracked(rma, 'has its file refused', refusedPiece);
    expect(page.evidence).toMatchObject([
      { id: 'E1', state: 'refused', reason: expect.stringMatching(/type|declared/) },
    ]);
    expect(page.status.code).toBe('evidence_needed');
    await waitFor('a message about the file', async () =>
      (await sentMail(deployedApp().reach, order.email)).some(({ subject }) => subject.includes('could not be used')),
    );

    const fresh = await people.act(await people.customer(order), `/v1/returns/${rma}/evidence`, {});
    expect(fresh.uploads).toMatchObject([{ evidenceId: 'E1' }]);
    expect((await upload(formFor(fresh.uploads[0], 'image/png'), samplePhoto())).ok).toBe(true);
    const ready = await people.untilStatus(rma, 'ready_to_ship');
    expect(ready.evidence).toMatchObject([{ id: 'E1', state: 'attached' }]);
  });
});
