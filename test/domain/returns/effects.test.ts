import { describe, expect, test } from 'vitest';
import { instruction } from '../../../shared/contracts/return.ts';
import { patience, type Return } from '../../../shared/returns/change.ts';
import {
  dispose,
  fail,
  isSent,
  markSent,
  markUnknown,
  openEffects,
  openMovements,
  outsideId,
  retryEffect,
  settle,
  settleByHand,
} from '../../../shared/returns/effects.ts';
import { inspect } from '../../../shared/returns/goods.ts';
import {
  by,
  effectOf,
  eur,
  found,
  hours,
  inspectAll,
  lamps,
  machine,
  orderOf,
  portionOf,
  refusalOf,
  requested,
  returnAt,
  settleAll,
  statesOf,
  unwanted,
} from './sample-returns.ts';

const resolving = returnAt('resolving');
const payments = [
  { reference: 'gift', method: 'gift_card', amount: eur(5_000) },
  { reference: 'card', method: 'card', amount: eur(10_000) },
];
/** Two payments: the refund of 122.55 goes back as 50.00 and 72.55. */
const twoTenders = returnAt('resolving', { order: orderOf([lamps()], { payments }) });
const refunds = ({ instructions }: Return) =>
  instructions
    .filter(({ kind }) => kind === 'refund')
    .map(({ id, state, tender, amount }) => [id, state, tender, amount?.minor]);

describe('an instruction is sent once, by an id fixed when it was committed', () => {
  test('the id an outside system knows it by names brand, return and instruction', () => {
    expect(outsideId(resolving, effectOf(resolving))).toBe(`harbor/7K3F-9XTB-2MQ4/${effectOf(resolving).id}`);
  });

  test('it is marked as sent before it is sent, with its amount in the event', () => {
    const { after, event } = markSent(resolving, machine(hours(51)), effectOf(resolving));
    expect(after.instructions[0]).toMatchObject({ state: 'sent', attempts: 1, at: hours(51).toISOString() });
    expect(event).toMatchObject({ type: 'return.effect_sent', data: { kind: 'refund', amount: eur(12_255) } });
    expect(event.starts).toBeUndefined();
    expect(openEffects(after)).toHaveLength(1);
    expect(statesOf(after)).toEqual({ '1': 'resolving' });
  });

  test('a time-out is unknown, and stays open until it was looked up', () => {
    const sent = markSent(resolving, machine(), effectOf(resolving)).after;
    const { after, event } = markUnknown(sent, machine(), effectOf(sent));
    expect(effectOf(after)).toMatchObject({ state: 'unknown', attempts: 1, id: effectOf(resolving).id });
    expect(event.data).toMatchObject({ unknown: true });
    expect(settle(after, machine(), [effectOf(after)], 're_1').after.instructions[0]).toMatchObject({
      state: 'succeeded',
      reference: 're_1',
    });
  });

  test('refunds and cancellations go to an outside system; other resolutions are outcomes that are recorded', () => {
    const sent = instruction.shape.kind.options.filter((kind) => isSent({ ...effectOf(resolving), kind }));
    expect(sent).toEqual(['refund', 'cancel_order']);
  });

  test('open are those requested, sent or unknown, of goods that are being resolved', () => {
    const states = instruction.shape.state.options.map((state) => [
      state,
      openEffects({ ...resolving, instructions: [{ ...effectOf(resolving), state }] }).length,
    ]);
    expect(states).toEqual([
      ['requested', 1],
      ['sent', 1],
      ['succeeded', 0],
      ['failed', 0],
      ['unknown', 1],
    ]);
    expect(openEffects(returnAt('resolution_failed'))).toEqual([]);
    expect(openEffects(returnAt('resolved'))).toEqual([]);
  });
});

