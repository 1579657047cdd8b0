import { describe, expect, test } from 'vitest';
import { noClaims } from '../../../shared/orders/claims.ts';
import { returnable } from '../../../shared/orders/returnable.ts';
import { orderFromShopify } from '../../../shared/orders/shopify.ts';
import { newRmaNumber } from '../../../shared/returns/rma-number.ts';
import lumen from '../../fixtures/orders/shopify-lumen.json' with { type: 'json' };

/** What a shop gave and took back by itself is not given or taken a second time. */

const body = (value: unknown) => {
  const order = orderFromShopify(value);
  if (!order.ok) throw new Error(JSON.stringify(order.errors));
  return order.body;
};
const errorsOf = (value: unknown) => {
  const order = orderFromShopify(value);
  return order.ok ? [] : order.errors.map((error) => error.pointer);
};
const rma = newRmaNumber((count) => new Uint8Array(count).map((_, i) => i * 7));

describe('units that are out of the order', () => {
  const bare = { ...lumen, refunds: [], fulfillments: [] };
  const cancelled = (value: unknown) => body(value).lines.map((line) => line.cancelled);
  const cancel = (line_item_id: number, quantity: number, restock_type = 'cancel') => [
    { refund_line_items: [{ line_item_id, quantity, restock_type }] },
  ];
  test.each([
    ['taken out before shipping', { ...bare, refunds: cancel(9001, 4) }, [4, 0, 0]],
    ['shipped, and taken back by the shop itself', { ...lumen, refunds: cancel(9001, 4, 'return') }, [4, 0, 0]],
    ['shipped, and refunded without coming back', { ...lumen, refunds: cancel(9002, 1, 'no_restock') }, [0, 1, 0]],
    ['refunded before it is said how', { ...bare, refunds: cancel(9001, 4, 'legacy_restock') }, [4, 0, 0]],
    [
      'some taken out, some taken back',
      { ...lumen, refunds: [...cancel(9003, 1), ...cancel(9003, 1, 'return')] },
      [0, 0, 2],
    ],
    [
      'a cancelled order: what was not sent is refunded once',
      { ...bare, cancelled_at: '2026-10-02T00:00:00Z', refunds: cancel(9001, 10, 'no_restock') },
      [10, 2, 3],
    ],
    ['never more than were bought', { ...bare, refunds: cancel(9002, 7) }, [0, 2, 0]],
    ['never one that was shipped', { ...lumen, refunds: cancel(9002, 2) }, [0, 0, 0]],
    ['a cancelled order: all of it', { ...bare, cancelled_at: '2026-10-02T00:00:00Z' }, [10, 2, 3]],
    [
      'a cancelled order: all that had not left, and what came back',
      { ...lumen, cancelled_at: '2026-10-09T00:00:00Z' },
      [1, 0, 3],
    ],
  ])('%s', (_, value, units) => expect(cancelled(value)).toEqual(units));

  test('what the shop took back cannot be returned once more', () => {
    const order = body({ ...lumen, refunds: cancel(9001, 10, 'return') });
    const [line] = returnable(order, noClaims, new Date('2026-10-10T00:00:00Z'), { days: 30, where: { zone: 'UTC' } });
    expect(line).toMatchObject({ returnable: 0, free: [] });
  });

  test('a refund that books a return of ours is counted once: by the return', () => {
    const [refund] = cancel(9001, 4, 'return');
    const noted = (note: string) => cancelled({ ...lumen, refunds: [{ ...refund, note }] })[0];
    expect(noted(`Return ${rma.toLowerCase()}, paid back`)).toBe(0);
    expect(noted('Return 7K3F-9XTB-2MQ5, paid back')).toBe(4);
    expect(noted('It broke')).toBe(4);
  });
});

describe('what is left of the payment', () => {
  const refund = (amount: string, some: object = {}, note?: string) => ({
    note,
    transactions: [{ kind: 'refund', status: 'success', amount, currency: 'EUR', ...some }],
  });
  const left = (financial_status: string | null | undefined, refunds: object[] = [], some: object = {}) =>
    body({ ...lumen, ...some, financial_status, refunds }).payments.map(({ amount }) => amount.minor);

  test.each([
    ['paid', 60_815],
    ['authorized', 60_815],
    ['pending', undefined],
    ['unpaid', undefined],
    ['voided', undefined],
    ['expired', undefined],
    ['refunded', undefined],
    ['partially_paid', undefined],
    ['partially_refunded', undefined],
    ['something new', undefined],
    [null, undefined],
  ])('an order that is %s, without refunds stated: %s', (status, minor) => {
    expect(left(status)).toEqual(minor === undefined ? [] : [minor]);
  });

  test.each([
    ['refunds that succeeded are taken off', [refund('100.00'), refund('8.15')], [50_000]],
    ['one that failed is not', [refund('100.00'), refund('8.15', { status: 'failure' })], [50_815]],
    ['a sale is no refund', [refund('100.00'), refund('608.15', { kind: 'sale' })], [50_815]],
    ['nothing is left', [refund('608.15')], []],
    ['more than was paid', [refund('700.00')], []],
    ['one of another currency: it is not known what is left', [refund('1.00', { currency: 'USD' })], []],
    ['one that books a return of ours is taken off there', [refund('100.00', {}, `for ${rma}`)], [60_815]],
  ])('%s', (_, refunds, minors) => expect(left('partially_refunded', refunds)).toEqual(minors));

  test('a refund that is no amount is pointed at', () => {
    expect(errorsOf({ ...lumen, refunds: [refund('1.00'), refund('1.005')] })).toEqual([
      '/refunds/1/transactions/0/amount',
    ]);
    expect(errorsOf({ ...lumen, refunds: [refund('-1.00')] })).toEqual(['/refunds/0/transactions/0/amount']);
  });
});
