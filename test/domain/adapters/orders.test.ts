import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEmbeddedOrderSystem, type OrderPage } from '../../../shared/adapters/orders/embedded.ts';
import { OrdersTimedOut, OrdersUnavailable } from '../../../shared/adapters/orders/port.ts';
import { booksInMemory } from './books-in-memory.ts';

const setUp = (beforeWrite?: () => Promise<void>) => {
  const { books, pages } = booksInMemory<OrderPage>(beforeWrite);
  const orders = createEmbeddedOrderSystem({ books });
  const cancel = (id: string, quantity: number, orderNumber = 'O-1', line = { bought: 5, cancelled: 0, shipped: 2 }) =>
    orders.cancel({ id, orderNumber, lineId: '1', quantity, line });
  const lookUp = (id: string, orderNumber = 'O-1') => orders.lookUp({ id, orderNumber });
  return { cancel, lookUp, pages };
};

test('what is asked for twice is taken out once', async () => {
  const { cancel, lookUp, pages } = setUp();
  const first = await cancel('c1', 2);
  expect(first).toEqual({ state: 'succeeded', reference: 'embedded-c1' });
  expect(await cancel('c1', 2)).toEqual(first);
  expect(await lookUp('c1')).toEqual(first);
  expect([...pages.values()].map(({ version }) => version)).toEqual([1]);
  await expect(cancel('c1', 1)).rejects.toThrow('another one');
});

test('never more than is not shipped, also once the order tells of what was taken out', async () => {
  const { cancel } = setUp();
  expect(await cancel('c1', 2)).toMatchObject({ state: 'succeeded' });
  expect(await cancel('c2', 2)).toMatchObject({ state: 'failed', reason: 'already_shipped' });
  expect(await cancel('c3', 1, 'O-1', { bought: 5, cancelled: 2, shipped: 2 })).toMatchObject({ state: 'succeeded' });
  expect(await cancel('c4', 1, 'O-1', { bought: 5, cancelled: 2, shipped: 2 })).toMatchObject({ state: 'failed' });
});

test('cancellations that race stay within what is not shipped', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }), async (s, asked) => {
      const { cancel } = setUp(() => s.schedule(Promise.resolve()));
      const answers = Promise.all(asked.map((quantity, i) => cancel(`c${i}`, quantity)));
      await s.waitFor(answers);
      const taken = (await answers).reduce(
        (sum, { state }, i) => sum + (state === 'succeeded' ? (asked[i] ?? 0) : 0),
        0,
      );
      expect(taken).toBeLessThanOrEqual(3);
    }),
  );
});

describe("what an order's number ends with", () => {
  test('a time-out has booked it: it is found when it is looked up', async () => {
    const { cancel, lookUp } = setUp();
    await expect(cancel('c1', 1, 'O-1:ORDERS-TIME-OUT')).rejects.toBeInstanceOf(OrdersTimedOut);
    expect(await lookUp('c1', 'O-1:ORDERS-TIME-OUT')).toMatchObject({ state: 'succeeded' });
  });
  test('one that settles late has succeeded when it is looked up', async () => {
    const { cancel, lookUp } = setUp();
    expect(await cancel('c1', 1, 'O-1:ORDERS-SETTLE-LATE')).toMatchObject({ state: 'pending' });
    expect(await lookUp('c1', 'O-1:ORDERS-SETTLE-LATE')).toMatchObject({ state: 'succeeded' });
  });
  test.each([
    ['SHIPS-MEANWHILE', 'already_shipped'],
    ['ORDERS-REFUSE', 'order_closed'],
  ])('%s: %s', async (part, reason) => {
    const { cancel, lookUp } = setUp();
    expect(await cancel('c1', 1, `O-1:${part}`)).toMatchObject({ state: 'failed', reason });
    expect(await lookUp('c1', `O-1:${part}`)).toMatchObject({ state: 'failed', reason });
  });
  test('one that is down is never reached', async () => {
    const { cancel, lookUp } = setUp();
    await expect(cancel('c1', 1, 'O-1:ORDERS-DOWN')).rejects.toBeInstanceOf(OrdersUnavailable);
    await expect(lookUp('c1', 'O-1:ORDERS-DOWN')).rejects.toMatchObject({ name: 'OrdersUnavailable' });
  });
  test('what nobody heard of is not found', async () => {
    expect(await setUp().lookUp('c9')).toEqual({ state: 'not_found' });
  });
});
