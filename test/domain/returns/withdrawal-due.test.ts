import { describe, expect, test } from 'vitest';
import type { Return } from '../../../shared/returns/change.ts';
import { turnOf } from '../../../shared/returns/change.ts';
import { finishChecks } from '../../../shared/returns/checks.ts';
import { customerStatusOf } from '../../../shared/returns/customer-status.ts';
import { passDueDate } from '../../../shared/returns/ending.ts';
import { expectEvidence, recordEvidence } from '../../../shared/returns/evidence.ts';
import { receive } from '../../../shared/returns/goods.ts';
import { issueLabel } from '../../../shared/returns/labels.ts';
import { moveShipment } from '../../../shared/returns/transit.ts';
import { isHeld } from '../../../shared/returns/withdrawal.ts';
import { acknowledgeWithdrawal } from '../../../shared/returns/withdrawal-acknowledged.ts';
import {
  by,
  certainly,
  days,
  hours,
  inspectAll,
  label,
  lamps,
  machine,
  news,
  orderOf,
  portionOf,
  refusalOf,
  requested,
  settleAll,
  start,
  statesOf,
  unwanted,
} from './sample-returns.ts';

const { withdrawalExcluded: _, ...ordinary } = lamps();
const file = { pdf: 'acknowledgements/harbor/1.pdf', sha256: 'f'.repeat(64) };
const withdrawal = { id: '0'.repeat(32), name: 'Kim Muster' };
const british = { shipTo: { name: 'Robin', line1: '3 Quay Street', city: 'Bristol', country: 'GB' } };
const flagged = { customer: { id: 'C-1', email: 'kim@customer.example', flagged: true } };

/** Withdrawn on 20 October 2026 at 11:00 in Germany, its label there. */
const withdrawn = (some: Parameters<typeof orderOf>[1] = {}, stated = true): Return => {
  const told = requested({
    order: orderOf([ordinary], some),
    lines: [unwanted(5)],
    ...(stated && { withdrawal }),
    facts: { homeCountry: some.shipTo?.country ?? 'DE' },
  });
  const labelled = issueLabel(told.after, machine(), label()).after;
  return acknowledgeWithdrawal(labelled, machine(), file)?.after ?? labelled;
};
const due = ({ head }: Return) => ({ send_back: head.due.send_back, refund: head.due.refund });
const sent = (current: Return, at: Date) =>
  certainly(moveShipment(current, by('carrier', at), news('in_transit', at))).after;
const endOf = (day: string) => `${day}T22:59:59.999Z`;

describe('what is due from a withdrawal', () => {
  test('14 days to send back; the refund is held back until then, and has no date yet', () => {
    const current = withdrawn();
    // 3 November: winter time.
    expect(due(current)).toEqual({ send_back: endOf('2026-11-03'), refund: undefined });
    expect(current.head.withdrawal).toMatchObject({ toldAt: start.toISOString(), refundBy: endOf('2026-11-03') });
    expect(isHeld(current.head, current.portions)).toBe(true);
    expect(customerStatusOf(current)).toEqual({ code: 'ready_to_ship', by: endOf('2026-11-03') });
  });

  test('sent: paid back within 14 days of being told', () => {
    expect(due(sent(withdrawn(), days(3)))).toEqual({ send_back: undefined, refund: endOf('2026-11-03') });
  });

  test('sent late: paid back within two days of that', () => {
    expect(due(sent(withdrawn(), days(20)))).toEqual({ send_back: undefined, refund: days(22).toISOString() });
  });

  test('a document shows that it was sent: the refund is not held back any more', () => {
    const asked = expectEvidence(withdrawn(), by('customer', days(4)), 'document').after;
    const [piece] = asked.evidence;
    const shown = certainly(
      recordEvidence(asked, by('system', days(5)), piece?.id ?? '', {
        state: 'attached',
        contentType: 'application/pdf',
        bytes: 9,
        sha256: 'a',
        key: 'k',
      }),
    ).after;
    expect(isHeld(shown.head, shown.portions)).toBe(false);
    expect(due(shown).refund).toBe(endOf('2026-11-03'));
    expect(due(shown).send_back).toBeUndefined();
  });

  test('in Great Britain the 14 days of the refund count from the goods', () => {
    const current = withdrawn(british);
    expect(current.head.withdrawal?.refundBy).toBeUndefined();
    expect(due(current)).toEqual({ send_back: '2026-11-03T23:59:59.999Z', refund: undefined });
    expect(due(sent(current, days(10))).refund).toBe('2026-11-13T23:59:59.999Z');
  });

  test('paid back, nothing is due', () => {
    const home = receive(sent(withdrawn(), days(3)), by('warehouse', days(4)), undefined).after;
    const paid = settleAll(inspectAll(home, days(5)), days(5));
    expect(statesOf(paid)).toEqual({ '1': 'resolved' });
    expect(due(paid)).toEqual({ send_back: undefined, refund: undefined });
  });

  test('an ordinary return within the time is under the same days', () => {
    expect(due(withdrawn({}, false)).send_back).toBe(endOf('2026-11-03'));
  });
});

