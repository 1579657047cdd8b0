import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReturnRequest } from '../../../shared/contracts/intake.ts';
import type { Order } from '../../../shared/contracts/order.ts';
import { evidence, head, portion, statement } from '../../../shared/contracts/return.ts';
import { returnEvent } from '../../../shared/contracts/return-event.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { decideRequest } from '../../../shared/returns/assess.ts';
import { assessmentOf } from '../../../shared/returns/assessment.ts';
import type { Return } from '../../../shared/returns/change.ts';
import { firstBreak, startOfChain } from '../../../shared/returns/event-chain.ts';
import { recordEvidence } from '../../../shared/returns/evidence.ts';
import { inspect, receive } from '../../../shared/returns/goods.ts';
import { issueLabel } from '../../../shared/returns/labels.ts';
import { requestReturn } from '../../../shared/returns/request.ts';
import { approve } from '../../../shared/returns/review.ts';
import {
  type AskedLine,
  by,
  certainly,
  decided,
  eur,
  factsOf,
  faulty,
  found,
  hours,
  label,
  lamps,
  machine,
  orderOf,
  requested,
  requestOf,
  settleAll,
  start,
  statesOf,
  unwanted,
  wrong,
} from './sample-returns.ts';

const gift = lamps({ id: '2', sku: 'HB-GIFT', quantity: 2, paid: eur(2_000), tax: eur(319) });
const both = orderOf([lamps(), gift]);
const kept = unwanted(2, { lineId: '2' });
const open = unwanted(1, { reason: 'open_box' });

