import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkAround } from '../../infra/local/journey/checks.ts';
import { returnFirstLine } from '../../infra/local/journey/domestic-return.ts';
import { sampleOrder } from '../../infra/local/journey/orders.ts';
import type { Place } from '../../infra/local/journey/place.ts';
import { placeForTest } from './journey-place.ts';

let place: Place;
beforeAll(async () => {
  place = await placeForTest();
});
afterAll(() => place.erp.stop());

it('a domestic return goes from its request to closed, and everything around it holds', async () => {
  const order = { orderNumber: 'J-1', contact: 'robin@customer.example', customerId: 'C-1' };
  await place.api.expect(200, 'PUT', `/v1/brands/${place.brand}/orders/J-1`, {
    token: await place.token('integration'),
    body: sampleOrder(new Date(), order.customerId),
  });
  const steps: string[] = [];
  const rma = await returnFirstLine(place, order, (step) => steps.push(step));
  await checkAround(place, rma, order, (step) => steps.push(step));
  expect(steps).toEqual(
    expect.arrayContaining(['evidence', 'label', 'arrived', 'received', 'inspected', 'closed', 'ERP']),
  );
});
