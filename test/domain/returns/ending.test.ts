import { describe, expect, test } from 'vitest';
import { heldUnits } from '../../../shared/returns/claims.ts';
import { cancel, passDueDate } from '../../../shared/returns/ending.ts';
import { moveShipment, receive } from '../../../shared/returns/goods.ts';
import {
  by,
  certainly,
  days,
  news,
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
      expect(after.head).toMatchObject({ stage: 'closed', due: {} });
      expect(after.head.paused).toBeUndefined();
      expect(heldUnits(after.portions)).toEqual({});
      expect(event).toMatchObject({ type: 'return.cancelled', data: { portions: ['1'] } });
      expect(event.starts).toBeUndefined();
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
    expect(after.statement.conversation).toEqual([{ from, at: start.toISOString(), text: 'Found the receipt' }]);
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
    expect(passDueDate(ended, by('system', days(99)))).toBeUndefined();
    expect(passDueDate(requested({ lines: [unwanted(1)] }).after, by('system', start))).toBeUndefined();
  });
});
