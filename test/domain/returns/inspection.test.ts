import { describe, expect, test } from 'vitest';
import type { Return } from '../../../shared/returns/change.ts';
import { heldSerials } from '../../../shared/returns/claims.ts';
import { dispose, openMovements } from '../../../shared/returns/effects.ts';
import { inspect, receive } from '../../../shared/returns/goods.ts';
import { issueLabel } from '../../../shared/returns/labels.ts';
import { approve, settleDispute } from '../../../shared/returns/review.ts';
import {
  by,
  eur,
  faulty,
  found,
  label,
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
  wrong,
} from './sample-returns.ts';

const serials = ['SN-1', 'SN-2', 'SN-3', 'SN-4', 'SN-5'];
const serialised = orderOf([lamps({ serials })]);
const count = (quantity: number, named: string[] = [], lineId = '1') => ({ lineId, quantity, serials: named });
const shipped = (asked: Parameters<typeof requested>[0] = {}) =>
  issueLabel(requested(asked).after, machine(), label()).after;
const parts = ({ portions }: Return) => portions.map(({ id, quantity, state }) => [id, quantity, state]);
const serialsBy = ({ portions }: Return) => Object.fromEntries(portions.map((one) => [one.id, one.serials]));

describe('inspection grades what lies in quarantine', () => {
  const quarantined = returnAt('quarantined');

  test('as claimed: the refund is fixed and instructed at once', () => {
    const { after, event } = inspect(quarantined, by('inspector'), '1', [found(5)]);
    expect(portionOf(after)).toMatchObject({
      state: 'resolving',
      disposition: 'restock',
      inspection: { grade: 'A', matchesClaim: true },
      refund: { total: eur(12_255) },
    });
    expect(portionOf(after).inspection).not.toHaveProperty('quantity');
    expect(event).toMatchObject({
      starts: ['resolve'],
      data: { portions: [{ id: '1', quantity: 5, grade: 'A', disposition: 'restock', disputed: false }] },
    });
  });

  test('A line of 5 may end as 3 restocked, 1 repaired, 1 scrapped: each with its own movement', () => {
    let current = requested({
      lines: [unwanted(3), faulty(1, { preference: 'repair' }), faulty(1)],
      facts: { person: {} },
    }).after;
    current = issueLabel(approve(current, by('agent'), {}).after, machine(), label()).after;
    current = receive(current, by('warehouse'), undefined).after;
    expect(current.portions.map(({ lineId }) => lineId)).toEqual(['1', '1', '1']);
    for (const [id, quantity, grade] of [
      ['1', 3, 'A'],
      ['2', 1, 'B'],
      ['3', 1, 'D'],
    ] as const)
      current = inspect(current, by('inspector'), id, [found(quantity, { grade })]).after;
    current = settleAll(current);
    expect(
      openMovements(current)
        .map(({ movement }) => [movement?.quantity, movement?.disposition, movement?.to])
        .toSorted(),
    ).toEqual([
      [1, 'repair', 'repair'],
      [1, 'scrap', 'scrap'],
      [3, 'restock', 'sellable'],
    ]);
    const closed = dispose(current, machine(), openMovements(current)).after;
    expect(closed.head.stage).toBe('closed');
    expect(closed.portions.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(5);
  });

  test('parts of a quantity have grades of their own, what was not graded stays in quarantine', () => {
    const { after } = inspect(quarantined, by('inspector'), '1', [found(2), found(1, { grade: 'D' })]);
    expect(
      after.portions.map(({ id, quantity, state, inspection }) => [id, quantity, state, inspection?.grade]),
    ).toEqual([
      ['1', 2, 'quarantined', undefined],
      ['2', 2, 'resolving', 'A'],
      ['3', 1, 'resolving', 'D'],
    ]);
    expect(after.head.stage).toBe('inspection');
  });

  test('what differs from the claim is a dispute, not a silent deduction', () => {
    const { after, event } = inspect(quarantined, by('inspector'), '1', [
      found(3),
      found(2, { grade: 'C', matchesClaim: false, verifiedReason: 'damaged_in_transit' }),
    ]);
    expect(statesOf(after)).toEqual({ '1': 'resolving', '2': 'disputed' });
    expect(portionOf(after, '2').refund).toBeUndefined();
    expect(after.instructions.map(({ portions }) => portions)).toEqual([['1']]);
    expect(event.data.portions).toEqual([
      expect.objectContaining({ id: '1', disputed: false }),
      expect.objectContaining({ id: '2', disputed: true }),
    ]);
  });

  test('the verified reason stands beside the claimed one', () => {
    const { after } = inspect(quarantined, by('inspector'), '1', [found(5, { verifiedReason: 'defective' })]);
    expect(portionOf(after)).toMatchObject({
      reason: 'customer_remorse',
      inspection: { verifiedReason: 'defective' },
      disposition: 'refurbish',
    });
  });

  test('another serial than the one that was to come is a dispute', () => {
    const current = receive(
      shipped({ order: serialised, lines: [unwanted(1, { serials: ['SN-1'] })] }),
      by('warehouse'),
      undefined,
    ).after;
    expect(statesOf(inspect(current, by('inspector'), '1', [found(1, { serial: 'SN-1' })]).after)).toEqual({
      '1': 'resolving',
    });
    expect(statesOf(inspect(current, by('inspector'), '1', [found(1, { serial: 'SN-2' })]).after)).toEqual({
      '1': 'disputed',
    });
  });

  test('the unit whose serial was graded is the one that leaves quarantine', () => {
    const current = receive(
      shipped({ order: serialised, lines: [unwanted(5, { serials })] }),
      by('warehouse'),
      undefined,
    );
    const { after } = inspect(current.after, by('inspector'), '1', [
      found(1, { serial: 'SN-1' }),
      found(1, { serial: 'SN-4', grade: 'B' }),
    ]);
    expect(serialsBy(after)).toEqual({ '1': ['SN-2', 'SN-3', 'SN-5'], '2': ['SN-1'], '3': ['SN-4'] });
    expect(heldSerials(after.portions).toSorted()).toEqual(serials);
  });

  test.each<[string, Parameters<typeof inspect>[3], [string, string]]>([
    ['more than is in quarantine', [found(3), found(3)], ['/findings', 'more_than_received']],
    [
      'one unit in two findings',
      [found(1, { serial: 'SN-1' }), found(1, { serial: 'SN-1' })],
      ['/findings/1/serial', 'serial_twice'],
    ],
  ])('%s is refused', (_, findings, error) => {
    expect(refusalOf(() => inspect(quarantined, by('inspector'), '1', findings))).toEqual({
      type: 'invalid-request',
      errors: [error],
    });
  });

  test('goods that are not in quarantine cannot be graded', () => {
    expect(refusalOf(() => inspect(quarantined, by('inspector'), '7', [found(1)]))?.type).toBe('step-not-legal');
    expect(refusalOf(() => inspect(returnAt('arrived'), by('inspector'), '1', [found(1)]))?.type).toBe(
      'step-not-legal',
    );
  });

  test('a partial refund leaves the return open for the next one', () => {
    let current = inspect(quarantined, by('inspector'), '1', [found(2)]).after;
    current = settleAll(current);
    current = dispose(current, machine(), openMovements(current)).after;
    expect(statesOf(current)).toEqual({ '1': 'quarantined', '2': 'closed' });
    expect(current.head.stage).toBe('inspection');
    current = inspect(current, by('inspector'), '1', [found(3, { matchesClaim: false })]).after;
    current = settleAll(settleDispute(current, by('manager'), { reason: 'r' }).after);
    current = dispose(current, machine(), openMovements(current)).after;
    expect(current.head.stage).toBe('closed');
    const refunds = current.instructions.filter(({ kind }) => kind === 'refund');
    expect(refunds.reduce((sum, { amount }) => sum + (amount?.minor ?? 0), 0)).toBe(12_255);
  });

  test('a deduction where nothing is paid back is refused, not ignored', () => {
    const disputed = inspect(returnAt('quarantined'), by('inspector'), '1', [found(5, { matchesClaim: false })]).after;
    const exchanged = {
      ...disputed,
      portions: disputed.portions.map((one) => ({ ...one, resolution: 'exchange' as const })),
    };
    const settlement = { deduction: eur(500), reason: 'Scratches' };
    expect(refusalOf(() => settleDispute(exchanged, by('manager'), settlement))).toEqual({
      type: 'invalid-request',
      errors: [['/deduction', 'no_refund']],
    });
    expect(statesOf(settleDispute(disputed, by('manager'), settlement).after)).toEqual({ '1': 'resolving' });
  });

  test('a unit refused at the dock is not received: nothing of it is refunded', () => {
    const { after } = receive(returnAt('arrived', { lines: [wrong(5)], facts: { person: {} } }), by('warehouse'), [
      count(4),
    ]);
    expect(parts(after)).toEqual([
      ['1', 1, 'arrived'],
      ['2', 4, 'quarantined'],
    ]);
    expect(after.instructions).toEqual([]);
  });
});
