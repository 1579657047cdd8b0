import { describe, expect, test } from 'vitest';
import type { Terms } from '../../../shared/contracts/decision.ts';
import { inspect } from '../../../shared/returns/goods.ts';
import { answer, approve, ask, reject, revokeLinks, settleDispute } from '../../../shared/returns/review.ts';
import {
  by,
  days,
  eur,
  found,
  lamps,
  orderOf,
  overriding,
  portionOf,
  refusalOf,
  requested,
  returnAt,
  statesOf,
  terms,
  unwanted,
  wrong,
} from './sample-returns.ts';

const review = returnAt('under_review');
const proposed = portionOf(review).terms as Terms;
const two = requested({ lines: [unwanted(2), wrong(3)], facts: { person: {} } }).after;
const unproposed = (() => {
  const current = requested({ facts: { person: {} } }).after;
  return { ...current, portions: current.portions.map(({ terms: _, ...portion }) => portion) };
})();

describe('a person approves', () => {
  test('on the terms the policy proposed: nothing but a click', () => {
    const { after, event } = approve(review, by('agent'), {});
    expect(portionOf(after)).toMatchObject({ state: 'authorized', terms: proposed, resolution: 'refund' });
    expect(event).toMatchObject({
      type: 'return.approved',
      starts: ['issue_label'],
      data: { portions: [{ id: '1', resolution: 'refund', labelPayer: 'customer' }] },
    });
    expect(event.data).not.toHaveProperty('override');
    expect(after.statement).toBe(review.statement);
  });

  test('the same terms in other words are no override', () => {
    const same = Object.fromEntries(Object.entries(proposed).reverse()) as Terms;
    expect(approve(review, by('manager'), { terms: same }).event.data).not.toHaveProperty('override');
  });

  test('on other terms: with a reason, and visible in the log', () => {
    const { after, event } = approve(review, by('manager'), { ...overriding(), reason: 'A good customer' });
    expect(event.data).toMatchObject({ override: { code: 'other', portions: ['1'] } });
    expect(portionOf(after).terms).toEqual(terms());
    expect(after.statement.conversation).toEqual([
      { seq: 2, kind: 'note', from: 'agent', at: '2026-10-20T09:00:00.000Z', text: 'A good customer' },
    ]);
    expect(JSON.stringify(event)).not.toContain('A good customer');
  });

  test('on other terms: why is a word on the goods, in the event and in the queue, and a note under its number', () => {
    const approval = { ...overriding(), reason: 'Cracked in every third box', override: 'known_fault' as const };
    const { after, event } = approve(two, by('manager'), { ...approval, portions: ['2'] });
    expect(after.portions.map(({ override }) => override)).toEqual([undefined, { seq: 2, code: 'known_fault' }]);
    expect(event).toMatchObject({ seq: 2, data: { override: { code: 'known_fault', portions: ['2'] } } });
    expect(after.statement.conversation.find(({ seq }) => seq === event.seq)?.text).toBe('Cracked in every third box');
  });

  test('where the policy could propose none, with terms of their own', () => {
    expect(portionOf(approve(unproposed, by('agent'), { terms: terms(), reason: 'ok' }).after).state).toBe(
      'authorized',
    );
  });

  test.each<[string, typeof review, Parameters<typeof approve>[2], [string, string]]>([
    ['other terms without a reason', review, { terms: terms() }, ['/reason', 'reason_missing']],
    ['no terms at all', unproposed, {}, ['/terms', 'terms_missing']],
    ['a resolution that is not offered', review, { resolution: 'repair' }, ['/resolution', 'resolution_not_allowed']],
    [
      'the wished resolution is not among the new terms',
      review,
      { terms: terms({ resolutions: ['exchange'] }), reason: 'r' },
      ['/resolution', 'resolution_not_allowed'],
    ],
    [
      'a fee of another currency, which could not be taken off',
      review,
      {
        terms: terms({ fees: [{ kind: 'restocking', amount: { currency: 'USD', minor: 100 } }] }),
        reason: 'r',
      },
      ['/terms/fees/0/amount/currency', 'wrong_currency'],
    ],
    [
      'a negative fee, which would refund more than was paid',
      review,
      {
        terms: terms({
          fees: [
            { kind: 'restocking', amount: eur(0) },
            { kind: 'return_shipping', amount: eur(-1) },
          ],
        }),
        reason: 'r',
      },
      ['/terms/fees/1/amount/minor', 'negative'],
    ],
    [
      'a fee for several portions, which each of them would pay',
      two,
      { terms: terms({ fees: [{ kind: 'restocking', amount: eur(100) }] }), reason: 'r' },
      ['/portions', 'one_portion'],
    ],
    [
      'evidence demanded with the approval, which nobody would wait for',
      review,
      { terms: terms({ evidence: ['photo'] }), reason: 'r' },
      ['/terms/evidence', 'evidence_too_late'],
    ],
  ])('%s is refused', (_, current, approval, error) => {
    expect(refusalOf(() => approve(current, by('manager'), { ...approval, mayOverride: true }))).toEqual({
      type: 'invalid-request',
      errors: [error],
    });
  });

  test.each<[string, typeof review, Partial<Terms>]>([
    ['no fee', review, { ...proposed, evidence: [], fees: [] }],
    ['a label the brand pays', review, { labelPayer: 'brand' }],
    ['goods kept and paid back', review, { labelPayer: 'none' }],
    ['goods kept and paid back, where the policy could propose nothing', unproposed, { labelPayer: 'none' }],
  ])('other terms than the policy’s are for a manager to give, with a reason or not: %s', (_, current, other) => {
    const approval = overriding(other);
    expect(refusalOf(() => approve(current, by('agent'), { ...approval, mayOverride: false }))?.type).toBe(
      'not-allowed',
    );
    expect(approve(current, by('manager'), approval).event.data).toMatchObject({ override: { code: 'other' } });
  });

  test.each([
    ['unknown', ['2', '9']],
    ['of another state', ['1', '2']],
  ])('a portion that is %s is named, and the others are left as they are', (_, portions) => {
    const one = approve(two, by('agent'), { portions: ['1'] }).after;
    expect(refusalOf(() => approve(one, by('agent'), { portions }))?.type).toBe('step-not-legal');
    expect(refusalOf(() => reject(one, by('agent'), { portions, message: 'no' }))?.type).toBe('step-not-legal');
  });

  test('a part only: the rest stays under review', () => {
    const { after } = approve(two, by('agent'), { portions: ['2'] });
    expect(statesOf(after)).toEqual({ '1': 'under_review', '2': 'authorized' });
    expect(after.head.stage).toBe('authorization');
    expect(after.head.due.authorize).toBeDefined();
  });

  test('goods the customer keeps are resolved at once: the refund is fixed with the approval', () => {
    const { after, event } = approve(review, by('manager'), overriding({ labelPayer: 'none' }));
    expect(portionOf(after)).toMatchObject({
      state: 'resolving',
      disposition: 'kept_by_customer',
      refund: { total: eur(15_000) },
    });
    expect(event.starts).toEqual(['resolve_kept']);
    expect(after.instructions).toEqual([
      expect.objectContaining({ id: '2-1', kind: 'refund', amount: eur(15_000), tender: 'card' }),
    ]);
  });

  test('a replacement is made once, even when asked for twice', () => {
    const agreed = { ...overriding({ labelPayer: 'none' }), resolution: 'replacement' as const };
    const { after } = approve(review, by('manager'), agreed);
    expect(after.instructions.map(({ kind }) => kind)).toEqual(['replacement']);
    expect(refusalOf(() => approve(after, by('manager'), agreed))?.type).toBe('step-not-legal');
  });
});

