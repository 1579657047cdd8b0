import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEmbeddedPaymentProvider, type PaymentPage } from '../../../shared/adapters/payment/embedded.ts';
import { PaymentTimedOut, PaymentUnavailable } from '../../../shared/adapters/payment/port.ts';
import { booksInMemory } from './books-in-memory.ts';

const eur = (minor: number) => ({ currency: 'EUR', minor });
const setUp = (beforeWrite?: () => Promise<void>) => {
  const { books, pages } = booksInMemory<PaymentPage>(beforeWrite);
  const provider = createEmbeddedPaymentProvider({ books });
  const refund = (id: string, minor: number, tender = 'pay-1') =>
    provider.refund({ id, tender, amount: eur(minor), paid: eur(10_000) });
  const lookUp = (id: string, tender = 'pay-1') => provider.lookUp({ id, tender });
  return { provider, refund, lookUp, pages };
};

test('a refund asked for twice is made once', async () => {
  const { refund, lookUp, pages } = setUp();
  const first = await refund('r1', 6000);
  expect(first).toEqual({ state: 'succeeded', reference: 'embedded-r1' });
  expect(await refund('r1', 6000)).toEqual(first);
  expect(await lookUp('r1')).toEqual(first);
  expect([...pages.values()].map((page) => page.version)).toEqual([1]);
  await expect(refund('r1', 5000)).rejects.toThrow('another amount');
});

test('what was refunded never exceeds what was paid', async () => {
  const { refund, lookUp } = setUp();
  await refund('r1', 6000);
  expect(await refund('r2', 4001)).toMatchObject({ state: 'failed', reason: 'exceeds_payment' });
  expect(await lookUp('r2')).toMatchObject({ state: 'failed', reason: 'exceeds_payment' });
  expect(await refund('r3', 4000)).toMatchObject({ state: 'succeeded' });
  expect(await refund('r4', 1)).toMatchObject({ state: 'failed' });
});

test('refunds that race stay within the payment, whoever wins', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 7000 })), { maxLength: 5 }),
      async (scheduler, asked) => {
        const { refund, pages } = setUp(() => scheduler.schedule(Promise.resolve()));
        const all = Promise.allSettled(asked.map(([id, minor]) => refund(id, minor)));
        await scheduler.waitFor(all);
        const page = JSON.parse(pages.get('payment#pay-1')?.json ?? '{"refunds":{}}') as PaymentPage;
        const given = Object.values(page.refunds).filter((one) => one.state === 'succeeded');
        expect(given.reduce((sum, one) => sum + one.amount.minor, 0)).toBeLessThanOrEqual(10_000);
        for (const [i, answer] of (await all).entries())
          if (answer.status === 'fulfilled' && answer.value.state === 'succeeded')
            expect(page.refunds[asked[i]?.[0] ?? '']?.amount.minor).toBe(asked[i]?.[1]);
      },
    ),
    { numRuns: 100 },
  );
});

test.each([
  ['in another currency', { currency: 'USD', minor: 100 }, 'currency_differs_from_payment'],
  ['of nothing', eur(0), 'amount_not_positive'],
  ['of less than nothing', eur(-5), 'amount_not_positive'],
])('a refund %s fails', async (_, amount, reason) => {
  const { provider } = setUp();
  expect(await provider.refund({ id: 'r1', tender: 'pay-1', amount, paid: eur(100) })).toMatchObject({
    state: 'failed',
    reason,
  });
});

test('a refund never asked for is not found', async () => {
  expect(await setUp().lookUp('r1')).toEqual({ state: 'not_found' });
});

describe('told by the payment’s reference, the provider', () => {
  test('books a refund and answers with a time-out: looked up, it has succeeded', async () => {
    const { refund, lookUp } = setUp();
    await expect(refund('r1', 100, 'pay:times-out')).rejects.toMatchObject({ name: 'PaymentTimedOut' });
    expect(await lookUp('r1', 'pay:times-out')).toMatchObject({ state: 'succeeded' });
    expect(await refund('r1', 100, 'pay:times-out')).toMatchObject({ state: 'succeeded' });
  });

  test('fails late, and the money may be given another way', async () => {
    const { refund, lookUp } = setUp();
    expect(await refund('r1', 10_000, 'pay:fails-late')).toMatchObject({ state: 'pending' });
    expect(await refund('r1', 10_000, 'pay:fails-late')).toMatchObject({ state: 'pending' });
    for (let i = 0; i < 2; i++)
      expect(await lookUp('r1', 'pay:fails-late')).toMatchObject({ state: 'failed', reason: 'account_closed' });
    expect(await refund('r2', 10_000, 'pay:fails-late')).toMatchObject({ state: 'pending' });
  });

  test('settles late', async () => {
    const { refund, lookUp } = setUp();
    expect(await refund('r1', 100, 'pay:settles-late')).toMatchObject({ state: 'pending' });
    expect(await lookUp('r1', 'pay:settles-late')).toMatchObject({ state: 'succeeded' });
  });

  test('declines', async () => {
    expect(await setUp().refund('r1', 100, 'pay:declines')).toMatchObject({ state: 'failed', reason: 'declined' });
  });

  test('is down: nothing is booked, nothing can be looked up', async () => {
    const { refund, lookUp, pages } = setUp();
    await expect(refund('r1', 100, 'pay:down')).rejects.toBeInstanceOf(PaymentUnavailable);
    await expect(refund('r1', 100, 'pay:down')).rejects.toBeInstanceOf(PaymentUnavailable);
    await expect(lookUp('r1', 'pay:down')).rejects.toMatchObject({ name: 'PaymentUnavailable' });
    expect(pages.size).toBe(0);
  });

  test('is down once: certainly not booked, and then it is', async () => {
    const { refund, lookUp } = setUp();
    await expect(refund('r1', 100, 'pay:down-once')).rejects.toBeInstanceOf(PaymentUnavailable);
    expect(await lookUp('r1', 'pay:down-once')).toEqual({ state: 'not_found' });
    expect(await refund('r1', 100, 'pay:down-once')).toMatchObject({ state: 'succeeded' });
  });

  test('plays no part it does not know', async () => {
    expect(await setUp().refund('r1', 100, 'pay:constructor')).toMatchObject({ state: 'succeeded' });
  });
});

test('the errors are told apart by name, as the lifecycle machine does', () => {
  expect([new PaymentTimedOut('').name, new PaymentUnavailable('').name]).toEqual([
    'PaymentTimedOut',
    'PaymentUnavailable',
  ]);
});
