import { describe, expect, test } from 'vitest';
import { reasonCode } from '../../../shared/contracts/decision.ts';
import type { OfferedReason, ReasonSet, WithoutEvidence } from '../../../shared/contracts/reasons.ts';
import { chooseMessage } from '../../../shared/notifications/choose.ts';
import type { Change, Return } from '../../../shared/returns/change.ts';
import { passDueDate } from '../../../shared/returns/ending.ts';
import { by, days, factsOf, faulty, lamps, orderOf, requested, statesOf, unwanted, wrong } from './sample-returns.ts';

/** Evidence that has not come in time: what the reason says happens, when it says. */

const offering = (...own: OfferedReason[]): ReasonSet[] => [
  {
    reasons: reasonCode.options.map((code) => own.find((one) => one.code === code) ?? { code }),
  },
];
const due = (code: OfferedReason['code'], withinDays: number, without: WithoutEvidence): OfferedReason => ({
  code,
  evidence: { withinDays, without },
});
const waiting = (reasons: readonly ReasonSet[], lines = [faulty(2)]) => requested({ lines, facts: { reasons } });

/** All that is due at a time, one change after the other. */
function passAll(current: Return, day: number): Change[] {
  const change = passDueDate(current, by('system', days(day)));
  return change ? [change, ...passAll(change.after, day)] : [];
}

test.each<[WithoutEvidence, string, string, string[]]>([
  ['expire', 'expired', 'return.expired', []],
  ['review', 'under_review', 'return.evidence_missed', []],
  ['go_on', 'authorized', 'return.evidence_missed', ['issue_label']],
])('without it: %s', (without, state, type, starts) => {
  const { after } = waiting(offering(due('defective', 5, without)));
  expect(after.head.due.evidence).toBe(days(5).toISOString());
  expect(passDueDate(after, by('system', new Date(days(5).getTime() - 1)))).toBeUndefined();
  const [change, ...more] = passAll(after, 5);
  expect(more).toEqual([]);
  expect(change?.event).toMatchObject({ type, data: { portions: ['1'] }, ...(starts.length > 0 && { starts }) });
  expect(change && statesOf(change.after)).toEqual({ '1': state });
  expect(change?.after.head.due.evidence).toBeUndefined();
});

test('as shipped it is two weeks, and then the request ends', () => {
  const { after } = requested({ lines: [faulty(2)] });
  expect(after.head.due.evidence).toBe(days(14).toISOString());
  expect(passAll(after, 14).map(({ event }) => event.type)).toEqual(['return.expired']);
});

test('goods the customer keeps are refunded without it, in the same commit', () => {
  const gift = lamps({ quantity: 1, paid: { currency: 'EUR', minor: 2000 }, tax: { currency: 'EUR', minor: 319 } });
  const facts = { reasons: offering(due('wrong_item', 3, 'go_on')) };
  const { after } = requested({ order: orderOf([gift]), lines: [wrong(1)], facts });
  expect(statesOf(after)).toEqual({ '1': 'awaiting_evidence' });
  const [change] = passAll(after, 3);
  expect(change && statesOf(change.after)).toEqual({ '1': 'resolving' });
  expect(change?.after.instructions).toMatchObject([{ kind: 'refund', state: 'requested', amount: { minor: 2000 } }]);
  expect(change?.event.starts).toEqual(['resolve_kept']);
});

describe('lines with reasons of their own', () => {
  const reasons = offering(due('defective', 10, 'review'), due('wrong_item', 4, 'expire'));

  test('each has its own time and its own end', () => {
    const { after } = waiting(reasons, [faulty(1), wrong(1)]);
    expect(after.head.due.evidence).toBe(days(4).toISOString());
    const [first, ...rest] = passAll(after, 4);
    expect(rest).toEqual([]);
    expect(first && statesOf(first.after)).toEqual({ '1': 'awaiting_evidence', '2': 'expired' });
    expect(first?.after.head.due.evidence).toBe(days(10).toISOString());
    const changes = first ? passAll(first.after, 10) : [];
    const last = changes.findLast(({ event }) => event.type === 'return.evidence_missed');
    expect(last && statesOf(last.after)).toEqual({ '1': 'under_review', '2': 'expired' });
    expect(last?.after.head.due.authorize).toBe(days(11).toISOString());
  });

  test('when both are over, each goes its way, one change after the other', () => {
    const changes = passAll(waiting(reasons, [faulty(1), wrong(1)]).after, 20);
    expect(changes.map(({ event }) => [event.type, event.data.portions])).toEqual([
      ['return.expired', ['2']],
      ['return.evidence_missed', ['1']],
    ]);
  });
});

test('a request for which a person waits anyway is not ended by a missing file', () => {
  const reasons = offering(due('defective', 2, 'expire'));
  const { after } = requested({ lines: [faulty(1)], facts: { reasons, person: {} } });
  expect(statesOf(after)).toEqual({ '1': 'under_review' });
  expect(after.head.due.evidence).toBeUndefined();
  expect(passAll(after, 3).map(({ event }) => event.type)).not.toContain('return.expired');
});

test.each<[WithoutEvidence, string]>([
  ['review', 'request_under_review'],
  ['go_on', 'return_approved'],
  ['expire', 'return_expired'],
])('the customer is told: %s', (without, kind) => {
  const first = waiting(offering(due('defective', 5, without)));
  const [change] = passAll(first.after, 5);
  if (!change) throw new Error('Something is due');
  const { portions, statement } = change.after;
  const story = { portions, conversation: statement.conversation, events: [first.event, change.event] };
  expect(chooseMessage(change.event, story)).toMatchObject({ kind });
});

test('a brand’s own code is kept beside its class, on the portion and in the event', () => {
  const reasons: ReasonSet[] = [{ reasons: [{ code: 'too_bright', class: 'customer_remorse' }] }];
  const { after, event } = requested({ lines: [unwanted(1, { reason: 'too_bright' })], facts: { reasons } });
  expect(after.portions).toMatchObject([{ reason: 'customer_remorse', brandReason: 'too_bright' }]);
  expect(event.data.lines).toMatchObject([
    { reason: 'customer_remorse', brandReason: 'too_bright', facts: { reason: 'customer_remorse' } },
  ]);
  expect(requested({ lines: [unwanted(1)], facts: factsOf(orderOf()) }).after.portions[0]).not.toHaveProperty(
    'brandReason',
  );
});
