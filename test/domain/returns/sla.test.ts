import { describe, expect, test } from 'vitest';
import { type DueKind, dueKind, type PortionState, portionState } from '../../../shared/contracts/return.ts';
import { isStalled, type Return, turnOf } from '../../../shared/returns/change.ts';
import { passDueDate } from '../../../shared/returns/ending.ts';
import { inspect, receive } from '../../../shared/returns/goods.ts';
import { issueLabel } from '../../../shared/returns/labels.ts';
import { answer, approve, ask, settleDispute } from '../../../shared/returns/review.ts';
import { clocks, dueDates, expiredBy, nextDue } from '../../../shared/returns/sla.ts';
import { moveShipment } from '../../../shared/returns/transit.ts';
import {
  by,
  certainly,
  days,
  effectOf,
  found,
  hours,
  label,
  machine,
  news,
  overriding,
  portionOf,
  requested,
  returnAt,
  start,
  statesOf,
  unwanted,
} from './sample-returns.ts';

const portionIn = (state: PortionState, id = '1') => ({ ...portionOf(returnAt('authorized')), id, state });
/** Due dates in hours after `start`. */
const dueOf = ({ head }: Pick<Return, 'head'>) =>
  Object.fromEntries(
    Object.entries(head.due)
      .filter(([kind]) => kind !== 'progress')
      .map(([kind, at]) => [kind, (Date.parse(at) - start.getTime()) / 3_600_000]),
  );
const pass = (current: Return, now: Date) => certainly(passDueDate(current, by('system', now)));

describe('each clock runs while goods are in one of its states', () => {
  // The times served: acknowledge 4 h, RMA number 24 h, warehouse processing 4 h from receipt, inspection 24 h, whole cycle 5–7 days.
  const expected: Record<keyof typeof clocks, [hours: number, states: PortionState[], 'breach' | 'expire']> = {
    acknowledge: [4, ['under_review'], 'breach'],
    authorize: [24, ['under_review', 'awaiting_customs'], 'breach'],
    receive: [4, ['arrived'], 'breach'],
    inspect: [24, ['quarantined'], 'breach'],
    resolve: [48, ['disputed', 'resolution_failed'], 'breach'],
    cycle: [
      168,
      [
        'in_transit',
        'shipment_exception',
        'arrived',
        'quarantined',
        'disputed',
        'resolving',
        'resolution_failed',
        'resolved',
      ],
      'breach',
    ],
    answer: [14 * 24, ['awaiting_answer'], 'expire'],
    evidence: [14 * 24, ['awaiting_evidence'], 'expire'],
    label: [30 * 24, ['awaiting_shipment'], 'expire'],
  };
  const cells = Object.entries(expected).flatMap(([kind, [length, of, whenOver]]) =>
    portionState.options.map((state): [string, PortionState, boolean, number, string] => [
      kind,
      state,
      of.includes(state),
      length,
      whenOver,
    ]),
  );

  test('there are no others', () => {
    expect(Object.keys(clocks).toSorted()).toEqual(Object.keys(expected).toSorted());
    expect([...Object.keys(clocks), 'send_back', 'refund', 'progress'].toSorted()).toEqual(dueKind.options.toSorted());
  });

  test.each(cells)('%s while %s: %s', (kind, state, runs, length, whenOver) => {
    const { due, paused } = dueDates(undefined, [portionIn(state)], start);
    expect(due[kind as keyof typeof clocks]).toBe(runs ? hours(length).toISOString() : undefined);
    expect(paused).toBeUndefined();
    expect(expiredBy(kind as DueKind)).toEqual(whenOver === 'expire' ? expected[kind as keyof typeof expected][1] : []);
  });

  test('the machine is not a state that expires', () => expect(expiredBy('progress')).toEqual([]));

  test.each<[PortionState, PortionState, Record<string, number>]>([
    ['under_review', 'authorized', {}],
    ['awaiting_shipment', 'in_transit', { cycle: 169 }],
    ['in_transit', 'arrived', { receive: 5, cycle: 100 }],
    ['arrived', 'quarantined', { inspect: 25, cycle: 100 }],
    ['quarantined', 'disputed', { resolve: 49, cycle: 100 }],
    ['quarantined', 'resolving', { cycle: 100 }],
    ['resolving', 'resolution_failed', { resolve: 49, cycle: 100 }],
    ['resolved', 'closed', {}],
    ['awaiting_shipment', 'expired', {}],
  ])('from %s to %s an hour later it is due: %j', (from, to, due) => {
    const before = {
      due: {
        ...dueDates(undefined, [portionIn(from)], start).due,
        ...(from !== 'awaiting_shipment' && { cycle: hours(100).toISOString() }),
      },
      breached: [],
      portions: [portionIn(from)],
    };
    const after = dueDates(before, [portionIn(to)], hours(1));
    expect(
      Object.fromEntries(
        Object.entries(after.due).map(([kind, at]) => [kind, (Date.parse(at) - start.getTime()) / 3_600_000]),
      ),
    ).toEqual(due);
  });

  test('it runs on while any portion is in its states, from when the first came', () => {
    const before = { due: { receive: hours(4).toISOString() }, breached: [], portions: [portionIn('arrived')] };
    const both = dueDates(before, [portionIn('arrived'), portionIn('arrived', '2')], hours(3));
    expect(both.due.receive).toBe(hours(4).toISOString());
    const one = dueDates(before, [portionIn('quarantined'), portionIn('arrived', '2')], hours(3));
    expect(one.due.receive).toBe(hours(4).toISOString());
  });

  test('a later label gives its goods their whole time, not what an earlier label left', () => {
    const first = returnAt('under_review', { lines: [unwanted(2), unwanted(3)] });
    const agreed = overriding();
    const one = issueLabel(
      approve(first, by('manager'), { ...agreed, portions: ['1'] }).after,
      machine(),
      label(),
    ).after;
    expect(dueOf(one).label).toBe(30 * 24);
    const approved = approve(one, by('manager', days(29)), { ...agreed, portions: ['2'] }).after;
    expect(dueOf(approved).label).toBe(30 * 24);
    const two = issueLabel(approved, machine(days(29)), label('S2', 'TRACK-2')).after;
    expect(dueOf(two).label).toBe(59 * 24);
    expect(passDueDate(two, by('system', days(31)))?.event.type).not.toBe('return.expired');
  });

  test('what is next is the earliest', () => {
    expect(nextDue({})).toBeUndefined();
    expect(nextDue({ cycle: hours(9).toISOString(), receive: hours(4).toISOString() })).toBe(hours(4).toISOString());
  });
});

