import { expect, test } from 'vitest';
import { orderFields } from '../../shared/contracts/order.ts';

test('a customer is named by a reference: an e-mail address would stay in logs and keys for ever', () => {
  const { customer } = orderFields.shape;
  expect(customer.safeParse({ id: 'C-1001' }).success).toBe(true);
  expect(customer.safeParse({ id: 'kim@customer.example' }).success).toBe(false);
});
