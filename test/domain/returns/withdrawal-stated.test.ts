import { expect, test } from 'vitest';
import type { Outcome, Resolution } from '../../../shared/contracts/decision.ts';
import { isWithdrawn, type WithdrawalStated, withdrawalStated } from '../../../shared/returns/withdrawal-stated.ts';

test.each([
  ['customer_remorse', true, true, 'function'],
  ['defective', false, true, 'function'],
  ['customer_remorse', true, false, 'stated'],
  ['open_box', true, undefined, 'stated'],
  ['defective', true, false, 'none'],
  ['customer_remorse', undefined, false, 'none'],
] as const)('%s, open: %s, by the function: %s is %s', (reason, withdrawalOpen, withdraws, expected) => {
  expect(withdrawalStated({ reason, withdrawalOpen }, withdraws)).toBe(expected);
});

test.each<[WithdrawalStated, Resolution, Outcome, boolean, boolean]>([
  ['function', 'refund', 'approve', true, true],
  ['function', 'refund', 'review', true, true],
  ['function', 'cancel_order', 'approve', false, true],
  ['function', 'exchange', 'approve', true, false],
  ['stated', 'refund', 'approve', true, true],
  ['stated', 'refund', 'review', true, false],
  ['stated', 'exchange', 'approve', true, false],
  ['stated', 'cancel_order', 'approve', false, false],
  ['none', 'refund', 'approve', true, false],
])('%s, %s, %s, shipped: %s: withdrawn %s', (how, resolution, outcome, shipped, expected) => {
  expect(isWithdrawn(how, { resolution, outcome, shipped })).toBe(expected);
});
