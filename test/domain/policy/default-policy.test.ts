import { describe, expect, test } from 'vitest';
import { lineDecision } from '../../../shared/contracts/decision.ts';
import type { Facts } from '../../../shared/contracts/facts.ts';
import { policyDocument } from '../../../shared/contracts/policy.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { decideLine } from '../../../shared/policy/evaluate.ts';
import { textIn } from '../../../shared/policy/text.ts';
import { request, without } from './facts.ts';

const policy = compilePolicy(defaultPolicy);
const decide = (some: Partial<Facts> = {}) => decideLine(policy, request(some));
const fees = (some: Partial<Facts>) => decide(some).terms?.fees.map((fee) => [fee.kind, fee.amount.minor]);
const fired = (facts: Facts) => decideLine(policy, facts).rules.map((rule) => rule.id);

test('the shipped policy is a whole and valid document: checking it adds nothing', () => {
  expect(policyDocument.parse(defaultPolicy)).toEqual(defaultPolicy);
});

describe('guards are asked first', () => {
  test.each([
    ['flagged account → manual review', request({ flagged: true }), 'flagged-account'],
    ['over 200 in value → manual review', request({ requestValueMinor: 20_001 }), 'high-value'],
    ['over 200 in value, in pounds', request({ currency: 'GBP', requestValueMinor: 20_001 }), 'high-value'],
    ['over 30,000 yen', request({ currency: 'JPY', requestValueMinor: 30_001 }), 'high-value'],
    [
      'unknown facts → manual review: a doubt about the data',
      request({ problems: ['serial_unknown'] }),
      'unknown-facts',
    ],
    ['unknown facts: no time of delivery', without({}, 'daysSinceDelivery'), 'unknown-facts'],
    [
      'unknown facts: warranty, where it decides',
      without({ daysSinceDelivery: 31 }, 'warrantyDaysLeft'),
      'unknown-warranty',
    ],
    [
      'unknown facts: condition, where a fee depends on it',
      without({ reason: 'customer_remorse' }, 'condition'),
      'unknown-condition',
    ],
    ['unknown border → manual review', without({}, 'crossBorder'), 'unknown-border'],
  ])('%s', (_, facts, guard) => {
    const decision = decideLine(policy, facts);
    expect(decision.outcome).toBe('review');
    expect(decision.rules[0]?.id).toBe(guard);
    expect(decision.problems).toEqual([]);
    const message = defaultPolicy.guards.find((one) => one.id === guard)?.message ?? '';
    expect(decision.message).toBe(textIn('en', message));
    expect(decideLine(policy, facts, 'de').message).toBe(textIn('de', message));
  });

  test.each([
    ['exactly 200', request({ requestValueMinor: 20_000 })],
    ['exactly 30,000 yen', request({ currency: 'JPY', requestValueMinor: 30_000 })],
    ['warranty unknown within 30 days', without({ daysSinceDelivery: 30 }, 'warrantyDaysLeft')],
    ['condition unknown where nothing depends on it', without({}, 'condition')],
    ['condition unknown of cheap goods', without({ reason: 'customer_remorse', valueMinor: 2_499 }, 'condition')],
    ['packaging unknown', without({}, 'packaging')],
    ['no wish', without({}, 'preference')],
  ])('%s needs nobody', (_, facts) => expect(decideLine(policy, facts).outcome).not.toBe('review'));

  test('every guard that holds is named, with the terms a person would agree to', () => {
    const decision = decide({ flagged: true, crossBorder: true, requestValueMinor: 90_000 });
    expect(decision.rules.map((rule) => rule.id)).toEqual([
      'flagged-account',
      'high-value',
      'defective-early',
      'customs-route',
    ]);
    expect(decision.holds).toEqual(['customs_route']);
    expect(decision.terms).toMatchObject({ labelPayer: 'brand', evidence: ['photo_or_video'] });
  });

  test('where the terms cannot be told for an unknown fact, there are none, and that is no fault of the policy', () => {
    const decision = decideLine(policy, without({}, 'daysSinceDelivery'));
    expect(decision).toMatchObject({ outcome: 'review', problems: [] });
    expect(decision).not.toHaveProperty('terms');
  });

  test('a guard turns a rejection into a review, without terms', () => {
    const decision = decide({ flagged: true, reason: 'customer_remorse', daysSinceDelivery: 31 });
    expect(decision).toMatchObject({ outcome: 'review', rules: [{ id: 'flagged-account' }, { id: 'window-over' }] });
    expect(decision).not.toHaveProperty('terms');
  });
});

