import { describe, expect, test } from 'vitest';
import { patience, turnOf } from '../../../shared/returns/change.ts';
import { heldUnits } from '../../../shared/returns/claims.ts';
import { cancel, passDueDate } from '../../../shared/returns/ending.ts';
import { receive } from '../../../shared/returns/goods.ts';
import { issueLabel, recordVoided } from '../../../shared/returns/labels.ts';
import { parcelsToVoid } from '../../../shared/returns/parcels.ts';
import { moveShipment } from '../../../shared/returns/transit.ts';
import {
  by,
  certainly,
  days,
  label,
  machine,
  news,
  portionOf,
  refusalOf,
  requested,
  returnAt,
  start,
  statesOf,
  unwanted,
} from './sample-returns.ts';

describe('a return is cancelled before its goods are on their way', () => {
  test.each(['awaiting_evidence', 'under_review', 'awaiting_answer', 'authorized', 'awaiting_shipment'] as const)(
    '%s',
    (state) => {
      const { after, event } = cancel(returnAt(state), by('customer'), 'I keep it');
      expect(statesOf(after)).toEqual({ '1': 'cancelled' });
      expect(after.head.stage).toBe('closed');
      // A label that was asked for may have been bought: it is given back, and that is seen to.
      const labelled = state === 'authorized' || state === 'awaiting_shipment';
      expect(Object.keys(after.head.due)).toEqual(labelled ? ['progress'] : []);
      expect(event.starts).toEqual(labelled ? ['void_label'] : undefined);
      expect(after.head.paused).toBeUndefined();
      expect(heldUnits(after.portions)).toEqual({});
      expect(event).toMatchObject({ type: 'return.cancelled', data: { portions: ['1'] } });
    },
  );

  test.each([
    'in_transit',
    'shipment_exception',
    'arrived',
    'quarantined',
    'resolving',
    'resolved',
    'closed',
    'rejected',
    'cancelled',
    'expired',
  ] as const)('not any more when it is %s', (state) => {
    expect(refusalOf(() => cancel(returnAt(state), by('customer')))?.type).toBe('step-not-legal');
  });

  test('its label is void, and a parcel that is sent with it all the same moves nothing', () => {
    const { after } = cancel(returnAt('awaiting_shipment'), by('customer'));
    expect(after.shipments.map(({ state }) => state)).toEqual(['cancelled']);
    expect(moveShipment(after, by('carrier', days(2)), news('arrived', days(2)))).toBeUndefined();
    expect(refusalOf(() => receive(after, by('warehouse'), undefined))?.type).toBe('step-not-legal');
  });

  test('a label that was asked for is given back by its id, bought or not, and once', () => {
    const asked = returnAt('authorized');
    expect(asked.shipments).toMatchObject([{ id: 'S1', state: 'requested', portions: ['1'] }]);
    const ended = cancel(asked, by('customer')).after;
    expect(ended.shipments).toMatchObject([{ id: 'S1', state: 'cancelled', voiding: 'requested' }]);
    expect(refusalOf(() => issueLabel(ended, machine(), label()))?.type).toBe('step-not-legal');
    const { after, event } = recordVoided(ended, machine(), parcelsToVoid(ended.shipments));
    expect(event).toMatchObject({ type: 'return.label_voided', data: { shipments: [{ id: 'S1' }] } });
    expect(after.head.due).toEqual({});
    expect(parcelsToVoid(after.shipments)).toEqual([]);
  });

  test('a label the carrier does not take back for long is shown to an agent, until it does', () => {
    let current = cancel(returnAt('awaiting_shipment'), by('customer')).after;
    const turn = () => turnOf(current, portionOf(current));
    for (let i = 0; i < patience; i += 1) {
      expect(turn()).toBe('nobody');
      current = certainly(passDueDate(current, by('system', days(2 + i)))).after;
    }
    expect(turn()).toBe('agent');
    current = recordVoided(current, machine(days(20)), parcelsToVoid(current.shipments)).after;
    expect(turn()).toBe('nobody');
  });

  test('what came already goes on, and keeps its parcel', () => {
    const part = receive(returnAt('awaiting_shipment'), by('warehouse'), [{ lineId: '1', quantity: 2, serials: [] }]);
    const { after } = cancel(part.after, by('customer'));
    expect(statesOf(after)).toEqual({ '1': 'cancelled', '2': 'quarantined' });
    expect(after.head.stage).toBe('inspection');
    expect(after.shipments.map(({ state }) => state)).toEqual(['label_created']);
    expect(heldUnits(after.portions)).toEqual({ '1': [3, 4] });
  });

  test.each([
    ['customer', 'customer'],
    ['guest', 'customer'],
    ['agent', 'agent'],
    ['manager', 'agent'],
  ])('the reason of a %s is kept as said by the %s, and is in no event', (role, from) => {
    const { after, event } = cancel(returnAt('authorized'), by(role), 'Found the receipt');
    expect(after.statement.conversation).toEqual([
      { seq: event.seq, kind: 'note', from, at: start.toISOString(), text: 'Found the receipt' },
    ]);
    expect(JSON.stringify(event)).not.toContain('receipt');
  });

  test('without a reason nothing is said', () => {
    expect(cancel(returnAt('authorized'), by('customer')).after.statement.conversation).toEqual([]);
  });
});

describe('a return expires when its label was never used', () => {
  const ended = certainly(passDueDate(returnAt('awaiting_shipment'), by('system', days(30)))).after;

  test('its units can be returned again, its label is void', () => {
    expect(heldUnits(ended.portions)).toEqual({});
    expect(ended.shipments.map(({ state }) => state)).toEqual(['cancelled']);
    expect(moveShipment(ended, by('carrier', days(31)), news('in_transit', days(31)))).toBeUndefined();
  });

  test('nothing expires that is on its way', () => {
    const current = returnAt('in_transit');
    const later = certainly(passDueDate(current, by('system', days(99))));
    expect(later.event.type).toBe('return.sla_breached');
    expect(passDueDate(later.after, by('system', days(99)))).toBeUndefined();
  });

  test('nothing is due of a return that has ended, and nothing before its time', () => {
    const [parcel] = ended.shipments;
    if (!parcel) throw new Error('There was a label');
    const voided = recordVoided(ended, machine(days(30)), [parcel]).after;
    expect(voided.head.due).toEqual({});
    expect(passDueDate(voided, by('system', days(99)))).toBeUndefined();
    expect(passDueDate(requested({ lines: [unwanted(1)] }).after, by('system', start))).toBeUndefined();
  });
});
