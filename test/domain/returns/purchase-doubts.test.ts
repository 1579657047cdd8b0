import { describe, expect, test } from 'vitest';
import type { Order } from '../../../shared/contracts/order.ts';
import type { StatedPurchase } from '../../../shared/contracts/purchase.ts';
import { decideRequest } from '../../../shared/returns/assess.ts';
import { requestReturn } from '../../../shared/returns/request.ts';
import { by, decided, factsOf, failure, faulty, lamps, orderOf, requestOf } from './sample-returns.ts';

/** Where something was bought, as far as it is known, and what it leads to. */

const dealers = new Map([
  ['D-1', { name: 'One', authorizations: [{ from: '2024-01-01' }] }],
  ['D-2', { name: 'Two', authorizations: [{ from: '2024-01-01', until: '2025-12-31' }] }],
  ['D-3', { name: 'Three', authorizations: [] }],
]);
const order = (some: Partial<Order> = {}): Order => ({ ...orderOf([lamps({ quantity: 1 })]), ...some });
const asked = (of: Order, purchase?: StatedPurchase, some = {}) =>
  decided(of, [faulty(1, { preference: 'repair', ...(purchase && { purchase }), ...some })], { dealers }).lines[0];
const codes = (...given: Parameters<typeof asked>) => asked(...given)?.decision.problems.map(({ code }) => code);

describe('whom it was bought from', () => {
  test.each<[string, Partial<Order>, StatedPurchase | undefined, string | undefined, string[]]>([
    ['an order of ours is direct', {}, undefined, 'direct', []],
    ['an order through an authorized dealer', { dealer: 'D-1' }, undefined, 'authorized', []],
    ['through one that is so no more', { dealer: 'D-2' }, undefined, 'unauthorized', ['dealer_not_authorized']],
    ['through one that never was', { dealer: 'D-3' }, undefined, 'unauthorized', ['dealer_not_authorized']],
    ['through one nobody knows', { dealer: 'D-9' }, undefined, 'unknown', ['dealer_unknown']],
    [
      'the day of the purchase counts',
      { dealer: 'D-2', placedAt: '2025-12-31T09:00:00.000Z' },
      undefined,
      'authorized',
      [],
    ],
    ['a registration names it', { origin: 'registration', dealer: 'D-1' }, undefined, 'authorized', []],
    ['a registration without one is direct', { origin: 'registration' }, undefined, 'direct', []],
    [
      'the customer names it by number',
      { origin: 'statement', dealer: 'D-1' },
      { dealer: { id: 'D-1' } },
      'authorized',
      ['purchase_unconfirmed'],
    ],
    [
      'the customer knows its name only',
      { origin: 'statement' },
      { dealer: { name: 'The shop at the corner' } },
      'unknown',
      ['dealer_unknown', 'purchase_unconfirmed'],
    ],
    ['the customer says nothing', { origin: 'statement' }, undefined, undefined, ['purchase_unconfirmed']],
    [
      'the customer names another than the order',
      { dealer: 'D-1' },
      { dealer: { id: 'D-3' } },
      'authorized',
      ['purchase_differs'],
    ],
    ['a day a week off is the same purchase', {}, { on: '2026-09-24' }, 'direct', []],
    ['a day further off is another', {}, { on: '2026-09-23' }, 'direct', ['purchase_differs']],
  ])('%s', (_, some, purchase, fact, doubts) => {
    expect(asked(order(some), purchase)?.facts.dealer).toBe(fact);
    expect(codes(order(some), purchase)).toEqual(doubts);
  });
});

describe('a purchase nobody but the customer knows of', () => {
  const stated = order({ origin: 'statement', payments: [] });

  test('goes to a person, with the receipt demanded, beside what the reason demands', () => {
    const line = asked(stated);
    expect(line?.decision.outcome).toBe('review');
    expect(line?.demands.types).toEqual(['photo_or_video', 'document']);
  });

  test('is not lost without a price: no terms are told that would rest on none', () => {
    const free = { ...stated, lines: stated.lines.map((one) => ({ ...one, paid: { currency: 'EUR', minor: 0 } })) };
    const line = asked(free);
    expect(line?.decision.problems.map(({ code }) => code)).toContain('price_unknown');
    expect(line?.decision).toMatchObject({ outcome: 'review' });
    expect(line?.decision.terms).toBeUndefined();
    expect(line?.demands.types).toEqual(['document']);
  });

  test('is kept with the statement, where it can be erased, and not in the event', () => {
    const purchase = { on: '2026-09-20', originalBuyer: 'Aunt Alma', dealer: { name: 'Corner Shop' } };
    const request = requestOf([faulty(1, { purchase, description: failure })]);
    const given = factsOf(stated, { dealers });
    const { after, event } = requestReturn(
      {
        rma: '7K3F-9XTB-2MQ4',
        order: stated,
        person: {},
        request,
        decided: decideRequest(request, given),
        channel: 'portal',
      },
      by('customer'),
    );
    expect(after.statement.purchases).toEqual({ '1': purchase });
    expect(JSON.stringify(event)).not.toMatch(/Alma|Corner/);
    expect(event.data).toMatchObject({ origin: 'statement' });
  });
});

describe('what a dealer was paid is no payment of ours', () => {
  const bought = order({ origin: 'registration', dealer: 'D-1', payments: [] });

  test('a repair of a registered product needs none: it is decided at once', () => {
    expect(codes(bought)).toEqual([]);
    expect(asked(bought)?.decision.outcome).toBe('approve');
    expect(asked(bought)?.demands.types).toEqual(['photo_or_video']);
  });

  test.each(['refund', 'store_credit', undefined] as const)('money back (%s) is looked at', (preference) => {
    expect(codes(bought, undefined, { preference })).toEqual(['payment_unknown']);
  });
});
