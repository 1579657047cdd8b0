import { describe, expect, test } from 'vitest';
import type { PortionState } from '../../../shared/contracts/return.ts';
import { type CustomerStatus, customerStatus } from '../../../shared/contracts/tracking.ts';
import { customerStatusOf } from '../../../shared/returns/customer-status.ts';
import { returnAt } from './sample-returns.ts';

const base = returnAt('authorized');
const [portion] = base.portions;
if (!portion) throw new Error('A return has a portion');
const due = Object.fromEntries(
  ['answer', 'evidence', 'authorize', 'label', 'cycle', 'receive', 'inspect', 'resolve', 'acknowledge'].map((kind) => [
    kind,
    kind,
  ]),
);
const statusOf = (states: PortionState[], dates: object = due) =>
  customerStatusOf({
    head: { ...base.head, due: dates },
    portions: states.map((state, i) => ({ ...portion, id: String(i + 1), state })),
  });

const table: [PortionState, CustomerStatus, string | undefined][] = [
  ['awaiting_evidence', 'evidence_needed', 'evidence'],
  ['under_review', 'under_review', 'authorize'],
  ['awaiting_answer', 'action_needed', 'answer'],
  ['awaiting_customs', 'under_review', 'authorize'],
  ['authorized', 'approved', undefined],
  ['awaiting_shipment', 'ready_to_ship', 'label'],
  ['in_transit', 'on_its_way', 'cycle'],
  ['shipment_exception', 'delivery_problem', undefined],
  ['arrived', 'shipment_received', 'receive'],
  ['quarantined', 'being_inspected', 'inspect'],
  ['disputed', 'being_inspected', 'inspect'],
  ['resolving', 'resolving', 'cycle'],
  ['resolution_failed', 'resolving', 'cycle'],
  ['resolved', 'resolving', 'cycle'],
  ['closed', 'completed', undefined],
  ['rejected', 'rejected', undefined],
  ['cancelled', 'cancelled', undefined],
  ['expired', 'expired', undefined],
];

describe('a customer sees at a glance where the return stands, what is next and by when', () => {
  test.each(table)('%s is told as %s, by the date of %s', (state, code, by) => {
    expect(statusOf([state])).toEqual({ code, ...(by && { by }) });
  });

  test('every word that can be told is told of something', () => {
    expect(new Set(table.map(([, code]) => code))).toEqual(new Set(customerStatus.options));
  });

  test.each<[PortionState[], CustomerStatus]>([
    [['quarantined', 'awaiting_answer'], 'action_needed'],
    [['resolving', 'awaiting_evidence'], 'evidence_needed'],
    [['awaiting_answer', 'awaiting_evidence'], 'action_needed'],
    [['in_transit', 'under_review'], 'under_review'],
    [['arrived', 'shipment_exception'], 'delivery_problem'],
    [['quarantined', 'awaiting_shipment'], 'ready_to_ship'],
    [['resolving', 'arrived'], 'shipment_received'],
    [['closed', 'resolving'], 'resolving'],
    [['rejected', 'authorized'], 'approved'],
    [['rejected', 'closed'], 'completed'],
    [['expired', 'rejected'], 'rejected'],
    [['cancelled', 'expired'], 'cancelled'],
  ])(
    'of %j the customer is told %s: what there is to do, then what takes longest, then how it ended',
    (states, code) => {
      expect(statusOf(states).code).toBe(code);
    },
  );

  test('carrier "delivered" is "Shipment received" for the customer, not counted and not refunded', () => {
    expect(customerStatusOf(returnAt('arrived')).code).toBe('shipment_received');
  });

  test('where the own date was passed, the whole cycle says by when; where nothing is due, nothing is promised', () => {
    expect(statusOf(['arrived'], { cycle: 'cycle' })).toEqual({ code: 'shipment_received', by: 'cycle' });
    expect(statusOf(['arrived'], {})).toEqual({ code: 'shipment_received' });
    expect(statusOf([], {})).toEqual({ code: 'completed' });
  });
});
