import { describe, expect, it } from 'vitest';
import type { OrderBody } from '../../../shared/contracts/order.ts';
import { keepFirstDelivery } from '../../../shared/orders/first-delivery.ts';

const order = (deliveredAt?: string) =>
  ({
    fulfilments: [
      { id: 'F1', status: 'delivered', lines: [{ lineId: '1', quantity: 1 }], ...(deliveredAt && { deliveredAt }) },
    ],
  }) as unknown as OrderBody;
const early = '2026-11-01T10:00:00.000Z';
const late = '2026-11-09T10:00:00.000Z';

describe("the customer's window does not move with later changes of an order", () => {
  it.each([
    ['nothing stored yet', late, undefined, late],
    ['stored earlier', late, early, early],
    ['stored later', early, late, early],
    ['stored without a time', late, '', late],
  ])('%s', (_, stated, stored, kept) => {
    const known = stored === undefined ? undefined : order(stored || undefined).fulfilments;
    expect(keepFirstDelivery(order(stated), known).fulfilments[0]?.deliveredAt).toBe(kept);
  });
});
