import { describe, expect, test } from 'vitest';
import type { Order } from '../../../shared/contracts/order.ts';
import { decideRequest } from '../../../shared/returns/assess.ts';
import {
  type AskedLine,
  decided,
  eur,
  factsOf,
  failure,
  faulty,
  lamps,
  orderOf,
  refusalOf,
  requestOf,
  unwanted,
  wrong,
} from './sample-returns.ts';

const serials = ['SN-1', 'SN-2', 'SN-3', 'SN-4', 'SN-5'];
const withSerials = (some: Partial<Parameters<typeof lamps>[0]> = {}) => orderOf([lamps({ serials, ...some })]);
const problemsOf = (order: Order, lines: AskedLine[], some = {}) =>
  decided(order, lines, some).lines.map(({ decision }) => decision.problems.map(({ code }) => code));
const address = (country: string) => ({ name: 'Kim Muster', line1: 'Beispielweg 4', city: 'Musterstadt', country });

describe('what cannot be a request is refused, each field with its pointer', () => {
  test.each<[string, AskedLine[], string, [string, string][]]>([
    [
      'a line the order does not have',
      [unwanted(1), unwanted(1, { lineId: '9' })],
      'invalid-request',
      [['/lines/1/lineId', 'unknown_line']],
    ],
    ['more than was bought', [unwanted(6)], 'not-returnable', [['/lines/0/quantity', 'too_many']]],
    [
      'more than was bought, on two request lines together',
      [unwanted(3), wrong(3)],
      'not-returnable',
      [['/lines/1/quantity', 'too_many']],
    ],
    [
      'nothing left after the lines before',
      [unwanted(5), wrong(1)],
      'not-returnable',
      [['/lines/1/quantity', 'all_returned']],
    ],
    [
      'vague text alone is asked back for',
      [faulty(1, { description: { ...failure, what: 'broken' } })],
      'invalid-request',
      [['/lines/0/description/what', 'description_vague']],
    ],
    [
      'a failure without a description: each answer is asked for',
      [faulty(1, { description: undefined })],
      'invalid-request',
      [
        ['/lines/0/description/what', 'description_missing'],
        ['/lines/0/description/since', 'since_missing'],
        ['/lines/0/description/tried', 'tried_missing'],
      ],
    ],
    [
      'a failure of which it is not told what was tried',
      [faulty(1, { description: { what: failure.what, since: failure.since } })],
      'invalid-request',
      [['/lines/0/description/tried', 'tried_missing']],
    ],
    [
      'a reason that is not offered',
      [unwanted(1), unwanted(1, { reason: 'bored' })],
      'invalid-request',
      [['/lines/1/reason', 'reason_not_offered']],
    ],
    [
      'every wrong field at once',
      [faulty(1, { description: { ...failure, what: 'is broken !!' } }), unwanted(1, { lineId: '9' })],
      'invalid-request',
      [
        ['/lines/0/description/what', 'description_vague'],
        ['/lines/1/lineId', 'unknown_line'],
      ],
    ],
    [
      'a serial named twice on one line',
      [unwanted(2, { serials: ['SN-1', 'sn-1'] })],
      'invalid-request',
      [['/lines/0/serials/1', 'serial_twice']],
    ],
    [
      'a serial named on two lines',
      [unwanted(1, { serials: ['SN-1'] }), wrong(1, { serials: ['SN-1'] })],
      'invalid-request',
      [['/lines/1/serials/0', 'serial_twice']],
    ],
    [
      'more serials than units',
      [unwanted(1, { serials: ['SN-1', 'SN-2'] })],
      'invalid-request',
      [['/lines/0/serials', 'too_many_serials']],
    ],
  ])('%s', (_, lines, type, errors) => {
    expect(refusalOf(() => decided(withSerials(), lines))).toEqual({ type, errors });
  });

  test.each([
    ['defective', true],
    ['dead_on_arrival', true],
    ['warranty_repair', true],
    ['damaged_in_transit', true],
    ['wrong_item', false],
    ['missing_part', true],
    ['customer_remorse', false],
    ['open_box', false],
    ['demo_return', false],
    ['recall', false],
    ['end_of_lease', false],
    ['other', true],
  ] as const)('%s needs a description: %s', (reason, needed) => {
    const refusal = refusalOf(() => decided(orderOf(), [{ lineId: '1', quantity: 1, reason }]));
    expect(refusal?.errors[0]?.[1]).toBe(needed ? 'description_missing' : undefined);
  });

  test('a consumer who changed their mind need not say why, whatever the brand asks; a business is asked', () => {
    const questions = [{ id: 'what', text: 'Why?', required: true }];
    const reasons = [{ reasons: [{ code: 'customer_remorse', questions }] }];
    const refusal = (business: boolean) => {
      const order = { ...orderOf(), business };
      return refusalOf(() => decideRequest(requestOf([unwanted(1)]), { ...factsOf(order), reasons }))?.errors;
    };
    expect(refusal(false)).toBeUndefined();
    expect(refusal(true)).toEqual([['/lines/0/description/what', 'description_missing']]);
  });

  test.each(['kaputt', 'is it', 'a b c', '......', '坏', '壊れた'])('"%s" is vague', (what) => {
    expect(
      refusalOf(() => decided(orderOf(), [faulty(1, { description: { ...failure, what } })]))?.errors[0]?.[1],
    ).toBe('description_vague');
  });
  test.each([
    'It stopped charging',
    'Lädt nicht mehr',
    'Der Ton fällt aus',
    '電源が入らなくなりました',
    '屏幕上有很多坏点',
    'เปิดเครื่องไม่ติดแล้ว',
  ])('"%s" is not vague, whatever its script', (what) => {
    expect(refusalOf(() => decided(orderOf(), [faulty(1, { description: { ...failure, what } })]))).toBeUndefined();
  });

  test.each<[string, Order, string]>([
    ['all were cancelled', orderOf([lamps({ cancelled: 5 })]), 'taken_out_of_order'],
    ['all that was delivered is in returns, and what was not shipped cannot be damaged', orderOf(), 'all_returned'],
  ])('cancelled and never-shipped units add nothing: %s', (_, order, code) => {
    const claims = { units: { '1': Object.fromEntries([0, 1, 2, 3, 4].map((slot) => [String(slot), 'RMA'])) } };
    expect(refusalOf(() => decided(order, [unwanted(1)], { claims }))).toEqual({
      type: 'not-returnable',
      errors: [['/lines/0/quantity', code]],
    });
  });

  test('units in another return cannot be in this one, whatever the policy says', () => {
    const claims = { units: { '1': { '0': 'RMA', '1': 'RMA', '2': 'RMA' } } };
    expect(refusalOf(() => decided(orderOf(), [unwanted(3)], { claims }))?.errors).toEqual([
      ['/lines/0/quantity', 'too_many'],
    ]);
    expect(decided(orderOf(), [unwanted(2)], { claims }).lines[0]?.portion.units).toEqual([3, 4]);
  });
});

