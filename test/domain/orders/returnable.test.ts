import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fulfilment, orderBody } from '../../../shared/contracts/order.ts';
import { sentenceIn } from '../../../shared/contracts/sentences/catalogue.ts';
import { noClaims } from '../../../shared/orders/claims.ts';
import { returnable } from '../../../shared/orders/returnable.ts';
import { isWindowOpen } from '../../../shared/policy/condition-context.ts';
import { dayAt } from '../../../shared/policy/days.ts';
import { windowEnd } from '../../../shared/policy/windows.ts';
import harbor from '../../fixtures/orders/harbor.json' with { type: 'json' };
import lumen from '../../fixtures/orders/lumen.json' with { type: 'json' };

const arrived = '2026-10-04T12:30:00.000Z';
const now = new Date('2026-10-20T00:00:00.000Z');
const window = { days: 30, where: { zone: 'Europe/Berlin', country: 'DE' } };
const line = (quantity: number, cancelled = 0) => ({
  id: '1',
  sku: 'S',
  title: 'T',
  category: 'general',
  quantity,
  cancelled,
  paid: { currency: 'EUR', minor: 1000 },
  tax: { currency: 'EUR', minor: 0 },
  serials: [],
});
const sent = (status: Fulfilment['status'], quantity: number, deliveredAt?: string): Fulfilment => ({
  id: `F${quantity}`,
  status,
  lines: [{ lineId: '1', quantity }],
  ...(deliveredAt && { deliveredAt }),
});
const claimed = (...slots: number[]) => ({
  units: { '1': Object.fromEntries(slots.map((slot) => [String(slot), 'RMA#p1'])) },
});
const only = (of: ReturnType<typeof line>, fulfilments: Fulfilment[], claims = noClaims, at = now) => {
  const [first] = returnable({ currency: 'EUR', lines: [of], fulfilments }, claims, at, window);
  if (!first) throw new Error('a line is missing');
  return first;
};

describe('what of a line can be returned', () => {
  test.each([
    ['all that was delivered', line(3), [sent('delivered', 3, arrived)], noClaims, 3, [0, 1, 2], undefined],
    ['nothing that was never shipped', line(3), [], noClaims, 0, [], 'not_shipped'],
    [
      'cancelled and never-shipped units add nothing',
      line(5, 2),
      [sent('delivered', 2, arrived)],
      noClaims,
      2,
      [0, 1],
      undefined,
    ],
    [
      'a fulfilment reported twice delivers no more than is left of the order',
      line(3, 1),
      [sent('delivered', 3, arrived), sent('delivered', 3, arrived)],
      noClaims,
      2,
      [0, 1],
      undefined,
    ],
    ['a failed fulfilment delivers nothing', line(1), [sent('failed', 1, arrived)], noClaims, 0, [], 'not_shipped'],
    ['nor does one that waits', line(1), [sent('pending', 1)], noClaims, 0, [], 'not_shipped'],
    ['all units were cancelled', line(2, 2), [], noClaims, 0, [], 'taken_out_of_order'],
    [
      'shipped, and delivery unknown: a request may be made, and is reviewed',
      line(2),
      [sent('shipped', 2)],
      noClaims,
      0,
      [0, 1],
      'delivery_unknown',
    ],
    ['said to be delivered, but not when', line(1), [sent('delivered', 1)], noClaims, 0, [0], 'delivery_unknown'],
    [
      'shipped with a time of delivery is delivered',
      line(1),
      [sent('shipped', 1, arrived)],
      noClaims,
      1,
      [0],
      undefined,
    ],
    [
      'delivered and unknown together',
      line(3),
      [sent('delivered', 1, arrived), sent('shipped', 2)],
      noClaims,
      1,
      [0, 1, 2],
      undefined,
    ],
    ['what is left beside a return', line(3), [sent('delivered', 3, arrived)], claimed(0, 2), 1, [1], undefined],
    [
      'claims count against what was delivered, not against what was bought',
      line(5),
      [sent('delivered', 2, arrived)],
      claimed(3),
      1,
      [0],
      undefined,
    ],
    ['everything is in returns', line(2), [sent('delivered', 2, arrived)], claimed(0, 1), 0, [], 'all_returned'],
    [
      'a claim on a unit cancelled since still counts',
      line(3, 1),
      [sent('delivered', 2, arrived)],
      claimed(2),
      1,
      [0],
      undefined,
    ],
    [
      'a claim on a unit cancelled since counts against what is left, however often a delivery was reported',
      line(4, 2),
      [sent('delivered', 4, arrived), sent('delivered', 2, arrived)],
      claimed(3),
      1,
      [0],
      undefined,
    ],
    [
      'the delivered one is in a return, the other still unknown',
      line(2),
      [sent('delivered', 1, arrived), sent('shipped', 1)],
      claimed(0),
      0,
      [1],
      'delivery_unknown',
    ],
  ])('%s', (_, of, fulfilments, claims, units, free, code) => {
    const found = only(of, fulfilments, claims);
    expect([found.returnable, found.free, found.notBecause?.code]).toEqual([units, free, code]);
  });

  test('never more than was delivered or shipped, and never a unit twice, whatever is claimed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.nat({ max: 8 }),
        fc.nat({ max: 10 }),
        fc.nat({ max: 10 }),
        fc.uniqueArray(fc.nat({ max: 9 })),
        (quantity, cancelled, delivered, shipped, slots) => {
          const of = line(quantity, Math.min(quantity, cancelled));
          const fulfilments = [
            ...(delivered ? [sent('delivered', delivered, arrived)] : []),
            ...(shipped ? [sent('shipped', shipped)] : []),
          ];
          const found = only(of, fulfilments, claimed(...slots));
          const ceiling = Math.min(delivered + shipped, of.quantity - of.cancelled);
          expect([found.delivered, found.delivered + found.deliveryUnknown]).toEqual([
            Math.min(delivered, of.quantity - of.cancelled),
            ceiling,
          ]);
          expect(found.free.length).toBeLessThanOrEqual(Math.max(0, ceiling - slots.length));
          expect(found.returnable).toBeLessThanOrEqual(Math.min(found.free.length, delivered));
          expect(found.free.every((slot) => slot < of.quantity - of.cancelled && !slots.includes(slot))).toBe(true);
          expect(found.returnable > 0).toBe(found.notBecause === undefined);
        },
      ),
    );
  });
});

