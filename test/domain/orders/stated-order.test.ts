import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RegisteredProduct } from '../../../shared/contracts/products.ts';
import { orderNumber } from '../../../shared/contracts/values.ts';
import { normaliseOrderNumber } from '../../../shared/orders/order-number.ts';
import { type Purchase, statedOrder, statedOrderNumber } from '../../../shared/orders/stated-order.ts';

const eur = (minor: number) => ({ currency: 'EUR', minor });
const registered: RegisteredProduct = {
  updatedAt: '2026-04-01T00:00:00.000Z',
  owner: 'C-1',
  sku: 'LM-DOCK',
  model: 'Dock 2',
  title: 'Lumen Dock',
  category: 'it',
  lot: 'B7',
  installedOn: '2026-03-14',
  warrantyMonths: 24,
  purchase: { on: '2026-03-12', dealer: 'D-1', paid: eur(14_900), country: 'AT' },
};
const made = (some: Partial<Purchase> = {}) =>
  statedOrder({
    brand: 'lumen',
    orderNumber: 'STATED_X',
    customerId: 'C-1',
    product: { serial: 'LMX-1', title: 'A dock' },
    quantity: 1,
    locale: 'de',
    currency: 'CHF',
    now: new Date('2026-11-20T09:00:00.000Z'),
    ...some,
  });

describe('the number of an order that no order system has', () => {
  const serials = fc.stringMatching(/^[0-9A-Z][0-9A-Z./-]{2,39}$/);
  const customers = fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/);

  test('is a number, and the same for the same unit of the same customer only', () => {
    fc.assert(
      fc.property(serials, serials, customers, customers, (a, b, kim, toni) => {
        const of = (customer: string, serial: string) => statedOrderNumber(customer, serial, 'X');
        expect(orderNumber.safeParse(of(kim, a)).success).toBe(true);
        expect(normaliseOrderNumber(of(kim, a))).toBe(of(kim, a));
        expect(of(kim, a) === of(kim, b)).toBe(a === b);
        expect(of(kim, a) === of(toni, a)).toBe(kim === toni);
      }),
    );
  });

  test('is a new one each time without a serial number', () => {
    expect(statedOrderNumber('C-1', undefined, '7K3F-9XTB-2MQT')).toBe('STATED_7K3F-9XTB-2MQT');
  });
});

describe('the order of a purchase', () => {
  test('of a registered product is what its registration says, whatever is stated', () => {
    const stated = { on: '2020-01-01', dealer: { id: 'D-9' }, paid: eur(1), country: 'FR' };
    const { order } = made({ registered, purchase: stated });
    expect(order).toMatchObject({
      placedAt: '2026-03-12T12:00:00.000Z',
      currency: 'EUR',
      dealer: 'D-1',
      shipToCountry: 'AT',
      origin: 'registration',
      lines: [
        {
          id: '1',
          sku: 'LM-DOCK',
          title: 'Lumen Dock',
          category: 'it',
          quantity: 1,
          paid: eur(14_900),
          serials: ['LMX-1'],
          lots: ['B7'],
          warrantyMonths: 24,
        },
      ],
      fulfilments: [{ status: 'delivered', deliveredAt: '2026-03-14T12:00:00.000Z' }],
      payments: [],
    });
  });

  test('that nobody knows is as stated, and confirms no serial number', () => {
    const { order, person } = made({
      purchase: { on: '2026-08-01', dealer: { id: 'D-1' }, paid: eur(9900) },
      contact: {
        email: 'kim@customer.example',
        address: { name: 'Kim', line1: 'Weg 1', city: 'Ort', country: 'DE' },
      },
    });
    expect(order).toMatchObject({
      origin: 'statement',
      dealer: 'D-1',
      shipToCountry: 'DE',
      lines: [{ sku: 'UNKNOWN', title: 'A dock', serials: [], paid: eur(9900) }],
      fulfilments: [{ status: 'delivered', deliveredAt: '2026-08-01T12:00:00.000Z' }],
    });
    expect(JSON.stringify(order)).not.toContain('kim@');
    expect(person.email).toBe('kim@customer.example');
  });

  test('of a registered product without its purchase is stated, for a unit that is known', () => {
    const { purchase: _, ...unit } = registered;
    const { order } = made({ registered: unit, purchase: { on: '2026-03-01', dealer: { id: 'D-2' } } });
    expect(order).toMatchObject({ origin: 'statement', dealer: 'D-2', lines: [{ serials: ['LMX-1'] }] });
  });

  test('of an unknown day was shipped, and nobody knows when it arrived', () => {
    expect(made().order.fulfilments).toMatchObject([{ status: 'shipped' }]);
    expect(made().order.fulfilments[0]?.deliveredAt).toBeUndefined();
  });

  test('of several is worth that many', () => {
    const { lines } = made({ quantity: 3, purchase: { paid: eur(1999) }, product: { title: 'Cable' } }).order;
    expect(lines).toMatchObject([{ quantity: 3, paid: eur(5997), serials: [] }]);
  });

  test('without a price is in the currency of its brand, and worth nothing', () => {
    expect(made().order).toMatchObject({ currency: 'CHF', lines: [{ paid: { currency: 'CHF', minor: 0 } }] });
  });
});
