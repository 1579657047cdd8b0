import { expect, test } from 'vitest';
import type { Fulfilment } from '../../../shared/contracts/order.ts';
import { arrivalOf } from '../../../shared/orders/last-good.ts';
import { lamps, orderOf } from '../returns/sample-returns.ts';

const early = '2026-10-04T12:30:00.000Z';
const late = '2026-10-09T08:00:00.000Z';
const sent = (status: Fulfilment['status'], lineId: string, quantity: number, deliveredAt?: string): Fulfilment => ({
  id: `${status}-${lineId}-${quantity}`,
  status,
  lines: [{ lineId, quantity }],
  ...(deliveredAt && { deliveredAt }),
});

test.each<[string, Fulfilment[], ReturnType<typeof arrivalOf>]>([
  ['nothing was sent', [], { state: 'part' }],
  [
    'all arrived at once',
    [sent('delivered', '1', 5, early), sent('delivered', '2', 1, early)],
    { state: 'all', lastAt: early },
  ],
  [
    'the last good counts',
    [sent('delivered', '1', 5, late), sent('delivered', '2', 1, early)],
    { state: 'all', lastAt: late },
  ],
  [
    'a line came in two parcels',
    [sent('delivered', '1', 2, early), sent('delivered', '1', 3, late), sent('delivered', '2', 1, early)],
    { state: 'all', lastAt: late },
  ],
  ['a part is still to be sent', [sent('delivered', '1', 5, early)], { state: 'part', lastAt: early }],
  [
    'a parcel that failed brought nothing',
    [sent('delivered', '1', 5, early), sent('failed', '2', 1)],
    { state: 'part', lastAt: early },
  ],
  [
    'of one nobody knows when it came',
    [sent('delivered', '1', 5, early), sent('shipped', '2', 1)],
    { state: 'unknown', lastAt: early },
  ],
  [
    'shipped with a time of delivery has arrived',
    [sent('shipped', '1', 5, early), sent('delivered', '2', 1, late)],
    { state: 'all', lastAt: late },
  ],
])('%s', (_, fulfilments, expected) => {
  const gift = lamps({ id: '2', quantity: 1 });
  expect(arrivalOf({ ...orderOf([lamps(), gift]), fulfilments })).toEqual(expected);
});

test('cancelled units are not waited for', () => {
  const order = orderOf([lamps({ cancelled: 2 })], { fulfilments: [sent('delivered', '1', 3, early)] });
  expect(arrivalOf(order)).toEqual({ state: 'all', lastAt: early });
});
