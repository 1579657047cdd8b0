import { describe, expect, test } from 'vitest';
import { evidence } from '../../../shared/contracts/return.ts';
import type { Return } from '../../../shared/returns/change.ts';
import {
  type CheckedUpload,
  expectEvidence,
  missingEvidence,
  mostEvidence,
  mostRefusals,
  recordEvidence,
} from '../../../shared/returns/evidence.ts';
import {
  by,
  certainly,
  eur,
  faulty,
  hours,
  lamps,
  orderOf,
  refusalOf,
  requested,
  returnAt,
  statesOf,
  unwanted,
  wrong,
} from './sample-returns.ts';

const attached = (sha256 = 'a'.repeat(64)): CheckedUpload => ({
  state: 'attached',
  contentType: 'image/jpeg',
  bytes: 1_000,
  sha256,
  key: `evidence/harbor/${sha256}`,
});
const refused: CheckedUpload = { state: 'refused', reason: 'blank' };
const record = (current: Return, id: string, checked: CheckedUpload) =>
  recordEvidence(current, by('system', hours(1)), id, checked);
const statesOfEvidence = (current: Return) => current.evidence.map(({ id, state }) => [id, state]);
/** A photo and a photo or video are demanded. */
const two = requested({ lines: [wrong(2), faulty(2), unwanted(1)] }).after;

