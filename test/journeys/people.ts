import { randomUUID } from 'node:crypto';
import { type ApiAnswer, waitFor } from '../../infra/local/journey/api.ts';
import { easypostTracker, genericShipment, type SignedRequest } from '../../infra/local/journey/partners.ts';
import { samplePhoto } from '../../infra/local/journey/picture.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { type OrderWish, orderOf } from './orders.ts';

/** What the people and partners of a brand do in a journey, each in one call, by HTTP only. */

/** A line of a request: what is left out is a change of mind about one unopened unit of the first line. */
export type AskedLine = Readonly<Record<string, unknown>>;

export interface PutOrder {
  readonly orderNumber: string;
  readonly customerId: string;
  /** Address of this customer alone, so that the mail to it can be told apart. */
  readonly email: string;
}

interface Portion {
  readonly id: string;
  readonly lineId: string;
  readonly quantity: number;
  readonly state: string;
}

export interface LoggedEvent {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  // biome-ignore lint/suspicious/noExplicitAny: a journey reads events as an outsider does, and checks what it uses.
  readonly data: any;
}

interface Form {
  readonly contentType: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface UploadSlot {
  readonly evidenceId: string;
  readonly uploads: readonly Form[];
}

export interface PeopleOptions {
  /** Asks again with the same key when a request came to nothing, as a frontend does. */
  readonly patient?: boolean;
}

export type People = ReturnType<typeof peopleOf>;

/** Puts a file into an upload form. */
export function upload({ url, fields }: Form, file: Uint8Array<ArrayBuffer>): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new Blob([file]), 'file');
  return fetch(url, { method: 'POST', body });
}

/** The form of a slot that takes a content type. */
export function formFor({ uploads }: UploadSlot, contentType: string): Form {
  const form = uploads.find((one) => one.contentType === contentType);
  if (!form) throw new Error(`No form takes ${contentType}`);
  return form;
}

