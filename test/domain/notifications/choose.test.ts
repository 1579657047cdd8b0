import { describe, expect, test } from 'vitest';
import type { RequestLine } from '../../../shared/contracts/intake.ts';
import { type ReturnEvent, returnEventType } from '../../../shared/contracts/return-event.ts';
import { chooseMessage, milestones } from '../../../shared/notifications/choose.ts';
import { type Change, type Context, lifecycleActor, type Return } from '../../../shared/returns/change.ts';
import { settle } from '../../../shared/returns/effects.ts';
import { cancel, passDueDate } from '../../../shared/returns/ending.ts';
import { recordEvidence } from '../../../shared/returns/evidence.ts';
import { inspect, receive } from '../../../shared/returns/goods.ts';
import { approve, ask, reject } from '../../../shared/returns/review.ts';
import { moveShipment } from '../../../shared/returns/transit.ts';
import { contextAt, label, later, request } from '../../fixtures/returns/lumen-return.ts';

const agent = { role: 'agent', id: 'A-1' };
type Step = (current: Return, context: Context) => Change | undefined;

/** Tells the story of a return, an hour between its steps; answers what the customer is told at its last. */
function toldAfter(line: Partial<RequestLine>, ...steps: [Step, Context['actor']?][]) {
  const first = request(line);
  const events: ReturnEvent[] = [first.event];
  let current = first.after;
  for (const [i, [step, actor]] of steps.entries()) {
    const change = step(current, contextAt((i + 1) * 3600, actor ?? agent));
    if (!change) throw new Error(`Step ${i} does nothing`);
    events.push(change.event);
    current = change.after;
  }
  const event = events.at(-1);
  if (!event) throw new Error('There is a first event');
  return chooseMessage(event, { portions: current.portions, conversation: current.statement.conversation, events });
}

const remorse = {};
const defective: Partial<RequestLine> = {
  reason: 'defective',
  description: { what: 'No sound comes out of the left side', since: 'Monday', tried: 'Another cable' },
};
const openBox: Partial<RequestLine> = { reason: 'open_box' };
const cheap: Partial<RequestLine> = { quantity: 1 };
const cables = { title: 'Audio cable 2 m', quantity: 2 };
const issued: [Step, Context['actor']] = [label('HW1'), lifecycleActor];
const carrier = (status: 'in_transit' | 'arrived', hours: number): [Step] => [
  (current, context) =>
    moveShipment(current, context, { trackingNumber: 'HW1', status, at: later(hours * 3600).toISOString() }),
];
const received: [Step] = [(current, context) => receive(current, context, undefined)];
const partly: [Step] = [(current, context) => receive(current, context, [{ lineId: '2', quantity: 1, serials: [] }])];
const graded = (matchesClaim: boolean): [Step] => [
  (current, context) => inspect(current, context, '1', [{ quantity: 2, grade: 'A', matchesClaim }]),
];
const refunded: [Step, Context['actor']] = [
  (current, context) => settle(current, context, current.instructions),
  lifecycleActor,
];

