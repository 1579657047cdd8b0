import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../../shared/contracts/errors.ts';
import { type PortionState, portionState } from '../../../shared/contracts/return.ts';
import { type Change, patience, type Return } from '../../../shared/returns/change.ts';
import { decideCustoms } from '../../../shared/returns/customs.ts';
import {
  dispose,
  fail,
  refuseCancellation,
  retryEffect,
  settle,
  settleByHand,
} from '../../../shared/returns/effects.ts';
import { cancel, passDueDate } from '../../../shared/returns/ending.ts';
import { recordEvidence } from '../../../shared/returns/evidence.ts';
import { inspect, receive } from '../../../shared/returns/goods.ts';
import { issueLabel } from '../../../shared/returns/labels.ts';
import {
  checkLifecycle,
  isFinal,
  isLegal,
  leadsTo,
  type Step,
  stageOf,
  states,
  steps,
} from '../../../shared/returns/lifecycle.ts';
import { answer, approve, ask, reject, settleDispute } from '../../../shared/returns/review.ts';
import { moveShipment } from '../../../shared/returns/transit.ts';
import {
  by,
  customsDecision,
  days,
  found,
  label,
  machine,
  news,
  overriding,
  returnAt,
  start,
} from './sample-returns.ts';

/** Which step is legal from which state, written down beside the code: a `x` is legal, a `.` is not. */
const columns = 'evi rev ans cus aut shp tra exc arr qua dis res fai rsd clo rej can exp'.split(' ');
const order: PortionState[] = [
  'awaiting_evidence',
  'under_review',
  'awaiting_answer',
  'awaiting_customs',
  'authorized',
  'awaiting_shipment',
  'in_transit',
  'shipment_exception',
  'arrived',
  'quarantined',
  'disputed',
  'resolving',
  'resolution_failed',
  'resolved',
  'closed',
  'rejected',
  'cancelled',
  'expired',
];
//                evi rev ans cus aut shp tra exc arr qua dis res fai rsd clo rej can exp
const table = `
request            .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
attach_evidence    x   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
approve            .   x   x   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
reject             .   x   x   x   .   .   .   .   .   .   .   .   .   .   .   .   .   .
ask                .   x   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
answer             .   .   x   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
decide_customs     .   .   .   x   .   .   .   .   .   .   .   .   .   .   .   .   .   .
issue_label        .   .   .   .   x   .   .   .   .   .   .   .   .   .   .   .   .   .
ship               .   .   .   .   .   x   .   x   .   .   .   .   .   .   .   .   .   .
report_exception   .   .   .   .   .   x   x   .   .   .   .   .   .   .   .   .   .   .
arrive             .   .   .   .   .   x   x   x   .   .   .   .   .   .   .   .   .   .
receive            .   .   .   .   .   x   x   x   x   .   .   .   .   .   .   .   .   .
inspect            .   .   .   .   .   .   .   .   .   x   .   .   .   .   .   .   .   .
settle_dispute     .   .   .   .   .   .   .   .   .   .   x   .   .   .   .   .   .   .
resolve            .   .   .   .   .   .   .   .   .   .   .   x   .   .   .   .   .   .
fail               .   .   .   .   .   .   .   .   .   .   .   x   .   .   .   .   .   .
refuse_cancellation .   .   .   .   .   .   .   .   .   .   .   x   .   .   .   .   .   .
retry              .   .   .   .   .   .   .   .   .   .   .   .   x   .   .   .   .   .
settle_by_hand     .   .   .   .   .   .   .   .   .   .   .   x   x   .   .   .   .   .
dispose            .   .   .   .   .   .   .   .   .   .   .   .   .   x   .   .   .   .
miss_evidence      x   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
cancel             x   x   x   x   x   x   .   .   .   .   .   .   .   .   .   .   .   .
expire             x   .   x   .   .   x   .   .   .   .   .   .   .   .   .   .   .   .
`;
const rows = table
  .trim()
  .split('\n')
  .map((row) => row.split(/\s+/))
  .map(([step, ...marks]) => ({ step: step as Step, marks }));
const cells = rows.flatMap(({ step, marks }) =>
  order.map((state, i): [Step, PortionState, boolean] => [step, state, marks[i] === 'x']),
);