describe("SLA time leaves out the customer's turn", () => {
  test('the review stands still from the question to the answer, and then has what was left', () => {
    const review = returnAt('under_review');
    expect(dueOf(review)).toEqual({ acknowledge: 4, authorize: 24 });
    const asked = ask(review, by('agent', hours(10)), 'Which colour?').after;
    expect(dueOf(asked)).toEqual({ answer: 10 + 14 * 24 });
    expect(asked.head.paused).toEqual({ authorize: 14 * 3600 });
    const answered = answer(asked, by('customer', hours(100)), 'Blue').after;
    expect(dueOf(answered)).toEqual({ authorize: 114 });
    expect(answered.head.paused).toBeUndefined();
  });

  test('and again, with what is left of what was left', () => {
    const review = returnAt('under_review');
    const first = answer(ask(review, by('agent', hours(10)), 'a?').after, by('customer', hours(20)), 'a').after;
    const second = answer(ask(first, by('agent', hours(30)), 'b?').after, by('customer', hours(50)), 'b').after;
    expect(dueOf(second)).toEqual({ authorize: 54 });
  });

  test('something else that happens meanwhile does not wake it', () => {
    const asked = returnAt('awaiting_answer');
    const later = certainly(passDueDate(asked, by('system', days(14)))).after;
    expect(later.head.paused).toBeUndefined();
    const { paused } = dueDates({ ...asked.head, portions: asked.portions }, asked.portions, hours(5));
    expect(paused).toEqual(asked.head.paused);
  });

  test('approved out of the question, nothing of the review is left', () => {
    const done = approve(returnAt('awaiting_answer'), by('manager', hours(2)), overriding()).after;
    expect(done.head.paused).toBeUndefined();
    expect(dueOf(done)).toEqual({});
  });

  test('time that was over but not raised yet is due with the answer', () => {
    const asked = ask(returnAt('under_review'), by('agent', hours(30)), 'a?').after;
    expect(asked.head.paused).toEqual({ authorize: 0 });
    expect(dueOf(answer(asked, by('customer', hours(40)), 'a').after)).toEqual({ authorize: 40 });
  });

  test('to acknowledge counts from the request only, and is over with the first answer to it', () => {
    const asked = ask(returnAt('under_review'), by('agent', hours(1)), 'a?').after;
    const answered = answer(asked, by('customer', hours(2)), 'a').after;
    expect(dueOf(answered)).toEqual({ authorize: 25 });
    expect(answered.head.breached).toEqual([]);
  });
});