describe('a customer is told', () => {
  test('that a request is approved', () =>
    expect(toldAfter(remorse)).toEqual({ kind: 'return_approved', items: [{ ...cables, outcome: 'approve' }] }));

  test('which evidence is wanted', () =>
    expect(toldAfter(defective)).toMatchObject({
      kind: 'evidence_wanted',
      items: [cables],
      evidence: expect.any(Array),
    }));

  test('that it may keep cheap goods, and what it gets back', () =>
    expect(toldAfter(cheap)).toMatchObject({
      kind: 'returnless_refund',
      items: [{ quantity: 1, outcome: 'returnless' }],
      refund: { currency: 'EUR', minor: expect.any(Number) },
    }));

  test('the question an agent asks, in the agent’s words', () =>
    expect(toldAfter(openBox, [(one, context) => ask(one, context, 'Is the\nseal broken?')])).toEqual({
      kind: 'question_asked',
      question: 'Is the seal broken?',
    }));

  test('why a person rejects it, and what of it', () =>
    expect(toldAfter(openBox, [(one, context) => reject(one, context, { message: 'The seal is broken.' })])).toEqual({
      kind: 'return_rejected',
      items: [cables],
      message: 'The seal is broken.',
    }));

  test('why the policy rejects it', () => {
    const { event, after } = request();
    const rejection = { rule: 'window-over', message: 'The time for returns is over.' };
    const lines = (event.data.lines as object[]).map((line) => ({ ...line, outcome: 'reject' }));
    const portions = after.portions.map((portion) => ({ ...portion, rejection }));
    const told = chooseMessage(
      { ...event, data: { ...event.data, outcome: 'reject', lines } },
      { ...nothing, portions },
    );
    expect(told).toEqual({ kind: 'return_rejected', items: [{ ...cables, outcome: 'reject' }], rejection });
    const part = { ...event, data: { ...event.data, lines } };
    expect(chooseMessage(part, { ...nothing, portions })).toMatchObject({
      kind: 'return_approved',
      items: [{ outcome: 'reject', rejection }],
    });
  });

  test('that evidence is wanted for a person to look at', () =>
    expect(toldAfter(openBox)).toMatchObject({ kind: 'evidence_wanted', toReview: true }));

  test('that a person approves it', () => {
    const terms = {
      labelPayer: 'brand',
      fees: [],
      resolutions: ['refund'],
      evidence: [],
      refundsDelivery: false,
    } as const;
    const approval = {
      terms: { ...terms, fees: [], resolutions: ['refund' as const], evidence: [] },
      reason: 'Sealed',
      mayOverride: true,
    };
    expect(toldAfter(openBox, [(one, context) => approve(one, context, approval)])).toEqual({
      kind: 'return_approved',
      items: [cables],
    });
    const keeping = { ...approval, terms: { ...approval.terms, labelPayer: 'none' as const } };
    expect(toldAfter(openBox, [(one, context) => approve(one, context, keeping)])).toMatchObject({
      kind: 'returnless_refund',
      items: [cables],
      refund: { currency: 'EUR' },
    });
  });

  test('that a file cannot be used, and why', () =>
    expect(
      toldAfter(defective, [
        (one, context) => recordEvidence(one, context, 'E1', { state: 'refused', reason: 'blank' }),
      ]),
    ).toEqual({ kind: 'evidence_refused', reason: 'blank' }));

  test('that the label is there, and who pays', () =>
    expect(toldAfter(remorse, issued)).toMatchObject({
      kind: 'label_ready',
      trackingNumber: 'HW1',
      carrier: 'DemoPost',
    }));

  test.each([
    ['what is paid back', 'refund', 'taken_off'],
    ['a store credit', 'store_credit', 'taken_off'],
    ['nothing, where the goods are exchanged', 'exchange', 'unsaid'],
  ] as const)('that the label’s price is taken off %s', (_, preference, price) =>
    expect(toldAfter({ preference }, issued)).toMatchObject({ kind: 'label_ready', price }),
  );

  test('that the shipment is received when the carrier says so', () =>
    expect(toldAfter(remorse, issued, carrier('arrived', 2))).toEqual({
      kind: 'shipment_arrived',
      trackingNumber: 'HW1',
    }));

  test('the same when the dock is the first to know of it', () =>
    expect(toldAfter(remorse, issued, carrier('in_transit', 2), received)).toEqual({ kind: 'shipment_arrived' }));

  test('but not twice', () => {
    expect(toldAfter(remorse, issued, carrier('arrived', 2), received)).toBeUndefined();
    expect(toldAfter(remorse, issued, partly, received)).toBeUndefined();
  });

  test('that the goods are not what was claimed, and nothing when they are', () => {
    expect(toldAfter(remorse, issued, received, graded(false))).toEqual({ kind: 'findings_differ' });
    expect(toldAfter(remorse, issued, received, graded(true))).toBeUndefined();
  });

  test('what is refunded', () =>
    expect(toldAfter(remorse, issued, received, graded(true), refunded)).toMatchObject({
      kind: 'refund_sent',
      amount: { currency: 'EUR', minor: expect.any(Number) },
    }));

  test('that it is cancelled, or expired', () => {
    expect(toldAfter(remorse, issued, [cancel])).toEqual({ kind: 'return_cancelled' });
    expect(
      toldAfter(remorse, issued, [(one, context) => passDueDate(one, { ...context, now: later(40 * 86_400) })]),
    ).toEqual({
      kind: 'return_expired',
    });
  });

  test('nothing of an end while a part goes on', () =>
    expect(
      toldAfter(remorse, issued, partly, [(one, context) => passDueDate(one, { ...context, now: later(40 * 86_400) })]),
    ).toBeUndefined());
});

