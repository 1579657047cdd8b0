import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../infra/local/journey/api.ts';
import { samplePhoto } from '../../infra/local/journey/picture.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { deployedApp } from '../engine/app.ts';
import { sentMail } from '../engine/mail.ts';
import { placeForTest } from './journey-place.ts';
import { formFor, type People, type PutOrder, peopleOf, upload } from './people.ts';
import { days, passDueDates } from './time.ts';

/** Requests that are written step by step, as a form of several pages writes them. */

let place: Place;
let people: People;
beforeAll(async () => {
  place = await placeForTest();
  people = peopleOf(place);
});
afterAll(() => place.erp.stop());

const one = { lines: [{ lineId: '1', quantity: 1, condition: 'opened', packaging: 'original' }] };
const remorse = { lines: [{ lineId: '1', reason: 'customer_remorse' }] };
const cracked = 'Das Gehäuse ist an der Seite gerissen.';
const damaged = (what: string) => ({ lines: [{ lineId: '1', reason: 'damaged_in_transit', description: { what } }] });
const save = (who: string, draft: string, step: string, body: object) =>
  people.done(who, 'PUT', `/v1/drafts/${draft}/${step}`, body);
const stepOf = (view: { steps: readonly { step: string }[] }, step: string) =>
  view.steps.find((found) => found.step === step);

/** A guest's token, by order number and contact detail. */
async function guestOf({ orderNumber, email }: PutOrder): Promise<string> {
  const { body } = await place.api.expect(200, 'POST', `/v1/brands/${place.brand}/orders/lookup`, {
    body: { orderNumber, contact: email },
  });
  return body.token;
}
const exchange = (token: string) => place.api.call('POST', '/v1/guest-links/exchange', { body: { token } });

/** A draft of one unit that does not please, ready to be submitted. */
async function ready(order: PutOrder): Promise<{ who: string; id: string }> {
  const who = await people.customer(order);
  const { draft } = await people.act(who, '/v1/drafts', { orderNumber: order.orderNumber });
  await save(who, draft.id, 'product', one);
  expect((await save(who, draft.id, 'problem', remorse)).ready).toBe(true);
  return { who, id: draft.id };
}

