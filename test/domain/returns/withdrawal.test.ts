import { describe, expect, test } from 'vitest';
import { assessmentOf } from '../../../shared/returns/assessment.ts';
import { decided, eur, faulty, lamps, orderOf, requested, start, statesOf, unwanted } from './sample-returns.ts';

/** Lamps a consumer in Germany may withdraw from: they arrived ten days ago. */
const { withdrawalExcluded: _, ...ordinary } = lamps();
const delivery = { paid: eur(1_000), tax: eur(160) };
const order = (some: Parameters<typeof orderOf>[1] = {}, lines = [ordinary]) =>
  orderOf(lines, { shipping: delivery, ...some });
const customer = { id: 'C-1', email: 'kim@customer.example' };
const line = (of: ReturnType<typeof decided>, i = 0) => {
  const found = of.lines[i];
  if (!found) throw new Error('a line is missing');
  return found;
};

describe('who changes their mind within the statutory time withdraws', () => {
  test('all of it: goods and delivery are paid back, less the way back alone', () => {
    const found = decided(order(), [unwanted(5)]);
    expect(line(found)).toMatchObject({
      facts: { withdrawalOpen: true },
      decision: { outcome: 'approve', terms: { refundsDelivery: true, fees: [{ kind: 'return_shipping' }] } },
      portion: { withdrawal: true, resolution: 'refund', paid: { delivery: eur(1_000) } },
    });
    expect(assessmentOf(found, 'EUR').lines[0]?.refund).toEqual({
      goods: eur(15_000),
      delivery: eur(1_000),
      fees: eur(495),
      total: eur(15_505),
    });
    expect(assessmentOf(found, 'EUR').lines[0]?.rights).toMatchObject([
      { kind: 'withdrawal', status: 'open', until: '2026-10-26' },
      { kind: 'conformity' },
    ]);
  });

  test('a part of it: the share of delivery that part had', () => {
    expect(line(decided(order(), [unwanted(2)])).portion.paid.delivery).toEqual(eur(400));
  });

  test('what was paid more for a faster delivery stays with the shop', () => {
    const express = order({ shipping: { ...delivery, standard: eur(390) } });
    expect(line(decided(express, [unwanted(5)])).portion.paid.delivery).toEqual(eur(390));
    expect(line(decided(express, [unwanted(2), unwanted(3)]), 1).portion.paid.delivery).toEqual(eur(234));
    const cheaper = order({ shipping: { ...delivery, standard: eur(2_000) } });
    expect(line(decided(cheaper, [unwanted(5)])).portion.paid.delivery).toEqual(eur(1_000));
  });

  test('other reasons get back what was paid for delivery, where they get it at all', () => {
    const express = order({ shipping: { ...delivery, standard: eur(390) } });
    const found = line(decided(express, [faulty(5)]));
    expect(found.portion.withdrawal).toBeUndefined();
    expect(found.portion.paid.delivery).toEqual(eur(1_000));
  });

  test('of a flagged account: it takes effect, and the check is routed beside it', () => {
    const flagged = order({ customer: { ...customer, flagged: true } });
    const found = requested({ order: flagged, lines: [unwanted(5)] });
    expect(statesOf(found.after)).toEqual({ '1': 'authorized' });
    expect(found.after.portions[0]).toMatchObject({ withdrawal: true, checks: [{ id: 'flagged-account' }] });
    expect(found.event.data.lines).toMatchObject([{ withdrawal: true, checks: ['flagged-account'] }]);
    expect(found.event.data.lines).toMatchObject([{ law: { version: expect.stringMatching(/^\d{4}-/) } }]);
  });

  test('it waits for no other line of the request that a person has to look at', () => {
    const flagged = order({ customer: { ...customer, flagged: true } });
    const found = requested({ order: flagged, lines: [unwanted(2), faulty(1)] });
    expect(statesOf(found.after)).toEqual({ '1': 'authorized', '2': 'under_review' });
  });

  test('whatever is doubtful about the data', () => {
    const found = requested({ order: order({ payments: [] }), lines: [unwanted(5)], facts: { person: {} } });
    expect(statesOf(found.after)).toEqual({ '1': 'authorized' });
    expect(found.after.head.problems).toEqual(['contact_missing', 'payment_unknown']);
  });

  test('who wishes for an exchange does not end the contract, and is charged no more than who withdraws', () => {
    const found = line(decided(order(), [unwanted(5, { preference: 'exchange' })]));
    expect(found.portion).toMatchObject({ resolution: 'exchange' });
    expect(found.portion.withdrawal).toBeUndefined();
    expect(found.decision.terms?.fees.map(({ kind }) => kind)).toEqual(['return_shipping']);
  });
});