describe('a breached SLA escalates by itself', () => {
  test.each<[DueKind, PortionState, number]>([
    ['acknowledge', 'under_review', 4],
    ['receive', 'arrived', 52],
    ['inspect', 'quarantined', 73],
    ['resolve', 'disputed', 98],
    ['resolve', 'resolution_failed', 99],
    ['cycle', 'in_transit', 24 + 168],
  ])('%s is raised once, and the return stays where it is (%s)', (kind, state, at) => {
    const current = returnAt(state);
    expect(dueOf(current)[kind]).toBe(at);
    expect(passDueDate(current, by('system', new Date(hours(at).getTime() - 1)))?.event.data.kind).not.toBe(kind);
    const raised = pass(current, hours(at));
    expect(raised.event.type).toBe('return.sla_breached');
    expect(raised.event.data).toEqual({ kind, dueAt: hours(at).toISOString() });
    expect(raised.after.head.breached).toEqual([kind]);
    expect(statesOf(raised.after)).toEqual(statesOf(current));
    expect(dueOf(raised.after)[kind]).toBeUndefined();
    expect(raised.before).toBe(current);
    expect(passDueDate(raised.after, by('system', hours(at)))).toBeUndefined();
  });

  test('raised ones stay raised whatever else happens while their clock runs', () => {
    const raised = pass(returnAt('in_transit'), days(9)).after;
    const problem = certainly(moveShipment(raised, by('carrier', days(10)), news('exception', days(10)))).after;
    const arrived = certainly(moveShipment(problem, by('carrier', days(11)), news('arrived', days(11)))).after;
    expect(dueOf(arrived)).toEqual({ receive: 11 * 24 + 4 });
  });

  test("raised before the customer's turn, it is not raised again after it", () => {
    let current = returnAt('under_review');
    current = pass(current, hours(25)).after;
    current = pass(current, hours(25)).after;
    expect(current.head.breached).toEqual(['acknowledge', 'authorize']);
    current = ask(current, by('agent', hours(26)), 'a?').after;
    current = answer(current, by('customer', hours(27)), 'a').after;
    expect(dueOf(current)).toEqual({});
    expect(passDueDate(current, by('system', days(30)))).toBeUndefined();
  });

  test('it is not raised for a stage already left', () => {
    const received = receive(returnAt('arrived'), by('warehouse', hours(49)), undefined).after;
    expect(dueOf(received)).toEqual({ inspect: 73, cycle: 24 + 168 });
    expect(passDueDate(received, by('system', hours(60)))).toBeUndefined();
    const graded = inspect(received, by('inspector', hours(60)), '1', [found(5, { matchesClaim: false })]).after;
    const settled = settleDispute(graded, by('manager', hours(61)), { reason: 'ours' }).after;
    expect(Object.keys(dueOf(settled))).toEqual(['cycle']);
  });

  test('several that are over are raised one after the other, the longest over first', () => {
    let current = returnAt('arrived');
    const raised: unknown[] = [];
    for (let change = passDueDate(current, by('system', days(20))); change; ) {
      raised.push(change.event.data.kind);
      current = change.after;
      change = passDueDate(current, by('system', days(20)));
    }
    expect(raised).toEqual(['receive', 'cycle']);
    expect(current.head.breached).toEqual(['receive', 'cycle']);
  });
});

