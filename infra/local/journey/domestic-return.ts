import { randomUUID } from 'node:crypto';
import type { Api } from './api.ts';
import { check, waitFor } from './api.ts';
import { easypostTracker, genericShipment, type SignedRequest } from './partners.ts';
import { samplePhoto } from './picture.ts';
import type { Place } from './place.ts';

/** One return from its request to closed, over HTTP only; every step is checked. */

export type Say = (step: string, detail: string) => void;

export interface GuestOrder {
  readonly orderNumber: string;
  readonly contact: string;
}

const key = () => ({ 'idempotency-key': randomUUID() });

const post = (api: Api, { path, body, headers }: SignedRequest) => api.call('POST', path, { body, headers });

/** Returns the first returnable line of an order. @returns the RMA number */
export async function returnFirstLine(place: Place, order: GuestOrder, say: Say): Promise<string> {
  const { api, brand } = place;

  const found = await waitFor('the order can be looked up', async () => {
    const { orderNumber, contact } = order;
    const answer = await api.call('POST', `/v1/brands/${brand}/orders/lookup`, { body: { orderNumber, contact } });
    check(answer.status === 200 || answer.status === 404, `The look-up was answered ${JSON.stringify(answer.body)}`);
    return (
      answer.status === 200 &&
      answer.body.lines.some((line: { returnable: number }) => line.returnable > 0) &&
      answer.body
    );
  });
  const line = found.lines.find((one: { returnable: number }) => one.returnable > 0);
  say(
    'order found',
    `${found.orderNumber}: ${line.title}, ${line.returnable} returnable until ${String(line.until).slice(0, 10)}`,
  );
  const guest: string = found.token;

  const request = {
    orderNumber: found.orderNumber,
    lines: [
      {
        lineId: line.lineId,
        quantity: 1,
        reason: 'damaged_in_transit',
        description: { what: 'The box was crushed and the case inside is cracked.', since: 'on delivery' },
        ...(line.serials.length > 0 && { serials: line.serials.slice(0, 1) }),
        packaging: 'original',
      },
    ],
    locale: 'en',
  };
  const preview = await api.expect(200, 'POST', '/v1/returns/preview', { token: guest, body: request });
  const promised = preview.body.refund?.minor;
  say(
    'preview',
    `${preview.body.outcome}, refund ${promised} ${line.paid.currency} minor units, rules ${preview.body.lines[0].why.map((one: { id: string }) => one.id).join(', ')}`,
  );

  const headers = key();
  const created = await api.expect(201, 'POST', '/v1/returns', { token: guest, body: request, headers });
  const { rma } = created.body;
  const again = await api.expect(201, 'POST', '/v1/returns', { token: guest, body: request, headers });
  check(again.body.rma === rma, 'The same Idempotency-Key made a second return');
  say('requested', `RMA ${rma}, ${created.body.outcome}`);

  if (created.body.outcome === 'review') await approve(place, rma, say);
  else await sendEvidence(api, created.body.uploads, say);

  const follow = async () => (await api.expect(200, 'GET', `/v1/returns/${rma}`, { token: guest })).body;
  const until = (code: string) =>
    waitFor(`the return is ${code}`, async () => {
      const page = await follow();
      return page.status.code === code && page;
    });

  const ready = await until('ready_to_ship');
  const [shipment] = ready.shipments;
  await checkLabel(shipment.label);
  say('label', `${shipment.carrier} ${shipment.trackingNumber}, PDF and PNG`);

  await bringHome(place, shipment.trackingNumber, until, say);

  const received = await api.expect(200, 'POST', '/v1/receipts', {
    token: await place.token('warehouse'),
    body: { code: shipment.trackingNumber },
    headers: key(),
  });
  check(received.body.portions[0].state === 'quarantined', 'What came is not in quarantine');
  say('received', `scanned by tracking number, in quarantine`);

  await api.expect(200, 'POST', `/v1/returns/${rma}/inspections`, {
    token: await place.token('inspector'),
    body: {
      portion: received.body.portions[0].id,
      findings: [{ quantity: 1, grade: 'B', matchesClaim: true, packaging: 'damaged' }],
    },
    headers: key(),
  });
  say('inspected', 'grade B, as claimed');

  const done = await until('completed');
  const refund = done.money.find((one: { kind: string }) => one.kind === 'refund');
  check(refund?.state === 'succeeded', `The refund is ${refund?.state}`);
  check(
    promised === undefined || refund.amount.minor === promised,
    `Refunded ${refund.amount.minor}, promised ${promised}`,
  );
  check(done.stage === 'closed', `The return is at ${done.stage}`);
  say(
    'closed',
    `refunded ${refund.amount.minor} ${refund.amount.currency} minor units, goods: ${done.portions[0].disposition}`,
  );
  return rma;
}