describe('evidence that was uploaded and checked', () => {
  test('is attached, and with the last demanded piece what waited for it starts', () => {
    const first = certainly(record(two, 'E2', attached()));
    expect(first.event).toMatchObject({ type: 'return.evidence_attached', data: { evidence: 'E2', complete: false } });
    expect(statesOf(first.after)).toEqual({ '1': 'awaiting_evidence', '2': 'awaiting_evidence', '3': 'authorized' });
    const second = certainly(record(first.after, 'E1', attached('b'.repeat(64))));
    expect(second.event).toMatchObject({ data: { complete: true }, starts: ['issue_label'] });
    expect(statesOf(second.after)).toEqual({ '1': 'authorized', '2': 'authorized', '3': 'authorized' });
    expect(second.after.head.due.evidence).toBeUndefined();
    for (const piece of second.after.evidence) expect(evidence.safeParse(piece).error).toBeUndefined();
  });

  test('a piece is refused so many times, each an e-mail; then only a good file changes anything', () => {
    let current = two;
    for (let i = 0; i < mostRefusals; i += 1)
      current = certainly(record(current, 'E1', { state: 'refused', reason: `reason ${i}` })).after;
    expect(record(current, 'E1', refused)).toBeUndefined();
    for (const piece of current.evidence) expect(evidence.safeParse(piece).error).toBeUndefined();
    expect(statesOfEvidence(certainly(record(current, 'E1', attached())).after)).toContainEqual(['E1', 'attached']);
  });

  test('a returnless refund starts with it too', () => {
    const cheap = orderOf([lamps({ quantity: 1, paid: eur(2_000), tax: eur(0) })]);
    const current = requested({ order: cheap, lines: [wrong(1)] }).after;
    expect(statesOf(current)).toEqual({ '1': 'awaiting_evidence' });
    const { after, event } = certainly(record(current, 'E1', attached()));
    expect(statesOf(after)).toEqual({ '1': 'resolving' });
    expect(event.starts).toEqual(['resolve_kept']);
    expect(after.instructions).toEqual([expect.objectContaining({ kind: 'refund', amount: eur(2_000) })]);
  });

  test('a bad file is refused with a reason, never silently kept', () => {
    const { after, event } = certainly(record(two, 'E1', refused));
    expect(after.evidence[0]).toMatchObject({ state: 'refused', reason: 'blank' });
    expect(event).toMatchObject({ type: 'return.evidence_refused', data: { evidence: 'E1', reason: 'blank' } });
    expect(statesOf(after)).toEqual(statesOf(two));
    expect(missingEvidence(after).map(({ id }) => id)).toEqual(['E1', 'E2']);
  });

  test('a refused one can be replaced, and its reason is gone', () => {
    const bad = certainly(record(two, 'E1', refused)).after;
    const { after } = certainly(record(bad, 'E1', attached()));
    expect(after.evidence[0]).toMatchObject({ state: 'attached', sha256: 'a'.repeat(64) });
    expect(after.evidence[0]).not.toHaveProperty('reason');
    expect(missingEvidence(after).map(({ id }) => id)).toEqual(['E2']);
  });

  test.each<[string, Return, string, CheckedUpload]>([
    ['a piece nobody knows', two, 'E9', attached()],
    ['a piece that is attached', certainly(record(two, 'E1', attached())).after, 'E1', attached('c'.repeat(64))],
    ['a bad file after a good one', certainly(record(two, 'E1', attached())).after, 'E1', refused],
    ['the same refusal again', certainly(record(two, 'E1', refused)).after, 'E1', refused],
  ])('%s changes nothing', (_, current, id, checked) => expect(record(current, id, checked)).toBeUndefined());

  test('another reason of a refusal is news', () => {
    const bad = certainly(record(two, 'E1', refused)).after;
    expect(record(bad, 'E1', { state: 'refused', reason: 'not_readable' })?.event.data.reason).toBe('not_readable');
  });

  test('something else that was sent of free will does not stand in for what is demanded', () => {
    let current = requested({ lines: [faulty(1)] }).after;
    current = expectEvidence(current, by('customer'), 'document').after;
    const { after, event } = certainly(record(current, 'E2', attached()));
    expect(event.data.complete).toBe(false);
    expect(statesOf(after)).toEqual({ '1': 'awaiting_evidence' });
    expect(statesOf(certainly(record(after, 'E1', attached())).after)).toEqual({ '1': 'authorized' });
  });

  test('one more piece of the demanded type does', () => {
    let current = requested({ lines: [faulty(1)] }).after;
    current = certainly(record(current, 'E1', refused)).after;
    current = expectEvidence(current, by('customer'), 'photo_or_video').after;
    expect(statesOf(certainly(record(current, 'E2', attached())).after)).toEqual({ '1': 'authorized' });
  });

  test('under review it is attached, and a person still decides', () => {
    const current = requested({ lines: [faulty(5)], facts: { person: {} } }).after;
    const { after, event } = certainly(record(current, 'E1', attached()));
    expect(statesOf(after)).toEqual({ '1': 'under_review' });
    expect(event.starts).toBeUndefined();
  });

  test('what arrives after the end is kept and opens nothing', () => {
    const late = requested({ lines: [faulty(1)] }).after;
    const ended = { ...late, portions: late.portions.map((one) => ({ ...one, state: 'expired' as const })) };
    expect(statesOf(certainly(record(ended, 'E1', attached())).after)).toEqual({ '1': 'expired' });
  });
});

describe('one more piece', () => {
  test('is expected with the next number', () => {
    const { after, event } = expectEvidence(two, by('customer'), 'document');
    expect(statesOfEvidence(after)).toEqual([
      ['E1', 'expected'],
      ['E2', 'expected'],
      ['E3', 'expected'],
    ]);
    expect(event).toMatchObject({ type: 'return.evidence_expected', data: { evidence: 'E3' } });
    expect(after.head.evidenceDemanded).toBe(2);
  });

  test(`not beyond ${mostEvidence} files`, () => {
    let current = two;
    while (current.evidence.length < mostEvidence) current = expectEvidence(current, by('customer'), 'photo').after;
    expect(refusalOf(() => expectEvidence(current, by('customer'), 'photo'))?.type).toBe('too-many-items');
  });

  test.each(['closed', 'rejected', 'cancelled', 'expired'] as const)('not for a return that is %s', (state) => {
    expect(refusalOf(() => expectEvidence(returnAt(state), by('customer'), 'photo'))?.type).toBe('step-not-legal');
  });
});
