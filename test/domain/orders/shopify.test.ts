import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseOrderNumber } from '../../../shared/orders/order-number.ts';
import { orderFromShopify } from '../../../shared/orders/shopify.ts';
import harbor from '../../fixtures/orders/shopify-harbor.json' with { type: 'json' };
import lumen from '../../fixtures/orders/shopify-lumen.json' with { type: 'json' };

const imported = (value: unknown) => {
  const order = orderFromShopify(value);
  if (!order.ok) throw new Error(JSON.stringify(order.errors));
  return order;
};
const body = (value: unknown) => imported(value).body;
const errorsOf = (value: unknown) => {
  const order = orderFromShopify(value);
  return order.ok ? [] : order.errors.map((error) => error.pointer);
};
const paid = (value: unknown) => body(value).lines.map((line) => [line.paid.minor, line.tax.minor]);
const [cable, amplifier, stand] = lumen.line_items;

describe('order numbers are the same however they are typed', () => {
  test.each([
    ['#1001', '1001'],
    ['1001', '1001'],
    [' # 1001 ', '1001'],
    ['lm-10042', 'LM-10042'],
    ['##LM-10042', 'LM-10042'],
    ['＃1001', '1001'],
    ['', ''],
  ])('%j is %j', (typed, kept) => expect(normaliseOrderNumber(typed)).toBe(kept));
});

describe('a Shopify order with taxes included, a discount, a cancelled unit and three fulfilments', () => {
  test('comes in whole', () => {
    const eur = (minor: number) => ({ currency: 'EUR', minor });
    expect(imported(lumen)).toEqual({
      ok: true,
      orderNumber: 'LM-2041',
      body: {
        updatedAt: '2026-10-09T16:00:00.000Z',
        placedAt: '2026-10-01T08:15:28.000Z',
        currency: 'EUR',
        lines: [
          {
            id: '9001',
            sku: 'LM-CABLE-2M',
            title: 'Audio cable - 2 m',
            category: 'general',
            quantity: 10,
            cancelled: 1,
            paid: eur(17925),
            tax: eur(2862),
            serials: [],
            weightGrams: 80,
          },
          {
            id: '9002',
            sku: 'LM-AMP-1',
            title: 'Desk amplifier',
            category: 'general',
            quantity: 2,
            cancelled: 0,
            paid: eur(37800),
            tax: eur(6035),
            serials: ['LMX-204518', 'LMX-204519'],
            weightGrams: 1400,
          },
          {
            id: '9003',
            sku: '813',
            title: 'Stand',
            category: 'general',
            quantity: 3,
            cancelled: 1,
            paid: eur(4500),
            tax: eur(718),
            serials: [],
          },
        ],
        shipping: { paid: eur(590), tax: eur(94) },
        fulfilments: [
          {
            id: '700001',
            status: 'delivered',
            lines: [
              { lineId: '9001', quantity: 10 },
              { lineId: '9002', quantity: 1 },
            ],
            shippedAt: '2026-10-02T07:00:00.000Z',
            deliveredAt: '2026-10-04T12:30:00.000Z',
          },
          {
            id: '700002',
            status: 'shipped',
            lines: [{ lineId: '9002', quantity: 1 }],
            shippedAt: '2026-10-08T07:00:00.000Z',
          },
          { id: '700003', status: 'failed', lines: [{ lineId: '9003', quantity: 2 }] },
        ],
        payments: [{ reference: '5810000000101', method: 'shopify_payments', amount: eur(60815 - 3292) }],
        customer: {
          id: '71000001',
          email: 'kim@customer.example',
          phone: '+49 30 5550100',
          flagged: false,
          business: false,
          locale: 'de-DE',
        },
        shipTo: { name: 'Kim Muster', line1: 'Beispielweg 4', city: 'Musterstadt', postalCode: '12345', country: 'DE' },
      },
    });
  });

  test('its lines and delivery sum to what was paid', () => {
    const order = body({ ...lumen, financial_status: 'paid', refunds: [] });
    const total = order.lines.reduce((all, line) => all + line.paid.minor, order.shipping?.paid.minor ?? 0);
    expect(total).toBe(order.payments[0]?.amount.minor);
  });
});

