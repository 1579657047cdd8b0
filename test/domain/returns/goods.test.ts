import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Return } from '../../../shared/returns/change.ts';
import { heldSerials } from '../../../shared/returns/claims.ts';
import { dispose, openMovements } from '../../../shared/returns/effects.ts';
import { inspect, issueLabel, moveShipment, receive } from '../../../shared/returns/goods.ts';
import { approve, settleDispute } from '../../../shared/returns/review.ts';
import {
  by,
  certainly,
  days,
  eur,
  faulty,
  found,
  hours,
  label,
  lamps,
  machine,
  news,
  orderOf,
  portionOf,
  refusalOf,
  requested,
  returnAt,
  settleAll,
  statesOf,
  terms,
  unwanted,
  wrong,
} from './sample-returns.ts';

const serials = ['SN-1', 'SN-2', 'SN-3', 'SN-4', 'SN-5'];
const serialised = orderOf([lamps({ serials })]);
const count = (quantity: number, named: string[] = [], lineId = '1') => ({ lineId, quantity, serials: named });
const shipped = (asked: Parameters<typeof requested>[0] = {}) =>
  issueLabel(requested(asked).after, machine(), label()).after;
const parts = ({ portions }: Return) => portions.map(({ id, quantity, state }) => [id, quantity, state]);
const serialsBy = ({ portions }: Return) => Object.fromEntries(portions.map((one) => [one.id, one.serials]));

describe('the label', () => {
  test('is one parcel for all that is authorized, and is in the event without the address', () => {
    const { after, event } = issueLabel(requested({ lines: [unwanted(2), unwanted(3)] }).after, machine(), label());
    expect(statesOf(after)).toEqual({ '1': 'awaiting_shipment', '2': 'awaiting_shipment' });
    expect(after.shipments).toEqual([
      expect.objectContaining({
        id: 'S1',
        direction: 'inbound',
        state: 'label_created',
        payer: 'customer',
        portions: ['1', '2'],
        statusAt: '2026-10-20T09:00:00.000Z',
      }),
    ]);
    expect(event).toMatchObject({
      type: 'return.label_issued',
      data: { trackingNumber: 'TRACK-1', payer: 'customer' },
    });
    expect(event.starts).toBeUndefined();
  });

  test('the brand pays as soon as it pays for one of them', () => {
    const current = requested({ lines: [unwanted(2), unwanted(3)], facts: { person: {} } }).after;
    const some = approve(current, by('agent'), { portions: ['1'] }).after;
    const all = approve(some, by('agent'), { portions: ['2'], terms: terms(), reason: 'r' }).after;
    expect(issueLabel(all, machine(), label()).after.shipments[0]?.payer).toBe('brand');
  });
});