describe('what succeeded leads the goods on', () => {
  test('to their disposition, with the stock movement fixed in the same commit', () => {
    const { after, event } = settle(resolving, machine(hours(51)), [effectOf(resolving)], 're_1');
    expect(statesOf(after)).toEqual({ '1': 'resolved' });
    expect(openMovements(after)).toEqual([
      {
        id: `${event.seq}-1`,
        kind: 'stock_movement',
        state: 'requested',
        portions: ['1'],
        movement: { sku: 'HB-LAMP', quantity: 5, from: 'quarantine', to: 'sellable', disposition: 'restock' },
        attempts: 0,
        at: hours(51).toISOString(),
      },
    ]);
    expect(event).toMatchObject({ type: 'return.effect_settled', data: { reference: 're_1' } });
  });

  test('goods the customer keeps are closed: never expected, received or disposed of', () => {
    const kept = requested({
      order: orderOf([lamps({ quantity: 1, paid: eur(2_000), tax: eur(319) })]),
      lines: [unwanted(1)],
    }).after;
    const { after } = settle(kept, machine(), [effectOf(kept)]);
    expect(after.head.stage).toBe('closed');
    expect(openMovements(after)).toEqual([]);
  });

  test('with several payments only the last one does', () => {
    expect(refunds(twoTenders).map(([, ...rest]) => rest)).toEqual([
      ['requested', 'gift', 5_000],
      ['requested', 'card', 7_255],
    ]);
    const first = settle(twoTenders, machine(), [effectOf(twoTenders)]).after;
    expect(statesOf(first)).toEqual({ '1': 'resolving' });
    expect(effectOf(first).tender).toBe('card');
    const second = settle(first, machine(), [effectOf(first)]).after;
    expect(statesOf(second)).toEqual({ '1': 'resolved' });
    expect(openMovements(second)).toHaveLength(1);
  });

  test('several at once', () => {
    const { after } = settle(twoTenders, machine(), openEffects(twoTenders));
    expect(statesOf(after)).toEqual({ '1': 'resolved' });
    expect(refunds(after).every(([, state]) => state === 'succeeded')).toBe(true);
  });

  test('a late answer on goods that wait for something else changes only the instruction', () => {
    const [first, second] = openEffects(twoTenders);
    if (!first || !second) throw new Error('There are two payments');
    const failed = fail(twoTenders, machine(), first, 'card_expired').after;
    const late = settle(failed, machine(), [second]).after;
    expect(statesOf(late)).toEqual({ '1': 'resolution_failed' });
    expect(refunds(late).map(([, state]) => state)).toEqual(['failed', 'succeeded']);
  });

  test('each portion waits for its own instructions only', () => {
    let current = returnAt('quarantined');
    current = inspect(current, by('inspector'), '1', [found(2)]).after;
    current = inspectAll(current);
    expect(openEffects(current)).toHaveLength(2);
    const { after } = settle(current, machine(), [effectOf(current)]);
    expect(statesOf(after)).toEqual({ '1': 'resolving', '2': 'resolved' });
  });

  test('a segment that resolves goes on to the disposition itself; anybody else starts one', () => {
    const effect = effectOf(resolving);
    expect(settle(resolving, machine(), [effect]).event.starts).toBeUndefined();
    expect(settle(resolving, by('system'), [effect]).event.starts).toEqual(['dispose']);
  });
});