describe('what waits too long ends', () => {
  test.each<[DueKind, PortionState, Date]>([
    ['evidence', 'awaiting_evidence', days(14)],
    ['answer', 'awaiting_answer', days(14)],
    ['label', 'awaiting_shipment', days(30)],
  ])('%s: goods that are %s expire', (kind, state, at) => {
    const current = returnAt(state);
    expect(passDueDate(current, by('system', new Date(at.getTime() - 1)))).toBeUndefined();
    const ended = pass(current, at);
    expect(ended.event.type).toBe('return.expired');
    expect(ended.event.data).toEqual({ kind, portions: ['1'] });
    expect(statesOf(ended.after)).toEqual({ '1': 'expired' });
    expect(ended.after.head).toMatchObject({ stage: 'closed', breached: [] });
    // A label that was bought is still to be given back.
    expect(Object.keys(ended.after.head.due)).toEqual(kind === 'label' ? ['progress'] : []);
  });

  test('parts that are further go on', () => {
    const part = receive(returnAt('awaiting_shipment'), by('warehouse', hours(20)), [
      { lineId: '1', quantity: 2, serials: [] },
    ]).after;
    expect(statesOf(part)).toEqual({ '1': 'awaiting_shipment', '2': 'quarantined' });
    let current = part;
    for (let i = 0; i < 2; i += 1) current = pass(current, days(10)).after;
    expect(current.head.breached).toEqual(['inspect', 'cycle']);
    const ended = pass(current, days(30));
    expect(statesOf(ended.after)).toEqual({ '1': 'expired', '2': 'quarantined' });
    expect(ended.after.head.stage).toBe('inspection');
  });
});

describe('progress expected by: a dead segment is found and started again', () => {
  const minutes = (count: number) => new Date(start.getTime() + count * 60_000);

  test.each<[PortionState, string]>([
    ['authorized', 'issue_label'],
    ['resolving', 'resolve'],
    ['resolved', 'dispose'],
  ])('goods that are %s: %s is started again, each wait twice as long, up to 64 times', (state, step) => {
    let current = returnAt(state);
    let at = new Date(Date.parse(current.head.due.progress ?? ''));
    for (const wait of [10, 20, 40, 80, 160, 320, 320, 320]) {
      expect(passDueDate(current, by('system', new Date(at.getTime() - 1)))?.event.type).not.toBe(
        'return.progress_requested',
      );
      const again = pass({ ...current, head: { ...current.head, due: { progress: at.toISOString() } } }, at);
      expect(again.event).toMatchObject({ type: 'return.progress_requested', starts: [step] });
      expect(isStalled(again.after.head)).toBe(again.event.data.stalled === true);
      current = again.after;
      expect(Date.parse(current.head.due.progress ?? '') - at.getTime()).toBe(wait * 60_000);
      at = new Date(Date.parse(current.head.due.progress ?? ''));
    }
    expect(current.head.restarts).toBe(8);
  });

  test('it is expected for as long as the machine has something to do, and only then', () => {
    expect(requested().after.head.due.progress).toBe(minutes(5).toISOString());
    expect(returnAt('awaiting_shipment').head.due.progress).toBeUndefined();
    expect(returnAt('resolution_failed').head.due.progress).toBeUndefined();
    expect(effectOf(returnAt('resolving'))).toBeDefined();
    expect(returnAt('closed').head.due).toEqual({});
  });

  test.each<[PortionState, string]>([
    ['authorized', 'agent'],
    ['resolving', 'finance'],
    ['resolved', 'warehouse'],
  ])('what an outside system holds up for long is shown to a person too: %s to the %s', (state, role) => {
    const current = returnAt(state);
    const atRestart = (restarts: number) => ({ ...current, head: { ...current.head, restarts } });
    expect(turnOf(atRestart(7), portionOf(current))).toBe('machine');
    expect(turnOf(atRestart(8), portionOf(current))).toBe(role);
    expect(portionOf(current).state).toBe(state);
  });

  test('getting further starts the count again', () => {
    const tired = { ...returnAt('authorized') };
    tired.head = { ...tired.head, restarts: 4 };
    expect(issueLabel(tired, machine(), label()).after.head.restarts).toBe(4);
    const arrived = returnAt('arrived');
    const old = { ...arrived, head: { ...arrived.head, restarts: 4 } };
    const received = receive(old, by('warehouse', hours(49)), undefined).after;
    expect(inspect(received, by('inspector', hours(50)), '1', [found(5)]).after.head.restarts).toBe(0);
  });
});