describe('then the rules, in order', () => {
  test.each<[string, Partial<Facts>, string, string]>([
    ['under 25 → returnless refund', { valueMinor: 2_499 }, 'returnless', 'low-value'],
    ['not at 25', { valueMinor: 2_500 }, 'approve', 'defective-early'],
    ['under 30 dollars → returnless refund', { currency: 'USD', valueMinor: 2_999 }, 'returnless', 'low-value'],
    ['not at 30 dollars', { currency: 'USD', valueMinor: 3_000 }, 'approve', 'defective-early'],
    [
      'under 4,000 yen → returnless refund',
      { currency: 'JPY', valueMinor: 3_999, requestValueMinor: 3_999 },
      'returnless',
      'low-value',
    ],
    [
      'not at 4,000 yen',
      { currency: 'JPY', valueMinor: 4_000, requestValueMinor: 4_000 },
      'approve',
      'defective-early',
    ],
    ['cheap goods: before any reason’s rule', { valueMinor: 2_499, reason: 'open_box' }, 'returnless', 'low-value'],
    [
      'cheap goods: a changed mind on day 30',
      { valueMinor: 2_499, reason: 'customer_remorse', daysSinceDelivery: 30 },
      'returnless',
      'low-value',
    ],
    [
      'cheap goods: not on day 31',
      { valueMinor: 2_499, reason: 'customer_remorse', daysSinceDelivery: 31 },
      'reject',
      'window-over',
    ],
    [
      'cheap goods: a fault in warranty',
      { valueMinor: 2_499, daysSinceDelivery: 400, warrantyDaysLeft: 0 },
      'returnless',
      'low-value',
    ],
    [
      'cheap goods: a fault after it',
      { valueMinor: 2_499, daysSinceDelivery: 400, warrantyDaysLeft: -1 },
      'reject',
      'warranty-expired',
    ],
    ['DOA → approve', { reason: 'dead_on_arrival', daysSinceDelivery: 0 }, 'approve', 'dead-on-arrival'],
    ['DOA on day 30', { reason: 'dead_on_arrival', daysSinceDelivery: 30 }, 'approve', 'dead-on-arrival'],
    [
      'DOA told later is a fault in warranty',
      { reason: 'dead_on_arrival', daysSinceDelivery: 31 },
      'approve',
      'defective-in-warranty',
    ],
    ['wrong item → approve', { reason: 'wrong_item', daysSinceDelivery: 30 }, 'approve', 'wrong-item'],
    [
      'wrong item told after the window → approve',
      { reason: 'wrong_item', daysSinceDelivery: 31 },
      'approve',
      'wrong-item',
    ],
    [
      'damaged in transit → approve',
      { reason: 'damaged_in_transit', daysSinceDelivery: 30 },
      'approve',
      'damaged-in-transit',
    ],
    [
      'damaged in transit told after the window → approve: the rule knows no end',
      { reason: 'damaged_in_transit', daysSinceDelivery: 31 },
      'approve',
      'damaged-in-transit',
    ],
    ['missing part → approve', { reason: 'missing_part', daysSinceDelivery: 30 }, 'approve', 'missing-part'],
    [
      'missing part told after the window',
      { reason: 'missing_part', daysSinceDelivery: 31 },
      'approve',
      'missing-part',
    ],
    ['defective within 30 days → approve', { daysSinceDelivery: 30 }, 'approve', 'defective-early'],
    [
      'defective within 30 days, whatever the warranty',
      { daysSinceDelivery: 30, warrantyDaysLeft: -1 },
      'approve',
      'defective-early',
    ],
    ['defective in warranty → approve', { daysSinceDelivery: 31 }, 'approve', 'defective-in-warranty'],
    [
      'defective on the last day of warranty',
      { daysSinceDelivery: 730, warrantyDaysLeft: 0 },
      'approve',
      'defective-in-warranty',
    ],
    ['warranty expired → reject', { daysSinceDelivery: 731, warrantyDaysLeft: -1 }, 'reject', 'warranty-expired'],
    [
      'warranty repair in warranty → approve',
      { reason: 'warranty_repair', daysSinceDelivery: 200 },
      'approve',
      'defective-in-warranty',
    ],
    [
      'warranty repair after it → reject',
      { reason: 'warranty_repair', daysSinceDelivery: 900, warrantyDaysLeft: -200 },
      'reject',
      'warranty-expired',
    ],
    ['open box → manual review', { reason: 'open_box' }, 'review', 'open-box'],
    [
      'customer remorse within window → approve',
      { reason: 'customer_remorse', daysSinceDelivery: 30 },
      'approve',
      'remorse-in-window',
    ],
    [
      'customer remorse after the window → reject',
      { reason: 'customer_remorse', daysSinceDelivery: 31 },
      'reject',
      'window-over',
    ],
    ['anything else → manual review', { reason: 'other' }, 'review', 'no-rule'],
  ])('%s', (_, some, outcome, rule) => {
    const decision = decide(some);
    expect([decision.outcome, decision.rules.at(-1)?.id]).toEqual([outcome, rule]);
    expect(decision.policy).toEqual({ id: 'default', version: defaultPolicy.version });
    expect(decision.terms === undefined).toBe(outcome === 'reject' || rule === 'no-rule');
    expect(lineDecision.parse(decision)).toEqual(decision);
  });

  test.each<[string, Partial<Facts>, object]>([
    ['DOA: prepaid label', { reason: 'dead_on_arrival' }, { labelPayer: 'brand', fees: [], refundsDelivery: false }],
    [
      'wrong item: prepaid label, delivery refunded',
      { reason: 'wrong_item' },
      { labelPayer: 'brand', fees: [], refundsDelivery: true, evidence: ['photo'] },
    ],
    [
      'damaged in transit: prepaid label, delivery refunded',
      { reason: 'damaged_in_transit' },
      { labelPayer: 'brand', fees: [], refundsDelivery: true },
    ],
    [
      'defective within 30 days: prepaid label, photo or video, replacement first',
      {},
      {
        labelPayer: 'brand',
        fees: [],
        evidence: ['photo_or_video'],
        resolutions: ['replacement', 'refund', 'exchange', 'repair', 'store_credit'],
      },
    ],
    [
      'defective in warranty: repair or replacement, photo or video',
      { daysSinceDelivery: 31 },
      { labelPayer: 'brand', fees: [], evidence: ['photo_or_video'], resolutions: ['repair', 'replacement'] },
    ],
    ['open box: photo required', { reason: 'open_box' }, { evidence: ['photo'], labelPayer: 'customer' }],
    [
      'customer remorse: the customer pays shipping, nothing to prove',
      { reason: 'customer_remorse' },
      { labelPayer: 'customer', evidence: [], resolutions: ['refund', 'exchange', 'store_credit'] },
    ],
    [
      'returnless: no label, evidence as its reason demands',
      { valueMinor: 2_000 },
      { labelPayer: 'none', fees: [], evidence: ['photo_or_video'], resolutions: ['refund', 'store_credit'] },
    ],
    [
      'returnless for a changed mind: no evidence',
      { valueMinor: 2_000, reason: 'customer_remorse' },
      { labelPayer: 'none', evidence: [] },
    ],
  ])('%s', (_, some, terms) => expect(decide(some).terms).toMatchObject(terms));
});

