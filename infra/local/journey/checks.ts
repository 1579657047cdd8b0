import { check, waitFor } from './api.ts';
import type { Say } from './domestic-return.ts';
import type { Place } from './place.ts';

/** What must hold around a return that has closed: its log, the ERP, the lists, and what others may see of it. */
export async function checkAround(place: Place, rma: string, order: { customerId: string }, say: Say): Promise<void> {
  const { api, brand, erp } = place;
  const activity = await api.expect(200, 'GET', `/v1/returns/${rma}/activity`, { token: await place.token('agent') });
  check(activity.body.whole, `The chain of events breaks at ${activity.body.firstBreak}`);
  const { events } = activity.body;
  say('log', `${events.length} events, the chain is whole`);

  const last: number = events.length;
  await waitFor('the ERP has every event', async () => erp.eventsOf(rma).some(({ seq }) => seq === last), 120);
  const inOrder = erp.eventsOf(rma).map(({ seq }) => seq);
  check(
    inOrder.every((seq, i) => seq === i + 1),
    `The ERP got the events as ${inOrder.join(', ')}`,
  );
  check(erp.refused.length === 0, `The ERP refused: ${erp.refused[0]}`);
  say('ERP', `${inOrder.length} signed webhooks, verified and in order`);

  await api.expect(202, 'POST', `/v1/brands/${brand}/deliveries/replay`, {
    token: await place.token('administrator'),
    body: { rma, from: last },
    headers: { 'idempotency-key': `replay-${rma}` },
  });
  await waitFor(
    'the last event is delivered again',
    async () => erp.eventsOf(rma).filter(({ seq }) => seq === last).length > 1,
  );
  say('ERP replay', 'the last event came again');

  const customer = await place.token('customer', order.customerId);
  const list = await api.expect(200, 'GET', '/v1/returns', { token: customer });
  check(
    list.body.items.some((item: { rma: string }) => item.rma === rma),
    'The customer does not see the own return',
  );
  await api.expect(404, 'GET', `/v1/returns/${rma}`, { token: await place.token('customer', 'somebody-else') });
  await api.expect(401, 'GET', `/v1/returns/${rma}`);
  say('sight', 'the customer sees it, another one gets 404, nobody else anything');
}
