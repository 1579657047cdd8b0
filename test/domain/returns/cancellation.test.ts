import { describe, expect, test } from 'vitest';
import type { Order } from '../../../shared/contracts/order.ts';
import type { Claims } from '../../../shared/orders/claims.ts';
import { pastRequest } from '../../../shared/policy/backtest/past-request.ts';
import { assessmentOf } from '../../../shared/returns/assessment.ts';
import { cancelledUnits, heldUnits } from '../../../shared/returns/claims.ts';
import {
  fail,
  openEffects,
  refuseCancellation,
  retryEffect,
  settle,
  settleByHand,
} from '../../../shared/returns/effects.ts';
import { issueLabel } from '../../../shared/returns/labels.ts';
import { approve } from '../../../shared/returns/review.ts';
import {
  type AskedLine,
  by,
  decided,
  eur,
  faulty,
  hours,
  label,
  lamps,
  machine,
  orderOf,
  portionOf,
  refusalOf,
  requested,
  settleAll,
  statesOf,
  unwanted,
} from './sample-returns.ts';

/** Five lamps, some of them shipped: 30.00 each, and 5.00 for delivery. */
const shipped = (units: number, some: Parameters<typeof lamps>[0] = {}): Order =>
  orderOf([lamps(some)], {
    shipping: { paid: eur(500), tax: eur(80) },
    fulfilments:
      units === 0
        ? []
        : [
            {
              id: 'F1',
              status: 'delivered',
              lines: [{ lineId: '1', quantity: units }],
              deliveredAt: '2026-10-10T09:00:00.000Z',
            },
          ],
  });
const asked = (order: Order, lines: AskedLine[], claims: Claims = { units: {} }) => decided(order, lines, { claims });
const parts = (order: Order, lines: AskedLine[], claims?: Claims) =>
  asked(order, lines, claims).lines.map(({ portion }) => [portion.resolution, portion.quantity, portion.units]);
const cancel = (quantity: number): AskedLine => unwanted(quantity, { preference: 'cancel_order' });

describe('unfulfilled lines are offered a cancellation, not a return', () => {
  test('nothing shipped: all is taken out of the order, and refunded with its share of delivery', () => {
    const order = shipped(0);
    const answer = asked(order, [unwanted(2)]);
    expect(answer.outcome).toBe('approve');
    const assessment = assessmentOf(answer, 'EUR');
    expect(assessment.lines).toMatchObject([
      {
        outcome: 'approve',
        labelPayer: 'none',
        fees: [],
        resolutions: ['cancel_order'],
        evidence: [],
        refund: { goods: eur(6000), delivery: eur(200), fees: eur(0), total: eur(6200) },
        problems: [],
      },
    ]);
  });

  test('shipped in part: both, by quantity, and the preview shows the split', () => {
    expect(parts(shipped(3), [unwanted(5)])).toEqual([
      ['refund', 3, [0, 1, 2]],
      ['cancel_order', 2, [4, 3]],
    ]);
    const assessment = assessmentOf(asked(shipped(3), [unwanted(5)]), 'EUR');
    expect(assessment.lines.map(({ quantity, resolutions }) => [quantity, resolutions[0]])).toEqual([
      [3, 'refund'],
      [2, 'cancel_order'],
    ]);
  });

  test('as many as were shipped are returned, whatever else is not shipped', () => {
    expect(parts(shipped(3), [unwanted(3)])).toEqual([['refund', 3, [0, 1, 2]]]);
  });

  test('who asks to cancel takes only what was not shipped', () => {
    expect(parts(shipped(3), [cancel(2)])).toEqual([['cancel_order', 2, [4, 3]]]);
    expect(refusalOf(() => asked(shipped(3), [cancel(3)]))?.errors).toEqual([
      ['/lines/0/quantity', 'too_many_unshipped'],
    ]);
    expect(refusalOf(() => asked(shipped(5), [cancel(1)]))?.errors).toEqual([['/lines/0/quantity', 'already_shipped']]);
  });

  test('lines of one request share what there is', () => {
    expect(parts(shipped(3), [unwanted(4), unwanted(1)])).toEqual([
      ['refund', 3, [0, 1, 2]],
      ['cancel_order', 1, [4]],
      ['cancel_order', 1, [3]],
    ]);
    expect(refusalOf(() => asked(shipped(3), [unwanted(4), unwanted(2)]))?.errors).toEqual([
      ['/lines/1/quantity', 'too_many'],
    ]);
  });

  test('a doubtful or costly line holds up no cancellation: later it may be on its way', () => {
    const order = { ...shipped(1, { paid: eur(500_000) }), flagged: true };
    const change = requested({ order, lines: [unwanted(5)] });
    expect(statesOf(change.after)).toEqual({ '1': 'under_review', '2': 'resolving' });
    expect(change.event.starts).toEqual(['resolve_kept']);
    expect(change.after.shipments).toEqual([]);
  });

  test('what was not shipped does not count towards the value that is returned', () => {
    const [line] = asked(shipped(1), [unwanted(5)]).lines;
    expect(line?.facts).toMatchObject({ requestValueMinor: 3000, returnedValueMinor: 3000 });
  });
});

