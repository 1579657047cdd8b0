import type { Issuer } from '../../infra/local/issuer.ts';
import type { House } from './house.ts';
import { configured, orderOf, tokenFor, trackerEvent } from './workplace.ts';

/** Lives of returns, whole, by the requests that are made in them. What is asked here, how often, is the traffic model. */

export interface LifeOptions {
  readonly house: House;
  readonly issuer: Issuer;
  /** The ERP's address. */
  readonly erp: string;
}

interface Created {
  rma: string;
  outcome: string;
}

interface Tracked {
  stage: string;
  shipments: { trackingNumber: string }[];
  portions: { id: string }[];
}

const contact = 'kim@customer.example';

/** Configures the brand; belongs to no return. */
export async function openShop({ house, issuer, erp }: LifeOptions): Promise<void> {
  await house.ask('set up the brand', configured(await tokenFor(issuer, 'administrator'), erp));
}

/**
 * A plain domestic return: goods the customer does not want, by a guest, label, parcel, grading, refund, disposition. The
 * shop puts the order twice (placed, delivered), the guest looks five times, the carrier tells of three events.
 */
export async function plainReturn({ house, issuer }: LifeOptions, orderNumber: string): Promise<string> {
  const now = () => new Date();
  const shop = await tokenFor(issuer, 'integration');
  const order = orderOf(now(), 6, `C-${orderNumber}`);
  const put = (body: unknown) =>
    house.ask('put the order', { method: 'PUT', path: `/v1/brands/lumen/orders/${orderNumber}`, token: shop, body });
  await put({ ...order, updatedAt: order.placedAt, fulfilments: [] });
  await put(order);

  const { token } = await house.ask<{ token: string }>('look the order up', {
    method: 'POST',
    path: '/v1/brands/lumen/orders/lookup',
    body: { orderNumber, contact },
  });
  const body = request(orderNumber, '1', 'customer_remorse');
  await house.ask('preview', { method: 'POST', path: '/v1/returns/preview', token, body });
  const { rma, outcome } = await house.ask<Created>('create', { method: 'POST', path: '/v1/returns', token, body });
  if (outcome !== 'approve') throw new Error(`The plain return was to be approved, and the answer is ${outcome}.`);

  const track = () => house.ask<Tracked>('track', { method: 'GET', path: `/v1/returns/${rma}`, token });
  const { shipments } = await track();
  const trackingNumber = shipments[0]?.trackingNumber;
  if (!trackingNumber) throw new Error('The label of the plain return was not made.');
  await house.ask('list', { method: 'GET', path: '/v1/returns', token });
  for (const status of ['in_transit', 'out_for_delivery', 'delivered']) {
    const told = trackerEvent(`evt_${rma}_${status}`, trackingNumber, status, now());
    await house.ask(`carrier: ${status}`, told);
    await track();
  }

  const warehouse = await tokenFor(issuer, 'warehouse');
  const inspector = await tokenFor(issuer, 'inspector');
  await house.ask('read a queue', { method: 'GET', path: '/v1/queues/warehouse', token: warehouse });
  await house.ask('receive', {
    method: 'POST',
    path: '/v1/receipts',
    token: warehouse,
    body: { code: trackingNumber },
  });
  await house.ask('read a queue', { method: 'GET', path: '/v1/queues/inspector', token: inspector });
  await house.ask('inspect', {
    method: 'POST',
    path: `/v1/returns/${rma}/inspections`,
    token: inspector,
    body: { portion: '1', findings: [{ quantity: 1, grade: 'A', matchesClaim: true, packaging: 'original' }] },
  });
  const { stage } = await track();
  if (stage !== 'closed') throw new Error(`The plain return was to be closed, and is at ${stage}.`);
  return rma;
}

/** A return as it is followed most: its label is made, its parcel not yet on its way. Operations have `sample: ` in front. */
export async function sampleReturn(
  { house, issuer }: LifeOptions,
  orderNumber: string,
  customer: string,
): Promise<string> {
  const path = `/v1/brands/lumen/orders/${orderNumber}`;
  const body = orderOf(new Date(), 6, customer);
  await house.ask('sample: put the order', { method: 'PUT', path, token: await tokenFor(issuer, 'integration'), body });
  const token = await tokenFor(issuer, 'customer', customer);
  const asked = { method: 'POST', token, body: request(orderNumber, '1', 'customer_remorse') };
  // A function that has answered before knows the brand's configuration.
  await house.ask('sample: preview', { ...asked, path: '/v1/returns/preview' });
  const { rma } = await house.ask<Created>('sample: create', { ...asked, path: '/v1/returns' });
  await house.ask('sample: track', { method: 'GET', path: `/v1/returns/${rma}`, token });
  await house.ask('sample: list', { method: 'GET', path: '/v1/returns', token });
  return rma;
}

/** Goods of little value are refunded and kept. Operations are named with `returnless: ` in front. */
export async function returnlessReturn(options: LifeOptions, orderNumber: string): Promise<string> {
  return otherReturn(options, { orderNumber, lineId: '2', daysAgo: 6, kind: 'returnless', outcome: 'returnless' });
}

/** Asked for long after the last day. */
export async function rejectedReturn(options: LifeOptions, orderNumber: string): Promise<string> {
  return otherReturn(options, { orderNumber, lineId: '1', daysAgo: 90, kind: 'rejected', outcome: 'reject' });
}

async function otherReturn(
  { house, issuer }: LifeOptions,
  {
    orderNumber,
    lineId,
    daysAgo,
    kind,
    outcome,
  }: Record<'orderNumber' | 'lineId' | 'kind' | 'outcome', string> & { daysAgo: number },
): Promise<string> {
  const customer = `C-${orderNumber}`;
  const path = `/v1/brands/lumen/orders/${orderNumber}`;
  const order = orderOf(new Date(), daysAgo, customer);
  await house.ask(`${kind}: put the order`, {
    method: 'PUT',
    path,
    token: await tokenFor(issuer, 'integration'),
    body: order,
  });
  const token = await tokenFor(issuer, 'customer', customer);
  const created = await house.ask<Created>(`${kind}: create`, {
    method: 'POST',
    path: '/v1/returns',
    token,
    body: request(orderNumber, lineId, 'customer_remorse'),
  });
  if (created.outcome !== outcome)
    throw new Error(`The return was to end in ${outcome}, and the answer is ${created.outcome}.`);
  const { stage } = await house.ask<Tracked>(`${kind}: track`, {
    method: 'GET',
    path: `/v1/returns/${created.rma}`,
    token,
  });
  if (stage !== 'closed') throw new Error(`The ${kind} return was to be closed, and is at ${stage}.`);
  return created.rma;
}

export const request = (orderNumber: string, lineId: string, reason: string) => ({
  orderNumber,
  lines: [{ lineId, quantity: 1, reason, preference: 'refund', condition: 'opened', packaging: 'original' }],
});
