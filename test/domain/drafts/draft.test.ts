import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as contract from '../../../shared/contracts/drafts.ts';
import { type DraftPlace, type DraftStep, draftPlace, draftStep } from '../../../shared/contracts/drafts.ts';
import { requestLine, returnRequest } from '../../../shared/contracts/intake.ts';
import { draftId } from '../../../shared/contracts/values.ts';
import {
  type Count,
  type Draft,
  type DraftChange,
  draftDays,
  expired,
  isOver,
  saveStep,
  standsAt,
  startDraft,
  submitted,
  withFiles,
} from '../../../shared/drafts/draft.ts';
import { newDraftId } from '../../../shared/drafts/draft-id.ts';

const day = 86_400_000;
const start = new Date('2026-11-02T09:00:00.000Z');
const later = (days: number) => new Date(start.getTime() + days * day);
const begun = {
  brand: 'lumen',
  id: 'D-00000000000000000001',
  orderNumber: 'LM-1',
  customerId: 'C-1',
  channel: 'portal' as const,
  day: '2026-11-02',
};
const names = (counts: readonly Count[]) => counts.map(({ place, what }) => `${place} ${what}`);
const walk = (steps: readonly DraftStep[]): DraftChange[] => {
  const changes = [startDraft(begun, start)];
  for (const step of steps) {
    const last = changes.at(-1);
    if (last) changes.push(saveStep(last.after, step, {}, start));
  }
  return changes;
};
const last = (changes: readonly DraftChange[]): Draft => {
  const draft = changes.at(-1)?.after;
  if (!draft) throw new Error('A walk has a change');
  return draft;
};

describe('how far a draft came', () => {
  test('each step is started when the one before is completed, and completed when it is saved', () => {
    expect(walk(draftStep.options).map(({ counts }) => names(counts))).toEqual([
      ['product started'],
      ['product completed', 'contact started'],
      ['contact completed', 'purchase started'],
      ['purchase completed', 'problem started'],
      ['problem completed', 'files started'],
      ['files completed', 'submit started'],
    ]);
  });

  test('a step that is saved again counts nothing', () => {
    const changes = walk(['product', 'product', 'contact', 'product']);
    expect(changes.map(({ counts }) => counts.length)).toEqual([1, 2, 0, 2, 0]);
  });

  test('a step out of turn is started and completed at once; the first one left open is where it stands', () => {
    const changes = walk(['problem']);
    expect(names(changes[1]?.counts ?? [])).toEqual(['problem started', 'problem completed']);
    expect(standsAt(last(changes))).toBe('product');
    expect(names(last(changes) && saveStep(last(changes), 'product', {}, start).counts)).toEqual([
      'product completed',
      'contact started',
    ]);
  });

  test('what it was submitted without is skipped', () => {
    const draft = last(walk(['product', 'problem']));
    expect(names(submitted(draft, 'R', {}, start).counts)).toEqual([
      'contact skipped',
      'submit started',
      'submit completed',
    ]);
  });

  test.each<[DraftStep[], DraftPlace]>([
    [[], 'product'],
    [['product'], 'contact'],
    [['product', 'contact', 'problem'], 'purchase'],
    [[...draftStep.options], 'submit'],
  ])('left after %j it is abandoned at %s', (steps, place) => {
    const change = expired(last(walk(steps)), later(draftDays.sinceSaved));
    expect(names(change?.counts ?? [])).toEqual([`${place} abandoned`]);
  });

  test('of each step: started = completed + skipped + abandoned + where drafts still stand', () => {
    const story = fc.record({
      steps: fc.array(fc.constantFrom(...draftStep.options), { maxLength: 12 }),
      end: fc.constantFrom('submitted', 'expired', 'open'),
    });
    fc.assert(
      fc.property(fc.array(story, { minLength: 1, maxLength: 20 }), (stories) => {
        const sums = new Map<string, number>();
        const standing = new Map<DraftPlace, number>();
        for (const { steps, end } of stories) {
          const changes = walk(steps);
          const draft = last(changes);
          const ending =
            end === 'submitted'
              ? submitted(draft, 'R', {}, start)
              : end === 'expired'
                ? expired(draft, later(90))
                : undefined;
          if (!ending) standing.set(standsAt(draft), (standing.get(standsAt(draft)) ?? 0) + 1);
          for (const { counts } of [...changes, ...(ending ? [ending] : [])])
            for (const name of names(counts)) sums.set(name, (sums.get(name) ?? 0) + 1);
        }
        for (const place of draftPlace.options) {
          const of = (what: Count['what']) => sums.get(`${place} ${what}`) ?? 0;
          expect(of('started')).toBe(of('completed') + of('skipped') + of('abandoned') + (standing.get(place) ?? 0));
        }
        expect(sums.get('product started')).toBe(stories.length);
      }),
    );
  });
});