describe('a return made of a decided request', () => {
  test('is whole and as its contracts say', () => {
    const { after, event } = requested({ order: both, lines: [faulty(2), wrong(1), kept] });
    expect(head.safeParse(after.head).error).toBeUndefined();
    for (const one of after.portions) expect(portion.safeParse(one).error).toBeUndefined();
    for (const one of after.evidence) expect(evidence.safeParse(one).error).toBeUndefined();
    expect(statement.safeParse(after.statement).error).toBeUndefined();
    expect(returnEvent.safeParse(event).error).toBeUndefined();
    expect(firstBreak([event])).toBeUndefined();
    expect(event).toMatchObject({ seq: 1, type: 'return.requested', previous: startOfChain });
    expect(after.head).toMatchObject({ version: 1, lastHash: event.hash, currency: 'EUR' });
  });

  test.each<[string, AskedLine[], Record<string, string>, string, string[] | undefined]>([
    ['approved without evidence', [unwanted(1)], { '1': 'authorized' }, 'authorization', ['issue_label']],
    ['evidence is demanded first', [faulty(1)], { '1': 'awaiting_evidence' }, 'request', undefined],
    ['doubtful', [open], { '1': 'under_review' }, 'authorization', undefined],
    ['kept by the customer', [kept], { '1': 'resolving' }, 'resolution', ['resolve_kept']],
    [
      'one doubtful line holds all for a person',
      [unwanted(1), open, kept],
      { '1': 'under_review', '2': 'under_review', '3': 'under_review' },
      'authorization',
      undefined,
    ],
    [
      'some with evidence, some without',
      [faulty(1), unwanted(1)],
      { '1': 'awaiting_evidence', '2': 'authorized' },
      'request',
      ['issue_label'],
    ],
  ])('%s', (_, lines, states, stage, starts) => {
    const { after, event } = requested({ order: both, lines });
    expect(statesOf(after)).toEqual(states);
    expect(after.head.stage).toBe(stage);
    expect(event.starts).toEqual(starts);
  });

  test('kept and sent back, where a policy looks at each line alone', () => {
    const alone = ({ when, ...rule }: (typeof defaultPolicy.rules)[number]) => ({
      ...rule,
      when: when.replace('returnedValueMinor', 'valueMinor'),
    });
    const policy = compilePolicy({ ...defaultPolicy, rules: defaultPolicy.rules.map(alone) });
    const { after, event } = requested({ order: both, lines: [unwanted(1), kept], facts: { policy } });
    expect(statesOf(after)).toEqual({ '1': 'authorized', '2': 'resolving' });
    expect(after.head.stage).toBe('authorization');
    expect(event.starts).toEqual(['issue_label', 'resolve_kept']);
  });

  test('rejected lines are closed at once, beside others too', () => {
    const late = { now: new Date('2026-12-01T09:00:00.000Z') };
    expect(requested({ lines: [unwanted(1)], facts: late }).after.head.stage).toBe('closed');
    const mixed = requested({ lines: [unwanted(1), faulty(1)], facts: late }).after;
    expect(statesOf(mixed)).toEqual({ '1': 'rejected', '2': 'awaiting_evidence' });
    const reviewed = requested({ lines: [unwanted(1), open], facts: late }).after;
    expect(statesOf(reviewed)).toEqual({ '1': 'rejected', '2': 'under_review' });
    expect(requested({ lines: [unwanted(1)], facts: late }).after.evidence).toEqual([]);
  });

  test('a returnless refund is fixed and instructed in the same commit', () => {
    const { after } = requested({ order: both, lines: [kept] });
    expect(after.portions[0]).toMatchObject({ disposition: 'kept_by_customer', refund: { total: eur(2_000) } });
    expect(after.instructions).toEqual([
      expect.objectContaining({ id: '1-1', kind: 'refund', state: 'requested', amount: eur(2_000), tender: 'card' }),
    ]);
  });

  test('asking for a return that comes back moves no money and changes no paid total', () => {
    const { after } = requested({ lines: [wrong(5)] });
    expect(after.instructions).toEqual([]);
    expect(after.portions[0]?.refund).toBeUndefined();
    expect(after.portions[0]?.paid.goods).toEqual(eur(15_000));
  });

  test.each<[string, AskedLine[], string[]]>([
    ['none', [unwanted(1)], []],
    ['one reason', [wrong(1)], ['photo']],
    [
      'two lines that demand the same: once',
      [wrong(1), wrong(1, { reason: 'missing_part', description: { what: 'The plug' } })],
      ['photo'],
    ],
    ['two lines that demand different things: both', [wrong(1), faulty(1)], ['photo', 'photo_or_video']],
  ])('evidence of the whole return is what the lines demand together: %s', (_, lines, types) => {
    const { after, event } = requested({ lines });
    expect(after.evidence.map(({ id, type, state }) => [id, type, state])).toEqual(
      types.map((type, i) => [`E${i + 1}`, type, 'expected']),
    );
    expect(after.head.evidenceDemanded).toBe(types.length);
    expect(event.data.evidence).toEqual(types);
  });

  test('of each type as many pieces as the line that demands most', () => {
    const order = orderOf();
    const request = requestOf([wrong(1), wrong(1)]);
    const decision = decideRequest(request, factsOf(order));
    const demanding = {
      ...decision,
      lines: decision.lines.map((line, i) => ({
        ...line,
        demands: {
          ...line.demands,
          types: i === 0 ? (['photo'] as const) : (['photo', 'photo', 'document'] as const),
        },
      })),
    };
    const { after } = requestReturn(
      { rma: '7K3F-9XTB-2MQ4', order, person: {}, request, decided: demanding, channel: 'agent' },
      by('agent'),
    );
    expect(after.evidence.map(({ type }) => type)).toEqual(['photo', 'photo', 'document']);
  });

  test("who it is and what they wrote is kept apart, and in no event; the request's contact goes first", () => {
    const order = orderOf();
    const request: ReturnRequest = requestOf([faulty(1)], { contact: { phone: '+49 30 0000000' }, locale: 'de' });
    const { after, event } = requestReturn(
      {
        rma: '7K3F-9XTB-2MQ4',
        order,
        person: { email: 'kim@customer.example', phone: '1' },
        request,
        decided: decideRequest(request, factsOf(order)),
        channel: 'portal',
      },
      by('customer'),
    );
    expect(after.statement).toEqual({
      person: { email: 'kim@customer.example', phone: '+49 30 0000000' },
      descriptions: { '1': request.lines[0]?.description },
      conversation: [],
    });
    expect(after.head.locale).toBe('de');
    expect(JSON.stringify(event)).not.toMatch(/kim@|\+49|switch on/);
  });

  test('each problem is named once in the head, and the event keeps facts, rules and policy version', () => {
    const { after, event } = requested({ lines: [unwanted(1), wrong(1)], facts: { person: {} } });
    expect(after.head.problems).toEqual(['contact_missing']);
    const [line] = event.data.lines as Record<string, unknown>[];
    expect(line).toMatchObject({
      id: '1',
      lineId: '1',
      outcome: 'review',
      problems: ['contact_missing'],
      policy: { id: 'default' },
      rules: ['unknown-facts', 'remorse-in-window'],
      facts: { valueMinor: 3_000, requestValueMinor: 6_000 },
    });
  });

  test('time comes with the context', () => {
    const { after, event } = requested({ facts: { now: hours(3) } });
    expect([after.head.createdAt, after.head.updatedAt, event.at]).toEqual(Array(3).fill(hours(3).toISOString()));
    expect(start.toISOString()).not.toBe(event.at);
  });
});