describe('a Shopify order with taxes on top, stated for the order only, by a guest', () => {
  test('discount and tax go over lines and delivery by value, to the cent; what is not taxable is not taxed', () => {
    // 20.00 off 240 + 60 + 20 → 15.00, 3.75, 1.25; 31.00 tax over 225.00, 56.25, 10.00 delivery → 23.95, 5.99, 1.06
    expect(paid(harbor)).toEqual([
      [22500 + 2395, 2395],
      [5625 + 599, 599],
      [1875, 0],
    ]);
    expect(body(harbor).shipping).toEqual({
      paid: { currency: 'USD', minor: 1106 },
      tax: { currency: 'USD', minor: 106 },
    });
  });

  test('the guest stands behind this order only; a bad contact and an address without a country are left out', () => {
    expect(body(harbor).customer).toEqual({ id: 'order-5820000000202', flagged: false, business: false, locale: 'en' });
    expect(body(harbor)).not.toHaveProperty('shipTo');
    expect(imported(harbor).orderNumber).toBe('HB77');
  });

  test('an open fulfilment waits: nothing is delivered', () => {
    expect(body(harbor).fulfilments).toEqual([
      { id: '700101', status: 'pending', lines: [{ lineId: '9101', quantity: 2 }] },
    ]);
  });
});

describe('discounts', () => {
  const plain = { ...cable, quantity: 3, price: '10.00', discount_allocations: [], tax_lines: [] };
  const order = { ...lumen, total_tax: '0.00', shipping_lines: [], refunds: [], fulfillments: [] };
  test.each([
    ['a code that gave nothing takes nothing off', [plain], { total_discounts: '0.00' }, [3000]],
    ['a line’s own total discount', [{ ...plain, total_discount: '5.00' }], { total_discounts: '5.00' }, [2500]],
    [
      'the rest of the order’s discount goes by value',
      [
        { ...plain, total_discount: '5.00' },
        { ...plain, id: 2 },
      ],
      { total_discounts: '16.00' },
      [2000, 2400],
    ],
    [
      'allocations are the whole truth where there are any',
      [
        { ...plain, total_discount: '9.99', discount_allocations: [{ amount: '1.00' }] },
        { ...plain, id: 2, total_discount: '9.99' },
      ],
      { total_discounts: '50.00' },
      [2900, 3000],
    ],
  ])('%s', (_, line_items, totals, amounts) => {
    expect(body({ ...order, line_items, ...totals }).lines.map((line) => line.paid.minor)).toEqual(amounts);
  });

  test('delivery: free is 0, by its discounted price or its allocations; a removed one was never paid', () => {
    const shipping = (line: object) =>
      body({ ...order, line_items: [plain], total_discounts: '0.00', shipping_lines: [{ price: '7.00', ...line }] })
        .shipping?.paid.minor;
    expect(shipping({})).toBe(700);
    expect(shipping({ discounted_price: '0.00' })).toBe(0);
    expect(shipping({ discount_allocations: [{ amount: '2.00' }] })).toBe(500);
    expect(shipping({ is_removed: true })).toBeUndefined();
  });

  test('lines always sum to price × quantity less the discount plus the tax', () => {
    const cents = (minor: number) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
    fc.assert(
      fc.property(
        fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 9 }), minor: fc.integer({ min: 1, max: 99_999 }) }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.integer({ min: 0, max: 100 }),
        fc.nat({ max: 5_000 }),
        fc.nat({ max: 3_000 }),
        (lines, percent, tax, delivery) => {
          const gross = lines.reduce((all, line) => all + line.quantity * line.minor, 0);
          const discount = Math.floor((gross * percent) / 100);
          fc.pre(gross + delivery > discount);
          const one = body({
            ...harbor,
            line_items: lines.map((line, index) => ({
              id: index + 1,
              title: 'T',
              quantity: line.quantity,
              price: cents(line.minor),
            })),
            total_discounts: cents(discount),
            total_tax: cents(tax),
            shipping_lines: [{ price: cents(delivery) }],
            fulfillments: [],
          });
          const total = one.lines.reduce((all, line) => all + line.paid.minor, one.shipping?.paid.minor ?? 0);
          expect(total).toBe(gross - discount + delivery + tax);
        },
      ),
    );
  });
});