describe('its time', () => {
  test('is two weeks since it was last saved, and sixty days at most', () => {
    const { after: draft } = startDraft(begun, start);
    expect(draft.until).toBe(later(14).toISOString());
    expect(saveStep(draft, 'product', {}, later(10)).after.until).toBe(later(24).toISOString());
    expect(saveStep(draft, 'product', {}, later(55)).after.until).toBe(later(60).toISOString());
    expect(withFiles(draft, [], later(3)).after.until).toBe(later(17).toISOString());
  });

  test('is over at the very moment, whatever the table has not cleared away yet', () => {
    const { after: draft } = startDraft(begun, start);
    expect(isOver(draft, new Date(later(14).getTime() - 1))).toBe(false);
    expect(isOver(draft, later(14))).toBe(true);
    expect(expired(draft, new Date(later(14).getTime() - 1))).toBeUndefined();
    expect(expired(draft, later(14))?.after.state).toBe('expired');
  });

  test('does not end what has ended', () => {
    const { after: draft } = startDraft(begun, start);
    const gone = expired(draft, later(20))?.after;
    expect(gone && expired(gone, later(40))).toBeUndefined();
    const made = submitted(draft, 'R', {}, start).after;
    expect(expired(made, later(90))).toBeUndefined();
    expect(isOver(made, later(90))).toBe(false);
  });
});

test('at its end nothing that was said or sent is left in it', () => {
  const words = { contact: { email: 'kim@customer.example' }, problem: { lines: [] } };
  const product = { lines: [{ lineId: '1', quantity: 1, serials: ['LMX-1'] }] };
  const draft = saveStep(startDraft(begun, start).after, 'product', { product, words }, start).after;
  for (const end of [submitted(draft, '7K3F-9XTB-2MQT', { D1: 'E1' }, start), expired(draft, later(90))]) {
    expect(end?.after).toMatchObject({ words: {}, files: [], product: undefined, version: 3 });
    expect(JSON.stringify(end?.after)).not.toMatch(/kim|LMX/);
  }
});

test('every field of a request is told at some step, so that a draft can become any request', () => {
  const inSteps = new Set([
    ...Object.keys(contract.productStep.shape.lines.element.shape),
    ...Object.keys(contract.problemStep.shape.lines.element.shape),
    ...Object.keys(contract.purchaseStep.shape.lines.unwrap().element.shape),
  ]);
  expect(Object.keys(requestLine.shape).filter((field) => !inSteps.has(field))).toEqual([]);
  const ofRequest = new Set([
    ...Object.keys(contract.startDraft.body.shape),
    ...Object.keys(contract.purchaseStep.shape),
    'contact',
    'lines',
  ]);
  expect(Object.keys(returnRequest.shape).filter((field) => !ofRequest.has(field))).toEqual([]);
});

test('an id cannot be guessed: a hundred bits of those it is given', () => {
  const id = newDraftId((count) => new Uint8Array(count).map((_, i) => i * 13));
  expect(draftId.parse(id)).toBe(id);
  expect(newDraftId((count) => new Uint8Array(count))).toBe('D-00000000000000000000');
  expect(newDraftId((count) => new Uint8Array(count).fill(255))).toBe('D-ZZZZZZZZZZZZZZZZZZZZ');
});
