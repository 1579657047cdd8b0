import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Portion } from '../../../shared/contracts/return.ts';
import type { Claims } from '../../../shared/orders/claims.ts';
import { decided, eur, lamps, orderOf } from '../returns/sample-returns.ts';

/** Units that we took out of an order, and what the others stand for once the order system counts them as cancelled. */

type Taken = Pick<Portion, 'lineId' | 'units' | 'paid' | 'tenders'>;

const sumOf = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0);
const worthOf = (portions: readonly Taken[]) =>
  sumOf(portions.flatMap(({ paid }) => [paid.goods.minor, paid.delivery.minor]));

/** The units of portions, as the order's claims hold them. */
const slotsOf = (portions: readonly Taken[]): Claims['units'] =>
  Object.fromEntries(
    [...Map.groupBy(portions, ({ lineId }) => lineId)].map(([lineId, own]) => [
      lineId,
      Object.fromEntries(own.flatMap(({ units }) => units.map((slot) => [String(slot), 'R']))),
    ]),
  );

test('Two routes to money share one cap: cancel, count as cancelled, withdraw from the rest is what was paid', () => {
  const [unshipped, kept] = [1, 1];
  const line = { quantity: 2, paid: eur(2000), tax: eur(0), withdrawalExcluded: undefined };
  const some = {
    shipping: { paid: eur(400), tax: eur(0) },
    fulfilments: [
      {
        id: 'F',
        status: 'delivered' as const,
        lines: [{ lineId: '1', quantity: kept }],
        deliveredAt: '2026-10-10T09:00:00.000Z',
      },
    ],
  };
  const cancels = decided(orderOf([lamps(line)], some), [
    { lineId: '1', quantity: unshipped, reason: 'customer_remorse', preference: 'cancel_order' },
  ]).lines.map(({ portion }) => portion);
  expect(worthOf(cancels)).toBe(1200);
  const told = orderOf([lamps({ ...line, cancelled: unshipped })], some);
  const withdraws = decided(told, [{ lineId: '1', quantity: kept, reason: 'customer_remorse', preference: 'refund' }], {
    claims: { units: {}, cancellations: slotsOf(cancels) },
    withdraws: true,
  }).lines.map(({ portion }) => portion);
  expect(worthOf(withdraws)).toBe(1200);
});

const line = fc
  .record({
    shipped: fc.integer({ min: 0, max: 5 }),
    unshipped: fc.integer({ min: 0, max: 5 }),
    /** Of those that were not shipped: cancelled by us, in two goes, and told by the order system after each. */
    cancelled: fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })),
    paid: fc.nat({ max: 20_000 }),
  })
  .filter(({ shipped, unshipped }) => shipped + unshipped > 0);

test('whatever we cancel, and whenever the order system tells of it: all refunds are what was paid, and no payment gives more than it was', () => {
  fc.assert(
    fc.property(
      fc.record({
        lines: fc.array(line, { minLength: 1, maxLength: 4 }),
        delivery: fc.nat({ max: 3000 }),
        cards: fc.integer({ min: 1, max: 3 }),
        withdraws: fc.boolean(),
      }),
      ({ lines, delivery, cards, withdraws }) => {
        const paid = sumOf(lines.map((one) => one.paid)) + delivery;
        const each = Math.floor(paid / cards);
        const payments = Array.from({ length: cards }, (_, i) => ({
          reference: `card-${i}`,
          method: 'card',
          amount: eur(i === 0 ? paid - each * (cards - 1) : each),
        }));
        const taken = lines.map(() => 0);
        const claims: Required<Claims> = { units: {}, cancellations: {} };
        const given: Taken[] = [];
        const order = () =>
          orderOf(
            lines.map((one, i) =>
              lamps({
                id: `${i}`,
                quantity: one.shipped + one.unshipped,
                cancelled: taken[i] ?? 0,
                paid: eur(one.paid),
                tax: eur(0),
                withdrawalExcluded: undefined,
              }),
            ),
            {
              payments,
              shipping: { paid: eur(delivery), tax: eur(0) },
              fulfilments: lines.flatMap((one, i) =>
                one.shipped === 0
                  ? []
                  : [
                      {
                        id: `F${i}`,
                        status: 'delivered' as const,
                        lines: [{ lineId: `${i}`, quantity: one.shipped }],
                        deliveredAt: '2026-10-10T09:00:00.000Z',
                      },
                    ],
              ),
            },
          );
        const take = (quantities: readonly number[], preference: 'cancel_order' | 'refund') => {
          const asked = quantities.flatMap((quantity, i) =>
            quantity > 0 ? [{ lineId: `${i}`, quantity, reason: 'customer_remorse' as const, preference }] : [],
          );
          if (asked.length === 0) return;
          const facts = { claims, withdraws: withdraws && preference === 'refund' };
          const portions = decided(order(), asked, facts).lines.map(({ portion }) => portion);
          given.push(...portions);
          for (const portion of portions) {
            const kind = portion.resolution === 'cancel_order' ? 'cancellations' : 'units';
            const { lineId } = portion;
            claims[kind][lineId] = { ...claims[kind][lineId], ...slotsOf([portion])[lineId] };
          }
        };
        for (const go of [0, 1] as const) {
          const open = lines.map(({ unshipped, cancelled }, i) => Math.min(cancelled[go], unshipped - (taken[i] ?? 0)));
          take(open, 'cancel_order');
          for (const [i, quantity] of open.entries()) taken[i] = (taken[i] ?? 0) + quantity;
        }
        take(
          lines.map(({ shipped, unshipped }, i) => shipped + unshipped - (taken[i] ?? 0)),
          'refund',
        );
        expect(worthOf(given)).toBe(paid);
        for (const { reference, amount } of payments) {
          const back = given.flatMap(({ tenders }) => tenders.filter((one) => one.reference === reference));
          expect(sumOf(back.map((one) => one.amount.minor))).toBe(amount.minor);
        }
      },
    ),
    { numRuns: 60 },
  );
});