test.each([
  ['success', 'delivered', 'delivered'],
  ['success', null, 'shipped'],
  ['success', 'out_for_delivery', 'shipped'],
  ['success', 'failure', 'failed'],
  ['failure', null, 'failed'],
  ['error', 'delivered', 'failed'],
  ['cancelled', 'delivered', 'failed'],
  ['pending', null, 'pending'],
  ['open', null, 'pending'],
  [null, null, 'pending'],
])('a fulfilment %s / %s is %s, with a time of delivery only when delivered', (status, shipment_status, ours) => {
  const [one] = body({ ...lumen, fulfillments: [{ ...lumen.fulfillments[0], status, shipment_status }] }).fulfilments;
  expect([one?.status, one?.deliveredAt]).toEqual([
    ours,
    ours === 'delivered' ? '2026-10-04T12:30:00.000Z' : undefined,
  ]);
});

describe('the currency is the one the customer paid in', () => {
  const set = (amount: string) => ({
    shop_money: { amount: '1.00', currency_code: 'EUR' },
    presentment_money: { amount, currency_code: 'JPY' },
  });
  const abroad = {
    ...lumen,
    financial_status: 'paid',
    refunds: [],
    presentment_currency: 'JPY',
    total_price_set: set('3600'),
    total_tax_set: set('0'),
    total_discounts_set: set('0'),
    line_items: [{ ...amplifier, price_set: set('1500'), total_discount_set: set('0'), tax_lines: [] }],
    shipping_lines: [{ price: '5.00', price_set: set('600') }],
  };
  test('a refund uses the original amounts, not a rate', () => {
    const order = body(abroad);
    expect(
      [order.currency, order.lines[0]?.paid, order.shipping?.paid, order.payments[0]?.amount].map((one) =>
        typeof one === 'string' ? one : one?.minor,
      ),
    ).toEqual(['JPY', 3000, 600, 3600]);
  });
  test('an order that does not state them is refused, where', () => {
    expect(errorsOf({ ...abroad, line_items: [{ ...amplifier, tax_lines: [] }] })).toEqual([
      '/line_items/0/price_set/presentment_money',
    ]);
  });
});

describe('what is wrong is named and pointed at', () => {
  test.each([
    ['no object', 3, ['']],
    ['a float as price', { ...lumen, line_items: [{ ...cable, price: 23.9 }] }, ['/line_items/0/price']],
    ['half a cent', { ...lumen, line_items: [{ ...cable, price: '23.905' }] }, ['/line_items/0/price']],
    ['a negative price', { ...lumen, line_items: [{ ...cable, price: '-1.00' }] }, ['/line_items/0/price']],
    [
      'a discount above the price',
      { ...lumen, line_items: [cable, { ...amplifier, discount_allocations: [{ amount: '378.01' }] }] },
      ['/line_items/1'],
    ],
    ['an order discount above the goods', { ...harbor, total_discounts: '320.01' }, ['/total_discounts']],
    ['half a unit', { ...lumen, line_items: [{ ...cable, quantity: 0.5 }] }, ['/line_items/0/quantity']],
    ['no lines', { ...lumen, line_items: [] }, ['/line_items']],
    [
      'only lines of nothing',
      { ...lumen, total_discounts: '0.00', line_items: [{ ...stand, quantity: 0 }] },
      ['/lines'],
    ],
    ['one line twice', { ...lumen, line_items: [stand, stand] }, ['/lines/1/id']],
    ['a currency that is none', { ...lumen, currency: 'XXX', presentment_currency: null }, ['/currency']],
    ['no time', { ...lumen, updated_at: 'yesterday' }, ['/updated_at']],
    ['a name that is no number', { ...lumen, name: 'A/1' }, ['/name']],
    ['several things', { ...lumen, updated_at: null, taxes_included: 'yes' }, ['/updated_at', '/taxes_included']],
  ])('%s', (_, value, pointers) => expect(errorsOf(value)).toEqual(pointers));

  test('any JSON is answered by an order or by errors', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(...Object.keys(lumen)), (json, key) => {
        const value: unknown = JSON.parse(json);
        expect(typeof orderFromShopify(value).ok).toBe('boolean');
        expect(typeof orderFromShopify({ ...lumen, [key]: value }).ok).toBe('boolean');
      }),
    );
  });
});

test.each([
  ['de-DE', 'de-DE'],
  ['de-at', 'de-AT'],
  ['fr', 'fr'],
  ['zh-Hant-TW', 'zh'],
  ['fil', 'en'],
  ['', 'en'],
])('the locale %j is kept as %s', (customer_locale, kept) => {
  expect(body({ ...lumen, customer_locale, customer: { id: 1 } }).customer.locale).toBe(kept);
});