describe('what failed for good is for finance', () => {
  const failed = returnAt('resolution_failed');

  test('the goods wait, and the reason is kept', () => {
    expect(failed.instructions[0]).toMatchObject({ state: 'failed', failure: 'card_expired' });
    expect(failed.head).toMatchObject({ stage: 'resolution' });
    expect(failed.head.due.resolve).toBeDefined();
    expect(openEffects(failed)).toEqual([]);
  });

  test('sent again it is one new instruction, once, with an id of its own', () => {
    const { after, event } = retryEffect(failed, by('finance', hours(60)), effectOf(resolving).id, 'The bank is back');
    expect(statesOf(after)).toEqual({ '1': 'resolving' });
    expect(event.starts).toEqual(['resolve']);
    expect(after.instructions).toHaveLength(2);
    const next = effectOf(after);
    expect(next).toMatchObject({
      id: `${event.seq}-1`,
      state: 'requested',
      attempts: 0,
      amount: eur(12_255),
      tender: 'card',
      replaces: effectOf(resolving).id,
    });
    expect(next).not.toHaveProperty('failure');
    expect(next).not.toHaveProperty('reference');
    expect(after.statement.conversation.at(-1)?.text).toBe('The bank is back');
    const again = fail(after, machine(), next, 'card_expired').after;
    expect(refusalOf(() => retryEffect(again, by('finance'), effectOf(resolving).id, 'once more'))?.type).toBe(
      'step-not-legal',
    );
    expect(retryEffect(again, by('finance'), next.id, 'once more').after.instructions).toHaveLength(3);
  });

  test.each([
    ['an instruction that has not failed', resolving, effectOf(resolving).id],
    ['one that succeeded', returnAt('resolved'), effectOf(resolving).id],
    ['one that does not exist', failed, '99-1'],
  ])('%s cannot be sent again', (_, current, id) => {
    expect(refusalOf(() => retryEffect(current, by('finance'), id, 'r'))?.type).toBe('step-not-legal');
  });

  test('of several payments only the failed one is sent again, the other goes on, and each once', () => {
    const [gift] = openEffects(twoTenders);
    if (!gift) throw new Error('There are two payments');
    const broken = fail(twoTenders, machine(), gift, 'gift_card_closed').after;
    expect(statesOf(broken)).toEqual({ '1': 'resolution_failed' });
    const again = retryEffect(broken, by('finance'), gift.id, 'r').after;
    expect(openEffects(again).map(({ tender }) => tender)).toEqual(['card', 'gift']);
    const done = settleAll(again);
    expect(statesOf(done)).toEqual({ '1': 'resolved' });
    expect(refunds(done).map(([, state, tender, minor]) => [state, tender, minor])).toEqual([
      ['failed', 'gift', 5_000],
      ['succeeded', 'card', 7_255],
      ['succeeded', 'gift', 5_000],
    ]);
  });
});