async function approve(place: Place, rma: string, say: Say): Promise<void> {
  const { api } = place;
  const token = await place.token('agent');
  const queue = await waitFor('the return stands in the queue of agents', async () => {
    const page = await api.expect(200, 'GET', '/v1/queues/agent?limit=100', { token });
    return page.body.items.some((entry: { rma: string }) => entry.rma === rma) && page.body;
  });
  const approval = { token, headers: key() };
  const plain = await api.call('POST', `/v1/returns/${rma}/approve`, { ...approval, body: {} });
  if (plain.status !== 200)
    await api.expect(200, 'POST', `/v1/returns/${rma}/approve`, {
      token,
      headers: key(),
      body: {
        terms: { labelPayer: 'brand', fees: [], resolutions: ['refund'], evidence: [], refundsDelivery: true },
        resolution: 'refund',
        reason: 'The carrier showed us the delivery',
      },
    });
  say('reviewed', `approved by an agent, ${queue.items.length} in the queue`);
}

interface Form {
  contentType: string;
  url: string;
  fields: Record<string, string>;
}

/** Uploads a photo for each piece of evidence that is wanted. */
export async function sendEvidence(api: Api, slots: readonly { uploads: readonly Form[] }[], say: Say): Promise<void> {
  for (const { uploads } of slots) {
    const form = uploads.find(({ contentType }) => contentType === 'image/png');
    check(form, 'No upload form takes PNG');
    const body = new FormData();
    for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
    body.append('file', new Blob([samplePhoto()], { type: 'image/png' }), 'photo.png');
    const answer = await fetch(form.url, { method: 'POST', body });
    check(answer.ok, `The upload was answered ${answer.status}: ${await answer.text()}`);
  }
  if (slots.length > 0)
    say('evidence', `${slots.length} photo uploaded straight to the storage of ${new URL(api.baseUrl).host}`);
}

async function checkLabel(label: { pdf: string; png: string }): Promise<void> {
  for (const [url, start] of [
    [label.pdf, '%PDF'],
    [label.png, '\x89PNG'],
  ] as const) {
    const file = Buffer.from(await (await fetch(url)).arrayBuffer());
    check(file.subarray(0, 4).toString('latin1') === start, `The label at ${url} is no ${start}`);
  }
}

/** The carrier's webhooks: forged, in order, doubled, late. */
async function bringHome(
  place: Place,
  trackingNumber: string,
  until: (code: string) => Promise<unknown>,
  say: Say,
): Promise<void> {
  const { api, brand, keys } = place;
  const now = Date.now();
  const news = (status: string, at: number, id = randomUUID()) =>
    easypostTracker(brand, keys.easypost, { id, trackingNumber, status, at: new Date(at) });
  const forged = await post(
    api,
    easypostTracker(brand, 'not the key', { id: randomUUID(), trackingNumber, status: 'delivered', at: new Date(now) }),
  );
  check(forged.status === 401, `A forged webhook was answered ${forged.status}`);

  const moving = news('in_transit', now + 60_000);
  for (const request of [moving, moving, moving]) {
    const answer = await post(api, request);
    check(answer.status === 202, `A webhook was answered ${answer.status}`);
  }
  await until('on_its_way');
  const unknown = await post(
    api,
    easypostTracker(brand, keys.easypost, {
      id: randomUUID(),
      trackingNumber: 'NOBODYS-1',
      status: 'delivered',
      at: new Date(now),
    }),
  );
  check(unknown.status === 202, `A webhook for an unknown tracker was answered ${unknown.status}`);
  const arrived = await post(
    api,
    genericShipment(
      brand,
      keys.generic,
      { id: randomUUID(), trackingNumber, type: 'shipment.arrived', at: new Date(now + 120_000) },
      new Date(),
    ),
  );
  check(arrived.status === 202, `The generic webhook was answered ${arrived.status}`);
  await until('shipment_received');
  const late = await post(api, news('in_transit', now + 90_000));
  check(late.status === 202, `A late webhook was answered ${late.status}`);
  say('arrived', 'by carrier webhooks: one forged, three doubled, one late, one unknown');
}
