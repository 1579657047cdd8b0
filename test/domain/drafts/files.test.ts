import { describe, expect, test } from 'vitest';
import type { EvidenceType } from '../../../shared/contracts/decision.ts';
import type { DraftFile } from '../../../shared/drafts/draft.ts';
import { evidenceFrom, expectFiles, recordFile } from '../../../shared/drafts/files.ts';
import { isComplete, mostEvidence } from '../../../shared/returns/evidence.ts';

const now = new Date('2026-11-02T09:00:00.000Z');
const file = (id: string, type: EvidenceType, some: Partial<DraftFile> = {}): DraftFile => ({
  id,
  type,
  state: 'expected',
  wanted: 'demanded',
  at: now.toISOString(),
  ...some,
});
const there = { state: 'attached', contentType: 'image/png', bytes: 9, sha256: 'a'.repeat(64), key: 'k' } as const;
const idsOf = (files: readonly DraftFile[]) => files.map(({ id, type, wanted }) => `${id} ${type} ${wanted}`);

describe('files that are wanted', () => {
  test('are those that are demanded, and those the customer adds', () => {
    expect(idsOf(expectFiles([], ['photo', 'photo', 'document'], ['document'], now))).toEqual([
      'D1 photo demanded',
      'D2 photo demanded',
      'D3 document demanded',
      'D4 document more',
    ]);
  });

  test('are not wanted twice, however often the step is saved', () => {
    const first = expectFiles([], ['photo'], ['document'], now);
    expect(expectFiles(first, ['photo'], ['document'], now)).toEqual(first);
    expect(idsOf(expectFiles(first, ['photo', 'photo_or_video'], [], now))).toEqual([
      'D1 photo demanded',
      'D2 document more',
      'D3 photo_or_video demanded',
    ]);
  });

  test('are as many as a return can hold', () => {
    const many = Array.from({ length: mostEvidence }, () => 'photo' as const);
    expect(expectFiles([], many, [], now)).toHaveLength(mostEvidence);
    expect(() => expectFiles([], many, ['photo'], now)).toThrow('at most 20 files');
  });
});

describe('a file that was looked at', () => {
  test('is attached once', () => {
    const files = recordFile({ files: [file('D1', 'photo')] }, 'D1', there, now);
    expect(files).toMatchObject([{ id: 'D1', state: 'attached', wanted: 'demanded', sha256: there.sha256 }]);
    expect(files && recordFile({ files }, 'D1', { state: 'refused', reason: 'blank' }, now)).toBeUndefined();
  });

  test('is refused with its reason, and taken when a good one follows', () => {
    const refused = recordFile({ files: [file('D1', 'photo')] }, 'D1', { state: 'refused', reason: 'blank' }, now);
    expect(refused).toMatchObject([{ state: 'refused', reason: 'blank', refusals: 1 }]);
    const files = refused && recordFile({ files: refused }, 'D1', there, now);
    expect(files).toMatchObject([{ state: 'attached' }]);
    expect(files?.[0]).not.toHaveProperty('reason');
  });

  test('of a piece nobody knows changes nothing', () => {
    expect(recordFile({ files: [] }, 'D1', there, now)).toBeUndefined();
  });
});

describe('what the return gets of them', () => {
  const states = (files: readonly DraftFile[], demanded: readonly EvidenceType[]) => {
    const { evidence, moved } = evidenceFrom(files, demanded, now);
    return { pieces: evidence.map(({ id, type, state }) => `${id} ${type} ${state}`), moved, evidence };
  };

  test('fills what is demanded with what is there, of each type', () => {
    const files = [
      file('D1', 'photo'),
      file('D2', 'photo', there),
      file('D3', 'document', { ...there, wanted: 'more' }),
    ];
    const { pieces, moved, evidence } = states(files, ['photo', 'photo_or_video']);
    expect(pieces).toEqual(['E1 photo attached', 'E2 photo_or_video expected', 'E3 document attached']);
    expect(moved).toEqual({ D2: 'E1', D3: 'E3' });
    expect(isComplete(evidence, 2)).toBe(false);
    expect(evidence[0]).not.toHaveProperty('wanted');
  });

  test('is complete when all that is demanded is there', () => {
    const { evidence } = states([file('D1', 'photo', there)], ['photo']);
    expect(isComplete(evidence, 1)).toBe(true);
  });

  test('leaves out what is not demanded any more and never came, and keeps what did', () => {
    const files = [
      file('D1', 'photo'),
      file('D2', 'document', there),
      file('D3', 'photo_or_video', { wanted: 'more' }),
    ];
    expect(states(files, []).pieces).toEqual(['E1 document attached', 'E2 photo_or_video expected']);
  });

  test('takes along a file that may be on its way, or was refused', () => {
    const refused = { state: 'refused', reason: 'blank', refusals: 1 } as const;
    const { pieces, moved } = states([file('D1', 'photo'), file('D2', 'document', refused)], ['photo', 'document']);
    expect(pieces).toEqual(['E1 photo expected', 'E2 document refused']);
    expect(moved).toEqual({ D1: 'E1', D2: 'E2' });
  });
});