/** Each step as the command that takes it. */
const commands: Record<Exclude<Step, 'request'>, (current: Return) => Change | undefined> = {
  attach_evidence: (current) =>
    recordEvidence(current, by('system'), 'E1', {
      state: 'attached',
      contentType: 'image/jpeg',
      bytes: 1,
      sha256: 'a',
      key: 'k',
    }),
  miss_evidence: (current) => {
    const evidenceDue = { until: start.toISOString(), without: 'review' as const };
    const patient = { ...current, portions: current.portions.map((portion) => ({ ...portion, evidenceDue })) };
    const change = passDueDate(patient, by('system', days(60)));
    return change?.event.type === 'return.evidence_missed' ? change : undefined;
  },
  approve: (current) => approve(current, by('manager'), overriding()),
  reject: (current) => reject(current, by('agent'), { message: 'no' }),
  ask: (current) => ask(current, by('agent'), 'which one?'),
  answer: (current) => answer(current, by('customer'), 'this one'),
  decide_customs: (current) => decideCustoms(current, by('compliance'), customsDecision()),
  issue_label: (current) => issueLabel(current, machine(), label('S9', 'TRACK-9')),
  ship: (current) => moveShipment(current, by('carrier'), news('in_transit', days(3))),
  report_exception: (current) => moveShipment(current, by('carrier'), news('exception', days(3))),
  arrive: (current) => moveShipment(current, by('carrier'), news('arrived', days(3))),
  receive: (current) => receive(current, by('warehouse'), undefined),
  inspect: (current) => inspect(current, by('inspector'), '1', [found(5)]),
  settle_dispute: (current) => settleDispute(current, by('manager'), { reason: 'we saw it' }),
  resolve: (current) => settle(current, machine(), refunds(current)),
  fail: (current) => fail(current, machine(), refunds(current)[0] ?? noInstruction, 'refused'),
  refuse_cancellation: (current) => refuseCancellation(current, machine(), refunds(current)[0] ?? noInstruction),
  retry: (current) => retryEffect(current, by('finance'), refunds(current)[0]?.id ?? 'none', 'new card'),
  // What is being resolved may be settled by hand once the machine got no further for long.
  settle_by_hand: ({ head, ...current }) =>
    settleByHand(
      { ...current, head: { ...head, restarts: patience } },
      by('finance'),
      refunds(current)[0]?.id ?? 'none',
      {
        reference: 'TRANSFER-1',
        reason: 'paid by transfer',
      },
    ),
  dispose: (current) => dispose(current, machine(), movements(current)),
  cancel: (current) => cancel(current, by('customer')),
  expire: (current) => {
    const change = passDueDate(current, by('system', days(60)));
    return change?.event.type === 'return.expired' ? change : undefined;
  },
};
const refunds = ({ instructions }: Pick<Return, 'instructions'>) =>
  instructions.filter(({ kind }) => kind === 'refund');
const movements = ({ instructions }: Return) => instructions.filter(({ kind }) => kind === 'stock_movement');
const noInstruction = {
  id: 'none',
  kind: 'refund' as const,
  state: 'sent' as const,
  portions: ['1'],
  attempts: 1,
  at: '',
};

describe('one table says which step is legal from which state', () => {
  test('it knows every state and every step', () => {
    expect(order.toSorted()).toEqual(portionState.options.toSorted());
    expect(rows.map(({ step }) => step).toSorted()).toEqual(Object.keys(steps).toSorted());
    expect(rows.every(({ marks }) => marks.length === columns.length)).toBe(true);
  });

  test.each(cells)('%s from %s: %s', (step, state, legal) => expect(isLegal(step, state)).toBe(legal));

  test('a return begins with its request and nothing else', () => {
    expect(Object.keys(steps).filter((step) => isLegal(step as Step, 'new'))).toEqual(['request']);
  });

  test.each<[Step, PortionState[]]>([
    ['request', ['awaiting_evidence', 'under_review', 'awaiting_customs', 'authorized', 'resolving', 'rejected']],
    ['attach_evidence', ['awaiting_evidence', 'awaiting_customs', 'authorized', 'resolving']],
    ['miss_evidence', ['under_review', 'awaiting_customs', 'authorized', 'resolving']],
    ['approve', ['awaiting_customs', 'authorized', 'resolving']],
    ['reject', ['rejected']],
    ['ask', ['awaiting_answer']],
    ['answer', ['under_review']],
    ['decide_customs', ['authorized']],
    ['issue_label', ['awaiting_shipment']],
    ['ship', ['in_transit']],
    ['report_exception', ['shipment_exception']],
    ['arrive', ['arrived']],
    ['receive', ['quarantined']],
    ['inspect', ['disputed', 'resolving']],
    ['settle_dispute', ['resolving']],
    ['resolve', ['resolved', 'closed']],
    ['fail', ['resolution_failed']],
    ['retry', ['resolving']],
    ['settle_by_hand', ['resolving', 'resolved', 'closed']],
    ['dispose', ['closed']],
    ['cancel', ['cancelled']],
    ['expire', ['expired']],
  ])('%s leads to %j', (step, to) => expect(order.filter((state) => leadsTo(step, state))).toEqual(inOrder(to)));
  const inOrder = (some: PortionState[]) => order.filter((state) => some.includes(state));
});

