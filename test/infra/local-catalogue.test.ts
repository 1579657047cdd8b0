import { describe, expect, test } from 'vitest';
import { firstCustomer, shops } from '../../infra/local/catalogue.ts';
import { companyAccount } from '../../shared/contracts/companies.ts';
import { brandConfiguration } from '../../shared/contracts/configuration.ts';
import { dealer } from '../../shared/contracts/dealers.ts';
import { orderBody } from '../../shared/contracts/order.ts';
import { registeredProduct } from '../../shared/contracts/products.ts';
import { serial } from '../../shared/contracts/values.ts';

const today = new Date('2026-11-22T09:00:00.000Z');

describe.each(shops)('the seeded shop $brand', ({ brand, configuration, companies, orders, dealers, products }) => {
  test('has a configuration the API takes', () => {
    expect(brandConfiguration.parse(configuration)).toMatchObject(configuration);
  });

  test('has an account the API takes for every company its orders name', () => {
    for (const account of Object.values(companies)) companyAccount.parse(account);
    const named = Object.values(orders(today)).flatMap(({ customer }) => customer.company ?? []);
    expect([...new Set(named)]).toEqual(Object.keys(companies));
  });

  test.each(Object.entries(orders(today)))('order %s is one the API takes, paid to the last unit', (_, order) => {
    const { lines, shipping, payments } = orderBody.parse(order);
    const owed = lines.reduce((sum, line) => sum + line.paid.minor, shipping?.paid.minor ?? 0);
    expect(payments.reduce((sum, { amount }) => sum + amount.minor, 0)).toBe(owed);
  });

  test('has dealers and registered products the API takes', () => {
    for (const one of Object.values(dealers)) expect(dealer.parse(one)).toMatchObject(one);
    for (const [number, one] of Object.entries(products(today))) {
      expect(serial.parse(number)).toBe(number);
      expect(registeredProduct.parse(one)).toMatchObject(one);
    }
  });

  test('is the same on the same day: seeding again changes nothing', () => {
    expect(orders(today)).toEqual(orders(new Date(today)));
  });

  test('has an order of the customer a token is for when none is named', () => {
    expect(Object.values(orders(today)).map(({ customer }) => customer.id)).toContain(firstCustomer(brand));
  });
});
