import { expect, test } from 'vitest';
import { returnEventType } from '../../../shared/contracts/return.ts';
import { chooseMessage, milestones } from '../../../shared/notifications/choose.ts';

const lamp = {
  id: 'p1',
  lineId: '1',
  sku: 'LM-LAMP',
  title: 'Lamp',
  quantity: 2,
  reason: 'defective',
  resolution: 'refund',
};
const portions = [{ ...lamp, outcome: 'approve' }];
const items = [{ title: 'Lamp', quantity: 2, outcome: 'approve' }];
const refund = { currency: 'EUR', minor: 1999 };

test.each([
  [
    'an approved request',
    'return.requested',
    { outcome: 'approve', portions, evidence: [] },
    { kind: 'return_approved', items },
  ],
  [
    'a request under review',
    'return.requested',
    { outcome: 'review', portions, evidence: [] },
    { kind: 'request_under_review', items },
  ],
  [
    'a rejected request',
    'return.requested',
    { outcome: 'reject', portions, evidence: [] },
    { kind: 'return_rejected', items },
  ],
  [
    'a returnless refund',
    'return.requested',
    { outcome: 'returnless', portions, evidence: [], refund },
    { kind: 'returnless_refund', items, refund },
  ],
  [
    'a request that needs evidence first',
    'return.requested',
    { outcome: 'approve', portions, evidence: ['photo'] },
    { kind: 'evidence_wanted', items, evidence: ['photo'] },
  ],
  [
    'a review that needs evidence first',
    'return.requested',
    { outcome: 'review', portions, evidence: ['photo'] },
    { kind: 'evidence_wanted', items, evidence: ['photo'] },
  ],
  [
    'a rejected request needs no evidence',
    'return.requested',
    { outcome: 'reject', portions, evidence: ['photo'] },
    { kind: 'return_rejected', items },
  ],
  [
    'an approval',
    'return.approved',
    { portions: [lamp] },
    { kind: 'return_approved', items: [{ title: 'Lamp', quantity: 2 }] },
  ],
  [
    'an approval that asks for evidence',
    'return.approved',
    { portions, evidence: ['document'] },
    { kind: 'evidence_wanted', items, evidence: ['document'] },
  ],
  [
    'an approval to keep the goods',
    'return.approved',
    { portions: [{ ...lamp, outcome: 'returnless' }] },
    { kind: 'returnless_refund', items: [{ title: 'Lamp', quantity: 2, outcome: 'returnless' }] },
  ],
  [
    'a rejection',
    'return.rejected',
    { portions, message: 'The window\nis over.' },
    { kind: 'return_rejected', items, message: 'The window is over.' },
  ],
  ['a question', 'return.question_asked', {}, { kind: 'question_asked' }],
  [
    'refused evidence',
    'return.evidence_refused',
    { reason: 'unreadable' },
    { kind: 'evidence_refused', reason: 'unreadable' },
  ],
  [
    'a label at the brand’s cost',
    'return.label_issued',
    { trackingNumber: 'HW1', carrier: 'DemoPost', payer: 'brand' },
    { kind: 'label_ready', trackingNumber: 'HW1', carrier: 'DemoPost', customerPays: false },
  ],
  [
    'a label at the customer’s cost',
    'return.label_issued',
    { trackingNumber: 'HW1', carrier: 'DemoPost', payer: 'customer' },
    { kind: 'label_ready', trackingNumber: 'HW1', carrier: 'DemoPost', customerPays: true },
  ],
  ['an arrival', 'return.arrived', { trackingNumber: 'HW1' }, { kind: 'shipment_arrived', trackingNumber: 'HW1' }],
  ['findings as claimed', 'return.inspected', { grade: 'A', matchesClaim: true }, undefined],
  ['findings that differ', 'return.inspected', { grade: 'D', matchesClaim: false }, { kind: 'findings_differ' }],
  [
    'a settled refund',
    'return.effect_settled',
    { kind: 'refund', amount: refund, instruction: 'i1' },
    { kind: 'refund_sent', amount: refund },
  ],
  [
    'a settled credit',
    'return.effect_settled',
    { kind: 'store_credit', amount: refund, instruction: 'i1' },
    { kind: 'store_credit_sent', amount: refund },
  ],
  [
    'a settled exchange',
    'return.effect_settled',
    { kind: 'exchange', instruction: 'i1' },
    { kind: 'resolution_arranged', resolution: 'exchange' },
  ],
  ['a movement of stock', 'return.effect_settled', { kind: 'stock_movement', instruction: 'i1' }, undefined],
  ['the last disposition', 'return.disposed', { closed: true }, { kind: 'return_closed' }],
  ['a disposition before the last', 'return.disposed', { closed: false }, undefined],
  ['a cancellation', 'return.cancelled', {}, { kind: 'return_cancelled' }],
  ['an expiry', 'return.expired', {}, { kind: 'return_expired' }],
] as const)('%s', (_, type, data, message) => expect(chooseMessage({ type, data })).toEqual(message));

test('whatever is not a milestone makes no message, failures inside the house least of all', () => {
  const others = returnEventType.options.filter((type) => !milestones.includes(type));
  expect(others).toContain('return.effect_failed');
  expect(others.map((type) => chooseMessage({ type, data: {} }))).toEqual(others.map(() => undefined));
});

test('an event that lacks what its message needs is an error, not a message with holes', () => {
  expect(() => chooseMessage({ type: 'return.label_issued', data: { trackingNumber: 'HW1' } })).toThrow(/carrier/);
});

test('a title cannot pass for a line of ours', () => {
  const data = { portions: [{ title: 'Lamp\n\nPay here:\u0007 https://evil.example', quantity: 1 }] };
  const items = [{ title: 'Lamp Pay here: https://evil.example', quantity: 1 }];
  expect(chooseMessage({ type: 'return.approved', data })).toEqual({ kind: 'return_approved', items });
});