describe('every command asks the table', () => {
  const tried = cells.filter(([step]) => step !== 'request');

  test.each(tried)('%s on goods that are %s: done = %s', (step, state, legal) => {
    const current = returnAt(state);
    const was = current.portions.map((portion) => portion.state);
    let change: Change | undefined;
    try {
      change = commands[step as keyof typeof commands](current);
    } catch (error) {
      expect(legal).toBe(false);
      expect(error).toBeInstanceOf(ProblemError);
      expect((error as ProblemError).type).toBe('step-not-legal');
      return;
    }
    const is = change?.after.portions.map((portion) => portion.state) ?? was;
    if (!legal) expect(is).toEqual(was);
    else {
      expect(is).not.toEqual(was);
      expect(is.every((one) => leadsTo(step, one))).toBe(true);
    }
  });
});

describe('a wrong table never serves a request', () => {
  const stays = { stage: 'request', turn: 'agent' } as const;
  const ended = { stage: 'closed', turn: 'nobody' } as const;
  const from = (from: string, to: string) => ({ from: [from], to: [to] }) as never;

  test.each([
    ['a step from nowhere', { a: ended }, { go: from('nowhere', 'a') }, /go starts from unknown state nowhere/],
    ['a step to nowhere', { a: ended }, { go: from('new', 'nowhere') }, /go leads to unknown state nowhere/],
    ['a state no request gets to', { a: ended, b: ended }, { go: from('new', 'a') }, /State b cannot be reached/],
    [
      'states that only reach each other',
      { a: ended, b: stays, c: stays },
      { go: from('new', 'a'), on: from('b', 'c'), back: from('c', 'b'), end: from('c', 'a') },
      /State b cannot be reached/,
    ],
    ['a dead end', { a: stays }, { go: from('new', 'a') }, /State a has no way to an end/],
    [
      'a state that only leads to itself',
      { a: stays },
      { go: from('new', 'a'), on: from('a', 'a') },
      /State a has no way to an end/,
    ],
    [
      'a circle without an end',
      { a: stays, b: stays },
      { go: from('new', 'a'), on: from('a', 'b'), back: from('b', 'a') },
      /State a has no way to an end/,
    ],
    [
      'a way out of a final state',
      { a: ended, b: stays },
      { go: from('new', 'a'), out: from('a', 'b'), back: from('b', 'a') },
      /out leaves final state a/,
    ],
  ])('%s', (_, stateRules, stepRules, message) =>
    expect(() => checkLifecycle(stateRules as never, stepRules)).toThrow(message),
  );

  test('ours is right', () => expect(() => checkLifecycle(states, steps)).not.toThrow());

  test('any edge that leaves a final state is found', () => {
    const ends = order.filter(isFinal);
    fc.assert(
      fc.property(fc.constantFrom(...ends), fc.constantFrom(...order), (end, to) => {
        const more = { ...steps, reopen: { from: [end], to: [to] } };
        expect(() => checkLifecycle(states, more)).toThrow(`reopen leaves final state ${end}`);
      }),
    );
  });
});

describe('stage of a return: that of its portion with the longest way to go', () => {
  test.each<[PortionState[], string]>([
    [['awaiting_evidence'], 'request'],
    [['under_review'], 'authorization'],
    [['awaiting_answer'], 'authorization'],
    [['authorized'], 'authorization'],
    [['awaiting_shipment'], 'shipping'],
    [['in_transit'], 'shipping'],
    [['shipment_exception'], 'shipping'],
    [['arrived'], 'receiving'],
    [['quarantined'], 'inspection'],
    [['disputed'], 'inspection'],
    [['resolving'], 'resolution'],
    [['resolution_failed'], 'resolution'],
    [['resolved'], 'disposition'],
    [['closed'], 'closed'],
    [['closed', 'resolved'], 'disposition'],
    [['closed', 'rejected', 'quarantined', 'in_transit'], 'shipping'],
    [['rejected', 'cancelled', 'expired', 'closed'], 'closed'],
  ])('%j → %s', (portions, stage) => expect(stageOf(portions)).toBe(stage));

  test('the return closes when its last line does', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...order), { minLength: 1 }), (portions) => {
        expect(stageOf(portions) === 'closed').toBe(portions.every(isFinal));
      }),
    );
  });
});
