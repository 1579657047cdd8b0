import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assessment, returnRequest } from '../../../shared/contracts/intake.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { decideRequest, outcomeOf } from '../../../shared/returns/assess.ts';
import { assessmentOf } from '../../../shared/returns/assessment.ts';
import {
  type AskedLine,
  decided,
  eur,
  factsOf,
  failure,
  faulty,
  lamps,
  orderOf,
  start,
  unwanted,
  wrong,
} from './sample-returns.ts';

const gift = { ...lamps({ id: '2', sku: 'HB-GIFT', quantity: 2, paid: eur(2_000), tax: eur(319) }) };

describe('a request is decided at once, line by line', () => {
  test.each<[string, AskedLine[], string, string[]]>([
    ['remorse in the window → approve', [unwanted(1)], 'approve', ['approve']],
    ['wrong item → approve', [wrong(1)], 'approve', ['approve']],
    ['defective within 30 days → approve', [faulty(1)], 'approve', ['approve']],
    ['open box → review', [unwanted(1, { reason: 'open_box' })], 'review', ['review']],
    ['low value → returnless', [unwanted(2, { lineId: '2' })], 'returnless', ['returnless']],
    [
      'one doubtful line holds all for a person',
      [unwanted(1), unwanted(1, { reason: 'open_box' })],
      'review',
      ['approve', 'review'],
    ],
    [
      'cheap goods go along with what is sent back anyway',
      [unwanted(2, { lineId: '2' }), wrong(1)],
      'approve',
      ['approve', 'approve'],
    ],
  ])('%s', (_, lines, whole, each) => {
    const answer = decided(orderOf([lamps(), gift]), lines);
    expect(answer.outcome).toBe(whole);
    expect(answer.lines.map(({ decision }) => decision.outcome)).toEqual(each);
    expect(assessment.safeParse(assessmentOf(answer, 'EUR')).error).toBeUndefined();
  });

  test('window over → reject', () => {
    const late = decided(orderOf(), [unwanted(1)], { now: new Date('2026-12-01T00:00:00.000Z') });
    expect(late.outcome).toBe('reject');
    expect(late.lines[0]?.decision.terms).toBeUndefined();
    expect(assessmentOf(late, 'EUR')).not.toHaveProperty('refund');
  });

  test.each([
    [['review', 'approve', 'returnless', 'reject'], 'review'],
    [['approve', 'returnless', 'reject'], 'approve'],
    [['returnless', 'reject'], 'returnless'],
    [['reject'], 'reject'],
    [[], 'reject'],
  ] as const)('%j together is %s', (outcomes, whole) => expect(outcomeOf(outcomes)).toBe(whole));

  test('the value of the whole request decides, not that of its lines', () => {
    const dear = orderOf([lamps({ paid: eur(30_000) }), lamps({ id: '2', paid: eur(30_000) })]);
    expect(decided(dear, [unwanted(3)]).outcome).toBe('approve');
    expect(decided(dear, [unwanted(3), unwanted(3, { lineId: '2' })]).outcome).toBe('review');
  });

  test('what goes back together is charged one label, and none where the brand pays for one anyway', () => {
    const labels = (lines: AskedLine[]) =>
      decided(orderOf([lamps(), gift]), lines).lines.map(({ portion }) =>
        portion.terms?.fees.some(({ kind }) => kind === 'return_shipping'),
      );
    expect(labels([unwanted(1), unwanted(2), unwanted(1, { lineId: '2' })])).toEqual([true, false, false]);
    expect(labels([unwanted(1), wrong(1), unwanted(1)])).toEqual([false, false, false]);
  });

  describe('cheap goods are kept only while all returns of the order together are cheap', () => {
    const eight = orderOf([lamps({ quantity: 8, paid: eur(8 * 1_000), tax: eur(0) })]);
    const outcomes = ({ lines }: ReturnType<typeof decided>) => lines.map(({ decision }) => decision.outcome);
    const inReturns = (count: number) => ({
      claims: { units: { '1': Object.fromEntries(Array.from({ length: count }, (_, slot) => [String(slot), 'RMA'])) } },
    });

    test('eight units asked for in eight lines are as dear as eight in one', () => {
      expect(outcomes(decided(eight, [unwanted(8)]))).toEqual(['approve']);
      expect(outcomes(decided(eight, Array(8).fill(unwanted(1))))).toEqual(Array(8).fill('approve'));
    });

    test('eight requests one after another: the third is to be sent back', () => {
      const each = Array.from({ length: 8 }, (_, taken) => decided(eight, [unwanted(1)], inReturns(taken)).outcome);
      expect(each).toEqual(['returnless', 'returnless', ...Array(6).fill('approve')]);
    });

    test('no condition stated: a person is asked from then on', () => {
      const silent = unwanted(1, { condition: undefined });
      expect(decided(eight, [silent], inReturns(1)).outcome).toBe('returnless');
      expect(decided(eight, [silent], inReturns(2)).outcome).toBe('review');
    });

    test('splitting a request into lines or further requests never turns more of it returnless', () => {
      const limit = defaultPolicy.amounts.returnlessUnder?.EUR ?? 0;
      const split = fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 5,
      });
      fc.assert(
        fc.property(split, fc.integer({ min: 1, max: 20_000 }), (requests, paid) => {
          const quantity = requests.flat().reduce((all, one) => all + one, 0);
          const order = orderOf([lamps({ quantity, paid: eur(paid), tax: eur(0) })]);
          let taken = 0;
          let kept = 0;
          for (const lines of requests) {
            const asked = decided(
              order,
              lines.map((count) => unwanted(count)),
              inReturns(taken),
            );
            const whole = lines.reduce((all, one) => all + one, 0);
            expect(new Set(outcomes(asked))).toEqual(
              new Set(outcomes(decided(order, [unwanted(whole)], inReturns(taken)))),
            );
            taken += whole;
            for (const { decision, facts } of asked.lines)
              if (decision.outcome === 'returnless') kept += facts.valueMinor;
          }
          expect(kept).toBeLessThan(limit);
        }),
      );
    });
  });

  test('the facts it was decided on are kept, and none of them is personal', () => {
    const [line] = decided(orderOf(), [unwanted(2)]).lines;
    expect(line?.facts).toEqual({
      reason: 'customer_remorse',
      preference: 'refund',
      category: 'outdoor',
      currency: 'EUR',
      valueMinor: 6_000,
      requestValueMinor: 6_000,
      returnedValueMinor: 6_000,
      quantity: 2,
      flagged: false,
      business: false,
      country: 'DE',
      today: '2026-10-20',
      deliveredOn: '2026-10-10',
      daysSinceDelivery: 10,
      daysSinceOrder: 19,
      warrantyDaysLeft: 721,
      withdrawalOpen: false,
      condition: 'unopened',
      dealer: 'direct',
      crossBorder: false,
      problems: [],
    });
  });

  test.each([
    // Its last day lasts until midnight in Germany.
    ['2026-01-31T12:00:00.000Z', 1, '2026-02-28T22:59:59.999Z', 0],
    ['2026-01-31T12:00:00.000Z', 1, '2026-02-28T23:00:00.000Z', -1],
    ['2024-02-29T12:00:00.000Z', 12, '2025-02-28T11:59:59.000Z', 0],
    ['2026-10-10T09:00:00.000Z', 24, '2026-10-20T09:00:00.000Z', 721],
  ])(
    'a warranty of goods delivered %s for %i months has at %s %i whole days left',
    (deliveredAt, months, now, left) => {
      const order = orderOf([lamps({ warrantyMonths: months })], {
        fulfilments: [{ id: 'F1', status: 'delivered', lines: [{ lineId: '1', quantity: 5 }], deliveredAt }],
      });
      expect(decided(order, [unwanted(1)], { now: new Date(now) }).lines[0]?.facts.warrantyDaysLeft).toBe(left);
    },
  );

  test('what is wished for is given where it is offered, else what is offered first', () => {
    const wish = (preference: 'refund' | 'repair') =>
      decided(orderOf(), [faulty(1, { preference })]).lines[0]?.portion.resolution;
    expect(wish('repair')).toBe('repair');
    const remorse = decided(orderOf(), [unwanted(1, { preference: 'repair' })]);
    expect(remorse.lines[0]?.portion.resolution).toBe('refund');
    expect(remorse.lines[0]?.decision.rules.map(({ id }) => id)).toContain('wish-not-offered');
  });

  test('where nothing was wished for, no wish is said to be not offered', () => {
    const late = { now: new Date('2026-12-01T09:00:00.000Z') };
    const rulesOf = (preference?: 'refund') =>
      decided(orderOf(), [faulty(1, preference && { preference })], late).lines[0]?.decision.rules.map(({ id }) => id);
    expect(rulesOf('refund')).toContain('wish-not-offered');
    expect(rulesOf()).not.toContain('wish-not-offered');
  });
});