describe('a request written step by step', () => {
  it('a guest is asked for what is missing, goes on by the link, uploads a file, and it is in the return', async () => {
    const order = await people.putOrder();
    const guest = await guestOf(order);
    const begun = await people.act(guest, '/v1/drafts', { orderNumber: order.orderNumber, locale: 'de' });
    const { id } = begun.draft;
    expect(begun.draft).toMatchObject({ channel: 'portal', next: 'product', ready: false });
    expect((await save(guest, id, 'product', one)).next).toBe('contact');
    const vague = await save(guest, id, 'problem', damaged('kaputt'));
    expect(stepOf(vague, 'problem')).toMatchObject({
      state: 'incomplete',
      missing: [
        {
          pointer: '/lines/0/description/what',
          code: 'description_vague',
          detail: expect.stringContaining('„kaputt“ sagt uns noch nicht genug.'),
        },
      ],
    });
    expect(vague).not.toHaveProperty('assessment');

    const opened = await exchange(begun.link.token);
    expect(opened).toMatchObject({ status: 200, body: { draft: id } });
    const later = opened.body.token;
    expect(await people.read(`/v1/drafts/${id}`, later)).toMatchObject({ version: 3, problem: damaged('kaputt') });
    const told = await save(later, id, 'problem', damaged(cracked));
    expect(told).toMatchObject({ ready: true, assessment: { outcome: 'approve', lines: [{ evidence: ['photo'] }] } });
    const { uploads } = await save(later, id, 'files', {});
    expect((await upload(formFor(uploads[0], 'image/png'), samplePhoto())).ok).toBe(true);
    await waitFor('the file of the draft was looked at', async () => {
      const { files } = await people.read(`/v1/drafts/${id}`, later);
      return files[0].state === 'attached';
    });

    const { rma, stage, uploads: missing } = await people.act(later, `/v1/drafts/${id}/submit`);
    expect([stage, missing]).toEqual(['authorization', []]);
    // Nothing is waited for any more: the label is made at once.
    await people.untilStatus(rma, 'ready_to_ship');
    const page = await people.track(rma, 'agent');
    expect(page.evidence).toMatchObject([{ id: 'E1', type: 'photo', state: 'attached', contentType: 'image/png' }]);
    expect(new URL(page.evidence[0].file.url).pathname).toContain(`/evidence/${place.brand}/`);
    const kept = await fetch(page.evidence[0].file.url);
    expect(new Uint8Array(await kept.arrayBuffer())).toEqual(samplePhoto());
    // The link leads to the return from now on.
    expect((await exchange(begun.link.token)).body).toMatchObject({ rma });
    expect(await people.read(`/v1/drafts/${id}`, later)).toMatchObject({ state: 'submitted', rma, files: [] });
  });

  it('a link that is mailed leads back to it', async () => {
    const order = await people.putOrder();
    const { draft } = await people.act('agent', '/v1/drafts', { orderNumber: order.orderNumber, locale: 'de' });
    await people.act('agent', `/v1/drafts/${draft.id}/link`);
    const mail = await waitFor('the link has come', async () =>
      (await sentMail(deployedApp().reach, order.email)).find(({ text }) => text.includes('#')),
    );
    const token = mail.text.match(/#(\S+)/)?.[1] ?? '';
    expect((await exchange(token)).body).toMatchObject({ draft: draft.id });
  });

  it('what is wrong is told in the customer’s language, at the step and at its place', async () => {
    const order = await people.putOrder();
    const who = await people.customer(order);
    const { draft } = await people.act(who, '/v1/drafts', { orderNumber: order.orderNumber });
    const put = (step: string, body: object) =>
      people.call(who, 'PUT', `/v1/drafts/${draft.id}/${step}`, body, { 'accept-language': 'de-AT, en;q=0.5' });
    const many = await put('product', { lines: [{ lineId: '1', quantity: 3 }] });
    expect(many).toMatchObject({ status: 409, body: { errors: [{ pointer: '/lines/0/quantity', code: 'too_many' }] } });
    expect(many.body.errors[0].detail).toContain('zurück');
    const reason = await put('problem', { lines: [{ lineId: '1', reason: 'bored' }] });
    expect(reason).toMatchObject({ status: 400, body: { errors: [{ pointer: '/lines/0/reason' }] } });
    expect(reason.body.errors[0].detail).toMatch(/Bitte|Grund/);
    const address = await put('contact', { email: 'kim' });
    expect(address.body.errors).toMatchObject([{ pointer: '/email', code: 'not_an_email' }]);
    expect(address.body.errors[0].detail).toContain('E-Mail');
  });

  it('of a product that no order is known of is taken up by the dealer’s receipt', async () => {
    const who = await people.customer({ customerId: 'C-DEALER' });
    const { draft } = await people.act(who, '/v1/drafts', { product: { title: 'A lamp' } });
    await save(who, draft.id, 'product', { lines: [{ lineId: '1', quantity: 1 }] });
    await save(who, draft.id, 'contact', { email: `c-dealer.${place.brand}@customer.example` });
    const on = new Date(Date.now() - 30 * days).toISOString().slice(0, 10);
    const bought = { on, dealer: { name: 'Corner Shop' }, paid: { currency: 'EUR', minor: 4900 }, country: 'DE' };
    await save(who, draft.id, 'purchase', { lines: [{ lineId: '1', purchase: bought }] });
    const { assessment } = await save(who, draft.id, 'problem', damaged('The case is cracked along its side.'));
    expect(assessment).toMatchObject({ outcome: 'review', lines: [{ evidence: ['photo', 'document'] }] });
    const { rma } = await people.act(who, `/v1/drafts/${draft.id}/submit`);
    expect(await people.track(rma)).toMatchObject({ orderNumber: draft.orderNumber, status: { code: 'under_review' } });
  });

  it('submitted twenty times at once it is one return, and all twenty are answered with it', async () => {
    const order = await people.putOrder({ items: [{ paid: 25_800, quantity: 2 }] });
    const { who, id } = await ready(order);
    const key = randomUUID();
    const submit = (i: number) =>
      people.call(who, 'POST', `/v1/drafts/${id}/submit`, undefined, i < 10 ? { 'idempotency-key': key } : {});
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => submit(i)));
    const told = answers.map(({ status, body }) => `${status} ${body.rma} ${body.stage} ${body.outcome}`);
    expect([...new Set(told)]).toEqual([`201 ${answers[0]?.body.rma} authorization approve`]);
    expect((await people.read('/v1/returns', who)).items).toHaveLength(1);
    expect(await people.returnable(order)).toEqual([1]);
  });

  it('left alone it ends, and is counted at the step where it was left', async () => {
    const own = await placeForTest();
    const others = peopleOf(own);
    try {
      const order = await others.putOrder();
      const who = await others.customer(order);
      const { draft } = await others.act(who, '/v1/drafts', { orderNumber: order.orderNumber });
      for (const [step, body] of [
        ['product', one],
        ['contact', {}],
        ['purchase', {}],
      ] as const)
        await others.done(who, 'PUT', `/v1/drafts/${draft.id}/${step}`, body);
      const dayAt = (ahead: number) => new Date(Date.now() + ahead * days).toISOString().slice(0, 10);
      const funnel = () =>
        others.read(`/v1/brands/${own.brand}/intake/funnel?from=${dayAt(-1)}&to=${dayAt(1)}`, 'manager');
      expect((await funnel()).drafts).toEqual({ started: 1, submitted: 0, abandoned: 0, open: 1 });
      await passDueDates(deployedApp(), 13 * days);
      expect((await others.call(who, 'GET', `/v1/drafts/${draft.id}`)).status).toBe(200);
      await Promise.all([passDueDates(deployedApp(), 15 * days), passDueDates(deployedApp(), 15 * days)]);
      expect((await others.call(who, 'GET', `/v1/drafts/${draft.id}`)).status).toBe(410);
      const { drafts, steps } = await funnel();
      expect(drafts).toEqual({ started: 1, submitted: 0, abandoned: 1, open: 0 });
      expect(steps.map((step: { step: string; abandoned: number }) => [step.step, step.abandoned])).toEqual([
        ['product', 0],
        ['contact', 0],
        ['purchase', 0],
        ['problem', 1],
        ['files', 0],
        ['submit', 0],
      ]);
      expect(await others.returnable(order)).toEqual([1]);
    } finally {
      await own.erp.stop();
    }
  });
});