describe('when the days have passed', () => {
  test('goods not sent are raised once, stand in the agents’ queue, and nothing expires', () => {
    const raised = certainly(passDueDate(withdrawn(), by('system', days(15))));
    expect(raised.event).toMatchObject({ type: 'return.sla_breached', data: { kind: 'send_back' } });
    expect(turnOf(raised.after, portionOf(raised.after))).toBe('agent');
    expect(passDueDate(raised.after, by('system', days(200)))).toBeUndefined();
    expect(statesOf(raised.after)).toEqual({ '1': 'awaiting_shipment' });
    const late = sent(raised.after, days(40));
    expect(turnOf(late, portionOf(late))).toBe('carrier');
    expect(due(late).refund).toBe(days(42).toISOString());
  });

  test('a refund not paid is raised once', () => {
    let current = receive(sent(withdrawn(), days(3)), by('warehouse', days(4)), undefined).after;
    const kinds: unknown[] = [];
    for (let change = passDueDate(current, by('system', days(16))); change; ) {
      kinds.push(change.event.data.kind);
      current = change.after;
      change = passDueDate(current, by('system', days(16)));
    }
    expect(kinds).toContain('refund');
    expect(current.head.breached.filter((kind) => kind === 'refund')).toEqual(['refund']);
  });
});

describe('what a person looks into holds nothing up', () => {
  test('it stands in the agents’ queue until somebody says what came of it', () => {
    const current = withdrawn(flagged);
    expect(statesOf(current)).toEqual({ '1': 'awaiting_shipment' });
    expect(turnOf(current, portionOf(current))).toBe('agent');
    const { after, event } = finishChecks(current, by('agent', hours(2)), 'The account is in order.');
    expect(turnOf(after, portionOf(after))).toBe('carrier');
    expect(event).toMatchObject({ type: 'return.checked', data: { portions: ['1'], checks: ['flagged-account'] } });
    expect(after.statement.conversation).toMatchObject([{ kind: 'note', text: 'The account is in order.' }]);
    expect(JSON.stringify(event.data)).not.toContain('in order');
    expect(refusalOf(() => finishChecks(after, by('agent', hours(3)), 'again'))?.type).toBe('step-not-legal');
  });

  test('where the staff have it in hand anyway, it stands in their queue', () => {
    const here = receive(sent(withdrawn(flagged), days(3)), by('warehouse', days(4)), undefined).after;
    expect(turnOf(here, portionOf(here))).toBe('inspector');
  });
});

describe('the acknowledgement', () => {
  test('is a step of the machine, and made once', () => {
    const told = requested({ order: orderOf([ordinary]), lines: [unwanted(5)], withdrawal });
    expect(told.event.starts).toEqual(['issue_label', 'acknowledge_withdrawal']);
    expect(told.after.statement.withdrawal).toEqual({ name: 'Kim Muster' });
    expect(JSON.stringify(told.event)).not.toContain('Kim Muster');
    const labelled = issueLabel(told.after, machine(), label()).after;
    expect(labelled.head.due.progress).toBeDefined();
    const made = certainly(acknowledgeWithdrawal(labelled, machine(hours(1)), file));
    expect(made.after.head.withdrawal?.acknowledgement).toEqual({ ...file, at: hours(1).toISOString() });
    expect(made.after.head.due.progress).toBeUndefined();
    expect(acknowledgeWithdrawal(made.after, machine(hours(2)), file)).toBeUndefined();
  });

  test('is not made where nobody used the function to withdraw', () => {
    expect(acknowledgeWithdrawal(withdrawn({}, false), machine(), file)).toBeUndefined();
  });
});

describe('stated by the function to withdraw', () => {
  test('while nobody knows when the goods came: kept as a withdrawal, and a person finds out', () => {
    const order = orderOf([ordinary], {
      fulfilments: [{ id: 'F1', status: 'shipped', lines: [{ lineId: '1', quantity: 5 }] }],
    });
    const { after } = requested({ order, lines: [unwanted(5)], withdrawal });
    expect(after.portions[0]).toMatchObject({
      state: 'under_review',
      withdrawal: true,
      terms: { refundsDelivery: true, evidence: [] },
    });
    expect(after.head.withdrawal).toMatchObject({ id: withdrawal.id, toldAt: start.toISOString() });
    expect(due(after)).toEqual({ send_back: undefined, refund: undefined });
  });

  test('of units that were not shipped yet: they are taken out of the order, and the refund is not held back', () => {
    const order = orderOf([ordinary], {
      fulfilments: [
        { id: 'F1', status: 'delivered', lines: [{ lineId: '1', quantity: 3 }], deliveredAt: start.toISOString() },
      ],
    });
    const { after } = requested({ order, lines: [unwanted(5)], withdrawal });
    expect(after.portions.map(({ quantity, resolution, state }) => [quantity, resolution, state])).toEqual([
      [3, 'refund', 'authorized'],
      [2, 'cancel_order', 'resolving'],
    ]);
    expect(due(after)).toEqual({ send_back: endOf('2026-11-03'), refund: endOf('2026-11-03') });
    expect(isHeld(after.head, after.portions)).toBe(true);
  });
});