describe('each unit has a slot, and the slot its money', () => {
  const order = orderOf([lamps({ quantity: 3, paid: eur(10_000), tax: eur(1_597) }), gift], {
    shipping: { paid: eur(595), tax: eur(95) },
    payments: [
      { reference: 'gift', method: 'gift_card', amount: eur(5_000) },
      { reference: 'card', method: 'card', amount: eur(7_595) },
    ],
  });

  test('two request lines on one order line take different slots', () => {
    const { lines } = decided(order, [unwanted(1), wrong(2)]);
    expect(lines.map(({ portion }) => portion.units)).toEqual([[0], [1, 2]]);
    expect(lines.map(({ portion }) => portion.paid.goods.minor)).toEqual([3_334, 6_666]);
  });

  test('payments are under the slots in their order: the gift card was used up first', () => {
    const { lines } = decided(order, [unwanted(1), wrong(2), unwanted(2, { lineId: '2' })]);
    const over = lines.map(({ portion }) => portion.tenders.map(({ reference, amount }) => [reference, amount.minor]));
    expect(over).toEqual([
      [['gift', 3_500]],
      [
        ['gift', 1_500],
        ['card', 5_496],
      ],
      [['card', 2_099]],
    ]);
  });

  test('full return in any lines: never more than was paid, for goods, tax, delivery and each payment', () => {
    const quantities = fc.record({
      lines: fc.array(
        fc.record({ quantity: fc.integer({ min: 1, max: 9 }), paid: fc.nat({ max: 20_000 }), cut: fc.nat({ max: 9 }) }),
        { minLength: 1, maxLength: 3 },
      ),
      delivery: fc.nat({ max: 2_000 }),
      gift: fc.nat({ max: 20_000 }),
      currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    });
    fc.assert(
      fc.property(quantities, ({ lines, delivery, gift: card, currency }) => {
        const money = (minor: number) => ({ currency, minor });
        const total = lines.reduce((sum, { paid }) => sum + paid, 0) + delivery;
        const first = Math.min(card, total);
        const bought = orderOf(
          lines.map(({ quantity, paid }, i) =>
            lamps({ id: String(i), quantity, paid: money(paid), tax: money(Math.floor(paid / 6)) }),
          ),
          {
            currency,
            shipping: { paid: money(delivery), tax: money(0) },
            payments: [
              { reference: 'gift', method: 'gift_card', amount: money(first) },
              { reference: 'card', method: 'card', amount: money(total - first) },
            ],
          },
        );
        const asked = lines.flatMap(({ quantity, cut }, i): AskedLine[] => {
          const one = cut % quantity;
          const rest = unwanted(quantity - one, { lineId: String(i) });
          return one > 0 ? [unwanted(one, { lineId: String(i) }), rest] : [rest];
        });
        const answer = decided(bought, asked).lines.map(({ portion }) => portion);
        const sum = (what: 'goods' | 'tax' | 'delivery') => answer.reduce((all, { paid }) => all + paid[what].minor, 0);
        expect(sum('goods') + sum('delivery')).toBe(total);
        expect(sum('delivery')).toBe(delivery);
        expect(sum('tax')).toBe(lines.reduce((all, { paid }) => all + Math.floor(paid / 6), 0));
        const back = (reference: string) =>
          answer
            .flatMap(({ tenders }) => tenders.filter((one) => one.reference === reference))
            .reduce((all, { amount }) => all + amount.minor, 0);
        expect([back('gift'), back('card')]).toEqual([first, total - first]);
        for (const portion of answer) expect(portion.units.length).toBe(portion.quantity);
      }),
    );
  });
});