describe('finance settles by hand what no provider can pay', () => {
  const byHand = { reference: 'TRANSFER-1', reason: 'Paid in cash at the till' };
  const settled = (current: Return, id: string) => settleByHand(current, by('finance', hours(60)), id, byHand);

  test('a failed refund: the payment is an instruction of its own, the goods go on, the reason is in no event', () => {
    const failed = returnAt('resolution_failed');
    const { after, event } = settled(failed, effectOf(resolving).id);
    expect(statesOf(after)).toEqual({ '1': 'resolved' });
    expect(event).toMatchObject({
      type: 'return.effect_settled',
      starts: ['dispose'],
      data: { reference: 'TRANSFER-1', byHand: true, instructions: [{ kind: 'refund', amount: eur(12_255) }] },
    });
    expect(JSON.stringify(event)).not.toContain('cash');
    expect(after.statement.conversation.at(-1)).toMatchObject({ kind: 'note', text: byHand.reason });
    expect(after.instructions[0]).toEqual(failed.instructions[0]);
    expect(after.instructions[1]).toMatchObject({
      state: 'succeeded',
      byHand: true,
      reference: 'TRANSFER-1',
      replaces: effectOf(resolving).id,
    });
    expect(after.instructions[1]).not.toHaveProperty('failure');
    expect(refusalOf(() => settled(after, effectOf(resolving).id))?.type).toBe('step-not-legal');
    expect(refusalOf(() => retryEffect(after, by('finance'), effectOf(resolving).id, 'r'))?.type).toBe(
      'step-not-legal',
    );
  });

  test('of two payments that failed each is settled on its own, and the goods go on with the last', () => {
    const [gift, card] = openEffects(twoTenders);
    if (!gift || !card) throw new Error('There are two payments');
    let current = fail(twoTenders, machine(), gift, 'declined').after;
    expect(current.head.due.progress).toBeDefined();
    current = fail(current, machine(), card, 'declined').after;
    expect(current.head.due.progress).toBeUndefined();
    current = settled(current, gift.id).after;
    expect(statesOf(current)).toEqual({ '1': 'resolution_failed' });
    const again = retryEffect(current, by('finance'), card.id, 'r').after;
    expect(statesOf(settleAll(again))).toEqual({ '1': 'resolved' });
    expect(statesOf(settled(current, card.id).after)).toEqual({ '1': 'resolved' });
  });

  test('while the other payment is still on its way the goods wait for it', () => {
    const [gift, card] = openEffects(twoTenders);
    if (!gift || !card) throw new Error('There are two payments');
    const sent = markSent(twoTenders, machine(), card).after;
    const { after, event } = settled(fail(sent, machine(), gift, 'declined').after, gift.id);
    expect(statesOf(after)).toEqual({ '1': 'resolving' });
    expect(event.starts).toEqual(['resolve']);
    expect(openEffects(after).map(({ id }) => id)).toEqual([card.id]);
    expect(statesOf(settleAll(after))).toEqual({ '1': 'resolved' });
  });

  test('of two payments that failed, one sent again leaves the goods with finance for the other', () => {
    const [gift, card] = openEffects(twoTenders);
    if (!gift || !card) throw new Error('There are two payments');
    const both = fail(fail(twoTenders, machine(), gift, 'declined').after, machine(), card, 'declined').after;
    const { after, event } = retryEffect(both, by('finance'), gift.id, 'r');
    expect(event.starts).toEqual(['resolve']);
    expect(statesOf(settleAll(after))).toEqual({ '1': 'resolution_failed' });
  });

  test('what is still open only when the machine got no further for long, and not while it is in flight', () => {
    const stuck = { ...resolving, head: { ...resolving.head, restarts: patience } };
    const { id } = effectOf(resolving);
    expect(refusalOf(() => settled(resolving, id))?.type).toBe('step-not-legal');
    expect(statesOf(settled(stuck, id).after)).toEqual({ '1': 'resolved' });
    const sent = markSent(stuck, machine(hours(60)), effectOf(stuck)).after;
    expect(refusalOf(() => settled(sent, id))?.type).toBe('step-not-legal');
  });
});

describe('stock that was moved closes the goods it was for', () => {
  test('and says what became of them', () => {
    const resolved = returnAt('resolved');
    const { after, event } = dispose(resolved, machine(), openMovements(resolved));
    expect(after.head).toMatchObject({ stage: 'closed', due: {} });
    expect(event).toMatchObject({
      type: 'return.disposed',
      data: { portions: [{ id: '1', quantity: 5, disposition: 'restock' }] },
    });
    expect(openMovements(after)).toEqual([]);
    expect(refusalOf(() => dispose(after, machine(), openMovements(resolved)))?.type).toBe('step-not-legal');
  });

  test('one movement after the other: the return closes with the last', () => {
    let current = returnAt('quarantined');
    current = inspect(current, by('inspector'), '1', [found(2), found(3, { grade: 'B' })]).after;
    current = settleAll(current);
    const [one, two] = openMovements(current);
    if (!one || !two) throw new Error('There are two movements');
    const half = dispose(current, machine(), [one]).after;
    expect(statesOf(half)).toEqual({ '1': 'closed', '2': 'resolved' });
    expect(half.head.stage).toBe('disposition');
    expect(dispose(half, machine(), [two]).after.head.stage).toBe('closed');
  });
});

test('an exchange, a repair or a credit is an outcome of its own, not money', () => {
  const current = returnAt('resolving', { lines: [unwanted(5, { preference: 'store_credit' })] });
  expect(current.instructions).toEqual([
    expect.objectContaining({ kind: 'store_credit', amount: eur(12_255), portions: ['1'] }),
  ]);
  expect(portionOf(settleAll(current)).state).toBe('resolved');
});