describe('cancelled and never-shipped units add nothing to what may be returned', () => {
  const taking = { units: {}, cancellations: { '1': { '4': 'RMA', '3': 'RMA' } } };

  test('while they are being taken out', () => {
    expect(parts(shipped(3), [unwanted(3)], taking)).toEqual([['refund', 3, [0, 1, 2]]]);
    expect(refusalOf(() => asked(shipped(3), [unwanted(4)], taking))?.errors).toEqual([
      ['/lines/0/quantity', 'too_many'],
    ]);
  });

  test('once the order system counts them as cancelled', () => {
    const order = shipped(3, { cancelled: 2 });
    expect(parts(order, [unwanted(3)], taking)).toEqual([['refund', 3, [0, 1, 2]]]);
    expect(refusalOf(() => asked(order, [unwanted(4)], taking))?.errors).toEqual([['/lines/0/quantity', 'too_many']]);
  });

  test('and nothing is taken out twice', () => {
    expect(parts(shipped(2), [unwanted(3)], taking)).toEqual([
      ['refund', 2, [0, 1]],
      ['cancel_order', 1, [2]],
    ]);
    expect(parts(shipped(2, { cancelled: 2 }), [unwanted(3)], taking)).toEqual([
      ['refund', 2, [0, 1]],
      ['cancel_order', 1, [2]],
    ]);
  });
});