export function peopleOf(place: Place, { patient = false }: PeopleOptions = {}) {
  const { api, brand, keys } = place;
  let orders = 0;

  /** A request of a role, or of whoever holds a token; a POST has a new key unless it is given one. */
  async function call(
    who: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer> {
    const token = who.includes('.') ? who : await place.token(who);
    const key = method === 'POST' ? { 'idempotency-key': randomUUID() } : {};
    const request = { token, ...(body !== undefined && { body }), headers: { ...key, ...headers } };
    if (!patient) return api.call(method, path, request);
    return waitFor(`${method} ${path} is answered`, async () => {
      const answer = await api.call(method, path, request).catch(() => undefined);
      return answer !== undefined && answer.status < 500 && answer;
    });
  }

  /** The same, but anything else than success is an error that shows the answer. */
  async function done(...asked: Parameters<typeof call>): Promise<ApiAnswer['body']> {
    const answer = await call(...asked);
    if (answer.status >= 300)
      throw new Error(`${asked[1]} ${asked[2]} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  const read = (path: string, who = 'agent') => done(who, 'GET', path);
  const act = (who: string, path: string, body?: unknown) => done(who, 'POST', path, body);
  const customer = (order: Pick<PutOrder, 'customerId'>) => place.token('customer', order.customerId);
  const track = (rma: string, who?: string) => read(`/v1/returns/${rma}`, who);

  async function putOrder(wish: OrderWish = {}): Promise<PutOrder> {
    orders += 1;
    const orderNumber = `O-${orders}${wish.orderSystem ? `:${wish.orderSystem}` : ''}`;
    const customerId = wish.customerId ?? `C-${orders}`;
    const email = `${customerId.toLowerCase()}.${brand}@customer.example`;
    const order = { orderNumber, customerId, email };
    await updateOrder(order, wish);
    return order;
  }

  /** Puts an order again as it now stands. */
  async function updateOrder(order: PutOrder, wish: OrderWish): Promise<void> {
    await done('integration', 'PUT', `/v1/brands/${brand}/orders/${order.orderNumber}`, orderOf(wish, order));
  }

  const requestOf = (order: PutOrder, lines: readonly AskedLine[]) => ({
    orderNumber: order.orderNumber,
    lines: (lines.length > 0 ? lines : [{}]).map((line) => ({
      lineId: '1',
      quantity: 1,
      reason: 'customer_remorse',
      condition: 'unopened',
      packaging: 'original',
      ...line,
    })),
    locale: 'en',
  });

  const send = ({ path, body, headers }: SignedRequest) => api.call('POST', path, { body, headers });

  async function eventsOf(rma: string): Promise<readonly LoggedEvent[]> {
    return (await read(`/v1/returns/${rma}/activity`)).events;
  }

  async function untilTracked(rma: string, what: string, holds: (page: ApiAnswer['body']) => boolean, within = 60) {
    return waitFor(
      `${rma} ${what}`,
      async () => {
        const page = await track(rma);
        return holds(page) && page;
      },
      within,
    );
  }

  const untilStatus = (rma: string, code: string, within?: number) =>
    untilTracked(rma, `is ${code}`, ({ status }) => status.code === code, within);

  async function receive(rma: string, lines?: readonly unknown[]): Promise<readonly Portion[]> {
    const { portions } = await act('warehouse', '/v1/receipts', { code: rma, ...(lines && { lines }) });
    return portions.filter(({ state }: Portion) => state === 'quarantined');
  }

  async function grade(rma: string, portion: string, findings: readonly AskedLine[]): Promise<readonly Portion[]> {
    const { portions } = await act('inspector', `/v1/returns/${rma}/inspections`, {
      portion,
      findings: findings.map((finding) => ({ quantity: 1, grade: 'A', matchesClaim: true, ...finding })),
    });
    return portions;
  }

  /** Changes the brand's configuration. A process that has read it keeps what it read for a minute: do it first. */
  async function configure(changes: Readonly<Record<string, unknown>>): Promise<void> {
    const path = `/v1/brands/${brand}/configuration`;
    const { configuration } = await read(path, 'administrator');
    await done('administrator', 'PUT', path, { configuration: { ...configuration, ...changes } });
  }

  return {
    place,
    configure,
    call,
    done,
    read,
    act,
    customer,
    track,
    putOrder,
    updateOrder,
    requestOf,
    eventsOf,
    untilTracked,
    untilStatus,
    receive,
    grade,

    preview: async (order: PutOrder, ...lines: AskedLine[]) =>
      act(await customer(order), '/v1/returns/preview', requestOf(order, lines)),

    /** Asks for a return; rejects unless it is made. */
    ask: async (order: PutOrder, ...lines: AskedLine[]) =>
      act(await customer(order), '/v1/returns', requestOf(order, lines)),

    /** Asks for a return, whatever the answer. */
    tryToAsk: async (order: PutOrder, ...lines: AskedLine[]) =>
      call(await customer(order), 'POST', '/v1/returns', requestOf(order, lines)),

    /** Types of a return's events, in order. */
    storyOf: async (rma: string) => (await eventsOf(rma)).map(({ type }) => type.replace('return.', '')),

    /** How much of each line the customer may still return. */
    async returnable(order: PutOrder): Promise<readonly number[]> {
      const found = await api.expect(200, 'POST', `/v1/brands/${brand}/orders/lookup`, {
        body: { orderNumber: order.orderNumber, contact: order.email },
      });
      return found.body.lines.map(({ returnable }: { returnable: number }) => returnable);
    },

    /** Uploads a good photo into each slot. */
    async sendPhotos(slots: readonly UploadSlot[]): Promise<void> {
      for (const slot of slots) {
        const answer = await upload(formFor(slot, 'image/png'), samplePhoto());
        if (!answer.ok) throw new Error(`The upload was answered ${answer.status}: ${await answer.text()}`);
      }
    },

    /** What a carrier tells of a parcel; `at` is its own time of it. */
    carrier: {
      easypost: (trackingNumber: string, status: string, at: Date, id: string = randomUUID()) =>
        send(easypostTracker(brand, keys.easypost, { id, trackingNumber, status, at })),
      generic: (trackingNumber: string, type: string, at: Date, id: string = randomUUID()) =>
        send(genericShipment(brand, keys.generic, { id, trackingNumber, type, at }, new Date())),
    },

    /** Once there is a label: scans everything in, and grades all of it the same. */
    async bringHome(rma: string, finding: AskedLine = {}): Promise<void> {
      await untilStatus(rma, 'ready_to_ship');
      for (const { id, quantity } of await receive(rma)) await grade(rma, id, [{ quantity, ...finding }]);
    },
  };
}