describe('who does not', () => {
  test.each<[string, Parameters<typeof orderOf>[1], Date]>([
    ['a business buyer', { customer: { ...customer, business: true } }, start],
    [
      'a consumer in the United States',
      { shipTo: { name: 'Kim', line1: '1 Road', city: 'Springfield', region: 'IL', country: 'US' } },
      start,
    ],
    ['once the time is over', {}, new Date('2026-10-27T00:00:00.000+01:00')],
  ])('%s: the policy stands', (_name, some, now) => {
    const found = line(decided(order(some), [unwanted(5)], { now }));
    expect(found.portion.withdrawal).toBeUndefined();
    expect(found.decision.terms?.fees.map(({ kind }) => kind)).toContain('restocking');
    expect(found.facts.withdrawalOpen).toBe(false);
  });

  test('nobody knows when it arrived: neither open nor over, a person looks', () => {
    const unknown = order({
      fulfilments: [{ id: 'F1', status: 'shipped', lines: [{ lineId: '1', quantity: 5 }] }],
    });
    const found = line(decided(unknown, [unwanted(5)]));
    expect(found.facts.withdrawalOpen).toBeUndefined();
    expect(found.decision).toMatchObject({
      outcome: 'review',
      rights: [{ kind: 'withdrawal', status: 'unknown' }, {}],
    });
  });
});

describe('goods of which a part is still on its way', () => {
  const two = (deliveredAt: string) =>
    order(
      {
        fulfilments: [
          { id: 'F1', status: 'delivered', lines: [{ lineId: '1', quantity: 5 }], deliveredAt },
          { id: 'F2', status: 'shipped', lines: [{ lineId: '2', quantity: 1 }] },
        ],
      },
      [ordinary, { ...ordinary, id: '2', quantity: 1, paid: eur(3_000), tax: eur(479) }],
    );

  test.each([
    ['20 days ago: no fee is taken off before a person has looked', '2026-09-30T09:00:00.000Z'],
    ['41 days ago: it is not rejected as too late', '2026-09-09T09:00:00.000Z'],
  ])('what arrived %s', (_name, deliveredAt) => {
    const found = line(decided(two(deliveredAt), [unwanted(5)]));
    expect(found).toMatchObject({
      decision: { outcome: 'review', terms: { refundsDelivery: true } },
      portion: { paid: { delivery: eur(833) } },
    });
    expect(found.facts.withdrawalOpen).toBeUndefined();
    expect(found.portion.withdrawal).toBeUndefined();
    expect(found.decision.terms?.fees.map(({ kind }) => kind)).not.toContain('restocking');
  });
});

test.each([
  ['not told at all', {}, 'brand'],
  ['told before the order was placed', { givenAt: '2026-09-01T09:00:00.000Z' }, 'customer'],
  ['told with the order', { givenAt: '2026-10-01T09:00:00.000Z' }, 'customer'],
  ['told on its day', { givenAt: '2026-10-01T21:59:59.000Z' }, 'customer'],
  ['told the day after, before it came', { givenAt: '2026-10-01T22:00:00.000Z' }, 'brand'],
  ['nothing said of it', undefined, 'customer'],
])('who was %s of the cost of sending back: %s', (_name, notice, labelPayer) => {
  const told = order(notice && { withdrawalNotice: notice });
  const { decision, law } = line(decided(told, [unwanted(5)]));
  expect(decision.terms?.labelPayer).toBe(labelPayer);
  expect(law.told !== undefined).toBe(labelPayer === 'brand');
});

test('the last second of the last day where the customer lives is in time', () => {
  const at = (now: string) => line(decided(order(), [unwanted(1)], { now: new Date(now) })).facts.withdrawalOpen;
  // The fourteenth day, 24 October, is a Saturday: the time ends with Monday the 26th, in winter time.
  expect(at('2026-10-26T22:59:59.999Z')).toBe(true);
  expect(at('2026-10-26T23:00:00.000Z')).toBe(false);
});