describe('doubtful data goes to review with each problem named', () => {
  const undelivered = { fulfilments: [{ id: 'F', status: 'shipped' as const, lines: [{ lineId: '1', quantity: 5 }] }] };

  test.each<[string, Order, AskedLine[], object, string[]]>([
    ['nothing doubtful', orderOf(), [unwanted(1)], {}, []],
    ['delivery not known', { ...orderOf(), ...undelivered }, [unwanted(1)], {}, ['delivery_unknown']],
    [
      'a serial not sold on this line, so that of the unit is missing',
      withSerials(),
      [unwanted(1, { serials: ['SN-9'] })],
      {},
      ['serial_unknown', 'serial_missing'],
    ],
    ['a serial of which is missing', withSerials(), [unwanted(2, { serials: ['SN-1'] })], {}, ['serial_missing']],
    ['all units of the line need no serials', withSerials(), [unwanted(5)], {}, []],
    ['no payment known', orderOf([lamps()], { payments: [] }), [unwanted(1)], {}, ['payment_unknown']],
    ['nobody to answer to', orderOf(), [unwanted(1)], { person: {} }, ['contact_missing']],
    [
      'not known where the goods are',
      orderOf([lamps()], { shipTo: undefined }),
      [unwanted(1)],
      {},
      ['delivery_address_unknown'],
    ],
    [
      'all of them',
      { ...withSerials(), ...undelivered, shipToCountry: undefined } as unknown as Order,
      [unwanted(2, { serials: ['SN-9'] })],
      { person: {} },
      ['delivery_unknown', 'serial_unknown', 'serial_missing', 'contact_missing', 'delivery_address_unknown'],
    ],
  ])('%s', (_, order, lines, some, codes) => {
    expect(problemsOf(order, lines, some)).toEqual([codes]);
    expect(decided(order, lines, some).outcome).toBe(codes.length > 0 ? 'review' : 'approve');
  });

  test('a request with its own contact is not without one', () => {
    const request = requestOf([unwanted(1)], {
      contact: { email: 'kim@elsewhere.example', address: address('DE') },
    });
    const order = orderOf([lamps()], { shipTo: undefined });
    expect(decideRequest(request, factsOf(order, { person: {} })).outcome).toBe('approve');
  });

  test('units beyond those known to be delivered are doubted, earlier request lines and returns counted', () => {
    const order = orderOf([lamps()], {
      fulfilments: [
        {
          id: 'F1',
          status: 'delivered',
          lines: [{ lineId: '1', quantity: 3 }],
          deliveredAt: '2026-10-10T09:00:00.000Z',
        },
        { id: 'F2', status: 'shipped', lines: [{ lineId: '1', quantity: 2 }] },
      ],
    });
    expect(problemsOf(order, [unwanted(3)])).toEqual([[]]);
    expect(problemsOf(order, [unwanted(4)])).toEqual([['delivery_unknown']]);
    expect(problemsOf(order, [unwanted(2), wrong(2)])).toEqual([[], ['delivery_unknown']]);
    const claims = { units: { '1': { '0': 'RMA', '1': 'RMA' } } };
    expect(problemsOf(order, [unwanted(2)], { claims })).toEqual([['delivery_unknown']]);
  });

  test('verified serials go with the portion, an unverified one is flagged, never claimed', () => {
    const [line] = decided(withSerials(), [unwanted(2, { serials: ['sn-2', 'SN-9'] })]).lines;
    expect(line?.portion.serials).toEqual(['SN-2']);
    expect(line?.decision.problems.map(({ code }) => code)).toEqual(['serial_unknown', 'serial_missing']);
  });

  test('who returns all of a line returns all its serials, named or not: a swapped unit shows', () => {
    const serialsAsked = (quantity: number, some = {}) =>
      decided(withSerials(), [unwanted(quantity, some)]).lines[0]?.portion.serials;
    expect(serialsAsked(5)).toEqual(serials);
    expect(serialsAsked(5, { serials: ['SN-1'] })).toEqual(serials);
    expect(serialsAsked(4)).toEqual([]);
    const fewer = withSerials({ serials: serials.slice(0, 4) });
    expect(decided(fewer, [unwanted(5)]).lines[0]?.portion.serials).toEqual([]);
  });

  test('units that the payments told of cover are not doubted, those beyond are', () => {
    const half = orderOf([lamps()], { payments: [{ reference: 'card', method: 'card', amount: eur(7_000) }] });
    expect(problemsOf(half, [unwanted(2)])).toEqual([[]]);
    expect(problemsOf(half, [unwanted(3)])).toEqual([['payment_unknown']]);
    expect(problemsOf(half, [unwanted(2), wrong(1)])).toEqual([[], ['payment_unknown']]);
  });

  test('returning 2 of 4 serials values those two', () => {
    const order = orderOf([lamps({ quantity: 4, paid: eur(12_000), serials: serials.slice(0, 4) })]);
    const [line] = decided(order, [unwanted(2, { serials: ['SN-1', 'SN-3'] })]).lines;
    expect(line?.portion).toMatchObject({ quantity: 2, serials: ['SN-1', 'SN-3'], paid: { goods: eur(6_000) } });
  });

  test.each([
    ['DE', 'DE', 'approve'],
    ['AT', 'DE', 'approve'],
    ['CH', 'DE', 'review'],
    ['GB', 'DE', 'review'],
    ['DE', 'GB', 'review'],
    ['US', 'US', 'approve'],
  ])(
    'goods in %s that come back to %s: %s (a cross-border request goes to review)',
    (country, homeCountry, outcome) => {
      const order = orderOf([lamps()], { shipTo: address(country) });
      const answer = decided(order, [unwanted(1)], { homeCountry });
      expect(answer.outcome).toBe(outcome);
      expect(answer.lines[0]?.facts.crossBorder).toBe(outcome === 'review');
    },
  );

  test('where the goods are now goes before where they were delivered', () => {
    const request = requestOf([unwanted(1)], { contact: { address: address('CH') } });
    expect(decideRequest(request, factsOf(orderOf())).outcome).toBe('review');
  });
});

test.each([
  [-1, 0],
  [100, -1],
])('an order whose delivery cost %i with a tax of %i is none: its units would have no shares', (paid, tax) => {
  expect(() => orderOf([lamps()], { shipping: { paid: eur(paid), tax: eur(tax) } })).toThrow('negative');
});
