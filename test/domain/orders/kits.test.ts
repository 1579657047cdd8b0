import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OrderBody, orderBody } from '../../../shared/contracts/order.ts';
import { add, sum } from '../../../shared/money/amount.ts';
import type { Claims } from '../../../shared/orders/claims.ts';
import { piecesOf, serialsOf, soldLines } from '../../../shared/orders/kits.ts';
import { returnable } from '../../../shared/orders/returnable.ts';
import { tendersBySlot } from '../../../shared/orders/unit-tenders.ts';
import { unitShares } from '../../../shared/orders/units.ts';

const eur = (minor: number) => ({ currency: 'EUR', minor });
const now = new Date('2026-11-02T09:00:00.000Z');
const window = { days: 30, where: { zone: 'UTC', country: 'DE' } };

interface Wish {
  kits?: number;
  paid?: number;
  delivery?: number;
  cancelled?: number;
  shipped?: number;
  parts?: { id: string; each?: number; worth?: number; serials?: string[] }[];
}

/** A home cinema: a player, two speakers, a cable that is worth nothing. */
const cinema = [
  { id: 'player', worth: 600 },
  { id: 'speaker', each: 2, worth: 200 },
  { id: 'cable', worth: 0 },
];

function orderOf({
  kits = 2,
  paid = 99_999,
  delivery = 590,
  cancelled = 0,
  shipped = kits,
  parts = cinema,
}: Wish = {}) {
  return orderBody.parse({
    updatedAt: '2026-10-24T16:00:00.000Z',
    placedAt: '2026-10-20T08:15:28.000Z',
    currency: 'EUR',
    lines: [
      {
        id: 'kit',
        sku: 'CINEMA',
        title: 'Home cinema',
        category: 'audio',
        quantity: kits,
        cancelled,
        paid: eur(paid),
        tax: eur(Math.floor((paid * 19) / 119)),
        warrantyMonths: 24,
        parts: parts.map((part) => ({ sku: part.id, title: part.id, ...part })),
      },
    ],
    shipping: { paid: eur(delivery), tax: eur(0) },
    fulfilments:
      shipped > 0
        ? [
            {
              id: 'F1',
              status: 'delivered',
              lines: [{ lineId: 'kit', quantity: shipped }],
              deliveredAt: '2026-10-24T12:00:00Z',
            },
          ]
        : [],
    payments: [
      { reference: 'voucher', method: 'voucher', amount: eur(Math.min(5000, paid + delivery)) },
      { reference: 'card', method: 'card', amount: eur(Math.max(0, paid + delivery - 5000)) },
    ],
    customer: { id: 'C-1' },
  });
}

const free = (order: OrderBody, claims: Claims = { units: {} }) =>
  Object.fromEntries(returnable(order, claims, now, window).map((line) => [line.lineId, line.free]));
const claimed = (units: Record<string, number[]>): Claims => ({
  units: Object.fromEntries(
    Object.entries(units).map(([lineId, slots]) => [
      lineId,
      Object.fromEntries(slots.map((slot) => [String(slot), 'RMA'])),
    ]),
  ),
});

describe('a kit and its parts', () => {
  test('each part is a line beside the kit', () => {
    expect(soldLines(orderOf()).map(({ id, quantity, kit }) => [id, quantity, kit?.lineId])).toEqual([
      ['kit', 2, undefined],
      ['player', 2, 'kit'],
      ['speaker', 4, 'kit'],
      ['cable', 2, 'kit'],
    ]);
    expect(soldLines(orderOf()).find(({ id }) => id === 'cable')).toMatchObject({
      category: 'audio',
      warrantyMonths: 24,
    });
  });

  test('nothing claimed: all kits, or all pieces', () => {
    expect(free(orderOf())).toEqual({ kit: [0, 1], player: [0, 1], speaker: [0, 1, 2, 3], cable: [0, 1] });
  });

  test('a part returned does not return the parent: that kit is no whole one any more, its other pieces are free', () => {
    expect(free(orderOf(), claimed({ speaker: [0] }))).toEqual({
      kit: [1],
      player: [0, 1],
      speaker: [1, 2, 3],
      cable: [0, 1],
    });
  });

  test('a kit returned takes its pieces along', () => {
    expect(free(orderOf(), claimed({ kit: [0] }))).toEqual({ kit: [1], player: [1], speaker: [2, 3], cable: [1] });
    expect(free(orderOf(), claimed({ kit: [0, 1] }))).toEqual({ kit: [], player: [], speaker: [], cable: [] });
  });

  test('cancelled and never-shipped units add nothing, pieces of them neither', () => {
    expect(free(orderOf({ kits: 3, cancelled: 1, shipped: 1 }))).toEqual({
      kit: [0],
      player: [0],
      speaker: [0, 1],
      cable: [0],
    });
    const unshipped = returnable(orderOf({ kits: 3, cancelled: 1, shipped: 1 }), { units: {} }, now, window);
    expect(unshipped.map((line) => line.unshipped)).toEqual([[1], [], [], []]);
  });

  test('serial numbers of its pieces are those of the kit', () => {
    const [kit] = orderOf({
      parts: [
        { id: 'player', serials: ['P-1'] },
        { id: 'speaker', each: 2, serials: ['S-1', 'S-2'] },
      ],
    }).lines;
    expect(kit && serialsOf(kit)).toEqual(['P-1', 'S-1', 'S-2']);
    expect(kit && piecesOf(kit)).toBe(4);
  });

  test.each([
    ['two parts', [{ id: 'a' }, { id: 'a' }], ['lines', 0, 'parts', 1, 'id']],
    ['a part and a line', [{ id: 'kit' }], ['lines', 0, 'parts', 0, 'id']],
  ])('an id of %s alike is refused', (_, parts, path) => {
    expect(() => orderOf({ parts })).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ path })] }));
  });
});