describe('a person rejects', () => {
  test('with a sentence for the customer, which is in no event', () => {
    const { after, event } = reject(two, by('agent'), { portions: ['1'], message: 'It was used for a year' });
    expect(statesOf(after)).toEqual({ '1': 'rejected', '2': 'under_review' });
    expect(after.statement.conversation.at(-1)).toMatchObject({
      kind: 'refusal',
      text: 'It was used for a year',
      portions: ['1'],
    });
    expect(event).toMatchObject({ type: 'return.rejected', data: { portions: ['1'] } });
    expect(JSON.stringify(event)).not.toContain('used for a year');
    expect(reject(after, by('agent'), { message: 'nor that' }).after.head).toMatchObject({ stage: 'closed', due: {} });
  });

  test('goods that are not under review are not touched', () => {
    expect(refusalOf(() => reject(two, by('agent'), { portions: ['9'], message: 'no' }))?.type).toBe('step-not-legal');
  });
});

describe('a question puts the return in "Action needed", the answer takes it back', () => {
  test('there and back', () => {
    const asked = ask(two, by('agent'), 'Which of them is scratched?');
    expect(statesOf(asked.after)).toEqual({ '1': 'awaiting_answer', '2': 'awaiting_answer' });
    expect(asked.event).toMatchObject({ type: 'return.question_asked', data: {} });
    const answered = answer(asked.after, by('guest', days(1)), 'The second');
    expect(statesOf(answered.after)).toEqual({ '1': 'under_review', '2': 'under_review' });
    expect(answered.after.statement.conversation).toEqual([
      { seq: 2, kind: 'question', from: 'agent', at: '2026-10-20T09:00:00.000Z', text: 'Which of them is scratched?' },
      { seq: 3, kind: 'answer', from: 'customer', at: '2026-10-21T09:00:00.000Z', text: 'The second' },
    ]);
    expect(JSON.stringify([asked.event, answered.event])).not.toMatch(/scratched|second"/);
  });

  test('an answer nobody asked for is refused', () => {
    expect(refusalOf(() => answer(review, by('customer'), 'hello?'))?.type).toBe('step-not-legal');
  });
});

describe('a dispute is settled by a manager, with a reason, never by a silent deduction', () => {
  const disputed = returnAt('disputed', { lines: [wrong(5)], facts: { person: {} } });

  test.each([
    [undefined, 15_000],
    [eur(0), 15_000],
    [eur(4_000), 11_000],
    [eur(15_000), 0],
  ])('a deduction of %j leaves %i', (deduction, total) => {
    const { after, event } = settleDispute(disputed, by('manager'), { deduction, reason: 'Scratches' });
    expect(portionOf(after)).toMatchObject({ state: 'resolving', refund: { total: eur(total) } });
    expect(after.instructions.filter(({ kind }) => kind === 'refund').map(({ amount }) => amount)).toEqual([
      eur(total),
    ]);
    expect(event.data).toEqual({ portions: ['1'], ...(deduction && { deduction }) });
    expect(event.starts).toEqual(['resolve']);
    expect(after.statement.conversation.at(-1)?.text).toBe('Scratches');
  });

  test('until then no money is promised for it', () => {
    expect(portionOf(disputed).refund).toBeUndefined();
    expect(disputed.instructions).toEqual([]);
  });

  test('a deduction of more than would be paid back is refused: a slip of the hand could not be undone', () => {
    const deduction = eur(15_001);
    const refusal = refusalOf(() => settleDispute(disputed, by('manager'), { deduction, reason: 'r' }));
    expect(refusal?.errors).toEqual([['/deduction/minor', 'more_than_refund']]);
  });

  test('a deduction of another currency is refused', () => {
    const deduction = { currency: 'USD', minor: 100 };
    expect(refusalOf(() => settleDispute(disputed, by('manager'), { deduction, reason: 'r' }))?.errors).toEqual([
      ['/deduction/currency', 'wrong_currency'],
    ]);
  });

  test('a deduction is for one portion: named, where several are disputed', () => {
    const quarantined = returnAt('quarantined');
    const parts = inspect(quarantined, by('inspector'), '1', [
      found(2, { matchesClaim: false }),
      found(3, { matchesClaim: false }),
    ]).after;
    const deduction = eur(100);
    expect(refusalOf(() => settleDispute(parts, by('manager'), { deduction, reason: 'r' }))?.errors).toEqual([
      ['/portions', 'one_portion'],
    ]);
    const { after } = settleDispute(parts, by('manager'), { portions: ['2'], deduction, reason: 'r' });
    expect(statesOf(after)).toEqual({ '1': 'disputed', '2': 'resolving' });
  });
});

test('links can be revoked at any time, which changes nothing else', () => {
  for (const state of ['under_review', 'in_transit', 'closed'] as const) {
    const current = returnAt(state);
    const { after, event } = revokeLinks(current, by('agent', days(40)));
    expect(after.head.linksRevokedAt).toBe(days(40).toISOString());
    expect(event.type).toBe('return.links_revoked');
    expect(after.portions).toBe(current.portions);
    expect(after.head.due).toEqual(current.head.due);
  }
});

test('the order it is of is a brand’s own: a return keeps brand, order and currency through every command', () => {
  const current = requested({ order: orderOf([lamps()]), facts: { person: {} } }).after;
  const { head } = approve(current, by('agent'), {}).after;
  expect(head).toMatchObject({ brand: 'harbor', orderNumber: 'HB-1', currency: 'EUR', customerId: 'C-1' });
});