const bare = (
  type: ReturnEvent['type'],
  data: Record<string, unknown>,
  more: Partial<ReturnEvent> = {},
): ReturnEvent => ({
  ...request().event,
  type,
  data,
  ...more,
});
const nothing = { portions: [], conversation: [], events: [] };

test.each([
  [
    'a credit',
    { kind: 'store_credit', amount: { currency: 'EUR', minor: 1999 } },
    { kind: 'store_credit_due', amount: { currency: 'EUR', minor: 1999 } },
  ],
  ['an exchange', { kind: 'exchange' }, { kind: 'resolution_due', resolution: 'exchange' }],
  ['a movement of stock', { kind: 'stock_movement' }, undefined],
  ['a refund that fees used up', { kind: 'refund', amount: { currency: 'EUR', minor: 0 } }, undefined],
])('settled: %s', (_, instruction, message) =>
  expect(chooseMessage(bare('return.effect_settled', { instructions: [instruction] }), nothing)).toEqual(message),
);

test('the last disposition closes the return, one before it does not', () => {
  expect(chooseMessage(bare('return.disposed', {}, { stage: 'closed' }), nothing)).toEqual({ kind: 'return_closed' });
  expect(chooseMessage(bare('return.disposed', {}, { stage: 'inspection' }), nothing)).toBeUndefined();
});

test('after an erasure a message goes without what was said', () => {
  expect(chooseMessage(bare('return.question_asked', {}), nothing)).toEqual({ kind: 'question_asked' });
});

test('whatever is not a milestone makes no message, failures inside the house least of all', () => {
  const others = returnEventType.options.filter((type) => !milestones.includes(type));
  expect(others).toContain('return.effect_failed');
  expect(others.map((type) => chooseMessage(bare(type, {}), nothing))).toEqual(others.map(() => undefined));
});

test('an event that lacks what its message needs is an error, not a message with holes', () => {
  expect(() => chooseMessage(bare('return.label_issued', { trackingNumber: 'HW1' }), nothing)).toThrow(/carrier/);
});

test('labels of several parcels are told of together', () => {
  const told = { trackingNumber: 'HW1', carrier: 'DemoPost', payer: 'brand' };
  expect(chooseMessage(bare('return.label_issued', told), nothing)).not.toHaveProperty('parcels');
  const two = bare('return.label_issued', { ...told, parcels: [told, { ...told, trackingNumber: 'HW2' }] });
  expect(chooseMessage(two, nothing)).toMatchObject({ kind: 'label_ready', parcels: 2 });
});

test('a title cannot pass for a line of ours', () => {
  const { event } = request();
  const [line] = event.data.lines as object[];
  const data = { ...event.data, lines: [{ ...line, title: 'Lamp\n\nPay here:\u0007 https://evil.example' }] };
  expect(chooseMessage({ ...event, data }, nothing)).toMatchObject({
    items: [{ title: 'Lamp Pay here: https://evil.example' }],
  });
});