describe("the preview's refund equals what is later refunded", () => {
  /** All the way to its refunds, in as many parts as `cut` says. */
  function refunded(order: Order, lines: AskedLine[], cut: number): number {
    let current: Return = requested({ order, lines }).after;
    if (current.portions.some(({ state }) => state === 'under_review'))
      current = approve(current, by('agent'), {}).after;
    for (const { id } of current.evidence)
      current =
        recordEvidence(current, by('system'), id, {
          state: 'attached',
          contentType: 'image/png',
          bytes: 1,
          sha256: id,
          key: id,
        })?.after ?? current;
    if (current.portions.some(({ state }) => state === 'authorized'))
      current = issueLabel(current, machine(), label()).after;
    const waiting = () => current.portions.filter(({ state }) => state === 'awaiting_shipment');
    const [first] = waiting();
    if (first && first.quantity > 1) {
      const quantity = 1 + (cut % (first.quantity - 1));
      current = receive(current, by('warehouse'), [{ lineId: first.lineId, quantity, serials: [] }]).after;
    }
    if (waiting().length > 0) current = receive(current, by('warehouse'), undefined).after;
    for (const { id, quantity, state } of current.portions)
      if (state === 'quarantined') {
        const part = 1 + (cut % quantity);
        current = inspect(current, by('inspector'), id, [found(part)]).after;
        if (part < quantity)
          current = certainly(inspect(current, by('inspector'), id, [found(quantity - part, { grade: 'B' })])).after;
      }
    current = settleAll(current);
    return current.instructions
      .filter(({ kind, state }) => kind === 'refund' && state === 'succeeded')
      .reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0);
  }

  test('whatever comes in how many parts, whatever was paid with what', () => {
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: 7 }),
      paid: fc.nat({ max: 20_000 }),
      asked: fc.nat({ max: 6 }),
      reason: fc.constantFrom(unwanted, wrong, faulty, (quantity: number, some: Partial<AskedLine>) =>
        unwanted(quantity, { ...some, reason: 'open_box' }),
      ),
      condition: fc.constantFrom('unopened', 'opened', 'used', 'damaged'),
      packaging: fc.constantFrom('original', 'missing'),
    });
    const currencies = fc.constantFrom('EUR', 'JPY', 'GBP');
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 3 }),
        fc.nat({ max: 1_000 }),
        currencies,
        fc.nat({ max: 10 }),
        fc.nat({ max: 20_000 }),
        (lines, delivery, currency, cut, gift) => {
          const money = (minor: number) => ({ currency, minor });
          const total = lines.reduce((sum, { paid }) => sum + paid, 0) + delivery;
          const first = Math.min(gift, total);
          const order = orderOf(
            lines.map(({ quantity, paid }, i) => lamps({ id: String(i), quantity, paid: money(paid), tax: money(0) })),
            {
              currency,
              shipping: { paid: money(delivery), tax: money(0) },
              payments: [
                { reference: 'gift', method: 'gift_card', amount: money(first) },
                { reference: 'card', method: 'card', amount: money(total - first) },
              ],
            },
          );
          const asked = lines.map(({ quantity, asked: some, reason, condition, packaging }, i) =>
            reason(1 + (some % quantity), {
              lineId: String(i),
              preference: 'refund',
              condition,
              packaging,
            } as Partial<AskedLine>),
          );
          const answer = decided(order, asked);
          fc.pre(answer.lines.every(({ decision }) => decision.terms !== undefined));
          const shown = assessmentOf(answer, currency).refund?.minor ?? 0;
          expect(refunded(order, asked, cut)).toBe(shown);
        },
      ),
      { numRuns: 300 },
    );
  });
});