const wishes = fc.record({
  kits: fc.integer({ min: 1, max: 6 }),
  paid: fc.nat({ max: 200_000 }),
  delivery: fc.nat({ max: 2000 }),
  parts: fc
    .array(fc.record({ each: fc.integer({ min: 1, max: 4 }), worth: fc.nat({ max: 500 }) }), {
      minLength: 1,
      maxLength: 5,
    })
    .map((parts) => parts.map((part, i) => ({ id: `p${i}`, ...part }))),
});

describe('money of a kit', () => {
  test('is shared over its pieces by what they are worth', () => {
    const shares = unitShares(orderOf({ kits: 1, paid: 100_000, delivery: 0 }));
    const goods = (id: string) => shares.get(id)?.map((unit) => unit.goods.minor);
    expect([goods('player'), goods('speaker'), goods('cable')]).toEqual([[60_000], [20_000, 20_000], [0]]);
  });

  test('pieces sum to their kit, to the minor unit, whatever they are worth, over every payment', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const order = orderOf(wish);
        const shares = unitShares(order);
        const tenders = tendersBySlot(
          { ...order, brand: 'b', orderNumber: '1', customerId: 'C', flagged: false, business: false, locale: 'en' },
          shares,
        );
        for (const [slot, kit] of (shares.get('kit') ?? []).entries()) {
          const pieces = wish.parts.flatMap(({ id, each }) =>
            Array.from({ length: each }, (_, i) => ({
              share: shares.get(id)?.[slot * each + i],
              tenders: tenders.get(id)?.[slot * each + i] ?? [],
            })),
          );
          for (const what of ['goods', 'tax', 'delivery'] as const)
            expect(pieces.reduce((all, { share }) => all + (share?.[what].minor ?? Number.NaN), 0)).toBe(
              kit[what].minor,
            );
          for (const { share, tenders: under } of pieces)
            expect(
              sum(
                'EUR',
                under.map(({ amount }) => amount),
              ),
            ).toEqual(share && add(share.goods, share.delivery));
          for (const reference of ['voucher', 'card']) {
            const of = (parts: readonly { reference: string; amount: { minor: number } }[]) =>
              parts.filter((one) => one.reference === reference).reduce((all, { amount }) => all + amount.minor, 0);
            expect(of(pieces.flatMap((piece) => piece.tenders))).toBe(of(tenders.get('kit')?.[slot] ?? []));
          }
        }
      }),
    );
  });
});

test('returnable of parts and of their kit never exceed what was shipped, in whatever order they go back', () => {
  fc.assert(
    fc.property(
      wishes,
      fc.nat({ max: 6 }),
      fc.array(fc.nat({ max: 5 }), { maxLength: 40 }),
      (wish, shippedWish, picks) => {
        const shipped = Math.min(wish.kits, shippedWish);
        const order = orderOf({ ...wish, shipped });
        const ids = ['kit', ...wish.parts.map(({ id }) => id)];
        const units: Record<string, number[]> = {};
        const gone = new Map<string, number>();
        for (const pick of picks) {
          const id = ids[pick % ids.length] ?? 'kit';
          const [slot] = free(order, claimed(units))[id] ?? [];
          if (slot === undefined) continue;
          units[id] = [...(units[id] ?? []), slot];
          const pieces =
            id === 'kit'
              ? wish.parts
              : wish.parts.filter((part) => part.id === id).map((part) => ({ ...part, each: 1 }));
          for (const part of pieces) gone.set(part.id, (gone.get(part.id) ?? 0) + part.each);
        }
        for (const { id, each } of wish.parts) expect(gone.get(id) ?? 0).toBeLessThanOrEqual(shipped * each);
        // No piece is claimed by itself and with its kit.
        for (const { id, each } of wish.parts)
          for (const slot of units[id] ?? []) expect(units.kit ?? []).not.toContain(Math.floor(slot / each));
      },
    ),
  );
});