describe('an order system takes units out once, and then they are refunded', () => {
  const order = shipped(3);
  const start = requested({ order, lines: [cancel(2)] }).after;
  const [instruction] = openEffects(start);
  if (!instruction) throw new Error('Nothing is asked of the order system');

  test('it is asked by an id that is fixed with the request', () => {
    expect(start.instructions).toEqual([
      expect.objectContaining({
        id: '1-1',
        kind: 'cancel_order',
        state: 'requested',
        portions: ['1'],
        cancellation: { lineId: '1', quantity: 2 },
      }),
    ]);
    expect(portionOf(start)).toMatchObject({ state: 'resolving', refund: { total: eur(6200) } });
  });

  test('the refund comes with its success, not before, and closes it; the money is exact', () => {
    const settled = settle(start, machine(hours(1)), [instruction], 'ORDER-7');
    expect(settled.event).toMatchObject({ type: 'return.effect_settled', starts: ['resolve_kept'] });
    const [refund] = openEffects(settled.after);
    expect(refund).toMatchObject({ id: '2-1', kind: 'refund', amount: eur(6200), tender: 'card', portions: ['1'] });
    const done = settleAll(settled.after, hours(2));
    expect(statesOf(done)).toEqual({ '1': 'closed' });
    expect(done.instructions.map(({ kind, state }) => [kind, state])).toEqual([
      ['cancel_order', 'succeeded'],
      ['refund', 'succeeded'],
    ]);
  });

  test('all of an order taken out is all that was paid, delivery included, however many steps it takes', () => {
    const all = shipped(0, { paid: eur(10_003) });
    const total = (lines: AskedLine[]) => assessmentOf(asked(all, lines), 'EUR').refund;
    expect(total([cancel(5)])).toEqual(eur(10_503));
    expect(total([cancel(2), cancel(1), cancel(2)])).toEqual(eur(10_503));
  });

  test('shipped meanwhile: it ends without a person, the customer is told, and its units can be returned', () => {
    const { after, event } = refuseCancellation(start, machine(hours(1)), instruction);
    expect(statesOf(after)).toEqual({ '1': 'rejected' });
    expect(event).toMatchObject({ type: 'return.rejected', stage: 'closed', data: { failure: 'shipped-meanwhile' } });
    expect(portionOf(after).rejection?.message).toContain('You can return it once it is there.');
    expect(portionOf(after).refund).toBeUndefined();
    expect([heldUnits(after.portions), cancelledUnits(after.portions)]).toEqual([{}, {}]);
  });

  test('shipped meanwhile, what was withdrawn from stays so: it is to come back, and its money is owed', () => {
    const told = requested({
      order: shipped(0, { withdrawalExcluded: undefined }),
      lines: [unwanted(2)],
      withdrawal: { id: '0'.repeat(32), name: 'Kim Muster' },
    }).after;
    expect(portionOf(told)).toMatchObject({ state: 'resolving', resolution: 'cancel_order', withdrawal: true });
    const [asked] = openEffects(told);
    if (!asked) throw new Error('Nothing is asked of the order system');
    const { after, event } = refuseCancellation(told, machine(hours(1)), asked);
    expect(event.type).toBe('return.effect_failed');
    expect(portionOf(after)).toMatchObject({ state: 'under_review', resolution: 'refund', withdrawal: true });
    expect([heldUnits(after.portions), cancelledUnits(after.portions)]).toEqual([{ 1: [3, 4] }, {}]);
    const sent = approve(after, by('agent', hours(2)), {}).after;
    expect(portionOf(sent)).toMatchObject({ state: 'authorized', terms: { labelPayer: 'brand', fees: [] } });
    // Nothing was to be sent back when it was told: the days to do so begin with the label.
    expect(told.head.withdrawal?.sendBackBy).toBeUndefined();
    expect(sent.head.withdrawal?.sendBackBy).toBe('2026-11-03T22:59:59.999Z');
    expect(sent.head.due.send_back).toBe(sent.head.withdrawal?.sendBackBy);
  });

  test('refused for another reason: finance has it asked again, or did it by hand; the refund follows', () => {
    const failed = fail(start, machine(hours(1)), instruction, 'order_closed').after;
    expect(statesOf(failed)).toEqual({ '1': 'resolution_failed' });
    const again = retryEffect(failed, by('finance', hours(2)), instruction.id, 'opened again').after;
    expect(openEffects(again)).toMatchObject([{ kind: 'cancel_order', replaces: '1-1' }]);
    const byHand = settleByHand(failed, by('finance', hours(2)), instruction.id, {
      reference: 'ORDER-7',
      reason: 'taken out in the shop',
    });
    expect(byHand.event.starts).toEqual(['resolve_kept']);
    expect(statesOf(byHand.after)).toEqual({ '1': 'resolving' });
    expect(openEffects(byHand.after)).toMatchObject([{ kind: 'refund', amount: eur(6200) }]);
    expect(statesOf(settleAll(byHand.after, hours(3)))).toEqual({ '1': 'closed' });
  });

  test('beside a return each goes its own way', () => {
    const both = requested({ order, lines: [unwanted(5)] });
    expect(statesOf(both.after)).toEqual({ '1': 'authorized', '2': 'resolving' });
    expect(both.event.starts).toEqual(['issue_label', 'resolve_kept']);
    expect([heldUnits(both.after.portions), cancelledUnits(both.after.portions)]).toEqual([
      { '1': [0, 1, 2] },
      { '1': [3, 4] },
    ]);
    const labelled = issueLabel(both.after, machine(hours(1)), label()).after;
    expect(statesOf(settleAll(labelled, hours(2)))).toEqual({ '1': 'awaiting_shipment', '2': 'closed' });
  });

  test('a description goes with the units it is of', () => {
    const told = requested({ order: shipped(3), lines: [unwanted(1), faulty(4)] }).after;
    expect(Object.keys(told.statement.descriptions)).toEqual(['2', '3']);
    expect(portionOf(told, '3').resolution).toBe('cancel_order');
  });
});

test('a backtest leaves out what no policy decided', () => {
  const both = requested({ order: shipped(3), lines: [unwanted(5)] }).event;
  expect(pastRequest(both)?.lines.map(({ id }) => id)).toEqual(['1']);
  expect(pastRequest(requested({ order: shipped(0), lines: [unwanted(1)] }).event)?.lines).toEqual([]);
});
