import { describe, expect, test } from 'vitest';
import type { PortionState } from '../../../shared/contracts/return.ts';
import { cancel } from '../../../shared/returns/ending.ts';
import { reject } from '../../../shared/returns/review.ts';
import { isHeld } from '../../../shared/returns/withdrawal.ts';
import { by, lamps, orderOf, refusalOf, returnAt, statesOf } from './sample-returns.ts';

/** Returns of lamps that a consumer in Germany has withdrawn from; under review is what nobody knows the delivery of. */
const withdrawn = (state: PortionState) => {
  const { withdrawalExcluded: _, ...ordinary } = lamps();
  const shipped = [{ id: 'F1', status: 'shipped' as const, lines: [{ lineId: '1', quantity: 5 }] }];
  return returnAt(state, {
    order: orderOf([ordinary], state === 'under_review' ? { fulfilments: shipped } : {}),
    lines: [{ lineId: '1', quantity: 5, reason: 'customer_remorse' }],
    withdrawal: { id: '0'.repeat(32), name: 'Kim Muster' },
  });
};
const message = 'This came too late.';
const why = { override: 'out_of_time', reason: 'It was delivered in March' } as const;

describe('staff do not end what the customer withdrew from', () => {
  test.each(['awaiting_customs', 'authorized', 'awaiting_shipment'] as const)('nobody cancels it when %s', (state) => {
    const current = withdrawn(state);
    expect(refusalOf(() => cancel(current, by('agent'), 'A mistake', why))?.type).toBe('not-allowed');
    expect(refusalOf(() => cancel(current, by('manager'), 'A mistake'))?.type).toBe('not-allowed');
  });

  test.each(['under_review', 'awaiting_customs'] as const)('nobody rejects it when %s', (state) => {
    expect(refusalOf(() => reject(withdrawn(state), by('agent'), { message, ...why }))?.type).toBe('not-allowed');
  });

  test('nor a manager without saying why, as a word and in words', () => {
    const rejection = { message, mayOverride: true };
    expect(refusalOf(() => reject(withdrawn('under_review'), by('manager'), rejection))).toEqual({
      type: 'invalid-request',
      errors: [
        ['/override', 'ending_needs_reason'],
        ['/reason', 'ending_needs_reason'],
      ],
    });
  });

  test('a manager may, where it was no withdrawal in law: with the reason that every override carries', () => {
    const { after, event } = reject(withdrawn('under_review'), by('manager'), { message, ...why, mayOverride: true });
    expect(statesOf(after)).toEqual({ '1': 'rejected' });
    expect(after.portions[0]?.override).toEqual({ seq: event.seq, code: 'out_of_time' });
    expect(event.data).toMatchObject({ override: { code: 'out_of_time', portions: ['1'] } });
    expect(after.statement.conversation.slice(-2)).toMatchObject([
      { seq: event.seq, kind: 'refusal', text: message },
      { seq: event.seq, kind: 'note', text: why.reason },
    ]);
    const ended = cancel(withdrawn('authorized'), by('manager'), why.reason, { ...why, mayOverride: true });
    expect(ended.after.portions[0]).toMatchObject({ state: 'cancelled', override: { code: 'out_of_time' } });
  });

  test('who withdrew may take it back before anything is sent; other returns end as before', () => {
    expect(statesOf(cancel(withdrawn('awaiting_shipment'), by('guest')).after)).toEqual({ '1': 'cancelled' });
    expect(cancel(returnAt('authorized'), by('agent')).event.data).not.toHaveProperty('override');
    expect(reject(returnAt('under_review'), by('agent'), { message }).event.data).not.toHaveProperty('override');
  });
});

describe('the refund is held back as long as nothing was sent', () => {
  /** Written down beside the code: whether goods in a state are still with the customer. */
  const held: Record<PortionState, boolean> = {
    awaiting_evidence: true,
    under_review: true,
    awaiting_answer: true,
    awaiting_customs: true,
    authorized: true,
    awaiting_shipment: true,
    in_transit: false,
    shipment_exception: false,
    arrived: false,
    quarantined: false,
    disputed: false,
    resolving: false,
    resolution_failed: false,
    resolved: false,
    closed: false,
    rejected: false,
    cancelled: false,
    expired: false,
  };
  test.each(Object.entries(held) as [PortionState, boolean][])('%s: %s', (state, still) => {
    const { head, portions } = withdrawn('authorized');
    const at = portions.map((portion) => ({ ...portion, state }));
    expect(isHeld(head, at)).toBe(still);
  });

  test('also while customs hold back the label: nothing is released, and no refund is due', () => {
    const { head, portions } = withdrawn('awaiting_customs');
    expect(head.withdrawal?.releasedAt).toBeUndefined();
    expect(isHeld(head, portions)).toBe(true);
    expect(head.due.refund).toBeUndefined();
  });
});
