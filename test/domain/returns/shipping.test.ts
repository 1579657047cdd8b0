import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { receive } from '../../../shared/returns/goods.ts';
import { issueLabel } from '../../../shared/returns/labels.ts';
import { approve } from '../../../shared/returns/review.ts';
import { confirmedBy, isUnexpected, moveShipment } from '../../../shared/returns/transit.ts';
import {
  by,
  certainly,
  days,
  hours,
  label,
  machine,
  news,
  overriding,
  requested,
  returnAt,
  statesOf,
  unwanted,
} from './sample-returns.ts';

const shipped = (asked: Parameters<typeof requested>[0] = {}) =>
  issueLabel(requested(asked).after, machine(), label()).after;

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
    const all = approve(some, by('manager'), { ...overriding(), portions: ['2'] }).after;
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

  test.each([['a tracking number of nobody', news('arrived', days(2), 'TRACK-9')]])('%s changes nothing', (_, one) =>
    expect(moveShipment(shipped(), by('carrier'), one)).toBeUndefined(),
  );

  test('a label is no news of the carrier: the first that it tells counts, also where its clock is behind ours', () => {
    for (const at of [hours(-1), hours(0)])
      expect(
        certainly(moveShipment(shipped(), by('carrier'), news('in_transit', at))).after.shipments[0],
      ).toMatchObject({ state: 'in_transit', statusAt: at.toISOString() });
  });

  test('of two events of the same time the one further on holds, whichever comes first', () => {
    const told = (...all: ('in_transit' | 'exception' | 'arrived')[]) =>
      all.reduce(
        (current, status) => moveShipment(current, by('carrier', days(2)), news(status, days(1)))?.after ?? current,
        shipped(),
      );
    for (const [one, other] of [
      ['in_transit', 'exception'],
      ['in_transit', 'arrived'],
      ['exception', 'arrived'],
    ] as const) {
      expect(statesOf(told(one, other))).toEqual(statesOf(told(other)));
      expect(statesOf(told(other, one))).toEqual(statesOf(told(other)));
    }
  });

  test('a state told again at a later time is remembered: an older exception that comes late changes nothing', () => {
    const moving = certainly(moveShipment(shipped(), by('carrier', days(1)), news('in_transit', days(1)))).after;
    const again = news('in_transit', days(5));
    expect(moveShipment(moving, by('carrier', days(5)), again)).toBeUndefined();
    expect(confirmedBy(moving, again)).toMatchObject({ id: 'S1' });
    expect(confirmedBy(moving, news('in_transit', days(1)))).toBeUndefined();
    const shipments = moving.shipments.map((one) => ({ ...one, statusAt: again.at }));
    expect(moveShipment({ ...moving, shipments }, by('carrier'), news('exception', days(3)))).toBeUndefined();
  });

  test('a parcel whose label expired is on its way all the same: a person is to see it', () => {
    const expired = returnAt('expired');
    const [parcel] = expired.shipments;
    const late = news('in_transit', days(30), parcel?.trackingNumber);
    expect(moveShipment(expired, by('carrier', days(30)), late)).toBeUndefined();
    expect(isUnexpected(expired, late)).toBe(true);
    expect(isUnexpected(shipped(), news('in_transit', days(1)))).toBe(false);
    expect(isUnexpected(returnAt('quarantined'), news('arrived', days(9)))).toBe(false);
  });

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
          if (before.shipments[0]?.state !== 'label_created')
            expect((current.shipments[0]?.statusAt ?? '') >= (before.shipments[0]?.statusAt ?? '')).toBe(true);
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