describe('a carrier moves a shipment', () => {
  test('on its way, in difficulty, on its way again, arrived', () => {
    let current = shipped();
    for (const [status, at, state] of [
      ['in_transit', 1, 'in_transit'],
      ['exception', 2, 'shipment_exception'],
      ['in_transit', 3, 'in_transit'],
      ['arrived', 4, 'arrived'],
    ] as const) {
      const change = certainly(moveShipment(current, by('carrier', days(at)), news(status, days(at))));
      current = change.after;
      expect(statesOf(current)).toEqual({ '1': state });
      expect(current.shipments[0]).toMatchObject({ state: status, statusAt: days(at).toISOString() });
      expect(change.event.data).toMatchObject({ trackingNumber: 'TRACK-1', at: days(at).toISOString() });
    }
  });

  test('carrier "delivered" is "arrived", not "received and counted", and never by itself a refund', () => {
    const { after, event } = certainly(moveShipment(shipped(), by('carrier', days(2)), news('arrived', days(2))));
    expect(event.type).toBe('return.arrived');
    expect(statesOf(after)).toEqual({ '1': 'arrived' });
    expect(after.instructions).toEqual([]);
    expect(event.starts).toBeUndefined();
    expect(after.head.stage).toBe('receiving');
  });

  test('on a return leg, return_to_sender means it goes back to the shopper: an exception, not success', () => {
    const current = certainly(moveShipment(shipped(), by('carrier', days(1)), news('in_transit', days(1)))).after;
    const { after, event } = certainly(moveShipment(current, by('carrier', days(2)), news('exception', days(2))));
    expect(event.type).toBe('return.shipment_exception');
    expect(statesOf(after)).toEqual({ '1': 'shipment_exception' });
    expect(after.instructions).toEqual([]);
  });

  test.each([
    ['a tracking number of nobody', news('arrived', days(2), 'TRACK-9')],
    ['news older than the label', news('arrived', days(-1))],
    ['news of the very time that is known', news('arrived', hours(0))],
  ])('%s changes nothing', (_, one) => expect(moveShipment(shipped(), by('carrier'), one)).toBeUndefined());

  test('a late event never takes a state back', () => {
    const arrived = certainly(moveShipment(shipped(), by('carrier', days(5)), news('arrived', days(5)))).after;
    for (const status of ['in_transit', 'exception', 'arrived'] as const)
      for (const at of [1, 5, 9])
        expect(moveShipment(arrived, by('carrier', days(9)), news(status, days(at)))).toBeUndefined();
    const problem = certainly(moveShipment(shipped(), by('carrier', days(5)), news('exception', days(5)))).after;
    expect(moveShipment(problem, by('carrier', days(6)), news('in_transit', days(4)))).toBeUndefined();
  });

  test('whatever order, however often news come: the same again changes nothing, and arrived stays arrived', () => {
    const some = fc.array(
      fc.record({
        status: fc.constantFrom('in_transit', 'exception', 'arrived'),
        day: fc.integer({ min: -1, max: 9 }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(some, (all) => {
        let current = shipped();
        for (const { status, day } of all) {
          const before = current;
          const change = moveShipment(current, by('carrier', days(10)), news(status, days(day)));
          if (!change) continue;
          current = change.after;
          expect(before.shipments[0]?.state).not.toBe('arrived');
          expect((current.shipments[0]?.statusAt ?? '') > (before.shipments[0]?.statusAt ?? '')).toBe(true);
          expect(moveShipment(current, by('carrier', days(10)), news(status, days(day)))).toBeUndefined();
        }
      }),
    );
  });

  test('what was received meanwhile is not moved', () => {
    const received = receive(shipped(), by('warehouse'), undefined).after;
    expect(moveShipment(received, by('carrier', days(2)), news('arrived', days(2)))).toBeUndefined();
  });

  test('only the parcel it is about moves', () => {
    let current = requested({ lines: [unwanted(2), unwanted(3)], facts: { person: {} } }).after;
    for (const [portion, id] of [
      ['1', 'S1'],
      ['2', 'S2'],
    ] as const) {
      current = approve(current, by('agent'), { portions: [portion] }).after;
      current = issueLabel(current, machine(), label(id, `TRACK-${id}`)).after;
    }
    const { after } = certainly(moveShipment(current, by('carrier', days(1)), news('arrived', days(1), 'TRACK-S2')));
    expect(statesOf(after)).toEqual({ '1': 'awaiting_shipment', '2': 'arrived' });
    expect(after.shipments.map(({ state }) => state)).toEqual(['label_created', 'arrived']);
  });
});

describe('receiving counts what came', () => {
  test('everything that is expected, when nothing was counted', () => {
    const { after, event } = receive(returnAt('arrived'), by('warehouse'), undefined);
    expect(parts(after)).toEqual([['1', 5, 'quarantined']]);
    expect(event).toMatchObject({
      type: 'return.received',
      data: { portions: [{ id: '1', lineId: '1', quantity: 5 }] },
    });
  });

  test.each(['awaiting_shipment', 'in_transit', 'shipment_exception', 'arrived'] as const)(
    'a scan at the dock counts, whatever the carrier told of: %s',
    (state) => {
      expect(parts(receive(returnAt(state), by('warehouse'), undefined).after)).toEqual([['1', 5, 'quarantined']]);
    },
  );

  test('Receive 2 of 5, then 3: the total is 5 and the line is received', () => {
    const first = receive(returnAt('arrived'), by('warehouse'), [count(2)]);
    expect(parts(first.after)).toEqual([
      ['1', 3, 'arrived'],
      ['2', 2, 'quarantined'],
    ]);
    expect(first.event.data).toEqual({ portions: [{ id: '2', lineId: '1', quantity: 2 }] });
    expect(first.after.head.stage).toBe('receiving');
    const second = receive(first.after, by('warehouse'), [count(3)]).after;
    expect(parts(second)).toEqual([
      ['1', 3, 'quarantined'],
      ['2', 2, 'quarantined'],
    ]);
    expect(second.head.stage).toBe('inspection');
    expect(refusalOf(() => receive(second, by('warehouse'), [count(1)]))?.type).toBe('step-not-legal');
  });

  test('a line counted in two boxes counts once for each unit', () => {
    const { after } = receive(returnAt('arrived'), by('warehouse'), [count(1), count(2)]);
    expect(parts(after)).toEqual([
      ['1', 2, 'arrived'],
      ['2', 3, 'quarantined'],
    ]);
  });

  test('the part that came belongs to the parcel it came in', () => {
    const { after } = receive(returnAt('arrived'), by('warehouse'), [count(2)]);
    expect(after.shipments[0]?.portions).toEqual(['1', '2']);
  });

  test.each<[string, ReturnType<typeof count>[], [string, string]]>([
    ['more than is expected', [count(6)], ['/lines/0/quantity', 'more_than_expected']],
    ['more in the second box', [count(3), count(3)], ['/lines/1/quantity', 'more_than_expected']],
    ['a line that is not expected', [count(1), count(1, [], '9')], ['/lines/1/quantity', 'more_than_expected']],
    ['more serials than units', [count(1, ['SN-1', 'SN-2'])], ['/lines/0/serials', 'too_many_serials']],
  ])('%s is set aside, not counted in', (_, counted, error) => {
    expect(refusalOf(() => receive(returnAt('arrived'), by('warehouse'), counted))).toEqual({
      type: 'not-returnable',
      errors: [error],
    });
  });

  test('the units whose serials were read are those that came', () => {
    const current = shipped({ order: serialised, lines: [unwanted(5, { serials })] });
    const first = receive(current, by('warehouse'), [count(2, ['SN-4', 'SN-2'])]).after;
    expect(serialsBy(first)).toEqual({ '1': ['SN-1', 'SN-3', 'SN-5'], '2': ['SN-2', 'SN-4'] });
    const second = receive(first, by('warehouse'), [count(1, ['SN-3'])]).after;
    expect(serialsBy(second)).toEqual({ '1': ['SN-1', 'SN-5'], '2': ['SN-2', 'SN-4'], '3': ['SN-3'] });
  });

  test('of two portions of one line the one whose serial was read came', () => {
    const current = shipped({
      order: serialised,
      lines: [unwanted(1, { serials: ['SN-1'] }), unwanted(2, { serials: ['SN-2', 'SN-3'] })],
    });
    const first = receive(current, by('warehouse'), [count(1, ['SN-3'])]).after;
    expect(parts(first)).toEqual([
      ['1', 1, 'awaiting_shipment'],
      ['2', 1, 'awaiting_shipment'],
      ['3', 1, 'quarantined'],
    ]);
    expect(serialsBy(first)).toEqual({ '1': ['SN-1'], '2': ['SN-2'], '3': ['SN-3'] });
    // A box whose serial nobody could read comes before one that was read: the read one still finds its own.
    const second = receive(first, by('warehouse'), [count(1), count(1, ['SN-1'])]).after;
    expect(serialsBy(second)).toEqual({ '1': ['SN-1'], '2': ['SN-2'], '3': ['SN-3'] });
    expect(second.portions.every(({ state }) => state === 'quarantined')).toBe(true);
  });

  test('however the boxes fall: nothing twice, nothing lost, quantities and money conserved', () => {
    const boxes = fc.array(
      fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 3 }), named: fc.subarray(serials) }), {
        minLength: 1,
        maxLength: 3,
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(boxes, fc.boolean(), (all, oneLine) => {
        const lines = oneLine
          ? [unwanted(5, { serials })]
          : [unwanted(2, { serials: serials.slice(0, 2) }), unwanted(3, { serials: serials.slice(2) })];
        let current = shipped({ order: serialised, lines });
        let came = 0;
        for (const box of all) {
          const counted = box.map(({ quantity, named }) => count(quantity, named.slice(0, quantity)));
          const expected = came + counted.reduce((sum, { quantity }) => sum + quantity, 0);
          const refusal = refusalOf(() => {
            current = receive(current, by('warehouse'), counted).after;
          });
          if (refusal) expect(expected > 5 || came === 5).toBe(true);
          else came = expected;
          const { portions } = current;
          expect(portions.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(5);
          expect(portions.reduce((sum, { paid }) => sum + paid.goods.minor, 0)).toBe(15_000);
          expect(portions.flatMap(({ serials: own }) => own).toSorted()).toEqual(serials);
          const there = portions.filter(({ state }) => state === 'quarantined');
          expect(there.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(came);
        }
      }),
    );
  });

  test('full receipt must not close the return before disposition', () => {
    const received = receive(returnAt('arrived'), by('warehouse'), undefined).after;
    expect(received.head.stage).toBe('inspection');
    const resolved = settleAll(inspect(received, by('inspector'), '1', [found(5)]).after);
    expect(resolved.head.stage).toBe('disposition');
    expect(openMovements(resolved)).toHaveLength(1);
    expect(dispose(resolved, machine(), openMovements(resolved)).after.head.stage).toBe('closed');
  });
});

describe('inspection grades what lies in quarantine', () => {
  const quarantined = returnAt('quarantined');

  test('as claimed: the refund is fixed and instructed at once', () => {
    const { after, event } = inspect(quarantined, by('inspector'), '1', [found(5)]);
    expect(portionOf(after)).toMatchObject({
      state: 'resolving',
      disposition: 'restock',
      inspection: { grade: 'A', matchesClaim: true },
      refund: { total: eur(12_255) },
    });
    expect(portionOf(after).inspection).not.toHaveProperty('quantity');
    expect(event).toMatchObject({
      starts: ['resolve'],
      data: { portions: [{ id: '1', quantity: 5, grade: 'A', disposition: 'restock', disputed: false }] },
    });
  });

  test('A line of 5 may end as 3 restocked, 1 repaired, 1 scrapped: each with its own movement', () => {
    let current = requested({
      lines: [unwanted(3), faulty(1, { preference: 'repair' }), faulty(1)],
      facts: { person: {} },
    }).after;
    current = issueLabel(approve(current, by('agent'), {}).after, machine(), label()).after;
    current = receive(current, by('warehouse'), undefined).after;
    expect(current.portions.map(({ lineId }) => lineId)).toEqual(['1', '1', '1']);
    for (const [id, quantity, grade] of [
      ['1', 3, 'A'],
      ['2', 1, 'B'],
      ['3', 1, 'D'],
    ] as const)
      current = inspect(current, by('inspector'), id, [found(quantity, { grade })]).after;
    current = settleAll(current);
    expect(
      openMovements(current)
        .map(({ movement }) => [movement?.quantity, movement?.disposition, movement?.to])
        .toSorted(),
    ).toEqual([
      [1, 'repair', 'repair'],
      [1, 'scrap', 'scrap'],
      [3, 'restock', 'sellable'],
    ]);
    const closed = dispose(current, machine(), openMovements(current)).after;
    expect(closed.head.stage).toBe('closed');
    expect(closed.portions.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(5);
  });

  test('parts of a quantity have grades of their own, what was not graded stays in quarantine', () => {
    const { after } = inspect(quarantined, by('inspector'), '1', [found(2), found(1, { grade: 'D' })]);
    expect(
      after.portions.map(({ id, quantity, state, inspection }) => [id, quantity, state, inspection?.grade]),
    ).toEqual([
      ['1', 2, 'quarantined', undefined],
      ['2', 2, 'resolving', 'A'],
      ['3', 1, 'resolving', 'D'],
    ]);
    expect(after.head.stage).toBe('inspection');
  });

  test('what differs from the claim is a dispute, not a silent deduction', () => {
    const { after, event } = inspect(quarantined, by('inspector'), '1', [
      found(3),
      found(2, { grade: 'C', matchesClaim: false, verifiedReason: 'damaged_in_transit' }),
    ]);
    expect(statesOf(after)).toEqual({ '1': 'resolving', '2': 'disputed' });
    expect(portionOf(after, '2').refund).toBeUndefined();
    expect(after.instructions.map(({ portions }) => portions)).toEqual([['1']]);
    expect(event.data.portions).toEqual([
      expect.objectContaining({ id: '1', disputed: false }),
      expect.objectContaining({ id: '2', disputed: true }),
    ]);
  });

  test('the verified reason stands beside the claimed one', () => {
    const { after } = inspect(quarantined, by('inspector'), '1', [found(5, { verifiedReason: 'defective' })]);
    expect(portionOf(after)).toMatchObject({
      reason: 'customer_remorse',
      inspection: { verifiedReason: 'defective' },
      disposition: 'refurbish',
    });
  });

  test('another serial than the one that was to come is a dispute', () => {
    const current = receive(
      shipped({ order: serialised, lines: [unwanted(1, { serials: ['SN-1'] })] }),
      by('warehouse'),
      undefined,
    ).after;
    expect(statesOf(inspect(current, by('inspector'), '1', [found(1, { serial: 'SN-1' })]).after)).toEqual({
      '1': 'resolving',
    });
    expect(statesOf(inspect(current, by('inspector'), '1', [found(1, { serial: 'SN-2' })]).after)).toEqual({
      '1': 'disputed',
    });
  });

  test('the unit whose serial was graded is the one that leaves quarantine', () => {
    const current = receive(
      shipped({ order: serialised, lines: [unwanted(5, { serials })] }),
      by('warehouse'),
      undefined,
    );
    const { after } = inspect(current.after, by('inspector'), '1', [
      found(1, { serial: 'SN-1' }),
      found(1, { serial: 'SN-4', grade: 'B' }),
    ]);
    expect(serialsBy(after)).toEqual({ '1': ['SN-2', 'SN-3', 'SN-5'], '2': ['SN-1'], '3': ['SN-4'] });
    expect(heldSerials(after.portions).toSorted()).toEqual(serials);
  });

  test.each<[string, Parameters<typeof inspect>[3], [string, string]]>([
    ['more than is in quarantine', [found(3), found(3)], ['/findings', 'more_than_received']],
    [
      'one unit in two findings',
      [found(1, { serial: 'SN-1' }), found(1, { serial: 'SN-1' })],
      ['/findings/1/serial', 'serial_twice'],
    ],
  ])('%s is refused', (_, findings, error) => {
    expect(refusalOf(() => inspect(quarantined, by('inspector'), '1', findings))).toEqual({
      type: 'invalid-request',
      errors: [error],
    });
  });

  test('goods that are not in quarantine cannot be graded', () => {
    expect(refusalOf(() => inspect(quarantined, by('inspector'), '7', [found(1)]))?.type).toBe('step-not-legal');
    expect(refusalOf(() => inspect(returnAt('arrived'), by('inspector'), '1', [found(1)]))?.type).toBe(
      'step-not-legal',
    );
  });

  test('a partial refund leaves the return open for the next one', () => {
    let current = inspect(quarantined, by('inspector'), '1', [found(2)]).after;
    current = settleAll(current);
    current = dispose(current, machine(), openMovements(current)).after;
    expect(statesOf(current)).toEqual({ '1': 'quarantined', '2': 'closed' });
    expect(current.head.stage).toBe('inspection');
    current = inspect(current, by('inspector'), '1', [found(3, { matchesClaim: false })]).after;
    current = settleAll(settleDispute(current, by('manager'), { reason: 'r' }).after);
    current = dispose(current, machine(), openMovements(current)).after;
    expect(current.head.stage).toBe('closed');
    const refunds = current.instructions.filter(({ kind }) => kind === 'refund');
    expect(refunds.reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0)).toBe(12_255);
  });

  test('a unit refused at the dock is not received: nothing of it is refunded', () => {
    const { after } = receive(returnAt('arrived', { lines: [wrong(5)], facts: { person: {} } }), by('warehouse'), [
      count(4),
    ]);
    expect(parts(after)).toEqual([
      ['1', 1, 'arrived'],
      ['2', 4, 'quarantined'],
    ]);
    expect(after.instructions).toEqual([]);
  });
});