describe('fees are exact', () => {
  test.each<[NonNullable<Facts['condition']>, number, number]>([
    ['unopened', 14, 1500],
    ['unopened', 15, 1750],
    ['unopened', 30, 1750],
    ['opened', 14, 2000],
    ['opened', 15, 2250],
    ['used', 14, 2250],
    ['used', 15, 2500],
    ['damaged', 0, 2500],
    ['damaged', 30, 2500],
  ])('customer remorse, %s on day %i: a restocking fee of %i basis points', (condition, daysSinceDelivery, minor) => {
    expect(fees({ reason: 'customer_remorse', condition, daysSinceDelivery, valueMinor: 10_000 })).toEqual([
      ['restocking', minor],
      ['return_shipping', 495],
    ]);
  });

  test.each([
    ['GBP', 10_001, 2000, 450],
    ['USD', 12_343, 2469, 695],
    ['JPY', 4_999, 1000, 900],
  ])('in %s, %i minor units, rounded by the one rule', (currency, valueMinor, restocking, shipping) => {
    expect(
      fees({ reason: 'customer_remorse', condition: 'opened', currency, valueMinor, requestValueMinor: valueMinor }),
    ).toEqual([
      ['restocking', restocking],
      ['return_shipping', shipping],
    ]);
  });

  test('missing packaging → deduction by rule, not rejection', () => {
    const missing = { packaging: 'missing', valueMinor: 10_000 } as const;
    expect(fees(missing)).toEqual([['missing_packaging', 500]]);
    expect(fees({ ...missing, reason: 'customer_remorse', condition: 'unopened' })).toEqual([
      ['restocking', 1500],
      ['return_shipping', 495],
      ['missing_packaging', 500],
    ]);
    expect(decide(missing)).toMatchObject({
      outcome: 'approve',
      rules: [{ id: 'defective-early' }, { id: 'missing-packaging' }],
    });
    expect(fees({ ...missing, valueMinor: 2_000 })).toEqual([]);
  });
});

describe('a wish that is not offered', () => {
  test('is answered with what is, and named', () => {
    const decision = decide({ daysSinceDelivery: 31, preference: 'refund' });
    expect(decision.outcome).toBe('approve');
    expect(decision.rules.at(-1)).toEqual({
      id: 'wish-not-offered',
      why: 'Wished for: refund; offered: repair, replacement',
    });
    expect(fired(request({ daysSinceDelivery: 31, preference: 'repair' }))).toEqual(['defective-in-warranty']);
  });

  test('goes to a person where the document says so', () => {
    const strict = compilePolicy({ ...defaultPolicy, wishNotOffered: 'review' });
    const decision = decideLine(strict, request({ daysSinceDelivery: 31, preference: 'refund' }));
    expect(decision).toMatchObject({ outcome: 'review', terms: { resolutions: ['repair', 'replacement'] } });
  });
});