describe('until when', () => {
  const late = [sent('delivered', 1, '2026-09-30T08:00:00.000Z'), { ...sent('delivered', 1, arrived), id: 'F2' }];
  // Delivered on 4 October in Berlin, at 14:30 of summer time; the thirtieth day, 3 November, ends in winter time.
  test.each([
    ['the last instant of the last day', '2026-11-03T22:59:59.999Z', 2, undefined],
    ['an instant later it is over', '2026-11-03T23:00:00.000Z', 0, 'window_over'],
  ])('%s, counted from the last delivery', (_, at, units, code) => {
    const found = only(line(2), late, noClaims, new Date(at));
    expect(found).toMatchObject({ deliveredOn: '2026-10-04', until: '2026-11-03T22:59:59.999Z', returnable: units });
    expect(found.notBecause?.code).toBe(code);
    expect(found.free).toEqual([0, 1]);
  });

  test('what the customer is shown and what conditions of a policy see agree, at every instant and place', () => {
    const days = fc.date({
      min: new Date('2026-09-01T00:00:00Z'),
      max: new Date('2027-03-01T00:00:00Z'),
      noInvalidDate: true,
    });
    const places = fc.constantFrom(
      { zone: 'Europe/Berlin', country: 'DE' },
      { zone: 'Atlantic/Canary', country: 'ES' },
      { zone: 'America/Los_Angeles', country: 'US' },
      { zone: 'Pacific/Kiritimati', country: 'KI' },
      { zone: 'UTC' },
    );
    const holidayPeriods = [{ deliveredFrom: '2026-11-15', deliveredTo: '2026-12-24', until: '2027-01-31' }];
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 0, max: 90 * 86_400 }),
        places,
        fc.integer({ min: 0, max: 60 }),
        (from, later, where, standard) => {
          const at = new Date(from.getTime() + later * 1000);
          const given = { days: standard, where, periods: holidayPeriods };
          const [shown] = returnable(
            { currency: 'EUR', lines: [line(1)], fulfilments: [sent('delivered', 1, from.toISOString())] },
            noClaims,
            at,
            given,
          );
          const facts = { deliveredOn: shown?.deliveredOn, today: dayAt(at, where.zone), country: where.country };
          const open = at.toISOString() <= (shown?.until ?? '');
          expect(shown?.returnable).toBe(open ? 1 : 0);
          expect(isWindowOpen(standard, facts, (days, counted) => windowEnd(days, counted, holidayPeriods))).toBe(open);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a holiday period extends it', () => {
    const periods = [{ deliveredFrom: '2026-10-01', deliveredTo: '2026-12-24', until: '2027-01-31' }];
    const [found] = returnable(
      { currency: 'EUR', lines: [line(1)], fulfilments: [sent('delivered', 1, arrived)] },
      noClaims,
      now,
      {
        ...window,
        periods,
      },
    );
    // 31 January 2027 is a Sunday.
    expect(found?.until).toBe('2027-02-01T22:59:59.999Z');
  });

  test('the reason is told in a sentence', () => {
    const { notBecause } = only(line(2), late, noClaims, new Date('2026-12-01T00:00:00.000Z'));
    expect(notBecause && (['en', 'de'] as const).map((language) => sentenceIn(language, notBecause))).toEqual([
      'The time for returns ended on November 3, 2026; a fault under warranty can still be reported.',
      'Die Zeit für Rückgaben endete am 3. November 2026; ein Garantiefall kann noch gemeldet werden.',
    ]);
  });
});

test('the orders of the two brands', () => {
  expect(returnable(orderBody.parse(lumen), noClaims, now, window)).toMatchObject([
    { lineId: '1', delivered: 1, deliveryUnknown: 0, returnable: 1, free: [0] },
    { lineId: '2', delivered: 5, returnable: 5, free: [0, 1, 2, 3, 4] },
  ]);
  expect(returnable(orderBody.parse(harbor), noClaims, now, window).map((one) => one.notBecause?.code)).toEqual([
    'delivery_unknown',
    'delivery_unknown',
  ]);
});