describe('the assessment as people read it', () => {
  test('shows decision, fees, label, resolutions, refund and why', () => {
    const [line] = assessmentOf(decided(orderOf(), [unwanted(5)]), 'EUR').lines;
    expect(line).toEqual({
      lineId: '1',
      title: 'Garden lamp',
      quantity: 5,
      outcome: 'approve',
      message: expect.stringContaining('restocking fee'),
      labelPayer: 'customer',
      fees: [
        { kind: 'restocking', amount: eur(2_250) },
        { kind: 'return_shipping', amount: eur(495) },
      ],
      resolution: 'refund',
      resolutions: ['refund', 'exchange', 'store_credit'],
      evidence: [],
      refund: { goods: eur(15_000), delivery: eur(0), fees: eur(2_745), total: eur(12_255) },
      why: [{ id: 'remorse-in-window', why: expect.any(String) }],
      checks: [],
      problems: [],
      window: { until: '2026-11-09' },
      rights: [
        expect.objectContaining({ kind: 'withdrawal', status: 'excluded', excludedBecause: 'made_to_measure' }),
        expect.objectContaining({ kind: 'conformity', status: 'open', until: '2028-10-10' }),
      ],
      policy: { id: 'default', version: expect.any(String) },
    });
  });

  test('the whole refund is the sum of the lines that are refunded', () => {
    const answer = assessmentOf(
      decided(orderOf([lamps(), gift]), [wrong(1), wrong(1, { preference: 'exchange' }), unwanted(2, { lineId: '2' })]),
      'EUR',
    );
    expect(answer.lines.map(({ refund }) => refund?.total.minor)).toEqual([3_000, undefined, 1_700]);
    expect(answer.refund).toEqual(eur(4_700));
  });

  test('asking changes nothing: the same request is answered the same', () => {
    const order = orderOf();
    const before = structuredClone(order);
    const request = returnRequest.parse({ orderNumber: 'HB-1', lines: [faulty(2), unwanted(1)] });
    const given = factsOf(order, { now: start });
    expect(decideRequest(request, given)).toEqual(decideRequest(request, given));
    expect(order).toEqual(before);
    expect(failure.what).toBe('It does not switch on any more');
  });
});
