import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Return } from '../../../shared/returns/change.ts';
import { dispose, openMovements } from '../../../shared/returns/effects.ts';
import { inspect, receive } from '../../../shared/returns/goods.ts';
import { issueLabel } from '../../../shared/returns/labels.ts';
import { approve } from '../../../shared/returns/review.ts';
import { seenState } from '../../../shared/returns/transit.ts';
import {
  by,
  found,
  label,
  lamps,
  machine,
  orderOf,
  refusalOf,
  requested,
  returnAt,
  settleAll,
  unwanted,
} from './sample-returns.ts';

const serials = ['SN-1', 'SN-2', 'SN-3', 'SN-4', 'SN-5'];
const serialised = orderOf([lamps({ serials })]);
const count = (quantity: number, named: string[] = [], lineId = '1') => ({ lineId, quantity, serials: named });
const shipped = (asked: Parameters<typeof requested>[0] = {}) =>
  issueLabel(requested(asked).after, machine(), label()).after;
const parts = ({ portions }: Return) => portions.map(({ id, quantity, state }) => [id, quantity, state]);
const serialsBy = ({ portions }: Return) => Object.fromEntries(portions.map((one) => [one.id, one.serials]));

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

  const twoParcels = (() => {
    let current = requested({
      order: serialised,
      lines: [unwanted(2, { serials: ['SN-1', 'SN-2'] }), unwanted(3, { serials: ['SN-3', 'SN-4', 'SN-5'] })],
      facts: { person: {} },
    }).after;
    for (const [portion, id] of [
      ['1', 'S1'],
      ['2', 'S2'],
    ] as const) {
      current = approve(current, by('agent'), { portions: [portion] }).after;
      current = issueLabel(current, machine(), label(id, `TRACK-${id}`)).after;
    }
    return current;
  })();

  test('a scan of one parcel receives what is in that parcel, and that parcel has come', () => {
    const { after } = receive(twoParcels, by('warehouse'), undefined, { trackingNumber: 'TRACK-S2' });
    expect(parts(after)).toEqual([
      ['1', 2, 'awaiting_shipment'],
      ['2', 3, 'quarantined'],
    ]);
    expect(after.shipments.map((one) => seenState(one, after.portions))).toEqual(['label_created', 'arrived']);
    const again = () => receive(after, by('warehouse'), undefined, { trackingNumber: 'TRACK-S2' });
    expect(refusalOf(again)?.type).toBe('step-not-legal');
  });

  test('a scan of one serial receives that one unit', () => {
    const { after } = receive(twoParcels, by('warehouse'), undefined, { serial: 'SN-4' });
    expect(parts(after)).toEqual([
      ['1', 2, 'awaiting_shipment'],
      ['2', 2, 'awaiting_shipment'],
      ['3', 1, 'quarantined'],
    ]);
    expect(serialsBy(after)).toMatchObject({ '3': ['SN-4'] });
    expect(after.shipments.map((one) => [seenState(one, after.portions), one.portions])).toEqual([
      ['label_created', ['1']],
      ['in_transit', ['2', '3']],
    ]);
  });

  test('a scan of the RMA number demands a count where there are several parcels', () => {
    expect(refusalOf(() => receive(twoParcels, by('warehouse'), undefined))).toEqual({
      type: 'not-returnable',
      errors: [['/lines', 'count_needed']],
    });
    expect(parts(receive(twoParcels, by('warehouse'), [count(3)], {}).after)).toContainEqual(['1', 2, 'quarantined']);
  });

  test('what was counted fills the scanned parcel first', () => {
    const { after } = receive(twoParcels, by('warehouse'), [count(1)], { trackingNumber: 'TRACK-S2' });
    expect(parts(after)).toEqual([
      ['1', 2, 'awaiting_shipment'],
      ['2', 2, 'awaiting_shipment'],
      ['3', 1, 'quarantined'],
    ]);
  });

  test('a serial that fits nothing is recorded, and is a dispute unless the inspector finds the right one', () => {
    const current = shipped({ order: serialised, lines: [unwanted(1, { serials: ['SN-1'] })] });
    const { after, event } = receive(current, by('warehouse'), [count(1, ['SN-9'])]);
    expect(after.portions[0]).toMatchObject({ serials: ['SN-1'], strangeSerials: ['SN-9'] });
    expect(event.data).toEqual({ portions: [{ id: '1', lineId: '1', quantity: 1, strangeSerials: ['SN-9'] }] });
    const graded = (serial?: string) =>
      inspect(after, by('inspector'), '1', [found(1, serial ? { serial } : {})]).after.portions[0]?.state;
    expect(graded()).toBe('disputed');
    expect(graded('SN-9')).toBe('disputed');
    expect(graded('SN-1')).toBe('resolving');
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
